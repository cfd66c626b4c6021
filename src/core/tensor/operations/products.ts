// Operations of linear algebra by their names.
import { toTensor } from '../convert';
import { matmul, orthonormal, product, spectralNorm } from '../linear';
import { linear } from '../linearLayer';
import { full, permute, scalar, ShapeError, sizeOf, tensor, type Tensor, zip } from '../tensor';
import { tuple, unknown, type Value } from '../values';
import { type Given, type Operations } from './given';

function multiplied(given: Given): Value {
  let [a, b] = [given.tensor(0, 'input a'), given.tensor(1, 'other mat2 vec b')];
  const { machine, span } = given;
  const turn = (of: Tensor): Tensor => machine.traced(permute(of, [1, 0]), 'transpose', [of], span);
  if (given.flag('transpose_a')) a = turn(a);
  if (given.flag('transpose_b')) b = turn(b);
  machine.spend((a.data.length * (b.shape[b.shape.length - 1] ?? 1)) / 8, span);
  if (a.data.length === 1 && a.shape.length === 0)
    return given.give(
      zip(a, b, (x, y) => x * y),
      [a, b],
      'mul',
    );
  return given.give(matmul(a, b), [a, b], 'matmul');
}

/** `einsum('ij,bj->bi', W, r)` of one or two arrays, by visiting every combination of indices. */
function einsum(given: Given): Value {
  const [rule, ...rest] = given.args;
  const arrays = rest.map((each) => toTensor(each));
  const [, left = '', right] = /^([\w,]+)(?:->(\w*))?$/.exec(String(rule).replace(/\s/g, '')) ?? [];
  const names = left.split(',');
  if (names.length !== arrays.length || !arrays.every((each) => each !== null)) return unknown('an einsum', given.span);
  const lengths = new Map<string, number>();
  names.forEach((name, k) => [...name].forEach((letter, axis) => lengths.set(letter, arrays[k]?.shape[axis] ?? 1)));
  const letters = [...lengths.keys()];
  const out =
    right ??
    letters
      .filter((letter) => left.split(letter).length === 2)
      .sort()
      .join('');
  const inner = letters.filter((letter) => !out.includes(letter));
  const order = [...out, ...inner];
  const size = sizeOf(order.map((letter) => lengths.get(letter) ?? 1));
  given.machine.spend(size / 4, given.span);
  const result = full(
    [...out].map((letter) => lengths.get(letter) ?? 1),
    0,
  );
  const strideIn = (name: string, shape: readonly number[]): number[] =>
    order.map((letter) => {
      const axis = name.indexOf(letter);
      return axis < 0 ? 0 : sizeOf(shape.slice(axis + 1));
    });
  const steps = arrays.map((each, k) => strideIn(names[k] ?? '', each.shape));
  const at = order.map(() => 0);
  const innerSize = sizeOf(inner.map((letter) => lengths.get(letter) ?? 1));
  for (let flat = 0; flat < size; flat++) {
    let term = 1;
    for (let k = 0; k < arrays.length; k++) {
      let index = 0;
      for (let axis = 0; axis < at.length; axis++) index += (at[axis] as number) * (steps[k]?.[axis] ?? 0);
      term *= arrays[k]?.data[index] ?? NaN;
    }
    const to = Math.floor(flat / innerSize);
    result.data[to] = (result.data[to] as number) + term;
    for (let axis = at.length - 1; axis >= 0; axis--) {
      at[axis] = (at[axis] as number) + 1;
      if ((at[axis] as number) < (lengths.get(order[axis] as string) ?? 1)) break;
      at[axis] = 0;
    }
  }
  return given.give(result, arrays, 'matmul');
}

function matrix(given: Given): Tensor {
  const of = given.tensor();
  if (of.shape.length !== 2) throw new ShapeError(`${given.name} needs a matrix`);
  return of;
}

export const products: Operations = {
  matmul: multiplied,
  mm: multiplied,
  bmm: multiplied,
  dot: multiplied,
  mv: multiplied,
  inner: multiplied,
  linear: (given) => linear(given.machine, given.tensor(), given.get('weight', 1), given.get('bias', 2), given.span),
  outer: (given) => {
    const [a, b] = [given.tensor(), given.tensor(1, 'vec2 b')];
    return given.give(
      tensor([a.data.length, b.data.length], product(a.data, b.data, a.data.length, 1, b.data.length)),
      [a, b],
    );
  },
  einsum,
  eigvals: (given) => ({ kind: 'spectrum', of: matrix(given), moduli: false }),
  eigvalsh: (given) => ({ kind: 'spectrum', of: matrix(given), moduli: false }),
  eig: (given) => tuple([{ kind: 'spectrum', of: matrix(given), moduli: false }, unknown('eigenvectors')]),
  matrix_norm: (given) => {
    const norm = given.get('ord', 1) === 2 ? spectralNorm(matrix(given)) : null;
    return norm === null ? unknown('a norm of a matrix', given.span) : scalar(norm);
  },
  svdvals: (given) => {
    const norm = spectralNorm(matrix(given));
    return norm === null ? unknown('singular values', given.span) : tensor([1], Float64Array.of(norm));
  },
  qr: (given) => tuple([given.give(orthonormal(matrix(given)), [], 'noise'), unknown('the triangular part')]),
};
