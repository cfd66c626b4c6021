// Dale's law: all weights that one neuron sends have one sign. Which lines keep it, and which entries break it.
import { checkMatrix, type Matrix } from './arrays';
import { StatisticError } from './error';

/** Where a sending neuron's weights stand: down a column, as in `W @ r`, or along a row, as in `r @ W`. */
export type Presynaptic = 'columns' | 'rows';

export interface DaleReport {
  readonly presynaptic: Presynaptic;
  /** The sign of each sending neuron: as given, or that of the sum of its weights; 0 where it sends nothing. */
  readonly signs: Int8Array;
  readonly excitatory: number;
  readonly inhibitory: number;
  readonly silent: number;
  /** Sending neurons with at least one entry of the other sign. */
  readonly mixed: readonly number[];
  /** Entries of the other sign. */
  readonly violations: number;
  /** Their part of the sum of all weights' sizes. */
  readonly violatingPart: number;
  /** The entry that breaks it most. */
  readonly worst: { readonly row: number; readonly column: number; readonly weight: number } | null;
}

/** `signs` are positive for neurons that excite, negative for those that inhibit, and 0 where it isn't known. */
export function dale(matrix: Matrix, presynaptic: Presynaptic = 'columns', signs?: ArrayLike<number>): DaleReport {
  checkMatrix(matrix);
  const { values, rows, columns } = matrix;
  const senders = presynaptic === 'columns' ? columns : rows;
  if (signs !== undefined && signs.length !== senders)
    throw new StatisticError(`${signs.length} signs are given for ${senders} sending neurons`);
  const sums = new Float64Array(senders);
  const senderOf = (at: number): number => (presynaptic === 'columns' ? at % columns : Math.floor(at / columns));
  let total = 0;
  for (let at = 0; at < values.length; at++) {
    const weight = values[at] as number;
    if (weight !== weight) continue;
    const sender = senderOf(at);
    sums[sender] = (sums[sender] as number) + weight;
    total += Math.abs(weight);
  }
  const given = Int8Array.from(sums, (sum, sender) => Math.sign((signs?.[sender] || sum) as number));
  const broken = new Set<number>();
  let violations = 0;
  let violating = 0;
  let worst: DaleReport['worst'] = null;
  for (let at = 0; at < values.length; at++) {
    const weight = values[at] as number;
    const sender = senderOf(at);
    // A sum of zero with weights that are not: as many of either sign, none of them the right one.
    const sign = given[sender] as number;
    if (!(weight * sign < 0) && !(sign === 0 && weight < 0)) continue;
    broken.add(sender);
    violations++;
    violating += Math.abs(weight);
    if (worst === null || Math.abs(weight) > Math.abs(worst.weight))
      worst = { row: Math.floor(at / columns), column: at % columns, weight };
  }
  const mixed = [...broken].sort((a, b) => a - b);
  const count = (sign: number): number => given.filter((each) => each === sign).length;
  return {
    presynaptic,
    signs: given,
    excitatory: count(1),
    inhibitory: count(-1),
    silent: count(0),
    mixed,
    violations,
    violatingPart: total > 0 ? violating / total : 0,
    worst,
  };
}

/** Both ways of reading a square matrix, the one that keeps Dale's law better first; as `W @ r` where they are alike. */
export function daleEitherWay(matrix: Matrix): [better: DaleReport, other: DaleReport] {
  const columns = dale(matrix, 'columns');
  const rows = dale(matrix, 'rows');
  return rows.violatingPart < columns.violatingPart ? [rows, columns] : [columns, rows];
}
