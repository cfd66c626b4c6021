// Spike times and traces of every neuron model against recordings made with Brian2 from the same weights and events.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type MembraneParameters } from '../../../src/sim/lif';
import { type NeuronModel } from '../../../src/sim/model';
import { models } from '../../../src/sim/models/index';
import { type GivenEvents, type Plan } from '../../../src/sim/plan';
import { runPlan } from '../../../src/sim/run';

interface Events {
  readonly weight: number;
  readonly steps: readonly number[];
  readonly neurons: readonly number[];
}

interface Recorded {
  readonly dtMs: number;
  readonly ms: number;
  readonly size: number;
  readonly parameters: MembraneParameters;
  readonly excitatory: Events;
  readonly inhibitory: Events;
  readonly recurrent: {
    readonly weight: number;
    readonly delaySteps: number;
    readonly offsets: readonly number[];
    readonly targets: readonly number[];
  };
  readonly spikes: { readonly steps: readonly number[]; readonly neurons: readonly number[] };
  readonly trace: { readonly neuron: number; readonly everySteps: number; readonly valuesMv: readonly number[] };
}

function planOf(recorded: Recorded, model: NeuronModel): Plan {
  const ports = model.ports(recorded.parameters);
  const given = (events: Events, inhibitory: boolean): GivenEvents => {
    const port = inhibitory ? ports.length - 1 : 0;
    const weight = inhibitory && ports[port]?.sign !== 'positive' ? -events.weight : events.weight;
    const [steps, neurons] = [Uint32Array.from(events.steps), Uint32Array.from(events.neurons)];
    return { target: 0, port, weight, steps, neurons };
  };
  const { recurrent } = recorded;
  const synapses = {
    kind: 'rows',
    offsets: Uint32Array.from(recurrent.offsets),
    targets: Uint32Array.from(recurrent.targets),
  } as const;
  return {
    dtMs: recorded.dtMs,
    steps: Math.round(recorded.ms / recorded.dtMs),
    seed: 0,
    groups: [{ name: 'neurons', size: recorded.size, model, parameters: recorded.parameters }],
    connections: [{ ...recurrent, source: 0, target: 0, port: 0, synapses }],
    poisson: [],
    given: [given(recorded.excitatory, false), given(recorded.inhibitory, true)],
    notes: [],
  };
}

const recordingOf = ({ dynamics }: NeuronModel): string => `test/recordings/${dynamics}.json`;

/** Largest difference of the traces in mV: rounding where both integrate exactly, the methods' own error where neither does. */
const traceTolerance = { 'lif-cond-exp': 1e-6, 'lif-cond-alpha': 1e-6 } as Readonly<Record<string, number>>;

/** Those with numbered receptors are the same dynamics; NEST's own variants are held against NEST in nest.test.ts. */
const isOther = /receptors$|^lif-cond-(?:beta|exp-adapting)$/;
for (const model of models.filter(({ dynamics }) => dynamics.startsWith('lif-') && !isOther.test(dynamics))) {
  test(`${model.dynamics} fires in the same steps as Brian2`, () => {
    const recorded = JSON.parse(readFileSync(recordingOf(model), 'utf8')) as Recorded;
    const run = runPlan(planOf(recorded, model));
    const steps = Array.from(run.times, (time) => Math.round(time / recorded.dtMs));
    assert.ok(recorded.spikes.steps.length > 50, 'the recording holds enough spikes to tell');
    assert.deepEqual(
      steps.map((step, i) => `${step} ${run.ids[i]}`),
      recorded.spikes.steps.map((step, i) => `${step} ${recorded.spikes.neurons[i]}`),
    );
    const trace = run.traces.find(({ neuron }) => neuron === recorded.trace.neuron);
    assert.ok(trace);
    const errors = recorded.trace.valuesMv.map((value, k) =>
      Math.abs(value - (trace.values[k * recorded.trace.everySteps] ?? NaN)),
    );
    assert.ok(
      Math.max(...errors) < (traceTolerance[model.dynamics] ?? 1e-10),
      `trace is off by ${Math.max(...errors)} mV`,
    );
  });
}
