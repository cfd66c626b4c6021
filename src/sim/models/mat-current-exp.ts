// The multi-timescale adaptive threshold neurons of Kobayashi et al. 2009 and Yamauchi et al. 2011, by exact integration: NEST's mat2_psc_exp and amat2_psc_exp.
import { expm } from '../equations/expm';
import { byRole, currentPorts } from '../lif';
import { isMixed, type NeuronModel, type Neurons, type PerNeuron, refractorySteps, valueAt } from '../model';
import { combine, type ParameterReader } from '../parameters';
import { type Trace, Traces } from '../traces';

/** Potentials are relative to rest; the membrane is not reset. */
interface Parameters {
  readonly leakMv: PerNeuron;
  readonly threshold: PerNeuron;
  readonly initial: PerNeuron;
  readonly capacityPf: PerNeuron;
  readonly membraneTimeMs: PerNeuron;
  readonly refractoryMs: PerNeuron;
  readonly synapticTimeExcitatoryMs: PerNeuron;
  readonly synapticTimeInhibitoryMs: PerNeuron;
  readonly constantCurrentPa: PerNeuron;
  /** What the membrane's slope adds to the threshold's, and how fast that fades. */
  readonly couplingPerMs: PerNeuron;
  readonly couplingTimeMs: PerNeuron;
  readonly traces: readonly Trace[];
}

/** Places in the state: the constant current, both synaptic ones, the membrane, behind what feeds it (4) the voltage's part of the threshold. */
const [constant, excitatory, inhibitory, membrane, moved] = [0, 1, 2, 3, 5];

class AdaptiveThresholdNeurons implements Neurons {
  private readonly state: readonly Float64Array[];
  private readonly propagators: readonly (readonly (readonly number[])[])[];
  private readonly traces: Traces;
  private readonly refractory: Int32Array;
  private readonly next = new Float64Array(6);

  constructor(
    private readonly size: number,
    private readonly parameters: Parameters,
    private readonly dtMs: number,
  ) {
    this.state = Array.from({ length: size }, (_, i) => {
      const y = new Float64Array(6);
      y[constant] = valueAt(parameters.constantCurrentPa, i);
      y[membrane] = valueAt(parameters.initial, i);
      return y;
    });
    const { capacityPf, membraneTimeMs, synapticTimeExcitatoryMs, synapticTimeInhibitoryMs } = parameters;
    const { couplingPerMs, couplingTimeMs } = parameters;
    const all = [
      capacityPf,
      membraneTimeMs,
      synapticTimeExcitatoryMs,
      synapticTimeInhibitoryMs,
      couplingPerMs,
      couplingTimeMs,
    ];
    this.propagators = Array.from({ length: isMixed(all) ? size : 1 }, (_, i) => propagatorOf(parameters, i, dtMs));
    this.traces = new Traces(size, parameters.traces, dtMs);
    this.refractory = new Int32Array(size);
  }

  inject(currentPa: Float64Array): void {
    this.state.forEach((y, i) => {
      y[constant] = valueAt(this.parameters.constantCurrentPa, i) + (currentPa[i] as number);
    });
  }

  step(arrivals: readonly Float64Array[], fired: Uint32Array): number {
    const { size, state, propagators, traces, refractory, parameters, dtMs, next } = this;
    const [toExcite, toInhibit] = arrivals as readonly [Float64Array, Float64Array];
    let count = 0;
    for (let i = 0; i < size; i++) {
      const y = state[i] as Float64Array;
      const propagator = propagators[propagators.length === 1 ? 0 : i] as readonly (readonly number[])[];
      for (let row = 0; row < 6; row++) {
        const factors = propagator[row] as readonly number[];
        let sum = 0;
        for (let k = 0; k < 6; k++) sum += (factors[k] as number) * (y[k] as number);
        next[row] = sum;
      }
      y.set(next);
      y[excitatory] = (y[excitatory] as number) + (toExcite[i] as number);
      y[inhibitory] = (y[inhibitory] as number) + (toInhibit[i] as number);
      toExcite[i] = 0;
      toInhibit[i] = 0;
      traces.fade(i);
      const waiting = refractory[i] as number;
      if (waiting > 0) refractory[i] = waiting - 1;
      else if ((y[membrane] as number) >= this.thresholdOf(i)) {
        fired[count++] = i;
        traces.spike(i);
        refractory[i] = Math.max(1, refractorySteps(valueAt(parameters.refractoryMs, i), dtMs));
      }
    }
    return count;
  }

