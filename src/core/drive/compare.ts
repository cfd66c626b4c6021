// Compares the drives that are the same thing in several places: exact ratios of mean and variance against a reference.
import { asConstant, dividePolys, formatPoly, keyOf, type Poly } from '../evaluate/poly';
import { equal, isOne, one, toFraction } from '../units/rational';
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
  for (const [target, members] of fedInSeveralFiles(drives.filter((each) => !taken.has(each))))
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

/** One drive from outside per file and population, in two files at least. */
function fedInSeveralFiles(drives: readonly Drive[]): Map<string, Drive[]> {
  const byTarget = new Map<string, Drive[]>();
  for (const drive of drives) {
    if (drive.kind === 'recurrent' || drive.kind === 'spikes' || drive.unit === null) continue;
    byTarget.set(drive.target, [...(byTarget.get(drive.target) ?? []), drive]);
  }
  for (const [target, members] of byTarget) {
    const files = new Set(members.map((each) => each.file));
    // Jumps of the membrane, currents of one shape and of another are not held against each other by name alone.
    const kinds = new Set(
      members.map((each) => `${each.unit ?? ''} ${each.kernel.shape} ${each.kind === 'dc' ? 'dc' : ''}`),
    );
    if (files.size < 2 || files.size !== members.length || kinds.size > 1) byTarget.delete(target);
  }
  return byTarget;
}

function comparison(
  name: string,
  because: string,
  by: Comparison['by'],
  drives: readonly Drive[],
  { accounts }: Collected,
  { references }: CompareOptions,
): Comparison {
  const declared = drives.find((each) => references.some((reference) => isMeant(each, reference)));
  const origin = accounts.get(name)?.span.file;
  const first = drives.find((each) => each.file === origin) ?? drives.find((each) => each.dead === null) ?? drives[0];
  const reference = declared ?? first;
  if (!reference) throw new Error('a comparison has no member');
  return {
    name,
    because,
    by,
    reference,
    declared: declared !== undefined,
    members: drives.map((drive) => member(drive, reference)),
  };
}

/** Where two kernels carry different charges at the same peak, or one is a constant current, the currents are compared; else the events. */
function member(drive: Drive, reference: Drive): Member {
  const constant = (drive.kind === 'dc') !== (reference.kind === 'dc');
  const [current, other] = [meanCurrent(drive), meanCurrent(reference)];
  const byCurrent = constant || (carryUnlike(drive, reference) && current !== null && other !== null);
  const [a, b] = byCurrent ? [current, other] : [drive.mean, reference.mean];
  return {
    drive,
    meanRatio: ratio(a, b),
    varianceRatio: ratio(drive.variance, reference.variance),
    powerRatio: ratio(drive.power, reference.power),
  };
}

/** Whether an event of the same weight carries another charge. */
function carryUnlike(a: Drive, b: Drive): boolean {
  if (a.kernel.shape !== b.kernel.shape) return true;
  const [area, other] = [a, b].map(({ kernel }) => areaMs(kernel)).map((each) => each && asConstant(each));
  return area !== null && other !== null && area !== undefined && other !== undefined && !equal(area, other);
}

const ratio = (a: Poly | null, b: Poly | null): Poly | null => {
  if (!a || !b) return null;
  if (keyOf(a) === keyOf(b)) return { terms: [{ coefficient: one, factors: [], key: '' }] };
  const quotient = dividePolys(a, b);
  // A sum or a function of what is stored can't be held against it.
  const followed = quotient?.terms.every((term) => term.factors.every(([atom]) => atom.parts.length === 0));
  return followed === true ? quotient : null;
};

export const isUnity = (poly: Poly | null): boolean => {
  const exact = poly && asConstant(poly);
  return exact !== null && isOne(exact);
};

/** `1/10`, `10`, `100/vsc`. */
export function ratioText(poly: Poly | null): string | null {
  if (!poly) return null;
  const exact = asConstant(poly);
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
export const isEqual = (each: Member): boolean => isUnity(each.meanRatio) && isUnity(each.powerRatio);
