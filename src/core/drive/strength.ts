// Compares what reaches the populations of several scripts by what the membrane makes of it: one event's size, and the shift per Hz of its sources.
import { type Span } from '../text';
import { ofOneModel, roleOf } from './alike';
import { type EventSize, eventSizes } from './eventSize';
import { type Field } from './field';

/** One projection, or one kind of source, of one script. */
export interface Strength {
  readonly file: string;
  readonly source: string;
  readonly target: string;
  readonly fromOutside: boolean;
  readonly span: Span;
  /** Of one event. */
  readonly peakMv: number;
  /** Synapses, or sources, for each neuron; null where it is not known. */
  readonly count: number | null;
  /** What the free membrane's mean moves by where each of them sends 1 Hz. */
  readonly mvPerHz: number | null;
  /** What it moves by at the rate of the sources outside; null of the network's own, and where the rate is not known. */
  readonly shiftMv: number | null;
}

export interface StrengthMember extends Strength {
  /** Over the reference's; null where that is none. */
  readonly peakRatio: number | null;
  readonly driveRatio: number | null;
  /** What differs by more than a thousandth. */
  readonly verdict: 'equal' | 'psp' | 'drive' | 'psp and drive' | 'unknown';
}

export interface StrengthComparison {
  readonly name: string;
  readonly because: string;
  /** The file that the others are compared with. */
  readonly reference: string;
  readonly declared: boolean;
  readonly equal: boolean;
  readonly members: readonly StrengthMember[];
}

export const strengthsOf = (file: string, fields: readonly Field[]): Strength[] =>
  // Of several networks that one script builds, nothing says which one is meant.
  fields.length === 1 ? fields.flatMap(eventSizes).map((each) => strength(file, each)) : [];

function strength(file: string, size: EventSize): Strength {
  const { source, target, fromOutside, span, peakMv, count, areaMvMs, rateHz } = size;
  const mvPerHz = count === null ? null : (count * areaMvMs) / 1000;
  const shiftMv = mvPerHz === null || rateHz === null ? null : mvPerHz * rateHz;
  return { file, source, target, fromOutside, span, peakMv, count, mvPerHz, shiftMv };
}

/** `E → I`: recurrent input by the roles of both ends, input from outside by the population that it feeds. */
function keyOf({ source, target, fromOutside, peakMv }: Strength): string {
  const sign = peakMv < 0 ? ' inhibitory' : '';
  return fromOutside ? `outside → ${roleOf(target)}${sign}` : `${roleOf(source)} → ${roleOf(target)}`;
}

export function compareStrengths(
  scripts: readonly (readonly Strength[])[],
  { references, named = false }: { readonly references: readonly string[]; readonly named?: boolean },
): StrengthComparison[] {
  const byKey = new Map<string, Strength[]>();
  for (const script of scripts) {
    const own = new Map<string, Strength | null>();
    for (const each of script) {
      const known = own.get(keyOf(each));
      own.set(keyOf(each), known === undefined ? each : known && together(known, each));
    }
    for (const [key, each] of own) if (each) byKey.set(key, [...(byKey.get(key) ?? []), each]);
  }
  return [...byKey].flatMap(([key, members]) => {
    const alike = new Set(members.map((each) => `${each.fromOutside ? '' : each.source} → ${each.target}`)).size === 1;
    const files = members.map(({ file }) => file);
    if (members.length < 2 || (!alike && !named) || !ofOneModel(files, named)) return [];
    return [comparison(key, alike, members, references)];
  });
}

/** Two projections of one kind in one script are one where their events are alike; where they are not, neither is compared. */
function together(a: Strength, b: Strength): Strength | null {
  if (a.source !== b.source || a.target !== b.target || !near(a.peakMv, b.peakMv)) return null;
  return {
    ...a,
    count: sum(a.count, b.count),
    mvPerHz: sum(a.mvPerHz, b.mvPerHz),
    shiftMv: sum(a.shiftMv, b.shiftMv),
  };
}

const sum = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

function comparison(
  key: string,
  alike: boolean,
  members: readonly Strength[],
  references: readonly string[],
): StrengthComparison {
  const declared = members.find(({ file }) =>
    references.some((each) => file === each || file.endsWith(`/${each.replace(/^\.\//, '')}`)),
  );
  const reference = declared ?? members[0];
  if (!reference) throw new Error('a comparison has no member');
  const compared = members.map((each) => member(each, reference));
  const what = reference.fromOutside ? 'feed populations' : 'connect populations';
  return {
    name: key,
    because: alike ? `${what} of the same name` : `${what} of the same role`,
    reference: reference.file,
    declared: declared !== undefined,
    equal: compared.every(({ verdict }) => verdict === 'equal'),
    members: compared,
  };
}

function member(each: Strength, reference: Strength): StrengthMember {
  const peakRatio = over(each.peakMv, reference.peakMv);
  const driveRatio = each.fromOutside ? over(each.shiftMv, reference.shiftMv) : over(each.mvPerHz, reference.mvPerHz);
  const [psp, drive] = [peakRatio, driveRatio].map((ratio) => ratio !== null && !near(ratio, 1));
  const differs = [...(psp ? ['psp'] : []), ...(drive ? ['drive'] : [])].join(' and ') as 'psp' | 'drive' | '';
  const unknown = peakRatio === null || driveRatio === null;
  return { ...each, peakRatio, driveRatio, verdict: differs || (unknown ? 'unknown' : 'equal') };
}

const over = (a: number | null, b: number | null): number | null =>
  a === null || b === null || b === 0 ? (a === 0 && b === 0 ? 1 : null) : a / b;

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-3 * Math.max(Math.abs(a), Math.abs(b));
