// The thalamocortical neuron of Hill and Tononi 2005, as NEST's ht_neuron has it: a threshold that moves, four intrinsic currents, and four receptors of which NMDA's is blocked by the voltage.
import { type NeuronModel, type PerNeuron, type Port, refractorySteps, valueAt } from '../model';
import { type ParameterReader } from '../parameters';
import { type Smooth, SmoothNeurons } from '../smooth';
import { type Receptor, Receptors } from '../synapses';

/** Potentials in mV, times in ms; conductances have no unit. */
interface Parameters {
  readonly values: Readonly<Record<keyof typeof defaults, PerNeuron>>;
  readonly initialMv: PerNeuron | null;
  readonly initialThetaMv: PerNeuron | null;
  readonly unblocksAtOnce: boolean;
  /** Of this model plain numbers, which move the membrane by one mV in the time tau_m. */
  readonly constantCurrentPa: number;
  readonly receptors: readonly Receptor[];
}

/** NEST 3.10 ht_neuron's defaults. */
const defaults = {
  ...{ E_Na: 30, E_K: -90, g_NaL: 0.2, g_KL: 1, tau_m: 16, theta_eq: -51, tau_theta: 2, tau_spike: 1.75, t_ref: 2 },
  ...{ V_act_NMDA: -25.57, S_act_NMDA: 0.081, tau_Mg_slow_NMDA: 22.7, tau_Mg_fast_NMDA: 0.68 },
  ...{ g_peak_NaP: 1, E_rev_NaP: 30, N_NaP: 3, g_peak_KNa: 1, E_rev_KNa: -90, tau_D_KNa: 1250 },
  ...{ g_peak_T: 1, E_rev_T: 0, N_T: 2, g_peak_h: 1, E_rev_h: -40 },
};

/** In the order of NEST's `receptor_types`, which counts from 1: peak, rise, decay, reversal. */
const channels = [
  { name: 'AMPA', peak: 0.1, riseMs: 0.5, decayMs: 2.4, reversalMv: 0 },
  { name: 'NMDA', peak: 0.075, riseMs: 4, decayMs: 40, reversalMv: 0 },
  { name: 'GABA_A', peak: 0.33, riseMs: 1, decayMs: 7, reversalMv: -70 },
  { name: 'GABA_B', peak: 0.0132, riseMs: 60, decayMs: 200, reversalMv: -90 },
];

/** Places in a neuron's state. */
const [v, theta, fast, slow, sodium, activation, inactivation, mixed] = [0, 1, 2, 3, 4, 5, 6, 7];
const own = 8;

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const activationOfT = (membrane: number): number => sigmoid((membrane + 59) / 6.2);
const inactivationOfT = (membrane: number): number => sigmoid(-(membrane + 83) / 4);
const sodiumOf = (time: number, membrane: number): number => time * 0.025 * sigmoid((membrane + 10) / 5) + 0.001;
const restMv = (defaults.g_NaL * defaults.E_Na + defaults.g_KL * defaults.E_K) / (defaults.g_NaL + defaults.g_KL);
const activationOfH = (membrane: number): number => sigmoid(-(membrane + 75) / 5.5);

