// The circle that the eigenvalues of a random network of excitatory and inhibitory neurons fill, and those that lie outside it.
import { type Matrix } from './arrays';
import { type Presynaptic } from './dale';
import { type Eigenvalue, modulus } from './eigenvalue';

/** What is known of the weights that the neurons of one kind send, zeros for missing connections among them. */
export interface SenderClass {
  readonly count: number;
  readonly mean: number;
  readonly variance: number;
}

export interface SpectrumCircle {
  /** Rajan and Abbott (2006): the root of the sum over sending neurons of their weights' variance. */
  readonly radius: number;
  /** The sum over sending neurons of their mean weight: where it lies outside the circle, one eigenvalue is near it. */
  readonly outlier: number;
}

export function circleOf(classes: readonly SenderClass[]): SpectrumCircle {
  let variance = 0;
  let outlier = 0;
  for (const { count, mean, variance: own } of classes) {
    variance += count * own;
    outlier += count * mean;
  }
  return { radius: Math.sqrt(variance), outlier };
}

export interface MeasuredCircle extends SpectrumCircle {
  readonly excitatory: SenderClass;
  readonly inhibitory: SenderClass;
}

/** From the matrix itself, the neurons taken by their signs (0 counts to neither and sends nothing). The diagonal is left out where it is all zero. */
export function measureCircle(
  matrix: Matrix,
  signs: ArrayLike<number>,
  presynaptic: Presynaptic = 'columns',
): MeasuredCircle {
  const { values, rows, columns } = matrix;
  const senders = presynaptic === 'columns' ? columns : rows;
  const receivers = presynaptic === 'columns' ? rows : columns;
  const at = (receiver: number, sender: number): number =>
    (presynaptic === 'columns' ? values[receiver * columns + sender] : values[sender * columns + receiver]) as number;
  let skips = rows === columns;
  for (let i = 0; skips && i < rows; i++) skips = at(i, i) === 0;
  const measure = (sign: number): SenderClass => {
    let count = 0;
    let entries = 0;
    let sum = 0;
    for (const pass of [0, 1]) {
      let squares = 0;
      for (let sender = 0; sender < senders; sender++) {
        if (Math.sign(signs[sender] as number) !== sign) continue;
        if (pass === 0) count++;
        for (let receiver = 0; receiver < receivers; receiver++) {
          if (skips && receiver === sender) continue;
          const weight = at(receiver, sender);
          if (pass === 0) {
            sum += weight;
            entries++;
          } else squares += (weight - sum / entries) ** 2;
        }
      }
      if (pass === 1)
        return { count, mean: entries > 0 ? sum / entries : 0, variance: entries > 0 ? squares / entries : 0 };
    }
    return { count: 0, mean: 0, variance: 0 };
  };
  const excitatory = measure(1);
  const inhibitory = measure(-1);
  return { ...circleOf([excitatory, inhibitory]), excitatory, inhibitory };
}

/** The eigenvalues that lie farther out than chance takes the outermost of `size` eigenvalues of a random matrix (Rider 2003). */
export function outliers(eigenvalues: readonly Eigenvalue[], radius: number, size: number): Eigenvalue[] {
  const limit = radius * edge(size);
  return eigenvalues.filter((each) => modulus(each) > limit);
}

/** The outermost modulus over the radius, which is exceeded once in some twenty random matrices. */
export function edge(size: number): number {
  if (size < 10) return 2;
  const gamma = Math.log(size / (2 * Math.PI)) - 2 * Math.log(Math.log(size));
  // The law is Gumbel's, its 95th percentile 2.97; for few neurons gamma is small or negative, where the law doesn't hold yet.
  const spread = Math.max(gamma, 1);
  return 1 + Math.sqrt(spread / (4 * size)) + 2.97 / Math.sqrt(4 * size * spread);
}
