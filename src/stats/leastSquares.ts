// Linear least squares with or without a ridge, of rows that stream by: how much of the data can be learnt by a linear read-out at all.
import { decompose } from './algebra/jacobi';
import { reflection, reflectRows } from './algebra/reflections';
import { checkFinite, checkMatrix, type Matrix, type Numbers } from './arrays';
import { StatisticError } from './error';

export interface LinearFit {
  /** Inputs × outputs, row by row. */
  readonly coefficients: Float64Array;
  /** One per output; zeros where none was fitted. */
  readonly intercepts: Float64Array;
  readonly rank: number;
  /** Of the inputs (their deviations from the mean, with an intercept), the largest first. */
  readonly singularValues: Float64Array;
  /** The sum of squares that is left of each output. */
  readonly residualSquares: Float64Array;
  /** The part of each output's variance that is explained; NaN for an output that does not vary. */
  readonly rSquared: Float64Array;
  readonly rows: number;
}

export interface FitOptions {
  /** Added to the squares of the singular values; the intercept is not shrunk. */
  readonly ridge?: number;
}

/**
 * Rows are taken in as they come and kept as one triangle (by Householder's reflections, so that the condition is not squared); with an intercept a
 * column of ones goes first, which takes the means out of all others.
 */
export class LeastSquares {
  private readonly width: number;
  private readonly buffer: Float64Array;
  private readonly capacity: number;
  private filled = 0;
  private rows = 0;
  /** Of each output, what the triangle's rows don't hold: it is left whatever the inputs explain. */
  private readonly beyond: Float64Array;

  constructor(
    readonly inputs: number,
    readonly outputs: number,
    readonly intercept = true,
  ) {
    this.width = (intercept ? 1 : 0) + inputs + outputs;
    this.capacity = 4 * this.width + 16;
    this.buffer = new Float64Array(this.capacity * this.width);
    this.beyond = new Float64Array(outputs);
  }

  /** One row or several, of inputs and of outputs. */
  add(inputs: Numbers, outputs: Numbers): void {
    const rows = inputs.length / this.inputs;
    if (!Number.isInteger(rows) || outputs.length !== rows * this.outputs)
      throw new StatisticError(
        `${inputs.length} inputs and ${outputs.length} outputs are no rows of ${this.inputs} and ${this.outputs}`,
      );
    for (let row = 0; row < rows; row++) {
      if (this.filled === this.capacity) this.reduce();
      let at = this.filled * this.width;
      if (this.intercept) this.buffer[at++] = 1;
      for (let i = 0; i < this.inputs; i++) this.buffer[at++] = inputs[row * this.inputs + i] as number;
      for (let i = 0; i < this.outputs; i++) this.buffer[at++] = outputs[row * this.outputs + i] as number;
      this.filled++;
    }
    this.rows += rows;
  }

  /** The rows so far, as a triangle with one row for each input: of what is below it only the outputs' squares matter. */
  private reduce(): void {
    const { width, filled, buffer, beyond, outputs } = this;
    const kept = Math.min(width - outputs, filled);
    const v = new Float64Array(filled);
    const sums = new Float64Array(width);
    for (let k = 0; k < kept; k++) {
      for (let i = k; i < filled; i++) v[i] = buffer[i * width + k] as number;
      const mirror = reflection(v, k, filled);
      if (mirror === null) continue;
      reflectRows(buffer, filled, width, v, mirror.half, k, k + 1, sums);
      buffer[k * width + k] = mirror.length;
      for (let i = k + 1; i < filled; i++) buffer[i * width + k] = 0;
    }
    for (let i = kept; i < filled; i++)
      for (let output = 0; output < outputs; output++) {
        const value = buffer[(i + 1) * width - outputs + output] as number;
        beyond[output] = (beyond[output] as number) + value * value;
      }
    buffer.fill(0, kept * width);
    this.filled = kept;
  }

