// What a model class is made with: what the user says, what a checkpoint or the script gives, defaults, and sizes by what their names say.
import { type Tensor } from '../tensor/tensor';
import { type Func, isKind, numberOf, type Value } from '../tensor/values';

/** What a size counts. */
export type SizeRole = 'excitatory' | 'inhibitory' | 'inputs' | 'outputs' | 'units';

export type Plain = number | string | boolean | null;

export interface ModelArgument {
  readonly name: string;
  readonly value: Plain;
  /** Who says so: `set`, `checkpoint`, `weights`, `script`, `default`, `data`. */
  readonly from: string;
}

const roles: readonly (readonly [SizeRole, RegExp])[] = [
  [
    'excitatory',
    /^(?:n|num|nb)_?(?:e|exc|excitatory|excit|classic|pyr|pyramidal)(?:_(?:units|neurons|cells))?$|^(?:exc|e)_(?:size|units|dim|neurons)$/i,
  ],
  [
    'inhibitory',
    /^(?:n|num|nb)_?(?:i|inh|inhibitory|inhib|interneurons?)(?:_(?:units|neurons|cells))?$|^(?:inh|i)_(?:size|units|dim|neurons)$/i,
  ],
  [
    'inputs',
    /^(?:n|num|nb|d|dim)_?(?:in|inp|inputs?|features|channels|stim|u)$|^(?:in|inp|inputs?)_?(?:size|dim|features|channels|shape|dims?)$|^d_?in$/i,
  ],
  [
    'outputs',
    /^(?:n|num|nb|d|dim)_?(?:out|outputs?|readouts?|targets)$|^(?:out|output)_?(?:size|dim|features|channels|shape|dims?)$/i,
  ],
  [
    'units',
    /^(?:n|num|nb)_?(?:units|hidden|rec|recurrent|neurons|cells|total|hid|rnn|nodes)?$|^(?:hidden|rnn|rec|state|hid|net|network)_?(?:size|dim|units|features|dims?)$|^units$|^n_?hid$/i,
  ],
];

export const roleOf = (name: string): SizeRole | null => roles.find(([, pattern]) => pattern.test(name))?.[0] ?? null;

export type Counts = Readonly<Partial<Record<SizeRole, number>>>;

export interface Sources {
  readonly set: ReadonlyMap<string, Plain>;
  /** What a checkpoint says of the model's arguments. */
  readonly config: ReadonlyMap<string, Plain>;
  /** What the script calls the class with. */
  readonly script: ReadonlyMap<string, Plain>;
  /** Arrays that the script hands over. */
  readonly arrays?: ReadonlyMap<string, Tensor>;
  readonly sizes: ReadonlyMap<string, number>;
  readonly counts: Counts;
}

export interface Filled {
  readonly keywords: Map<string, Value>;
  readonly shown: readonly ModelArgument[];
  /** Required ones that nobody gives. */
  readonly missing: readonly string[];
  /** Sizes that were only taken from the data or a default, and what else nobody gives and may be one. */
  readonly loose: readonly string[];
}

export function fillArguments(init: Func | null, sources: Sources): Filled {
  const keywords = new Map<string, Value>();
  const shown: ModelArgument[] = [];
  const missing: string[] = [];
  const loose: string[] = [];
  const names = parametersOf(init);
  for (const each of names) {
    const standard = init?.defaults.get(each);
    const role = roleOf(each);
    const give = (value: Plain, from: string): void => {
      keywords.set(each, value);
      shown.push({ name: each, value, from });
    };
    const counted = role && sources.counts[role];
    const said = sources.set.get(each);
    const size = sources.sizes.get(each);
    const config = sources.config.get(each);
    const script = sources.script.get(each);
    const array = sources.arrays?.get(each);
    if (said !== undefined) give(said, 'set');
    else if (size !== undefined) give(size, 'weights');
    else if (config !== undefined) give(config, 'checkpoint');
    else if (script !== undefined) give(script, 'script');
    else if (array) {
      keywords.set(each, array);
      shown.push({ name: each, value: `array of ${array.shape.join(' × ')}`, from: 'script' });
    } else if (standard !== undefined) {
      const plain = plainOf(standard);
      if (plain !== undefined) shown.push({ name: each, value: plain, from: 'default' });
      if (role && typeof plain === 'number') loose.push(each);
    } else if (counted !== null && counted !== undefined) {
      give(counted, 'data');
      loose.push(each);
    } else if (/noise|sigma/i.test(each)) give(0, 'assumed');
    else {
      missing.push(each);
      loose.push(each);
    }
  }
  // What `**kwargs` takes is handed on to who knows it.
  if (init?.node.kind === 'function' && init.node.params.some(({ star }) => star === '**'))
    for (const [name, value] of [...sources.script, ...sources.set])
      if (!keywords.has(name) && !names.includes(name)) {
        keywords.set(name, value);
        shown.push({ name, value, from: sources.set.has(name) ? 'set' : 'script' });
      }
  return { keywords, shown, missing, loose };
}

export const parametersOf = (init: Func | null): string[] =>
  init?.node.kind === 'function'
    ? init.node.params.slice(1).flatMap((each) => (each.star === '' ? [each.name] : []))
    : [];

/** Undefined where it is no plain value. */
export function plainOf(value: Value | undefined): Plain | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  return numberOf(value) ?? undefined;
}

/**
 * Sizes out of the shapes of stored weights: the model is made with a prime for each size, so that every length of its weights tells which
 * sizes it is the sum of.
 */
export function solveSizes(
  names: readonly string[],
  primes: ReadonlyMap<string, number>,
  made: ReadonlyMap<string, readonly number[]>,
  stored: ReadonlyMap<string, readonly number[]>,
): Map<string, number> {
  const equations: { readonly of: readonly string[]; readonly length: number }[] = [];
  for (const [path, shape] of made) {
    const wanted = stored.get(path);
    if (wanted?.length !== shape.length) continue;
    shape.forEach((length, axis) => {
      const of = sumOf(length, names, primes);
      if (of) equations.push({ of, length: wanted[axis] as number });
    });
  }
  const solved = new Map<string, number>();
  for (let again = true; again;) {
    again = false;
    for (const { of, length } of equations) {
      const open = of.filter((name) => !solved.has(name));
      const [only] = open;
      if (open.length !== 1 || only === undefined) continue;
      const rest = of.reduce((sum, name) => sum + (solved.get(name) ?? 0), 0);
      if (length - rest < 0) continue;
      solved.set(only, length - rest);
      again = true;
    }
  }
  return solved;
}

function sumOf(
  length: number,
  names: readonly string[],
  primes: ReadonlyMap<string, number>,
): readonly string[] | null {
  const of = (name: string): number => primes.get(name) ?? NaN;
  const one = names.find((name) => of(name) === length);
  if (one !== undefined) return [one];
  for (const [i, a] of names.entries()) for (const b of names.slice(i + 1)) if (of(a) + of(b) === length) return [a, b];
  return null;
}

export const isFunctionValue = (value: Value | undefined): value is Func => isKind(value, 'function');