function smooth({ values, receptors: all, ...parameters }: Parameters, dtMs: number): Smooth {
  const receptors = new Receptors(all, own);
  const at = (name: keyof typeof defaults, i: number): number => valueAt(values[name], i);
  const unblockedAt = (i: number, membrane: number): number =>
    sigmoid(at('S_act_NMDA', i) * (membrane - at('V_act_NMDA', i)));
  return {
    dimension: own + receptors.size,
    ports: all.length,
    constantCurrentPa: parameters.constantCurrentPa,
    refractorySteps: (i) => refractorySteps(at('t_ref', i), dtMs),
    receptors,
    membraneMv: (_, y) => y[v] as number,
    openness(i, y, port) {
      if (port !== 1) return 1;
      const membrane = y[v] as number;
      const most = unblockedAt(i, membrane);
      if (parameters.unblocksAtOnce) return most;
      const share = 0.51 - 0.0028 * membrane;
      return share * Math.min(most, y[fast] as number) + (1 - share) * Math.min(most, y[slow] as number);
    },
    start(i, y) {
      y[v] = parameters.initialMv === null ? restMv : valueAt(parameters.initialMv, i);
      y[theta] = parameters.initialThetaMv === null ? defaults.theta_eq : valueAt(parameters.initialThetaMv, i);
      // NEST makes a node with the model's own parameters, and what is set then leaves its state.
      y[fast] = y[slow] = sigmoid(defaults.S_act_NMDA * (restMv - defaults.V_act_NMDA));
      y[sodium] = sodiumOf(defaults.tau_D_KNa, restMv);
      y[activation] = activationOfT(restMv);
      y[inactivation] = inactivationOfT(restMv);
      y[mixed] = activationOfH(restMv);
    },
    slopes(i, y, out, current, still) {
      const membrane = y[v] as number;
      const persistent = at('g_peak_NaP', i) * sigmoid((membrane + 55.7) / 7.7) ** at('N_NaP', i);
      const bySodium = at('g_peak_KNa', i) / (1 + (0.25 / (y[sodium] as number)) ** 3.5);
      const lowThreshold = at('g_peak_T', i) * (y[activation] as number) ** at('N_T', i) * (y[inactivation] as number);
      const flowing =
        at('g_NaL', i) * (at('E_Na', i) - membrane) +
        at('g_KL', i) * (at('E_K', i) - membrane) +
        persistent * (at('E_rev_NaP', i) - membrane) +
        bySodium * (at('E_rev_KNa', i) - membrane) +
        lowThreshold * (at('E_rev_T', i) - membrane) +
        at('g_peak_h', i) * (y[mixed] as number) * (at('E_rev_h', i) - membrane) +
        current;
      const afterSpike = still ? (at('E_K', i) - membrane) / at('tau_spike', i) : 0;
      out[v] = flowing / at('tau_m', i) + afterSpike;
      out[theta] = (at('theta_eq', i) - (y[theta] as number)) / at('tau_theta', i);
      const most = unblockedAt(i, membrane);
      out[fast] = (most - Math.min(most, y[fast] as number)) / at('tau_Mg_fast_NMDA', i);
      out[slow] = (most - Math.min(most, y[slow] as number)) / at('tau_Mg_slow_NMDA', i);
      out[sodium] = (sodiumOf(at('tau_D_KNa', i), membrane) - (y[sodium] as number)) / at('tau_D_KNa', i);
      const openingMs = 0.22 / (Math.exp(-(membrane + 132) / 16.7) + Math.exp((membrane + 16.8) / 18.2)) + 0.13;
      const closingMs = 8.2 + (56.6 + 0.27 * Math.exp((membrane + 115.2) / 5)) / (1 + Math.exp((membrane + 86) / 3.2));
      out[activation] = (activationOfT(membrane) - (y[activation] as number)) / openingMs;
      out[inactivation] = (inactivationOfT(membrane) - (y[inactivation] as number)) / closingMs;
      const perMs = Math.exp(-14.59 - 0.086 * membrane) + Math.exp(-1.87 + 0.0701 * membrane);
      out[mixed] = (activationOfH(membrane) - (y[mixed] as number)) * perMs;
    },
    fires(i, y, still) {
      const most = unblockedAt(i, y[v] as number);
      y[fast] = Math.min(most, y[fast] as number);
      y[slow] = Math.min(most, y[slow] as number);
      if (still || (y[v] as number) < (y[theta] as number)) return false;
      y[v] = at('E_Na', i);
      y[theta] = at('E_Na', i);
      return true;
    },
  };
}

function read(given: ParameterReader): Parameters {
  const value = (key: string, otherwise: number): PerNeuron => given.value({ keys: [key] }, otherwise);
  const names = Object.keys(defaults) as (keyof typeof defaults)[];
  const values = Object.fromEntries(names.map((name) => [name, value(name, defaults[name])]));
  const isSet = (key: string): boolean => (given.population.params[key]?.value ?? 0) !== 0;
  if (isSet('voltage_clamp')) given.note(`${given.population.name}: the voltage clamp is not simulated`);
  return {
    values: values as Parameters['values'],
    initialMv: given.find({ role: 'initial' })?.value ?? null,
    initialThetaMv: given.find({ keys: ['theta'] })?.value ?? null,
    unblocksAtOnce: isSet('instant_unblock_NMDA'),
    constantCurrentPa: 0,
    receptors: channels.map(({ name, peak, riseMs, decayMs, reversalMv }, k) => ({
      port: portOf(k, reversalMv),
      shape: 'beta',
      riseMs: value(`tau_rise_${name}`, riseMs),
      decayMs: value(`tau_decay_${name}`, decayMs),
      reversalMv: value(`E_rev_${name}`, reversalMv),
      peak: value(`g_peak_${name}`, peak),
    })),
  };
}

const portOf = (k: number, reversalMv: number): Port => ({
  ...{ name: String(k + 1), unit: null, sign: 'positive' },
  inhibits: reversalMv < -50,
});

const model: NeuronModel<Parameters> = {
  dynamics: 'hill-tononi',
  read,
  ports: ({ receptors }) => receptors.map(({ port }) => port),
  variables: () => [
    { name: 'v', unit: 'mV' },
    { name: 'theta', unit: 'mV' },
    ...channels.map(({ name }) => ({ name: `g_${name}`, unit: '' })),
  ],
  create: (size, parameters, dtMs) => {
    const one = smooth(parameters, dtMs);
    return new SmoothNeurons(size, one, dtMs, [v, theta, ...one.receptors.traced]);
  },
};

export default model;
