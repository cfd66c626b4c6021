// What NetPyNE's parameter dictionaries take, key by key: units and defaults, read in NetPyNE 1.1's user documentation and `netpyne/specs`.
import { neuronPointUnit } from './neuron';

export const netpyneSections = [
  'popParams',
  'cellParams',
  'synMechParams',
  'connParams',
  'stimSourceParams',
  'stimTargetParams',
  'subConnParams',
  'rxdParams',
] as const;

export type NetpyneSection = (typeof netpyneSections)[number];

export const isNetpyneSection = (name: string): name is NetpyneSection =>
  (netpyneSections as readonly string[]).includes(name);

/** `netParams.defaultDelay` and its like. */
export const netParamUnits: Readonly<Record<string, string>> = {
  defaultDelay: 'ms',
  defaultThreshold: 'mV',
  propVelocity: 'µm/ms',
  sizeX: 'µm',
  sizeY: 'µm',
  sizeZ: 'µm',
};

export const simConfigUnits: Readonly<Record<string, string>> = {
  duration: 'ms',
  tstop: 'ms',
  dt: 'ms',
  recordStep: 'ms',
  printRunTime: 's',
};

export const simConfigDefaults = { duration: 1000, dt: 0.025, recordStep: 0.1 } as const;
export const netParamDefaults = { defaultWeight: 1, defaultDelay: 1, defaultThreshold: 10 } as const;

/** Populations that only send spikes. */
export const isStimModel = (cellModel: string): boolean => /^(?:NetStim|VecStim|DynamicNetStim)$/.test(cellModel);

const spikeTimes: Readonly<Record<string, string>> = {
  rate: 'Hz',
  frequency: 'Hz',
  interval: 'ms',
  start: 'ms',
  stop: 'ms',
  end: 'ms',
  spkTimes: 'ms',
  spikeTimes: 'ms',
};

/** `pulses` and `spikePattern` are dictionaries of the same kinds of numbers. */
export const pulseUnit = (key: string): string | null =>
  Object.hasOwn(spikeTimes, key) && key !== 'interval' ? (spikeTimes[key] ?? null) : null;

export function popParamUnit(cellModel: string, key: string): string | null {
  if (/^(?:gridSpacing|[xyz]Range)$/.test(key)) return 'µm';
  if (isStimModel(cellModel) && Object.hasOwn(spikeTimes, key)) return spikeTimes[key] ?? null;
  return neuronPointUnit(cellModel, key);
}

export function stimSourceUnit(type: string, key: string): string | null {
  if (type === 'NetStim' && key === 'rate') return 'Hz';
  return neuronPointUnit(type, key);
}

export const ionUnits: Readonly<Record<string, string>> = { e: 'mV', i: 'mM', o: 'mM' };

/** Point neurons that come with NetPyNE's examples; what carries no unit in their mod files is left out. */
export function pointCellUnit(mod: string, key: string): string | null {
  if (/^Izhi2007[ab]$/.test(mod) && /^(?:vr|vt|vpeak)$/.test(key)) return 'mV';
  if (/^Izhi2003[ab]$/.test(mod)) return { a: '1/ms', b: '1/ms', c: 'mV', d: 'mV/ms', thresh: 'mV' }[key] ?? null;
  return neuronPointUnit(mod, key);
}