  solve({ ridge = 0 }: FitOptions = {}): LinearFit {
    if (!(ridge >= 0)) throw new StatisticError(`a ridge of ${ridge} is none: it is zero or more`);
    this.reduce();
    const { width, inputs, outputs, buffer, rows, beyond } = this;
    const offset = this.intercept ? 1 : 0;
    checkFinite({ values: buffer.subarray(0, this.filled * width), rows: this.filled, columns: width }, 'a linear fit is'); // prettier-ignore
    checkFinite({ values: beyond, rows: 1, columns: outputs }, 'a linear fit is');
    const entry = (i: number, j: number): number => (i < this.filled ? (buffer[i * width + j] as number) : 0);
    const triangle = new Float64Array(inputs * inputs);
    for (let i = 0; i < inputs; i++)
      for (let j = i; j < inputs; j++) triangle[i * inputs + j] = entry(offset + i, offset + j);
    const { values, left, right } = decompose(triangle, inputs);
    // numpy's cut: below it a direction of the inputs is rounding.
    const cut = 2 ** -52 * Math.max(rows, inputs) * (values[0] ?? 0);
    const rank = values.filter((value) => value > cut).length;
    const coefficients = new Float64Array(inputs * outputs);
    const intercepts = new Float64Array(outputs);
    const residualSquares = new Float64Array(outputs);
    const rSquared = new Float64Array(outputs);
    for (let output = 0; output < outputs; output++) {
      const column = offset + inputs + output;
      for (let k = 0; k < (ridge > 0 ? inputs : rank); k++) {
        const value = values[k] as number;
        if (value === 0) break;
        let along = 0;
        for (let i = 0; i < inputs; i++) along += ((left[k] as Float64Array)[i] as number) * entry(offset + i, column);
        const size = (along * value) / (value * value + ridge);
        for (let i = 0; i < inputs; i++) {
          const at = i * outputs + output;
          coefficients[at] = (coefficients[at] as number) + size * ((right[k] as Float64Array)[i] as number);
        }
      }
      let residual = beyond[output] as number;
      let all = residual;
      for (let i = offset; i < offset + inputs; i++) {
        const value = entry(i, column);
        let fitted = 0;
        for (let j = Math.max(0, i - offset); j < inputs; j++)
          fitted += entry(i, offset + j) * (coefficients[j * outputs + output] as number);
        residual += (value - fitted) ** 2;
        all += value * value;
      }
      residualSquares[output] = residual;
      const mean = this.intercept ? entry(0, column) / entry(0, 0) : 0;
      // The deviations of a constant are the rounding of its mean.
      rSquared[output] = all > rows * (1e-13 * mean) ** 2 ? 1 - residual / all : NaN;
      if (!this.intercept) continue;
      let intercept = mean;
      for (let i = 0; i < inputs; i++)
        intercept -= (entry(0, offset + i) / entry(0, 0)) * (coefficients[i * outputs + output] as number);
      intercepts[output] = intercept;
    }
    return { coefficients, intercepts, rank, singularValues: values, residualSquares, rSquared, rows };
  }
}

/** Of what is at hand: rows of inputs and of outputs. */
export function leastSquares(
  inputs: Matrix,
  outputs: Matrix,
  options: FitOptions & { readonly intercept?: boolean } = {},
): LinearFit {
  checkMatrix(inputs);
  checkMatrix(outputs);
  if (inputs.rows !== outputs.rows)
    throw new StatisticError(`${inputs.rows} rows of inputs can't explain ${outputs.rows} rows of outputs`);
  if (inputs.rows === 0) throw new StatisticError('there are no rows to fit');
  checkFinite(inputs, 'a linear fit is');
  checkFinite(outputs, 'a linear fit is');
  const fit = new LeastSquares(inputs.columns, outputs.columns, options.intercept ?? true);
  fit.add(inputs.values, outputs.values);
  return fit.solve(options);
}
