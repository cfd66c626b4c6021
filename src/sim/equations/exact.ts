// The exact step of linear equations with constant coefficients: a matrix exponential, worked out once, or once for each neuron.
import { expm } from './expm';
import { hasFlag } from './layout';
import { linearIn, reaches } from './linear';
import { lower } from './lower';
import { Moment, type Setting, type Values } from './scope';
import { type Node, type Tape } from './tape';

/** dx/dt = A·x + b. */
interface Linear {
  readonly names: readonly string[];
  readonly states: readonly Node[];
  readonly matrix: readonly (readonly Node[])[];
  readonly rest: readonly Node[];
}

/** What A·x + b comes to after a step: E·x + F·b, with E = e^{A·dt} and F = ∫ e^{A·s} ds. */
interface Propagators {
  readonly e: readonly (readonly Node[])[];
  readonly f: readonly (readonly Node[])[];
}

/** `nonlinear` also where coefficients change within the step; `involved` where they are each neuron's own and too many for a closed form. */
export function exactly(setting: Setting, held: Values, active: Node | null): Values | 'nonlinear' | 'involved' {
  const { tape, layout } = setting;
  const linear = linearOf(setting, held);
  if (linear === null) return 'nonlinear';
  const numbers = linear.matrix.map((row) => row.map((node) => tape.valueOf(node)));
  if (numbers.some((row) => row.includes(null))) return closedForm(setting, linear, active) ?? 'involved';
  const matrix = numbers as number[][];
  const moving = layout.differential.map((each) => !(active !== null && hasFlag(each, 'unless refractory')));
  const free = stepped(tape, linear, propagatorsOf(tape, matrix, setting.dtS));
  if (active === null || moving.every(Boolean)) return named(linear, free);
  // What is refractory stands still; for the others its value is then a constant.
  const stilled = matrix.map((row, i) => (moving[i] === true ? row : row.map(() => 0)));
  const heldStates = { ...linear, rest: linear.rest.map((node, i) => (moving[i] === true ? node : tape.constant(0))) };
  const refractory = stepped(tape, heldStates, propagatorsOf(tape, stilled, setting.dtS));
  const both = free.map((node, i) => tape.select(active, node, refractory[i] as Node));
  return named(linear, both);
}

const named = ({ names }: Linear, values: readonly Node[]): Values =>
  new Map(names.map((name, i) => [name, values[i] as Node]));

function linearOf(setting: Setting, held: Values): Linear | null {
  const { tape, layout, dtS } = setting;
  const moment = new Moment(setting, held);
  const names = layout.differential.map(({ name }) => name);
  const states = names.map((name) => tape.slot(layout.slots.get(name) as number));
  const variables = new Set(states);
  const changing = changesIn(setting, dtS);
  const matrix: Node[][] = [];
  const rest: Node[] = [];
  for (const { expression } of layout.differential) {
    const parts = expression && linearIn(tape, lower(expression, tape, moment), variables);
    if (!parts) return null;
    const row = states.map((state) => parts.factors.get(state) ?? tape.constant(0));
    const own = parts.rest ?? tape.constant(0);
    if ([...row, own].some(changing)) return null;
    matrix.push(row);
    rest.push(own);
  }
  return { names, states, matrix, rest };
}

/** Whether a coefficient is another one within the step: it speaks of the time, but for a table whose values hold for whole steps, or it is drawn. */
function changesIn({ tape, model }: Setting, dtS: number): (node: Node) => boolean {
  const tables = Object.values(model.tables ?? {});
  const holds = (table: number): boolean => {
    const ratio = (tables[table]?.dtS ?? 0) / dtS;
    return ratio >= 1 - 1e-9 && Math.abs(ratio - Math.round(ratio)) < 1e-6;
  };
  return (node) =>
    reaches(
      tape,
      node,
      (each) => {
        const operation = tape.at(each);
        return /^(?:shared|uniform|normal|poisson)$/.test(operation.kind);
      },
      (each) => {
        const operation = tape.at(each);
        return operation.kind === 'table' && holds(operation.table);
      },
    );
}

function propagatorsOf(tape: Tape, matrix: readonly (readonly number[])[], dtS: number): Propagators {
  const n = matrix.length;
  // The exponential of [A 1; 0 0]·dt holds both, side by side.
  const joined = Array.from({ length: 2 * n }, (_, i) =>
    Array.from({ length: 2 * n }, (__, j) =>
      i >= n ? 0 : j < n ? (matrix[i]?.[j] as number) * dtS : j - n === i ? dtS : 0,
    ),
  );
  const exponential = expm(joined).slice(0, n);
  const constants = (from: number): Node[][] =>
    exponential.map((row) => row.slice(from, from + n).map((value) => tape.constant(value)));
  return { e: constants(0), f: constants(n) };
}

function stepped(tape: Tape, { states, rest }: Linear, { e, f }: Propagators): Node[] {
  const dot = (row: readonly Node[], values: readonly Node[]): Node =>
    row.reduce((sum, factor, j) => tape.add(sum, tape.mul(factor, values[j] as Node)), tape.constant(0));
  return e.map((row, i) => tape.add(dot(row, states), dot(f[i] ?? [], rest)));
}

/**
 * Coefficients of each neuron's own, where every variable depends on itself and on those that it does not drive in turn:
 * a chain of exponentials, which has a closed form if each depends on at most one behind it.
 */
function closedForm(setting: Setting, linear: Linear, active: Node | null): Values | null {
  const { tape, layout } = setting;
  const { states, matrix, rest } = linear;
  const zero = (node: Node): boolean => tape.valueOf(node) === 0;
  const dt = tape.constant(setting.dtS);
  const values: Node[] = [];
  for (const [i, row] of matrix.entries()) {
    const others = row.flatMap((factor, j) => (j === i || zero(factor) ? [] : [{ factor, j }]));
    const own = row[i] as Node;
    const x = states[i] as Node;
    // e^{a·dt}·x + b·(e^{a·dt} − 1)/a, by exprel so that a = 0 is no special case.
    const grown = tape.unary('exp', tape.mul(own, dt));
    const spent = tape.mul(dt, tape.unary('exprel', tape.mul(own, dt)));
    let next = tape.add(tape.mul(x, grown), tape.mul(rest[i] as Node, spent));
    for (const { factor, j } of others) {
      const driver = matrix[j] as readonly Node[];
      if (!driver.every((each, k) => k === j || zero(each)) || !zero(rest[j] as Node)) return null;
      next = tape.add(next, tape.mul(tape.mul(factor, states[j] as Node), chained(tape, own, driver[j] as Node, dt)));
    }
    const equation = layout.differential[i];
    const flagged = active !== null && equation !== undefined && hasFlag(equation, 'unless refractory');
    // A driver that stands still while its target moves would need a form of its own.
    if (flagged && matrix.some((each, k) => k !== i && !zero(each[i] as Node))) return null;
    values.push(flagged ? tape.select(active, next, x) : next);
  }
  return named(linear, values);
}

/** ∫₀^dt e^{a(dt−s)} e^{b·s} ds = dt·e^{a·dt}·exprel((b − a)·dt). */
function chained(tape: Tape, a: Node, b: Node, dt: Node): Node {
  const difference = tape.unary('exprel', tape.mul(tape.sub(b, a), dt));
  return tape.mul(tape.mul(dt, tape.unary('exp', tape.mul(a, dt))), difference);
}
