// What NEURON's sections, mechanisms and point processes take: units and defaults, read in NEURON 9.0's `src/nrnoc/*.mod` and its programmer's reference.

/** Of `h` itself: run control in stdrun.hoc. */
export const neuronGlobals: Readonly<Record<string, string>> = {
  dt: 'ms',
  t: 'ms',
  tstop: 'ms',
  runStopAt: 'ms',
  v_init: 'mV',
  celsius: 'degC',
  steps_per_ms: '1/ms',
};

const geometry: Readonly<Record<string, string>> = { L: 'µm', diam: 'µm', Ra: 'ohm cm', cm: 'µF/cm²', v: 'mV' };

/** Ions are the same in every mechanism: `ena`, `nai`, `nao`, `ina`. */
const ion = /^(e|i)?(na|k|ca)(i|o)?$/;

function ionUnit(name: string): string | null {
  const match = ion.exec(name);
  if (!match || (match[1] === undefined) === (match[3] === undefined)) return null;
  if (match[1] === 'e') return 'mV';
  return match[1] === 'i' ? 'mA/cm²' : 'mM';
}

const densities: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  hh: { gnabar: 'S/cm²', gkbar: 'S/cm²', gl: 'S/cm²', el: 'mV', gna: 'S/cm²', gk: 'S/cm²', il: 'mA/cm²' },
  pas: { g: 'S/cm²', e: 'mV', i: 'mA/cm²' },
  extracellular: { xraxial: 'MΩ/cm', xg: 'S/cm²', xc: 'µF/cm²' },
  // Shipped with NetPyNE and with many models: the passive channel without a `v` of its own.
  fastpas: { g: 'S/cm²', e: 'mV' },
};

/** A density mechanism's parameter, by its own name: `gnabar` of `hh`. */
export function neuronMechanismUnit(mechanism: string, parameter: string): string | null {
  const known = densities[mechanism];
  return (known && Object.hasOwn(known, parameter) ? known[parameter] : null) ?? null;
}

export const isNeuronMechanism = (name: string): boolean =>
  Object.hasOwn(densities, name) || /^(?:na|k|ca)_ion$/.test(name);

/** Of a section or segment: geometry, ions, and `gnabar_hh` with the mechanism behind the name. */
export function neuronSectionUnit(name: string): string | null {
  if (Object.hasOwn(geometry, name)) return geometry[name] ?? null;
  if (name === 'e_extracellular') return 'mV';
  const ionic = ionUnit(name);
  if (ionic !== null) return ionic;
  const at = name.lastIndexOf('_');
  return at > 0 ? neuronMechanismUnit(name.slice(at + 1), name.slice(0, at)) : null;
}

const steps = (prefix: string, symbol: string): Record<string, string> =>
  Object.fromEntries([1, 2, 3].map((i) => [`${prefix}${i}`, symbol]));

const points: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  IClamp: { delay: 'ms', del: 'ms', dur: 'ms', amp: 'nA', i: 'nA' },
  SEClamp: { ...steps('dur', 'ms'), ...steps('amp', 'mV'), rs: 'MΩ', i: 'nA', vc: 'mV' },
  VClamp: { dur: 'ms', amp: 'mV', rstim: 'MΩ', tau1: 'ms', tau2: 'ms', i: 'nA' },
  ExpSyn: { tau: 'ms', e: 'mV', i: 'nA', g: 'µS' },
  Exp2Syn: { tau1: 'ms', tau2: 'ms', e: 'mV', i: 'nA', g: 'µS' },
  AlphaSynapse: { onset: 'ms', tau: 'ms', gmax: 'µS', e: 'mV', i: 'nA', g: 'µS' },
  APCount: { thresh: 'mV', time: 'ms' },
  NetStim: { interval: 'ms', start: 'ms' },
  IntFire1: { tau: 'ms', refrac: 'ms' },
  IntFire2: { taum: 'ms', taus: 'ms' },
  IntFire4: { taue: 'ms', taui1: 'ms', taui2: 'ms', taum: 'ms' },
  PatternStim: {},
};

export const isNeuronPoint = (model: string): boolean => Object.hasOwn(points, model);

/** Cells without a membrane: they get events and send events. */
export const isArtificialCell = (model: string): boolean => /^IntFire[124]$/.test(model);

export function neuronPointUnit(model: string, parameter: string): string | null {
  const known = Object.hasOwn(points, model) ? points[model] : undefined;
  return known && Object.hasOwn(known, parameter) ? (known[parameter] ?? null) : null;
}

/** What a NetCon adds: a peak conductance; to the IntFire cells a share of the threshold, which is 1. */
export function weightUnitOfNeuron(model: string): string | null {
  return model === 'ExpSyn' || model === 'Exp2Syn' ? 'µS' : null;
}

export const neuronPointDefaults: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  IClamp: { delay: 0, dur: 0, amp: 0 },
  ExpSyn: { tau: 0.1, e: 0 },
  Exp2Syn: { tau1: 0.1, tau2: 10, e: 0 },
  NetStim: { interval: 10, number: 10, start: 50, noise: 0 },
  IntFire1: { tau: 10, refrac: 5 },
  IntFire2: { taus: 20, taum: 10, ib: 0 },
  IntFire4: { taue: 5, taui1: 10, taui2: 20, taum: 50 },
};

/** A section's values before the script says anything; `h.dt` 0.025 ms, `h.tstop` 5 ms. */
export const neuronDefaults = { L: 100, diam: 500, Ra: 35.4, cm: 1, dt: 0.025, tstop: 5, v_init: -65 } as const;
export const netConDefaults = { threshold: 10, delay: 1, weight: 0 } as const;
