// Neurons given by equations against recordings made with Brian2 from the same text and events, compiled and operation by operation.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { brianUnit } from '../../../src/core/backends/facts/brian2';
import { parseEquations } from '../../../src/core/equations/equations';
import { parseExpression } from '../../../src/core/equations/expression';
import { parseStatements } from '../../../src/core/equations/statements';
import { type Expression, namesIn } from '../../../src/core/equations/tree';
import { type EquationModel } from '../../../src/core/network/network';
import { toNumber } from '../../../src/core/units/rational';
import { compile } from '../../../src/sim/equations/compile';
import { engine, type Engine } from '../../../src/sim/equations/engine';
import { EquationNeurons } from '../../../src/sim/equations/neurons';
import { stream } from '../../../src/sim/random';

interface Recorded {
  readonly dtMs: number;
  readonly ms: number;
  readonly size: number;
  readonly equations: string;
  readonly threshold: string | null;
  readonly reset: string | null;
  readonly refractory: string | number | null;
  readonly method: string | null;
  readonly constants: Readonly<Record<string, number>>;
  readonly starts: Readonly<Record<string, string>>;
  readonly events: readonly {
    readonly port: string;
    readonly weight: number;
    readonly steps: readonly number[];
    readonly neurons: readonly number[];
  }[];
  readonly spikes: { readonly steps: readonly number[]; readonly neurons: readonly number[] };
  readonly traces: readonly {
    readonly variable: string;
    readonly neuron: number;
    readonly everySteps: number;
    readonly values: readonly number[];
  }[];
}

function expression(text: string | null): Expression | null {
  if (text === null) return null;
  const { value } = parseExpression(text);
  assert.ok(value, `${text} can be read`);
  return value;
}

function modelOf(given: Omit<Recorded, 'dtMs' | 'ms' | 'size' | 'events' | 'spikes' | 'traces'>): EquationModel {
  const { equations, problems } = parseEquations(given.equations);
  assert.deepEqual(problems, []);
  const threshold = expression(given.threshold);
  const refractory = typeof given.refractory === 'string' ? expression(given.refractory) : null;
  const reset = given.reset === null ? [] : parseStatements(given.reset).statements;
  const starts = Object.entries(given.starts).map(([variable, text]) => ({
    ...{ variable, expression: expression(text), from: 0, to: null },
  }));
  const spoken = [...equations, ...reset, ...starts].map((each) => each.expression).concat(threshold, refractory);
  const units = spoken.flatMap((each) =>
    [...(each ? namesIn(each) : [])].flatMap(({ name }) => {
      const unit = brianUnit(name);
      return unit ? [[name, toNumber(unit.factor)] as const] : [];
    }),
  );
  return {
    ...{ equations, threshold, reset, refractory, starts, method: given.method },
    constants: { ...Object.fromEntries(units), ...given.constants },
    refractoryS: typeof given.refractory === 'number' ? given.refractory : null,
  };
}

/** The spikes as `step neuron`, and each trace at the times at which Brian2 recorded it: before a step. */
function run(recorded: Recorded, compiler: Engine | null): { spikes: string[]; traces: number[][] } {
  const model = modelOf(recorded);
  const { dtMs, size } = recorded;
  const ports = recorded.events.map(({ port }) => port);
  const traced = recorded.traces.map(({ variable }) => ({ name: variable, factor: 1 }));
  const compiled = compile(model, size, dtMs / 1000);
  const random = stream(1, 'equations');
  const neurons = new EquationNeurons(size, model, compiled, ports, traced, dtMs / 1000, random, compiler);
  const arrivals = ports.map(() => new Float64Array(size));
  const fired = new Uint32Array(size);
  const spikes: string[] = [];
  const traces = recorded.traces.map((): number[] => []);
  for (let step = 0; step < Math.round(recorded.ms / dtMs); step++) {
    recorded.traces.forEach(({ neuron, everySteps }, i) => {
      if (step % everySteps === 0) traces[i]?.push(neurons.valueOf(i, neuron));
    });
    for (const [port, { steps, neurons: reached, weight }] of recorded.events.entries())
      steps.forEach((at, k) => {
        if (at === step) (arrivals[port] as Float64Array)[reached[k] as number] = weight;
      });
    const count = neurons.step(arrivals, fired);
    for (let k = 0; k < count; k++) spikes.push(`${step} ${fired[k]}`);
  }
  return { spikes, traces };
}

/** Rounding apart, the steps are Brian2's own; relative to the largest value of a trace. */
const tolerance = 1e-9;

const recordings = readdirSync('test/recordings').filter((name) => name.startsWith('equations-'));

for (const file of recordings) {
  const recorded = JSON.parse(readFileSync(`test/recordings/${file}`, 'utf8')) as Recorded;
  for (const compiler of [engine, null]) {
    test(`${file.slice(10, -5)}, ${compiler ? 'compiled' : 'operation by operation'}, is what Brian2 makes of it`, () => {
      const { spikes, traces } = run(recorded, compiler);
      assert.deepEqual(
        spikes,
        recorded.spikes.steps.map((step, i) => `${step} ${recorded.spikes.neurons[i]}`),
      );
      recorded.traces.forEach(({ variable, values }, i) => {
        const size = Math.max(...values.map(Math.abs), 1e-12);
        const error = Math.max(...values.map((value, k) => Math.abs(value - (traces[i]?.[k] ?? NaN)) / size));
        assert.ok(error < tolerance, `${variable} is off by ${error}`);
      });
    });
  }
}

/** All neurons' variable after so many steps, without events. */
function endOf(equations: string, method: string | null, size: number, steps: number): Float64Array {
  const given = { equations, method, threshold: null, reset: null, refractory: null, starts: { v: '1' } };
  const model = modelOf({ ...given, constants: { s: 5, tau: 0.01 } });
  const compiled = compile(model, size, 1e-3);
  const traced = [{ name: 'v', factor: 1 }];
  const neurons = new EquationNeurons(size, model, compiled, [], traced, 1e-3, stream(3, 'noise'));
  for (let step = 0; step < steps; step++) neurons.step([], new Uint32Array(size));
  return Float64Array.from({ length: size }, (_, i) => neurons.valueOf(0, i));
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('noise', () => {
  test('of a leaky variable spreads it as Euler’s steps do', () => {
    const values = endOf('dv/dt = -v/tau + s*sqrt(2/tau)*xi : 1', 'euler', 20_000, 200);
    // v ← 0.9·v + 5·√(2·0.1)·ξ: a variance of 25·0.2/(1 − 0.81).
    const variance = meanOf(values.map((value) => value * value));
    assert.ok(Math.abs(variance - 5 / 0.19) < 5 * (5 / 0.19) * Math.sqrt(2 / 20_000), `${variance}`);
  });

  test('that is multiplied is Itô’s by Euler, and Stratonovich’s by Heun, which is taken where none is said', () => {
    const text = 'dv/dt = s*v*xi : 1';
    // After 20 ms: a mean of 1, or of e^{s²·t/2} = e^{0.25}; v spreads by √(e^{0.5} − 1) times that.
    const [euler, heun, chosen] = ['euler', 'heun', null].map((method) => meanOf(endOf(text, method, 40_000, 20)));
    assert.ok(Math.abs((euler ?? 0) - 1) < 0.025, `${euler}`);
    assert.ok(Math.abs((heun ?? 0) - Math.exp(0.25)) < 0.035, `${heun}`);
    assert.equal(chosen, heun);
  });
});
