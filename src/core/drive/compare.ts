// Compares the drives that are the same thing in several places: exact ratios of mean and variance against a reference.
import { asConstant, dividePolys, formatPoly, keyOf, onePoly, type Poly } from '../evaluate/poly';
import { equal, fromNumber, isOne, one, toFraction, toNumber } from '../units/rational';
import { type Fed, fedAlike, ofOneModel } from './alike';
import { type Collected } from './collect';
import { type Drive } from './drive';
import { areaMs, meanCurrent } from './membrane';
import { isTelling } from './stored';

export interface Member {
  readonly drive: Drive;
  /** Exact; null where it can't be told. */
  readonly meanRatio: Poly | null;
  readonly varianceRatio: Poly | null;
  /** Of the variance as it were for rare events: a Bernoulli draw is a little more regular than a Poisson train. */
  readonly powerRatio: Poly | null;
  /** What is held against what: the events as they arrive, the currents they make, or where the free membrane would settle. */
  readonly of: 'events' | 'current' | 'membrane';
}

export interface Comparison {
  readonly name: string;
  /** Why these are the same: `both draw on bkg_weights`. */
  readonly because: string;
  /** `key`: exact; `population` and `group`: by what they are called. */
  readonly by: 'key' | 'population' | 'group';
  readonly reference: Drive;
  /** True where somebody said which one is right. */
  readonly declared: boolean;
  readonly members: readonly Member[];
}

export interface CompareOptions {
  /** Files, or ids of drives, that are right. */
  readonly references: readonly string[];
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** True where the files were named one by one: populations that are alike are then the same, whatever the files are called. */
  readonly named?: boolean;
}

export function compareDrives(collected: Collected, options: CompareOptions): Comparison[] {
  const { drives } = collected;
  const result: Comparison[] = [];
  const taken = new Set<Drive>();
  const add = (name: string, because: string, by: Comparison['by'], members: readonly Drive[]): void => {
    const known = members.filter((each) => each.mean !== null);
    if (known.length < 2) return;
    result.push(comparison(name, because, by, known, collected, options));
    for (const each of known) taken.add(each);
  };
  for (const [name, wanted] of options.groups)
    add(
      name,
      'grouped in spikelint.json',
      'group',
      drives.filter((each) => wanted.some((ref) => isMeant(each, ref))),
    );
  for (const key of new Set(drives.flatMap((each) => each.keys))) {
    if (!isTelling(key)) continue;
    const members = drives.filter((each) => each.keys.includes(key) && !taken.has(each));
    add(key, `all draw on \`${key}\``, 'key', members);
  }
  for (const [target, members] of fedInSeveralFiles(
    drives.filter((each) => !taken.has(each)),
    options,
  ))
    add(target, `all feed \`${target}\``, 'population', members);
  return result;
}

/** A file, a drive's id, or `file#population`; files by the end of their path. */
export function isMeant(drive: Drive, reference: string): boolean {
  if (drive.id === reference || drive.id.endsWith(`/${reference}`)) return true;
  const [file = '', target] = reference.split('#');
  const sameFile = drive.file === file || drive.file.endsWith(`/${file.replace(/^\.\//, '')}`);
  return sameFile && (target === undefined || drive.target === target || `${drive.target}/${drive.source}` === target);
}

/** Of each file the one drive from outside that feeds the population of a name, or of a role, in two files at least. */
function fedInSeveralFiles(drives: readonly Drive[], { named = false }: CompareOptions): Map<string, readonly Drive[]> {
  const result = new Map<string, readonly Drive[]>();
  for (const [role, fed] of fedAlike(drives)) {
    const targets = new Set(fed.map((each) => each.target));
    const [first] = fed;
    if (fed.length < 2 || !first || (targets.size > 1 && !named)) continue;
    const name = targets.size === 1 ? first.target : role;
    const members = nearestSettings(fed);
    const kinds = new Set(members.map(kindOf));
    // Jumps of the membrane, currents of one shape and of another are held against each other by what the membrane makes of them.
    if (kinds.size === 1) result.set(name, members);
    else if (
      ofOneModel(
        members.map((each) => each.file),
        named,
      )
    )
      result.set(
        name,
        members.filter((each) => each.membraneMv !== null),
      );
  }
  return result;
}

const kindOf = ({ unit, kernel, flows }: Drive): string => `${unit ?? ''} ${kernel.shape} ${flows ? 'current' : ''}`;

/** A script that runs several settings of one path is held against the others by the setting nearest to theirs. */
function nearestSettings(fed: readonly Fed[]): Drive[] {
  const single = fed.find((each) => each.drives.length === 1) ?? fed[0];
  const wanted = single?.drives[0]?.membraneMv ?? null;
  const off = ({ membraneMv }: Drive): number =>
    wanted === null || membraneMv === null || membraneMv <= 0 || wanted <= 0
      ? Infinity
      : Math.abs(Math.log(membraneMv / wanted));
  return fed.flatMap(({ drives }) => [...drives].sort((a, b) => off(a) - off(b)).slice(0, 1));
}

function comparison(
  name: string,
  because: string,
  by: Comparison['by'],
  drives: readonly Drive[],
  { accounts }: Collected,
  { references }: CompareOptions,
): Comparison {
  // The first that is said goes before what is said later: a choice of the moment before a comment in a file.
  const declared = references
    .map((reference) => drives.find((each) => isMeant(each, reference)))
    .find((each) => each !== undefined);
  const origin = accounts.get(name)?.span.file;
  const first = drives.find((each) => each.file === origin) ?? drives.find((each) => each.dead === null) ?? drives[0];
  const reference = declared ?? (origin === undefined && by === 'population' ? agreedOn(drives) : null) ?? first;
  if (!reference) throw new Error('a comparison has no member');
  return {
    name,
    because,
    by,
    reference,
    declared: declared !== undefined,
    members: drives.map((drive) => member(drive, reference, ofSeveralKinds(by, drives))),
  };
}

