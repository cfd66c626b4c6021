// The drives as plain data, as the command line prints them and panels draw them.
import { asConstant, formatPoly, type Poly, powerOfPoly, scalePoly } from '../evaluate/poly';
import { type Finding, type Fix, type Step } from '../finding';
import { type Quantity, type Sureness } from '../network/network';
import { type Span } from '../text';
import { fromNumber, one, toNumber } from '../units/rational';
import { blameOf } from './blame';
import { type Difference, differencesOf } from './differences';
import { ladderOf, type Rung } from './ladder';
import { type Prediction } from './meanfield';
import { type Comparison, isEqual, isUnity, type Member, ratioText } from './compare';
import { meanCurrent } from './membrane';
import { type Drive } from './drive';
import { type StrengthComparison } from './strength';

export interface DriveData {
  readonly id: string;
  readonly backend: string;
  readonly kind: string;
  readonly target: string;
  readonly source: string;
  readonly live: boolean;
  /** Why the given arguments never take the path. */
  readonly because?: string;
  readonly span: Span;
  readonly sources: Quantity | null;
  readonly rateHz: Quantity | null;
  readonly weight: Quantity | null;
  readonly mean: Quantity | null;
  readonly variance: Quantity | null;
  /** The mean current, where the kernel's area is known. */
  readonly current: Quantity | null;
  /** Where the free membrane would settle above its leak by this drive alone, in mV. */
  readonly membrane: Quantity | null;
  readonly kernel: { readonly shape: string; readonly tau: string | null };
  readonly shared: boolean | null;
  readonly receptors: readonly string[];
  readonly keys: readonly string[];
  readonly assumed: readonly { readonly what: string; readonly value: string; readonly why: string }[];
  readonly steps: readonly Step[];
  /** From the number it starts with to what the neuron gets, one factor after the other. */
  readonly ladder: readonly Rung[];
  /** √variance, of the same unit as the mean: what the input spreads by in a millisecond. */
  readonly sd: Quantity | null;
  /** Of the population that it feeds, with all else that reaches it; left out where nothing can be said. */
  readonly expected?: Prediction;
}

export interface ComparisonData {
  readonly name: string;
  readonly because: string;
  readonly by: 'key' | 'population' | 'group';
  readonly reference: string;
  readonly declared: boolean;
  readonly equal: boolean;
  readonly members: readonly MemberData[];
}

export interface MemberData {
  readonly id: string;
  /** What is held against what: events as they arrive, the mean currents, or where the free membrane would settle. */
  readonly compared: 'events' | 'current' | 'membrane';
  readonly meanRatio: string | null;
  readonly varianceRatio: string | null;
  /** `equal`, `variance` (the mean alone is equal), `mean`, or `unknown`. */
  readonly verdict: 'equal' | 'variance' | 'mean' | 'unknown';
  /** Set where this member's sharing is not the reference's. */
  readonly sharing?: string;
  /** The number that makes the difference, where one does. */
  readonly blame?: Span;
  /** The rungs on which its way is another than the reference's. */
  readonly differs: readonly Difference[];
  readonly fixes: readonly Fix[];
}

export interface ComparedDrives {
  readonly drives: readonly DriveData[];
  readonly comparisons: readonly ComparisonData[];
  /** Projections and inputs that are the same thing in several scripts, by what the membrane makes of them. */
  readonly strengths: readonly StrengthComparison[];
}

export interface DriveReport extends ComparedDrives {
  /** What the rules say of the comparisons, ignore comments applied. */
  readonly findings: readonly Finding[];
}

export function quantityOf(
  poly: Poly | null,
  unit: string | null,
  sure: Sureness = 'api',
  digits: number | null = null,
): Quantity | null {
  if (!poly) return null;
  const exact = asConstant(poly);
  const text = formatPoly(digits === null ? poly : rounded(poly, digits));
  return { value: exact ? toNumber(exact) : null, unit, text: unit === null ? text : `${text} ${unit}`, sure };
}

