// How a value is drawn for each neuron or synapse, read from what a script writes: a random array, a distribution of NEST's or PyNN's.
import { constantOf } from '../evaluate/numbers';
import { asConstant } from '../evaluate/poly';
import { type Num, type Thing, type Value } from '../evaluate/value';
import { sameKind } from '../units/unit';
import { unitOf } from '../evaluate/claim';
import { toNumber } from '../units/rational';
import { unit } from '../backend';
import { type Clipped, type Drawn } from './network';
import { meanOfDrawn } from './typical';

/** Null for what is no draw, and for a draw whose numbers are not known. The numbers are in the unit `symbol`. */
export function drawnOf(value: Value | undefined, symbol: string | null): Drawn | null {
  if (value?.kind === 'num') return drawnNumber(value, symbol);
  const number = (one: Value | undefined): number | null => plainNumber(one, symbol);
  if (value?.kind === 'thing') return drawnThing(value, number);
  if (value?.kind !== 'table') return null;
  const name = value.entries.get('distribution');
  return name?.kind === 'text' ? byName(name.value, (key) => number(value.entries.get(key))) : null;
}

/** A number in the unit that its place takes; a quantity is converted to it. */
export function plainNumber(value: Value | undefined, symbol: string | null): number | null {
  const exact = constantOf(value);
  if (!exact || value?.kind !== 'num') return null;
  return toNumber(exact) * factorOf(value, symbol);
}

/** What a number of the script is multiplied by to stand in that unit. */
export function factorOf(value: Num, symbol: string | null): number {
  const own = value.quantity && symbol !== null ? unitOf(value.claim) : null;
  return own && symbol !== null && sameKind(own, unit(symbol))
    ? toNumber(own.factor) / toNumber(unit(symbol).factor)
    : 1;
}

function drawnNumber(value: Num, symbol: string | null): Drawn | null {
  const { draw } = value;
  const [mean, variance] = [asConstant(value.poly), draw?.variance ? asConstant(draw.variance) : null];
  if (!draw || !mean || !variance || value.special) return null;
  const factor = factorOf(value, symbol);
  const [middle, spread] = [toNumber(mean) * factor, Math.sqrt(Math.max(0, toNumber(variance))) * Math.abs(factor)];
  const name = draw.distribution.replace(/^scaled /, '');
  if (name === 'uniform')
    return { kind: 'uniform', low: middle - Math.sqrt(3) * spread, high: middle + Math.sqrt(3) * spread };
  if (name === 'normal') return { kind: 'normal', mean: middle, sd: spread };
  if (name === 'exponential' && Math.abs(middle - spread) < 1e-9 * spread) return { kind: 'exponential', mean: middle };
  if (name === 'gamma' && middle > 0)
    return { kind: 'gamma', shape: (middle / spread) ** 2, scale: spread ** 2 / middle };
  return null;
}

function drawnThing(of: Thing, number: (value: Value | undefined) => number | null): Drawn | null {
  const name = of.fields.get('distribution');
  return name?.kind === 'text' ? byName(name.value, (key) => number(of.fields.get(key))) : null;
}

