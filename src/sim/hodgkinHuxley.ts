// Neurons with sodium and potassium channels after Hodgkin and Huxley: one membrane, three gates, and rates of opening and closing that make the model.
import { type Dynamics } from '../core/network/network';
import { synapticVariables } from './adex';
import { type NeuronModel, type PerNeuron, refractorySteps, valueAt } from './model';
import { type ParameterReader, type Wanted } from './parameters';
import { type Smooth, SmoothNeurons } from './smooth';
import { type Receptor, Receptors } from './synapses';

/** In 1/ms, at a membrane in mV. */
export interface Gate {
  readonly opens: (membraneMv: number) => number;
  readonly closes: (membraneMv: number) => number;
}

export interface Kind {
  readonly dynamics: Dynamics;
  /** Of m, h and n; the membrane is counted from `offsetMv`. */
  readonly gates: { readonly m: Gate; readonly h: Gate; readonly n: Gate };
  /** The peak of an upstroke counts as a spike from here on, counted from the offset. */
  readonly peakMv: number;
  readonly defaults: Readonly<Record<Named, number>>;
  readonly receptors: (given: ParameterReader) => readonly Receptor[];
}

type Named =
  'offset' | 'sodium' | 'potassium' | 'leak' | 'capacity' | 'eSodium' | 'ePotassium' | 'eLeak' | 'refractory';

/** NEST's names, then PyNN's. */
const wanted: Readonly<Record<Named, Wanted>> = {
  offset: { keys: ['V_T', 'v_offset'], unit: 'mV' },
  sodium: { keys: ['g_Na', 'gbar_Na'], unit: 'nS', bound: 'not negative' },
  potassium: { keys: ['g_K', 'gbar_K'], unit: 'nS', bound: 'not negative' },
  leak: { role: 'leakConductance', keys: ['g_L', 'g_leak'], bound: 'not negative' },
  capacity: { role: 'capacity', bound: 'positive' },
  eSodium: { keys: ['E_Na', 'e_rev_Na'], unit: 'mV' },
  ePotassium: { keys: ['E_K', 'e_rev_K'], unit: 'mV' },
  eLeak: { role: 'leak', keys: ['E_L', 'e_rev_leak'] },
  refractory: { role: 'refractory', bound: 'not negative' },
};

interface Parameters {
  readonly values: Readonly<Record<Named, PerNeuron>>;
  readonly initialMv: PerNeuron;
  readonly constantCurrentPa: PerNeuron;
  readonly receptors: readonly Receptor[];
}

const [v, m, h, n] = [0, 1, 2, 3];

function smooth(kind: Kind, { values, ...parameters }: Parameters, dtMs: number): Smooth {
  const receptors = new Receptors(parameters.receptors, 4);
  const at = (name: Named, i: number): number => valueAt(values[name], i);
  const gates = [kind.gates.m, kind.gates.h, kind.gates.n];
  return {
    dimension: 4 + receptors.size,
    ports: parameters.receptors.length,
    constantCurrentPa: parameters.constantCurrentPa,
    refractorySteps: (i) => refractorySteps(at('refractory', i), dtMs),
    receptors,
    membraneMv: (_, y) => y[v] as number,
    start(i, y) {
      y[v] = valueAt(parameters.initialMv, i);
      const membrane = (y[v] as number) - at('offset', i);
      for (const [k, { opens, closes }] of gates.entries())
        y[m + k] = opens(membrane) / (opens(membrane) + closes(membrane));
    },
    slopes(i, y, out, currentPa) {
      const membrane = y[v] as number;
      const gated = (y[m] as number) ** 3 * (y[h] as number);
      const sodium = at('sodium', i) * gated * (membrane - at('eSodium', i));
      const potassium = at('potassium', i) * (y[n] as number) ** 4 * (membrane - at('ePotassium', i));
      const leak = at('leak', i) * (membrane - at('eLeak', i));
      out[v] = (currentPa - sodium - potassium - leak) / at('capacity', i);
      for (let k = 0; k < gates.length; k++) {
        const { opens, closes } = gates[k] as Gate;
        const open = y[m + k] as number;
        const shifted = membrane - at('offset', i);
        out[m + k] = opens(shifted) * (1 - open) - closes(shifted) * open;
      }
    },
    // NEST 3.8: a spike is the first step on which the membrane falls, above a height.
    firesLate: (i, y, beforeMv) => (y[v] as number) >= kind.peakMv + at('offset', i) && beforeMv > (y[v] as number),
  };
}

export function hodgkinHuxley(kind: Kind): NeuronModel<Parameters> {
  return {
    dynamics: kind.dynamics,
    read: (given) => {
      const names = Object.keys(wanted) as Named[];
      const values = Object.fromEntries(
        names.map((name) => [name, given.value(wanted[name], kind.defaults[name])]),
      ) as Record<Named, PerNeuron>;
      return {
        values,
        initialMv: given.value({ role: 'initial' }, values.eLeak),
        constantCurrentPa: given.value({ role: 'constantCurrent' }, 0),
        receptors: kind.receptors(given),
      };
    },
    ports: ({ receptors }) => receptors.map(({ port }) => port),
    variables: ({ receptors }) => [
      { name: 'v', unit: 'mV' },
      ...['m', 'h', 'n'].map((name) => ({ name, unit: '' })),
      ...synapticVariables(receptors),
    ],
    create: (size, parameters, dtMs) => {
      const model = smooth(kind, parameters, dtMs);
      return new SmoothNeurons(size, model, dtMs, [v, m, h, n, ...model.receptors.traced]);
    },
  };
}

/** x / (eˣ − 1), also at 0. */
export const linoid = (x: number): number => (Math.abs(x) < 1e-9 ? 1 - x / 2 : x / Math.expm1(x));

const { exp } = Math;

/** Hodgkin and Huxley's squid axon, as NEST 3.8 hh_psc_alpha has it. */
export const squid: Kind['gates'] = {
  m: { opens: (x) => linoid(-(x + 40) / 10), closes: (x) => 4 * exp(-(x + 65) / 18) },
  h: { opens: (x) => 0.07 * exp(-(x + 65) / 20), closes: (x) => 1 / (1 + exp(-(x + 35) / 10)) },
  n: { opens: (x) => 0.1 * linoid(-(x + 55) / 10), closes: (x) => 0.125 * exp(-(x + 65) / 80) },
};

/** Traub and Miles' hippocampal cell, as NEST 3.8 hh_cond_exp_traub and Brette et al. 2007 have it. */
export const traub: Kind['gates'] = {
  m: { opens: (x) => 1.28 * linoid((13 - x) / 4), closes: (x) => 1.4 * linoid((x - 40) / 5) },
  h: { opens: (x) => 0.128 * exp((17 - x) / 18), closes: (x) => 4 / (1 + exp((40 - x) / 5)) },
  n: { opens: (x) => 0.16 * linoid((15 - x) / 5), closes: (x) => 0.5 * exp((10 - x) / 40) },
};

export const squidDefaults: Kind['defaults'] = {
  ...{
    offset: 0,
    sodium: 12_000,
    potassium: 3600,
    leak: 30,
    capacity: 100,
    eSodium: 50,
    ePotassium: -77,
    eLeak: -54.402,
  },
  refractory: 2,
};
export const traubDefaults: Kind['defaults'] = {
  ...{
    offset: -63,
    sodium: 20_000,
    potassium: 6000,
    leak: 10,
    capacity: 200,
    eSodium: 50,
    ePotassium: -90,
    eLeak: -60,
  },
  refractory: 2,
};
