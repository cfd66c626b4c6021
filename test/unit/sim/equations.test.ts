// Neurons given by equations against recordings made with Brian2 from the same text and events, compiled and operation by operation.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
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
