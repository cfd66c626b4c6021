// A drive as the steps that lead from the number it starts with to what the neuron gets: each multiplies the one before, and each kind has its rung.
import { fromFloat } from '../evaluate/numbers';
import {
  asConstant,
  dividePolys,
  formatPoly,
  keyOf,
  multiplyPolys,
  onePoly,
  type Poly,
  scalePoly,
} from '../evaluate/poly';
import { type Span } from '../text';
import { fromNumber, isOne, rational, type Rational, toNumber } from '../units/rational';
import { type Drive } from './drive';
import { type Factor, type FactorRole, productOf } from './factors';
import { areaMs, meanCurrent } from './membrane';

/** In the order of the ladder. `weight`, `noise`, `mean`, `current` and `membrane` are what has been reached there; the others are steps. */
export const rungRoles = [
  'stored',
  'scaling',
  'normalisation',
  'conversion',
  'weight',
  'noise',
  'sources',
  'rate',
  'mean',
  'kernel',
  'current',
  'capacity',
  'membrane',
] as const;
export type RungRole = (typeof rungRoles)[number];

export interface Rung {
  readonly role: RungRole;
  /** `×` or `÷` of a step, `=` of what is reached and of the start. */
  readonly operator: '×' | '÷' | '=';
  /** What it multiplies or divides by, in numbers and symbols; of what is reached the value itself. */
  readonly amount: string;
  /** The code that does it, or what does it in words. */
  readonly code: string | null;
  /** Where the product stands after it. */
  readonly value: string;
  /** The number in front of the symbols of that value; null where it is a sum. */
  readonly magnitude: number | null;
  /** The symbols of that value: `W/vsc`; empty where it is a plain number. */
  readonly symbols: string;
  readonly span: Span | null;
}

/** Exact: what the rungs of a ladder multiply by. */
export interface LadderStep {
  readonly rung: Rung;
  /** Null of what is reached. */
  readonly poly: Poly | null;
}

const reached: ReadonlySet<RungRole> = new Set(['weight', 'noise', 'mean', 'current', 'membrane']);
export const isReached = ({ role }: Rung): boolean => reached.has(role);

const order: readonly FactorRole[] = ['stored', 'scaling', 'normalisation', 'conversion'];

export function ladderOf(drive: Drive): LadderStep[] {
  const { factors, weight, sources, rateHz, mean, unit, flows, kind, kernel, spans } = drive;
  const steps: LadderStep[] = [];
  let at: Poly = onePoly;
  const push = (step: Omit<Rung, 'value' | 'magnitude' | 'symbols'>, poly: Poly | null, of: string | null): void => {
    at = poly ? multiplyPolys(at, poly) : at;
    steps.push({ rung: { ...step, value: inUnit(at, of), ...coefficientOf(at) }, poly });
  };
  const multiplied = (role: RungRole, poly: Poly, code: string | null, span: Span | null, of = ''): void =>
    push({ role, operator: '×', amount: inUnit(poly, of), code, span }, poly, null);
  const total = (role: RungRole, of: string | null, span: Span | null = null): void => {
    push({ role, operator: '=', amount: inUnit(at, of), code: null, span }, null, of);
  };

  const ordered = order.flatMap((role) => factors.filter((each) => each.role === role));
  const units = unitsAlong(ordered, unit);
  ordered.forEach((factor, i) => push(rungOf(factor, units[i] ?? null), factor.poly, units[i] ?? null));
  // What stands with `xi` is no current: only what it adds up to has a size.
  if (kind === 'noise' && !flows) {
    if (factors.length > 0) total('noise', unit && `${unit}/√s`);
    return steps;
  }
  if (!weight || factors.length === 0) return steps;
  if (!flows) total('weight', unit, drive.weightSpan);
  if (sources && (!flows || !isOneOf(sources))) multiplied('sources', sources, null, spans.sources);
  if (!flows) {
    if (!sources || !rateHz || !mean) return steps;
    const perMs = scalePoly(rateHz, rational(1, 1000));
    push({ role: 'rate', operator: '×', amount: inUnit(rateHz, 'Hz'), code: null, span: spans.rate }, perMs, null);
    settle(mean);
  }
  total('mean', unit === null ? null : flows ? unit : `${unit}/ms`);
  const area = areaMs(kernel);
  const current = flows ? null : meanCurrent(drive);
  if (area && current) {
    multiplied('kernel', area, kernel.shape, kernel.tau?.origin?.span ?? null, 'ms');
    total('current', unit);
  }
  toMembrane();
  return steps;

  /** What adds up on the way, sources of several calls, is in the mean and in no factor. */
  function settle(wanted: Poly): void {
    const rest = keyOf(at) === keyOf(wanted) ? null : dividePolys(wanted, at);
    if (rest && !isOneOf(rest)) multiplied('sources', rest, null, null);
  }

  function toMembrane(): void {
    const [from, to] = [asConstant(at), drive.membraneMv];
    if (!from || to === null || unit === null || toNumber(from) === 0) return;
    const factor = to / toNumber(from);
    const exact = fromFloat(Number(factor.toPrecision(9))).poly;
    if (!(flows && unit === 'mV')) multiplied('capacity', exact, null, null, unit === 'mV' ? 'ms' : `mV/${unit}`);
    total('membrane', 'mV');
  }
}

