// A script may build and run one network after the other: its calls, parted where one ends and the next begins.
import { type ApiCall, spanKey } from '../evaluate/facts';

/** More than these say nothing new: a function that is called again and again. */
const maxEpisodes = 8;

/**
 * After a run, a group that is made at a place that made one before begins anew; so does `start_scope()`. `restore()` goes back to what was
 * there at `store()`.
 */
export function episodesIn(all: readonly ApiCall[]): readonly (readonly ApiCall[])[] {
  const episodes: ApiCall[][] = [[]];
  let made = new Set<string>();
  let hasRun = false;
  let stored: { readonly calls: readonly ApiCall[]; readonly hasRun: boolean } | null = null;
  for (const call of all) {
    if (call.backend !== 'brian2') continue;
    if (call.what === 'store') stored = { calls: [...(episodes.at(-1) ?? [])], hasRun };
    if (call.what === 'restore' && stored && hasRun) {
      if (episodes.length === maxEpisodes) break;
      episodes.push([...stored.calls]);
      hasRun = stored.hasRun;
    }
    const again = call.what === 'create' && hasRun && made.has(spanKey(call.span));
    if (again || (call.what === 'start scope' && made.size > 0)) {
      if (episodes.length === maxEpisodes) break;
      episodes.push([]);
      [made, hasRun, stored] = [new Set(), false, null];
    }
    if (call.what === 'create') made.add(spanKey(call.span));
    if (call.what === 'run') hasRun = true;
    episodes.at(-1)?.push(call);
  }
  // The clock's step holds for all that follow.
  let clock: ApiCall | null = null;
  return episodes.map((each) => {
    const before = clock;
    clock = each.filter((call) => call.what === 'dt').at(-1) ?? clock;
    return before ? [before, ...each] : each;
  });
}
