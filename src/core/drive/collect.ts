// The drives of several scripts as one list: each path once, with the arguments it is really given, and in the symbols that the files share.
import {
  addPolys,
  asConstant,
  dividePolys,
  formatPoly,
  keyOf,
  makeAtom,
  multiplyPolys,
  type Poly,
  powerOfPoly,
  substitute,
  symbol,
  voltageScale,
} from '../evaluate/poly';
import { spanKey } from '../evaluate/facts';
import { type Step } from '../finding';
import { type Drive } from './drive';
import { completed, type Factor, productOf } from './factors';
import { type ReadScript } from './script';
import { accountOf, inTermsOf, isTelling, keyId, keysIn, plainName, type Stored } from './stored';

export interface Collected {
  readonly drives: readonly Drive[];
  readonly stored: readonly Stored[];
  /** By key: the account that was followed. */
  readonly accounts: ReadonlyMap<string, Stored>;
}

export function collectDrives(scripts: readonly ReadScript[]): Collected {
  const stored = scripts.flatMap((each) => each.stored);
  const read = scripts.map((each) => ({ drives: merged(each.drives), held: each.stored }));
  const known = new Set([
    ...read.flatMap(({ drives }) =>
      drives.filter((each) => !isNoise(each)).flatMap((each) => (each.weight ? keysIn(each.weight) : [])),
    ),
    ...stored.filter((each) => each.how === 'written' && isTelling(each.key)).map((each) => each.key),
  ]);
  const named = read.flatMap(({ drives, held }) => drives.map((each) => keyed(each, held, known)));
  const accounts = new Map<string, Stored>();
  for (const key of new Set(named.flatMap((each) => each.keys))) {
    const account = accountOf(stored, key);
    if (account) accounts.set(key, account);
  }
  const drives = distinct(named).map((each) => inPhysicalUnits(followed(each, accounts)));
  return { drives: withOwnIds(drives), stored, accounts };
}

const isNoise = (drive: Drive): boolean => drive.stages.length > 0;

/** Repeated connections of one call add up; those to other receptors are the same drive for each of them. */
function merged(drives: readonly Drive[]): Drive[] {
  const result: Drive[] = [];
  for (const drive of drives) {
    const at = result.findIndex((each) => sameValues(each, drive));
    const known = result[at];
    if (!known) result.push(drive);
    else if (known.dead !== null && known.target !== drive.target) continue;
    else if (drive.receptors.every((each) => known.receptors.includes(each))) result[at] = added(known, drive);
    else result[at] = { ...known, receptors: [...known.receptors, ...drive.receptors] };
  }
  return result;
}

const polyKey = (poly: Poly | null): string => (poly ? keyOf(poly) : '?');

/** What is never taken may have been read many times: its targets are one. */
const sameTarget = (a: Drive, b: Drive): boolean =>
  a.target === b.target || (a.dead !== null && b.dead !== null && unnumbered(a.target) === unnumbered(b.target));
const unnumbered = (name: string): string => name.replace(/ \d+$/, '');

const sameValues = (a: Drive, b: Drive): boolean =>
  spanKey(a.span) === spanKey(b.span) &&
  a.source === b.source &&
  sameTarget(a, b) &&
  polyKey(a.weight) === polyKey(b.weight) &&
  polyKey(a.rateHz) === polyKey(b.rateHz);

/** Superposition: means and variances of sources that are drawn apart add. */
function added(a: Drive, b: Drive): Drive {
  if (isNoise(a) || !a.mean || !b.mean || !a.sources || !b.sources) return a;
  return {
    ...a,
    sources: addPolys(a.sources, b.sources),
    mean: addPolys(a.mean, b.mean),
    power: both(a.power, b.power),
    variance: both(a.variance, b.variance),
  };
}

const both = (a: Poly | null, b: Poly | null): Poly | null => a && b && addPolys(a, b);

