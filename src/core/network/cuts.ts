// Populations cut where connections treat their neurons apart, so that each part is one population of the network.

export interface Part {
  readonly from: number;
  /** Null where the size is not known: then there is one part only. */
  readonly to: number | null;
}

/** More parts than this are no populations any more: the neurons stay together. */
const mostParts = 64;

export class Cuts<Key> {
  private readonly at = new Map<Key, Set<number>>();

  /** Neurons from `from` up to `to` are spoken of by themselves; null reaches to the end. */
  add(key: Key, from: number, to: number | null): void {
    const cuts = this.at.get(key) ?? new Set<number>();
    this.at.set(key, cuts);
    cuts.add(from);
    if (to !== null) cuts.add(to);
  }

  partsOf(key: Key, size: number | null): readonly Part[] {
    const whole = [{ from: 0, to: size }];
    if (size === null) return whole;
    const cuts = [...(this.at.get(key) ?? [])].filter((each) => each > 0 && each < size).sort((a, b) => a - b);
    if (cuts.length === 0 || cuts.length >= mostParts) return whole;
    const edges = [0, ...cuts, size];
    return edges.slice(0, -1).map((from, i) => ({ from, to: edges[i + 1] ?? size }));
  }

  /** The parts within a range; those that reach beyond it, where there were too many to cut, count too. */
  within(key: Key, size: number | null, from: number, to: number | null): readonly Part[] {
    const end = to ?? Infinity;
    return this.partsOf(key, size).filter((part) => part.from < end && (part.to ?? Infinity) > from);
  }
}

/** `nodes[:800]`, `nodes[3]`. */
export function partName(name: string, { from, to }: Part, size: number | null): string {
  if (from === 0 && to === size) return name;
  if (to !== null && to - from === 1) return `${name}[${from}]`;
  return `${name}[${from === 0 ? '' : from}:${to === size || to === null ? '' : to}]`;
}
