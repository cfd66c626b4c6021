// Sums and counts of either sign along each row and column of weights that stream by: what degrees, balance and Dale's law are made of.
import { type DaleReport, type Presynaptic } from './dale';
import { type LineBalance, lineBalance } from './signBalance';

/** Of each row, or of each column. */
export interface LineSums {
  readonly positiveCount: Uint32Array;
  readonly negativeCount: Uint32Array;
  readonly positive: Float64Array;
  /** Negative, or zero. */
  readonly negative: Float64Array;
}

const noSums = (length: number): LineSums => ({
  positiveCount: new Uint32Array(length),
  negativeCount: new Uint32Array(length),
  positive: new Float64Array(length),
  negative: new Float64Array(length),
});

/** NaN, infinite entries and zeros are no connections. */
export class LineTally {
  readonly rows: LineSums;
  readonly columns: LineSums;
  connections = 0;

  constructor(rows: number, columns: number) {
    this.rows = noSums(rows);
    this.columns = noSums(columns);
  }

  /** A part of the matrix, row by row. */
  addBlock(row: number, column: number, height: number, width: number, values: ArrayLike<number>): void {
    for (let i = 0, at = 0; i < height; i++)
      for (let j = 0; j < width; j++, at++) this.count(row + i, column + j, values[at] as number);
  }

  addList(rows: ArrayLike<number>, columns: ArrayLike<number>, values: ArrayLike<number>): void {
    for (let k = 0; k < values.length; k++) this.count(rows[k] as number, columns[k] as number, values[k] as number);
  }

  private count(row: number, column: number, weight: number): void {
    if (weight === 0 || weight - weight !== 0) return;
    this.connections++;
    const { rows, columns } = this;
    if (weight > 0) {
      rows.positiveCount[row] = (rows.positiveCount[row] as number) + 1;
      rows.positive[row] = (rows.positive[row] as number) + weight;
      columns.positiveCount[column] = (columns.positiveCount[column] as number) + 1;
      columns.positive[column] = (columns.positive[column] as number) + weight;
    } else {
      rows.negativeCount[row] = (rows.negativeCount[row] as number) + 1;
      rows.negative[row] = (rows.negative[row] as number) + weight;
      columns.negativeCount[column] = (columns.negativeCount[column] as number) + 1;
      columns.negative[column] = (columns.negative[column] as number) + weight;
    }
  }
}

/** Connections of each line. */
export const degreesOf = ({ positiveCount, negativeCount }: LineSums): Uint32Array =>
  positiveCount.map((count, line) => count + (negativeCount[line] as number));

export const balanceOf = ({ positive, negative }: LineSums): LineBalance => lineBalance(positive, negative);

/** A sending neuron with weights of both signs. */
export interface Mixed {
  readonly sender: number;
  /** That of the sum of its weights; 0 where they cancel. */
  readonly sign: number;
  /** Entries of the other sign, out of so many. */
  readonly violations: number;
  readonly connections: number;
  /** Their part of the neuron's own strength. */
  readonly part: number;
}

export interface DaleOfLines extends Omit<DaleReport, 'mixed' | 'worst' | 'signs'> {
  /** The ones that break it most, first. */
  readonly mixed: readonly Mixed[];
}

/** The same as `dale` finds in the whole matrix, but for which single entry is the worst. */
export function daleOf(senders: LineSums, presynaptic: Presynaptic): DaleOfLines {
  const { positiveCount, negativeCount, positive, negative } = senders;
  const mixed: Mixed[] = [];
  let [excitatory, inhibitory, silent, violations, violating, total] = [0, 0, 0, 0, 0, 0];
  for (let sender = 0; sender < positive.length; sender++) {
    const [up, down] = [positive[sender] as number, -(negative[sender] as number)];
    const sign = Math.sign(up - down);
    if (sign > 0) excitatory++;
    else if (sign < 0) inhibitory++;
    else silent++;
    total += up + down;
    const [others, strength] =
      sign < 0 ? [positiveCount[sender] as number, up] : [negativeCount[sender] as number, down];
    if (others === 0) continue;
    violations += others;
    violating += strength;
    const connections = (positiveCount[sender] as number) + (negativeCount[sender] as number);
    mixed.push({ sender, sign, violations: others, connections, part: strength / (up + down) });
  }
  mixed.sort((a, b) => b.part - a.part || b.violations - a.violations || a.sender - b.sender);
  return {
    presynaptic,
    excitatory,
    inhibitory,
    silent,
    mixed,
    violations,
    violatingPart: total > 0 ? violating / total : 0,
  };
}

/** Both ways of reading a matrix, the one that keeps Dale's law better; by columns, as in `W @ r`, where they are alike. */
export function daleEitherWayOf({ rows, columns }: LineTally): DaleOfLines {
  const [down, along] = [daleOf(columns, 'columns'), daleOf(rows, 'rows')];
  return along.violatingPart < down.violatingPart ? along : down;
}
