// Which keys of a configuration file the code reads, and which key it may have meant by one that is not there.
import { type ConfigEntry, type ConfigMap, type ConfigNode, entryFor, nodeAt } from './tree';
import { type DocumentPart } from '../evaluate/value';
import { type Facts, type KeyRead, type OpenedConfig, partKey } from '../evaluate/facts';
import { nearest } from '../nearest';
import { roleOfName } from '../units/roles';

/** Parameters of which a model has one: two names for it are two names for one thing. */
const single = /^(?:threshold|reset|leak|capacity|membraneTime|leakConductance|refractory|dt|duration)$/;

const bare = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Whether two keys are likely to stand for the same thing. */
export function alike(a: string, b: string): boolean {
  if (bare(a) === bare(b)) return true;
  const role = roleOfName(a)?.role;
  if (role !== undefined && single.test(role)) return roleOfName(b)?.role === role;
  // One letter of a long word is a slip; the last one, or a digit, tells `tau_e` from `tau_i` and `w1` from `w2`.
  const slipped = bare(a).length >= 7 && bare(a).slice(-1) === bare(b).slice(-1) && !/\d/.test(a + b);
  return slipped && Math.abs(a.length - b.length) <= 1 && nearest(a, [b]) === b && bare(a)[0] === bare(b)[0];
}

export class ConfigUse {
  private readonly read = new Map<string, Set<string>>();

  constructor(
    private readonly facts: Facts,
    /** Whether any of the code at hand mentions a word. */
    private readonly mentions: (word: string) => boolean,
  ) {
    for (const { part, key } of facts.keyReads.values()) {
      const keys = this.read.get(partKey(part)) ?? new Set<string>();
      this.read.set(partKey(part), keys.add(key));
    }
  }

  mapOf(part: DocumentPart): ConfigMap | null {
    const root: ConfigNode | null = this.facts.openedConfigs.get(part.file)?.root ?? null;
    const node = nodeAt(
      root,
      part.path.map((each) => (/^\d+$/.test(each) ? Number(each) : each)),
    );
    return node?.kind === 'map' ? node : null;
  }

  /** Keys of a map, of which others are read one by one, that no code asks for and none even mentions. */
  unread(part: DocumentPart): readonly ConfigEntry[] {
    const map = this.mapOf(part);
    const keys = this.read.get(partKey(part));
    if (!map || !keys || this.isLost(part)) return [];
    return map.entries.filter(
      (each) => !each.isMerged && entryFor(map, each.key) === each && !keys.has(each.key) && !this.mentions(each.key),
    );
  }

  /** It, or a map that it is in, goes where its keys can't be followed. */
  private isLost({ file, path }: DocumentPart): boolean {
    const above = Array.from({ length: path.length + 1 }, (_, i) => path.slice(0, i));
    return above.some((each) => this.facts.lostParts.has(partKey({ file, path: each })));
  }

  /** The maps of a file that keys are read of. */
  parts(config: OpenedConfig): readonly DocumentPart[] {
    const parts = new Map<string, DocumentPart>();
    for (const { part } of this.facts.keyReads.values()) if (part.file === config.file) parts.set(partKey(part), part);
    return [...parts.values()];
  }

  /** What the file has in place of a key that is asked for and not there. */
  meant({ part, key }: KeyRead): ConfigEntry | null {
    const candidates = this.unread(part).filter((each) => alike(key, each.key));
    return candidates.length === 1 ? (candidates[0] ?? null) : null;
  }
}