/** Populations of a name whose models differ: the same current does not mean the same to another membrane. */
const ofSeveralKinds = (by: Comparison['by'], drives: readonly Drive[]): boolean =>
  by === 'population' && new Set(drives.map(kindOf)).size > 1;

/** The drive that most others equal: where one stands out, it is that one. */
function agreedOn(drives: readonly Drive[]): Drive | null {
  const live = drives.filter((each) => each.dead === null);
  const several = ofSeveralKinds('population', drives);
  const equals = (each: Drive): number =>
    live.filter((other) => isUnity(member(other, each, several).meanRatio)).length;
  return live.reduce<Drive | null>((best, each) => (!best || equals(each) > equals(best) ? each : best), null);
}

/** Where two kernels carry different charges at the same peak, or one is a constant current, the currents are compared; else the events. */
function member(drive: Drive, reference: Drive, severalKinds: boolean): Member {
  if ((severalKinds || drive.unit !== reference.unit) && drive.membraneMv !== null && reference.membraneMv !== null)
    return byMembrane(drive, drive.membraneMv, reference.membraneMv);
  const constant = drive.flows !== reference.flows;
  const [current, other] = [meanCurrent(drive), meanCurrent(reference)];
  const byCurrent = constant || (carryUnlike(drive, reference) && current !== null && other !== null);
  if (isOpenChance(drive, reference) || isOpenChance(reference, drive))
    return { drive, meanRatio: null, varianceRatio: null, powerRatio: null, of: 'events' };
  const [a, b] = byCurrent ? [current, other] : [drive.mean, reference.mean];
  return {
    drive,
    meanRatio: ratio(a, b),
    varianceRatio: ratio(drive.variance, reference.variance),
    powerRatio: ratio(drive.power, reference.power),
    of: byCurrent ? 'current' : 'events',
  };
}

/** A chance per step that only the run knows can't be held against a number. */
const isOpenChance = ({ stages, rateHz }: Drive, other: Drive): boolean =>
  stages.length > 0 &&
  rateHz !== null &&
  asConstant(rateHz) === null &&
  (other.rateHz === null || keyOf(other.rateHz) !== keyOf(rateHz));

/** What the membrane makes of them can be held against each other in any unit; to six figures, as areas have Euler's number in them. */
function byMembrane(drive: Drive, here: number, there: number): Member {
  const exact = there === 0 ? null : fromNumber(Number((here / there).toPrecision(6)));
  const meanRatio = exact && { terms: [{ coefficient: exact, factors: [], key: '' }] };
  return { drive, meanRatio, varianceRatio: null, powerRatio: null, of: 'membrane' };
}

/** Whether an event of the same weight carries another charge. */
function carryUnlike(a: Drive, b: Drive): boolean {
  if (a.kernel.shape !== b.kernel.shape) return true;
  const [area, other] = [a, b].map(({ kernel }) => areaMs(kernel)).map((each) => each && asConstant(each));
  return area !== null && other !== null && area !== undefined && other !== undefined && !equal(area, other);
}

const ratio = (a: Poly | null, b: Poly | null): Poly | null => {
  if (!a || !b) return null;
  if (keyOf(a) === keyOf(b)) return onePoly;
  const quotient = dividePolys(a, b);
  // A sum or a function of what is stored can't be held against it.
  const followed = quotient?.terms.every((term) => term.factors.every(([atom]) => atom.parts.length === 0));
  const exact = quotient && asConstant(quotient);
  if (exact && Math.abs(toNumber(exact) - 1) < sameWithin) return onePoly;
  return followed === true ? quotient : null;
};

/** Areas have Euler's number in them, and what was computed is rounded. */
const sameWithin = 1e-9;
const longest = 1_000_000_000n;

export const isUnity = (poly: Poly | null): boolean => {
  const exact = poly && asConstant(poly);
  return exact !== null && isOne(exact);
};

/** `1/10`, `10`, `100/vsc`. */
export function ratioText(poly: Poly | null): string | null {
  if (!poly) return null;
  const exact = asConstant(poly);
  // A computed number is no fraction to read.
  if (exact && (exact.n > longest || exact.n < -longest || exact.d > longest))
    return String(Number(toNumber(exact).toPrecision(6)));
  if (exact) return toFraction(exact);
  const [only] = poly.terms;
  if (!only || poly.terms.length > 1) return formatPoly(poly);
  const { n, d } = only.coefficient;
  const numerator = equal(only.coefficient, one) ? [] : n === 1n ? [] : [String(n)];
  const above = only.factors
    .filter(([, power]) => power > 0)
    .map(([atom, power]) => atom.text + (power === 1 ? '' : `^${power}`));
  const below = only.factors
    .filter(([, power]) => power < 0)
    .map(([atom, power]) => atom.text + (power === -1 ? '' : `^${-power}`));
  const bottom = [...(d === 1n ? [] : [String(d)]), ...below];
  const top = [...numerator, ...above].join('·') || '1';
  return bottom.length === 0 ? top : `${top}/${bottom.length > 1 ? `(${bottom.join('·')})` : (bottom[0] ?? '')}`;
}

/** Same mean and same events: a Bernoulli draw's own regularity apart, the same drive. */
export const isEqual = (each: Member): boolean =>
  isUnity(each.meanRatio) && (each.of === 'membrane' || isUnity(each.powerRatio));
