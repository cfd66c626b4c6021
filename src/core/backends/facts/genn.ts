// What GeNN's built-in models take: units read in `include/genn/genn/*Models.h` of GeNN 5.4 and in its 4.9 manual.
// Times are ms, voltages mV, rates Hz; capacity and currents have no unit of their own there: nF goes with nA and µS, pF with pA and nS.

/** Units that belong together: a capacity times mV/ms is a current, a current over mV a conductance. */
export interface Scale {
  readonly capacity: string;
  readonly current: string;
  readonly conductance: string;
}

export const nano: Scale = { capacity: 'nF', current: 'nA', conductance: 'µS' };
export const pico: Scale = { capacity: 'pF', current: 'pA', conductance: 'nS' };
export const scales: readonly Scale[] = [nano, pico, { capacity: 'µF', current: 'µA', conductance: 'mS' }];

/** Of a parameter or variable; `current` and the like stand for what the population's scale says. */
type Taken = string | keyof Scale;

const neurons: Readonly<Record<string, Readonly<Record<string, Taken>>>> = {
  LIF: {
    C: 'capacity',
    TauM: 'ms',
    Vrest: 'mV',
    Vreset: 'mV',
    Vthresh: 'mV',
    Ioffset: 'current',
    TauRefrac: 'ms',
    V: 'mV',
    RefracTime: 'ms',
  },
  Poisson: { rate: 'Hz' },
  PoissonNew: { rate: 'Hz' },
  Izhikevich: { V: 'mV', c: 'mV' },
  IzhikevichVariable: { V: 'mV', c: 'mV' },
  TraubMiles: {
    V: 'mV',
    ENa: 'mV',
    EK: 'mV',
    El: 'mV',
    gNa: 'conductance',
    gK: 'conductance',
    gl: 'conductance',
    C: 'capacity',
  },
  SpikeSourceArray: { spikeTimes: 'ms' },
};

const currentSources: Readonly<Record<string, Readonly<Record<string, Taken>>>> = {
  DC: { amp: 'current' },
  GaussianNoise: { mean: 'current', sd: 'current' },
  PoissonExp: { weight: 'current', tauSyn: 'ms', rate: 'Hz' },
};

const postsynaptic: Readonly<Record<string, Readonly<Record<string, Taken>>>> = {
  ExpCurr: { tau: 'ms' },
  ExpCond: { tau: 'ms', E: 'mV' },
};

const updates: Readonly<Record<string, Readonly<Record<string, Taken>>>> = {
  STDP: { tauPlus: 'ms', tauMinus: 'ms' },
  PiecewiseSTDP: { tLrn: 'ms', tChng: 'ms', tDecay: 'ms', tPunish10: 'ms', tPunish01: 'ms', tauShift: 'ms' },
};

const tables = { neuron: neurons, source: currentSources, postsynaptic, update: updates } as const;

/** Null where nothing is known, or where it depends on a scale that is not. */
export function gennUnit(kind: keyof typeof tables, model: string, key: string, scale: Scale | null): string | null {
  const table = tables[kind];
  const known = Object.hasOwn(table, model) ? table[model] : undefined;
  const taken = known && Object.hasOwn(known, key) ? known[key] : undefined;
  if (taken === undefined) return null;
  return taken === 'capacity' || taken === 'current' || taken === 'conductance' ? (scale?.[taken] ?? null) : taken;
}

/** What arrives over a synapse, by how the target takes it. */
export function weightUnitOfGenn(postsynapticModel: string, scale: Scale | null): string | null {
  if (postsynapticModel === 'ExpCurr' || postsynapticModel === 'DeltaCurr') return scale?.current ?? null;
  return postsynapticModel === 'ExpCond' ? (scale?.conductance ?? null) : null;
}

/** Populations that only send spikes. */
export const isGennSource = (model: string): boolean =>
  /^(?:Poisson|PoissonNew|SpikeSource|SpikeSourceArray)$/.test(model);
export const isGennPoisson = (model: string): boolean => model === 'Poisson' || model === 'PoissonNew';