/** Noise says what it is made of by its arguments' names: where they are what a model keeps, they are that. */
function keyed(drive: Drive, held: readonly Stored[], known: ReadonlySet<string>): Drive {
  // A plain number is nothing that is stored, whatever has the same value.
  if (!drive.weight || asConstant(drive.weight)) return drive;
  if (!isNoise(drive)) return { ...drive, keys: keysIn(drive.weight) };
  for (const each of held) {
    if (each.how !== 'variable' || !isTelling(each.key) || (known.size > 0 && !known.has(each.key))) continue;
    const weight = inTermsOf(drive.weight, each);
    if (weight) return rewritten(drive, weight, each, `what is kept as \`${each.key}\``);
  }
  for (const name of keysIn(drive.weight)) {
    const each = held.find((other) => other.key === name && other.how === 'variable');
    if (!each && !known.has(name)) continue;
    const atom = [...drive.weight.terms.flatMap((term) => term.factors)].find(
      ([{ text }]) => plainName(text) === name,
    )?.[0];
    if (!atom) continue;
    const weight = substitute(drive.weight, atom.id, symbol(makeAtom(keyId(name), name)));
    return rewritten(drive, weight, each ?? null, `\`${name}\`, taken for what other files know by that name`);
  }
  return { ...drive, keys: keysIn(drive.weight) };
}

function rewritten(drive: Drive, weight: Poly, held: Stored | null, text: string): Drive {
  const scaled = (poly: Poly | null, power: number): Poly | null => {
    const before = drive.weight && powerOfPoly(drive.weight, -power);
    const after = powerOfPoly(weight, power);
    return poly && before && after && multiplyPolys(multiplyPolys(poly, before), after);
  };
  const step: Step = {
    text: `weight per event, of ${text}`,
    value: formatPoly(weight),
    ...(held ? { span: held.span } : {}),
  };
  return {
    ...drive,
    weight,
    mean: scaled(drive.mean, 1),
    power: scaled(drive.power, 2),
    variance: scaled(drive.variance, 2),
    factors: completed(
      (held && fromStored(drive.factors, held)) ??
        rebased(drive.factors, (poly) => scaledBase(poly, drive.weight, weight)),
      weight,
    ),
    keys: keysIn(weight),
    steps: [...drive.steps, step],
  };
}

/** What was done before it was stored is no step of this path: it begins with what is kept. Null where no beginning of it is that. */
function fromStored(factors: readonly Factor[], { key, value }: Stored): Factor[] | null {
  const count = factors.findIndex((_, i) => keyOf(productOf(factors.slice(0, i + 1))) === keyOf(value.poly));
  const base = factors.find(({ role }) => role === 'stored');
  if (count < 0 || !base) return null;
  const kept: Factor = { ...base, poly: symbol(makeAtom(keyId(key), key)), divides: false, code: key };
  return [kept, ...factors.slice(count + 1)];
}

const rebased = (factors: readonly Factor[], change: (poly: Poly) => Poly): Factor[] =>
  factors.map((each) => (each.role === 'stored' ? { ...each, poly: change(each.poly) } : each));

function scaledBase(poly: Poly, before: Poly | null, after: Poly): Poly {
  const ratio = before && dividePolys(after, before);
  return ratio ? multiplyPolys(poly, ratio) : poly;
}

/** One of each path: the one with real arguments before the one with nobody's; dead where all real arguments pass it by. */
function distinct(drives: readonly Drive[]): Drive[] {
  const groups: Drive[][] = [];
  for (const drive of drives) {
    const group = groups.find((each) => each.some((other) => isSamePath(other, drive)));
    if (group) group.push(drive);
    else groups.push([drive]);
  }
  return groups.map((group) => {
    const called = group.filter((each) => !each.standalone);
    const deciding = called.length > 0 ? called : group;
    const live = deciding.some((each) => each.dead === null);
    const dead = live ? null : (deciding[0]?.dead ?? null);
    const best = [...group].sort((a, b) => rank(a) - rank(b))[0] ?? group[0];
    if (!best) throw new Error('a group of drives has no member');
    return { ...best, dead };
  });
}