/** What has Euler's number in it is no exact fraction, whatever its polynomial says. */
const rounded = (poly: Poly, digits: number): Poly => ({
  terms: poly.terms.map((term) => ({
    ...term,
    coefficient: fromNumber(Number(toNumber(term.coefficient).toPrecision(digits))) ?? term.coefficient,
  })),
});

function membraneOf({ membraneMv }: Drive): Quantity | null {
  if (membraneMv === null) return null;
  const value = Number(membraneMv.toPrecision(6));
  return { value, unit: 'mV', text: `${value} mV`, sure: 'api' };
}

export function driveData(drive: Drive, expected: Prediction | null): DriveData {
  const { unit, flows } = drive;
  const current = meanCurrent(drive);
  return {
    id: drive.id,
    backend: drive.backend,
    kind: drive.kind,
    target: drive.target,
    source: drive.source,
    live: drive.dead === null,
    ...(drive.dead === null ? {} : { because: drive.dead }),
    span: drive.span,
    sources: quantityOf(drive.sources, null),
    rateHz: quantityOf(drive.rateHz, 'Hz'),
    weight: quantityOf(drive.weight, drive.unit),
    mean: quantityOf(drive.mean, unit === null ? null : flows ? unit : `${unit}/ms`),
    variance: quantityOf(drive.variance, unit === null ? null : flows ? `${unit}²·ms` : `${unit}²/ms`),
    current: current && !flows ? quantityOf(current, drive.unit, 'api', 6) : null,
    membrane: membraneOf(drive),
    kernel: { shape: drive.kernel.shape, tau: drive.kernel.tau && formatPoly(drive.kernel.tau.poly) },
    shared: drive.shared,
    receptors: drive.receptors,
    keys: drive.keys,
    assumed: drive.assumed,
    steps: drive.steps,
    ...(expected && expected.how !== '' ? { expected } : {}),
    ladder: ladderOf(drive).map(({ rung }) => rung),
    sd: quantityOf(rootOf(drive.variance), unit === null ? null : flows ? `${unit}·√ms` : `${unit}/√ms`, 'api', 6),
  };
}

/** Of one product; its number rounded where it has no exact root. */
function rootOf(variance: Poly | null): Poly | null {
  const [only] = variance?.terms ?? [];
  if (!variance || !only) return variance;
  if (variance.terms.length > 1) return null;
  const exact = powerOfPoly(variance, 1 / 2);
  if (exact) return exact;
  const coefficient = fromNumber(Math.sqrt(toNumber(only.coefficient)));
  const symbols = powerOfPoly({ terms: [{ ...only, coefficient: one }] }, 1 / 2);
  return coefficient && symbols && scalePoly(symbols, coefficient);
}

const decimalOf = ({ meanRatio }: Member): string | null => {
  const exact = meanRatio && asConstant(meanRatio);
  return exact ? String(toNumber(exact)) : null;
};

export function comparisonData(comparison: Comparison, fixesFor: (drive: Drive) => readonly Fix[]): ComparisonData {
  const { name, because, by, reference, declared, members } = comparison;
  const live = members.filter((each) => each.drive.dead === null);
  return {
    name,
    because,
    by,
    reference: reference.id,
    declared,
    equal: live.every(isEqual),
    members: members.map((each) => {
      const sharing = sharingOf(each.drive, reference);
      const blame = blameOf(each);
      return {
        id: each.drive.id,
        compared: each.of,
        meanRatio: each.of === 'membrane' ? decimalOf(each) : ratioText(each.meanRatio),
        varianceRatio: ratioText(each.varianceRatio),
        verdict: isEqual(each) ? 'equal' : isUnity(each.meanRatio) ? 'variance' : each.meanRatio ? 'mean' : 'unknown',
        ...(sharing === null ? {} : { sharing }),
        ...(blame ? { blame } : {}),
        differs: differencesOf(each.drive, reference),
        fixes: fixesFor(each.drive),
      };
    }),
  };
}

export function sharingOf(drive: Drive, reference: Drive): string | null {
  if (drive === reference || drive.shared === null || reference.shared === null || drive.shared === reference.shared)
    return null;
  return drive.shared
    ? 'all neurons hear the same events here, and events of their own there'
    : 'every neuron hears events of its own here, and all hear the same there';
}
