// What Keras does around a layer's own code: it is built when its input is known, and its weights are drawn by initialisers that have names.
import { type Span } from '../text';
import { callFunction, memberOf } from './classes';
import { toShape } from './convert';
import { orthonormal } from './linear';
import { type Machine } from './machine';
import { sizeOf, type Tensor, tensor } from './tensor';
import { type Instance, isKind, isLayer, type Layer, numberOf, tuple, unknown, type Value } from './values';

const before = 'initializer ';

/** An initialiser that is made by `keras.initializers.RandomUniform(…)`, kept with its arguments. */
export function initializerOf(
  path: string,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): Layer | null {
  const name = /(?:^|\.)initializers\.([A-Z]\w*)$/.exec(path)?.[1];
  if (name === undefined) return null;
  const fields = new Map<string, Value>(args.map((each, i) => [String(i), each]));
  for (const [key, value] of keywords) fields.set(key, value);
  return { kind: 'layer', type: `${before}${name}`, fields, parameters: new Set() };
}

/** `layer.add_weight(shape=…, initializer=…)`: Glorot's uniform draw where nothing else is said, as Keras has it. */
export function addedWeight(
  machine: Machine,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  span: Span,
): Value {
  const given = keywords.get('shape') ?? args.find((each) => isKind(each, 'tuple') || isKind(each, 'list'));
  const shape = given === undefined ? null : toShape([given]);
  const how = keywords.get('initializer') ?? 'glorot_uniform';
  const name = typeof how === 'string' ? how : isLayer(how) && how.type.startsWith(before) ? how.type : null;
  if (!shape || name === null || sizeOf(shape) > 5e7)
    return unknown('a weight that is drawn in a way that is not known', span);
  const numbers = drawn(
    machine,
    name.replace(before, '').replace(/_/g, '').toLowerCase(),
    shape,
    isLayer(how) ? how : null,
  );
  return numbers
    ? { ...numbers, isParameter: true }
    : unknown(`a weight that \`${name.replace(before, '')}\` draws`, span);
}

function drawn({ draws }: Machine, kind: string, shape: readonly number[], how: Layer | null): Tensor | null {
  const number = (name: string, at: number, standard: number): number =>
    numberOf(how?.fields.get(name) ?? how?.fields.get(String(at))) ?? standard;
  const make = (value: (i: number) => number): Tensor =>
    tensor(
      shape,
      Float64Array.from({ length: sizeOf(shape) }, (_, i) => value(i)),
    );
  const [fanIn = 1, fanOut = fanIn] = shape;
  const uniform = (bound: number): Tensor => make(() => bound * (2 * draws.uniform() - 1));
  // A normal draw that is cut off at two standard deviations has this one left.
  const normal = (sd: number): Tensor => make(() => cut(() => draws.normal()) * (sd / 0.87962566103423978));
  switch (kind) {
    case 'zeros':
      return make(() => 0);
    case 'ones':
      return make(() => 1);
    case 'constant':
      return make(() => number('value', 0, 0));
    case 'identity':
      return make((i) => (Math.floor(i / fanOut) === i % fanOut ? number('gain', 0, 1) : 0));
    case 'randomuniform': {
      const [low, high] = [number('minval', 0, -0.05), number('maxval', 1, 0.05)];
      return make(() => low + (high - low) * draws.uniform());
    }
    case 'randomnormal':
      return make(() => number('mean', 0, 0) + number('stddev', 1, 0.05) * draws.normal());
    case 'truncatednormal':
      return make(() => number('mean', 0, 0) + number('stddev', 1, 0.05) * cut(() => draws.normal()));
    case 'glorotuniform':
      return uniform(Math.sqrt(6 / (fanIn + fanOut)));
    case 'glorotnormal':
      return normal(Math.sqrt(2 / (fanIn + fanOut)));
    case 'heuniform':
      return uniform(Math.sqrt(6 / fanIn));
    case 'henormal':
      return normal(Math.sqrt(2 / fanIn));
    case 'lecununiform':
      return uniform(Math.sqrt(3 / fanIn));
    case 'lecunnormal':
      return normal(Math.sqrt(1 / fanIn));
    case 'orthogonal':
    case 'orthogonalinitializer':
      return shape.length === 2 && fanIn === fanOut ? orthonormal(make(() => draws.normal())) : null;
    default:
      return null;
  }
}

function cut(draw: () => number): number {
  for (let k = 0; k < 100; k++) {
    const value = draw();
    if (Math.abs(value) <= 2) return value;
  }
  return 0;
}

/** Calls `build` once, with the shape that the layer's input will have. */
export function ensureBuilt(machine: Machine, made: Instance, shape: readonly number[]): void {
  const build = memberOf(made.type, 'build');
  if (!isKind(build, 'function') || made.fields.get('built') === true) return;
  made.fields.set('built', true);
  callFunction(machine, { ...build, self: made }, [tuple([...shape])], new Map());
}