function rungOf(
  { role, poly, divides, code, span }: Factor,
  of: string | null,
): Omit<Rung, 'value' | 'magnitude' | 'symbols'> {
  const shown = divides ? (dividePolys(onePoly, poly) ?? poly) : poly;
  if (role === 'stored') return { role, operator: '=', amount: inUnit(poly, of), code, span };
  return { role, operator: divides ? '÷' : '×', amount: inUnit(shown, null), code, span };
}

/** What the product is in after each factor: known from the end back to where a prefix changes or a symbol with a unit of its own comes in. */
function unitsAlong(factors: readonly Factor[], unit: string | null): (string | null)[] {
  const result: (string | null)[] = [];
  let known = unit;
  for (let i = factors.length - 1; i >= 0; i--) {
    result[i] = known;
    const { role, code, poly } = factors[i] ?? {};
    if (role === 'conversion') known = /^(\S+) → /.exec(code ?? '')?.[1] ?? null;
    else if (role !== 'scaling' || !poly || !asConstant(poly)) known = null;
  }
  return result;
}

const isOneOf = (poly: Poly): boolean => {
  const exact = asConstant(poly);
  return exact !== null && isOne(exact);
};

/** What has Euler's number in it is no fraction to read. */
const readable = (value: Rational): Rational =>
  value.d > longest ? (fromNumber(Number(toNumber(value).toPrecision(6))) ?? value) : value;
const longest = 1_000_000_000n;

const inUnit = (poly: Poly, unit: string | null): string => {
  const text = formatPoly({ terms: poly.terms.map((each) => ({ ...each, coefficient: readable(each.coefficient) })) });
  if (unit === null || unit === '') return text;
  return poly.terms.length > 1 ? `(${text}) ${unit}` : `${text} ${unit}`;
};

function coefficientOf(poly: Poly): { readonly magnitude: number | null; readonly symbols: string } {
  const [only] = poly.terms;
  if (!only) return { magnitude: 0, symbols: '' };
  if (poly.terms.length > 1) return { magnitude: null, symbols: formatPoly(poly) };
  const rest: Poly = { terms: [{ ...only, coefficient: rational(1) }] };
  return { magnitude: toNumber(only.coefficient), symbols: only.factors.length === 0 ? '' : formatPoly(rest) };
}

/** Of all steps of some roles together. */
export const productOfRoles = (steps: readonly LadderStep[], roles: readonly RungRole[]): Poly =>
  productOf(steps.flatMap(({ rung, poly }) => (poly && roles.includes(rung.role) ? [{ poly }] : [])));