  valueOf(variable: number, neuron: number): number {
    const rest = valueAt(this.parameters.leakMv, neuron);
    return (
      rest + (variable === 0 ? ((this.state[neuron] as Float64Array)[membrane] as number) : this.thresholdOf(neuron))
    );
  }

  private thresholdOf(i: number): number {
    const byVoltage = (this.state[i] as Float64Array)[moved] as number;
    return valueAt(this.parameters.threshold, i) + this.traces.sum(i) + byVoltage;
  }
}

/** Of the linear equations: dU/dt = −U/τ + ΣI/C; the threshold's part follows β·dU/dt through two filters of one time constant. */
function propagatorOf(parameters: Parameters, i: number, dtMs: number): number[][] {
  const at = (value: PerNeuron): number => valueAt(value, i);
  const [tau, capacity] = [at(parameters.membraneTimeMs), at(parameters.capacityPf)];
  const [coupling, slow] = [at(parameters.couplingPerMs), at(parameters.couplingTimeMs)];
  const flow = 1 / capacity;
  const perMs = [
    [0, 0, 0, 0, 0, 0],
    [0, -1 / at(parameters.synapticTimeExcitatoryMs), 0, 0, 0, 0],
    [0, 0, -1 / at(parameters.synapticTimeInhibitoryMs), 0, 0, 0],
    [flow, flow, flow, -1 / tau, 0, 0],
    [coupling * flow, coupling * flow, coupling * flow, -coupling / tau, -1 / slow, 0],
    [0, 0, 0, 0, 1, -1 / slow],
  ];
  return expm(perMs.map((row) => row.map((value) => value * dtMs)));
}

/** NEST 3.10 mat2_psc_exp's defaults; `omega` is where the threshold rests. */
function read(given: ParameterReader): Parameters {
  const leakMv = given.value({ role: 'leak' }, -70);
  const relative = (value: PerNeuron): PerNeuron => combine([value, leakMv], (each, rest) => each - rest);
  const single = (key: string, unit: string, otherwise: number): number =>
    given.single({ keys: [key], unit }, otherwise);
  return {
    leakMv,
    threshold: relative(given.value({ role: 'threshold', keys: ['omega'] }, -51)),
    initial: relative(given.value({ role: 'initial' }, leakMv)),
    capacityPf: given.value({ role: 'capacity', bound: 'positive' }, 100),
    membraneTimeMs: given.value({ role: 'membraneTime', bound: 'positive' }, 5),
    refractoryMs: given.value({ role: 'refractory', bound: 'not negative' }, 2),
    synapticTimeExcitatoryMs: byRole(given, 'synapticTimeExcitatory', 1),
    synapticTimeInhibitoryMs: byRole(given, 'synapticTimeInhibitory', 3),
    constantCurrentPa: byRole(given, 'constantCurrent', 0),
    couplingPerMs: given.value({ keys: ['beta'], unit: '1/ms' }, 0),
    couplingTimeMs: given.value({ keys: ['tau_v'], unit: 'ms', bound: 'positive' }, 5),
    traces: [
      { timeMs: single('tau_1', 'ms', 10), jump: single('alpha_1', 'mV', 37) },
      { timeMs: single('tau_2', 'ms', 200), jump: single('alpha_2', 'mV', 2) },
    ],
  };
}

const model: NeuronModel<Parameters> = {
  dynamics: 'mat-current-exp',
  read,
  ports: () => currentPorts,
  variables: () => [
    { name: 'v', unit: 'mV' },
    { name: 'threshold', unit: 'mV' },
  ],
  create: (size, parameters, dtMs) => new AdaptiveThresholdNeurons(size, parameters, dtMs),
};

export default model;
