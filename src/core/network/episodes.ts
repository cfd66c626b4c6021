// A script may build one network after the other: its calls, parted where the simulator is told to begin anew.
import { type ApiCall } from '../evaluate/facts';

/** More than these say nothing new: a loop that builds again and again. */
const maxEpisodes = 8;

/** @param begins the call that throws away what was made before */
export function episodesOf(calls: readonly ApiCall[], begins: string): readonly (readonly ApiCall[])[] {
  const episodes: ApiCall[][] = [[]];
  let made = false;
  for (const call of calls) {
    if (call.what === begins && made) {
      if (episodes.length === maxEpisodes) break;
      episodes.push([]);
      made = false;
    }
    if (call.what === 'create') made = true;
    episodes.at(-1)?.push(call);
  }
  return episodes;
}