/** The names that NEST 2 and 3 and PyNN have for distributions and their parameters. */
function byName(name: string, get: (key: string) => number | null): Drawn | null {
  const first = (...keys: string[]): number | null => keys.map(get).find((each) => each !== null) ?? null;
  const bounds = (): { low?: number; high?: number } => {
    const [low, high] = [first('low', 'min'), first('high', 'max')];
    return { ...(low === null ? {} : { low }), ...(high === null ? {} : { high }) };
  };
  switch (name) {
    case 'uniform': {
      const [low, high] = [first('low', 'min') ?? 0, first('high', 'max') ?? 1];
      return { kind: 'uniform', low, high };
    }
    case 'uniform_int': {
      // NEST 3.10: `nest.random.uniform_int(max)` stays below `max`; NEST 2's `low` and `high` are both drawn.
      const [high, beyond] = [get('high'), get('max')];
      const last = high ?? (beyond === null ? null : beyond - 1);
      return last === null ? null : { kind: 'uniform', low: first('low', 'min') ?? 0, high: last, whole: true };
    }
    case 'normal':
    case 'normal_clipped':
    case 'normal_clipped_to_boundary': {
      const clipped = name === 'normal' && get('redrawn') === null ? {} : bounds();
      const held = name.endsWith('to_boundary') ? { held: true } : {};
      return { kind: 'normal', mean: first('mean', 'mu') ?? 0, sd: first('std', 'sigma') ?? 1, ...clipped, ...held };
    }
    case 'lognormal':
    case 'lognormal_clipped':
      return {
        kind: 'lognormal',
        mu: first('mean', 'mu') ?? 0,
        sigma: first('std', 'sigma') ?? 1,
        ...(name === 'lognormal' && get('redrawn') === null ? {} : bounds()),
      };
    case 'exponential':
      return { kind: 'exponential', mean: first('beta') ?? 1 };
    case 'gamma': {
      const [shape, scale] = [first('k', 'order'), first('theta', 'scale')];
      return shape === null || scale === null ? null : { kind: 'gamma', shape, scale };
    }
    default:
      return null;
  }
}

const digits = (value: number): string => String(Number(value.toPrecision(6)));

export function drawnText(drawn: Drawn, unitText: string): string {
  const behind = unitText === '' ? '' : ` ${unitText}`;
  switch (drawn.kind) {
    case 'uniform':
      return `uniform, ${digits(drawn.low)} to ${digits(drawn.high)}${behind}`;
    case 'normal':
      return `normal, ${digits(drawn.mean)} ± ${digits(Math.abs(drawn.sd))}${behind}${clippedText(drawn)}`;
    case 'lognormal':
      return `lognormal, mean ${digits(meanOfDrawn(drawn))}${behind}${clippedText(drawn)}`;
    case 'exponential':
      return `exponential, mean ${digits(drawn.mean)}${behind}`;
    case 'gamma':
      return `gamma, mean ${digits(meanOfDrawn(drawn))}${behind}`;
  }
}

const clippedText = ({ low, high }: { low?: number; high?: number }): string =>
  low === undefined && high === undefined ? '' : `, within ${low ?? '−∞'} to ${high ?? '∞'}`;

/** The draw of what is so many times as large. @param factor above 0 */
export function scaledDraw(drawn: Drawn, factor: number): Drawn {
  const bounds = (of: Clipped): Clipped => ({
    ...(of.low === undefined ? {} : { low: of.low * factor }),
    ...(of.high === undefined ? {} : { high: of.high * factor }),
  });
  switch (drawn.kind) {
    case 'uniform':
      return { ...drawn, low: drawn.low * factor, high: drawn.high * factor };
    case 'normal':
      return { ...drawn, ...bounds(drawn), mean: drawn.mean * factor, sd: drawn.sd * factor };
    case 'lognormal':
      return { ...drawn, ...bounds(drawn), mu: drawn.mu + Math.log(factor) };
    case 'exponential':
      return { ...drawn, mean: drawn.mean * factor };
    case 'gamma':
      return { ...drawn, scale: drawn.scale * factor };
  }
}

/**
 * The draw of what is taken away, which from the same random numbers gives the same values; null for a draw that keeps to one side of 0 by
 * its kind.
 */
export function negatedDraw(drawn: Drawn): Drawn | null {
  switch (drawn.kind) {
    case 'uniform':
      return { ...drawn, low: -drawn.low, high: -drawn.high };
    case 'normal': {
      const { low, high, ...rest } = drawn;
      return {
        ...{ ...rest, mean: -drawn.mean, sd: -drawn.sd },
        ...(high === undefined ? {} : { low: -high }),
        ...(low === undefined ? {} : { high: -low }),
      };
    }
    default:
      return null;
  }
}