const rank = (drive: Drive): number =>
  (drive.keys.length > 0 ? 0 : 4) + (drive.dead === null ? 0 : 1) + (drive.standalone ? 0 : 1);

function isSamePath(a: Drive, b: Drive): boolean {
  if (isNoise(a) !== isNoise(b)) return false;
  if (!isNoise(a)) return sameValues(a, b) && a.receptors.join() === b.receptors.join();
  const places = new Set(a.stages.map(spanKey));
  return b.stages.some((each) => places.has(spanKey(each)));
}

/** Puts what is stored for its key: `0.1 × bkg_weights` is `W/vsc` where `10·W/vsc` is stored. */
function followed(drive: Drive, accounts: ReadonlyMap<string, Stored>): Drive {
  let result = drive;
  for (const key of drive.keys) {
    const account = accounts.get(key);
    if (!account) continue;
    const value = renamed(account, key);
    const put = (poly: Poly | null): Poly | null => poly && substitute(poly, keyId(key), value);
    const step: Step = { text: `\`${key}\` is kept as`, value: formatPoly(value), span: account.span };
    const weight = put(result.weight);
    const so: Step = { text: 'so the weight per event is', value: shown(weight, result.unit) };
    result = {
      ...result,
      weight,
      factors: result.factors.map((each) => ({ ...each, poly: put(each.poly) ?? each.poly })),
      mean: put(result.mean),
      power: put(result.power),
      variance: put(result.variance),
      steps: [...result.steps, step, so],
    };
  }
  return result;
}

const shown = (poly: Poly | null, unit: string | null): string =>
  poly ? `${formatPoly(poly)}${unit === null ? '' : ` ${unit}`}` : '?';

/** What was there before it was scaled goes by a name of its own. */
function renamed({ value }: Stored, key: string): Poly {
  let poly = value.poly;
  for (const [atom] of value.poly.terms.flatMap((term) => term.factors)) {
    if (plainName(atom.text) !== key) continue;
    poly = substitute(poly, atom.id, symbol(makeAtom(`origin:${key}`, originName(key))));
  }
  return poly;
}

export const originName = (key: string): string => (/w(?:ei)?g?h?ts?|^w_|_w$|bkg/i.test(key) ? 'W' : `${key}₀`);

/** Array code drives a membrane that is measured in gaps from leak to threshold where its weights are: the gap is multiplied back. */
function inPhysicalUnits(drive: Drive): Drive {
  if (!isNoise(drive) || !drive.mean) return drive;
  const exponent = drive.mean.terms[0]?.factors.find(([atom]) => atom.id === voltageScale.id)?.[1] ?? 0;
  if (exponent !== -1 || drive.mean.terms.length !== 1) return drive;
  const gap = symbol(voltageScale);
  const back = (poly: Poly | null, power: number): Poly | null => {
    const factor = powerOfPoly(gap, power);
    return poly && factor && multiplyPolys(poly, factor);
  };
  const weight = back(drive.weight, 1);
  const step: Step = {
    text: 'the membrane is measured in vsc = V_th − E_L, as its weights are: × vsc',
    value: weight ? `${formatPoly(weight)} pA` : '?',
    span: drive.span,
  };
  return {
    ...drive,
    unit: drive.unit ?? 'pA',
    weight,
    factors: [
      ...drive.factors,
      { role: 'normalisation', poly: gap, divides: false, code: 'the membrane is measured in vsc', span: drive.span },
    ],
    mean: back(drive.mean, 1),
    power: back(drive.power, 2),
    variance: back(drive.variance, 2),
    steps: [...drive.steps, step],
  };
}

function withOwnIds(drives: readonly Drive[]): Drive[] {
  const taken = new Map<string, number>();
  return drives.map((drive) => {
    const count = (taken.get(drive.id) ?? 0) + 1;
    taken.set(drive.id, count);
    return count === 1 ? drive : { ...drive, id: `${drive.id} ${count}` };
  });
}
