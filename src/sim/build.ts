// Builds the plan of a run out of a Network: what can be simulated, in grid steps and natural units; the rest is noted.
import { type Input, type Network, type Population, type Projection, type Quantity } from '../core/network/network';
import { connect, isDrawn } from './connect';
import { dynamicsOf } from './dynamics';
import { SimulationError, Unsuited } from './error';
import { type NeuronModel, type PerNeuron, type Port } from './model';
import { models } from './models/index';
import { combine, ParameterReader } from './parameters';
import { type Connection, type Destination, type Group, type Plan, type PoissonSource } from './plan';
import { stream } from './random';
import { type Control, type SimulateOptions } from './recording';
import { routeOf } from './route';
import { convert } from './units';

/** What stands in for a size or a delay that only the running script would know. */
const assumedSize = 100;
const assumedDelayMs = 1;

export function buildPlan(network: Network, options: SimulateOptions, control?: Control): Plan {
  return new Builder(network, options, control).build();
}

class Builder {
  private readonly notes: string[] = [];
  private readonly dtMs: number;
  private readonly groups: Group[] = [];
  private readonly indexOf = new Map<string, number>();
  private readonly purposes = new Map<string, number>();

  constructor(
    private readonly network: Network,
    private readonly options: SimulateOptions,
    private readonly control: Control | undefined,
  ) {
    this.dtMs = this.chooseDt();
  }

  build(): Plan {
    const { network, dtMs, options } = this;
    const steps = this.countSteps();
    requireFinite('the seed', options.seed);
    requireFinite('the input scale', options.scale ?? 1);
    for (const population of this.chosenPopulations()) this.addGroup(population);
    if (this.groups.length === 0) {
      throw new SimulationError(['no population can be simulated', ...this.notes].join('; '));
    }
    const currents = this.groups.map(() => 0);
    const poisson: PoissonSource[] = [];
    for (const input of network.inputs) {
      const target = this.indexOf.get(input.target);
      if (target === undefined) continue;
      if (input.kind === 'dc') currents[target] = (currents[target] ?? 0) + this.direct(input, target);
      else if (input.kind === 'poisson') poisson.push(...this.poissonSource(input, target));
      else this.note(`${input.source ?? input.kind} input of ${input.target} is not simulated`);
    }
    const connections: Connection[] = [];
    for (const projection of network.projections) {
      if (this.control?.cancelled?.()) break;
      connections.push(...this.connection(projection));
    }
    const groups = this.groups.map((group, i) => withCurrent(group, currents[i] ?? 0));
    return { dtMs, steps, seed: options.seed, groups, connections, poisson, given: [], notes: this.notes };
  }

  private note(text: string): void {
    if (!this.notes.includes(text)) this.notes.push(text);
  }

  private chooseDt(): number {
    const declared = convert(this.network.dtMs, 'ms');
    const dtMs = this.options.dtMs ?? declared ?? 0.1;
    if (!(dtMs > 0 && Number.isFinite(dtMs)))
      throw new SimulationError(`dt is ${dtMs} ms; it must be a positive number`);
    if (this.options.dtMs === undefined && declared === null) this.note(`dt is not known, ${dtMs} ms assumed`);
    return dtMs;
  }

  private countSteps(): number {
    const { ms } = this.options;
    if (!(ms >= 0 && Number.isFinite(ms)))
      throw new SimulationError(`the duration is ${ms} ms; it must be zero or more`);
    const steps = Math.round(ms / this.dtMs);
    if (steps >= 2 ** 31) throw new SimulationError(`${ms} ms in steps of ${this.dtMs} ms are too many steps`);
    return steps;
  }

  private chosenPopulations(): readonly Population[] {
    const { populations } = this.network;
    const { population: name } = this.options;
    if (name === undefined) return populations;
    const chosen = populations.filter((population) => population.name === name);
    if (chosen.length === 0) throw new SimulationError(`there is no population ${name}`);
    if (populations.length > chosen.length) {
      this.note(`only ${name} is simulated, not the whole network of ${populations.length} populations`);
    }
    return chosen;
  }

  private addGroup(population: Population): void {
    const wanted = dynamicsOf(population);
    const model = (models as readonly NeuronModel[]).find(({ dynamics }) => dynamics === wanted);
    if (model === undefined) {
      const what = population.dynamics === 'unknown' ? population.model : population.dynamics;
      this.note(`${population.name} is not simulated: no neuron model for ${what}`);
      return;
    }
    const size = population.size ?? assumedSize;
    if (population.size === null) this.note(`${population.name}: size is not known, ${size} neurons assumed`);
    if (!Number.isInteger(size) || size < 1) {
      throw new SimulationError(`population ${population.name}: size is ${size}; it must be a positive integer`);
    }
    const note = (text: string): void => this.note(text);
    const given = new ParameterReader(population, size, this.network.backend, this.options.seed, note);
    try {
      const parameters = model.read(given);
      this.indexOf.set(population.name, this.groups.length);
      this.groups.push({ name: population.name, size, model, parameters });
    } catch (error) {
      if (!(error instanceof Unsuited)) throw error;
      this.note(`${population.name} is not simulated: ${error.message}`);
    }
  }

  /** The current in pA that a DC input gives to each neuron of its target. */
  private direct(input: Input, target: number): number {
    const what = `DC input of ${input.target}`;
    const { model, parameters } = this.groups[target] as Group;
    if (!takesCurrent(parameters)) {
      this.note(`${what} is left out: ${model.dynamics} neurons take no current`);
      return 0;
    }
    const amplitude = this.value(input.weight, 'pA', `${what}: amplitude`);
    return amplitude === null ? 0 : amplitude * this.count(input, what) * (this.options.scale ?? 1);
  }

  private poissonSource(input: Input, target: number): PoissonSource[] {
    const what = `Poisson input of ${input.target}`;
    const count = this.count(input, what);
    const rateHz = this.value(input.rateHz, 'Hz', `${what}: rate`);
    const port = this.port(input.weight, input.receptor, target, what);
    if (rateHz === null || port === null) return [];
    if (rateHz < 0) throw new SimulationError(`${what}: rate is ${rateHz} Hz; it must be zero or more`);
    const firstStep = input.delay === null ? 0 : this.delaySteps(input.delay, what);
    return [
      {
        ...port,
        weight: port.weight * (this.options.scale ?? 1),
        mean: (count * rateHz * this.dtMs) / 1000,
        shared: input.shared,
        firstStep,
        purpose: this.purpose(`poisson ${input.target} ${input.receptor ?? ''}`),
      },
    ];
  }

  private connection(projection: Projection): Connection[] {
    const { pre, post, rule } = projection;
    const source = this.indexOf.get(pre);
    const target = this.indexOf.get(post);
    const what = `projection ${pre} → ${post}`;
    if (source === undefined || target === undefined) {
      if (target !== undefined) this.note(`${what} is left out: ${pre} is not simulated`);
      return [];
    }
    if (!isDrawn(rule)) {
      const text = rule.kind === 'unknown' ? `rule ${rule.text} is not known` : `rule ${rule.kind} is not yet drawn`;
      this.note(`${what} is not simulated: connection ${text}`);
      return [];
    }
    const port = this.port(projection.weight, projection.receptor, target, what);
    if (port === null) return [];
    const [preGroup, postGroup] = [this.groups[source] as Group, this.groups[target] as Group];
    if (rule.kind === 'one-to-one' && preGroup.size !== postGroup.size) {
      this.note(
        `${what}: one-to-one between ${preGroup.size} and ${postGroup.size} neurons, the rest stays unconnected`,
      );
    }
    const random = stream(this.options.seed, this.purpose(`connect ${pre} ${post} ${projection.receptor ?? ''}`));
    // PyNN's FixedNumberPre draws without replacement, NEST's fixed_indegree with it (allow_multapses).
    const distinct = /pynn|spinn/i.test(this.network.backend);
    const synapses = connect(rule, preGroup.size, postGroup.size, random, distinct);
    return [{ ...port, source, synapses, delaySteps: this.delaySteps(projection.delay, what) }];
  }

  /** The port that events of this weight arrive at, with the weight as that port takes it. */
  private port(weight: Quantity, receptor: string | null, target: number, what: string): Destination | null {
    const { model, parameters } = this.groups[target] as Group;
    const ports = model.ports(parameters);
    const route = routeOf(ports, receptor, weight.value ?? 0);
    if (route === null) {
      this.note(`${what} is left out: ${model.dynamics} neurons have no receptor ${receptor ?? ''}`);
      return null;
    }
    const { unit } = ports[route.port] as Port;
    const value = this.value(weight, unit, `${what}: weight`);
    if (value === null) return null;
    if (route.sign === 'negative' && value > 0)
      this.note(`${what}: the weight of an inhibitory current is taken as negative`);
    const magnitude = Math.abs(value);
    const signed = route.sign === 'any' ? value : route.sign === 'negative' ? -magnitude : magnitude;
    return { target, port: route.port, weight: signed };
  }

  private delaySteps(delay: Quantity, what: string): number {
    const delayMs = this.value(delay, 'ms', `${what}: delay`, `${assumedDelayMs} ms assumed`) ?? assumedDelayMs;
    if (delayMs < 0) throw new SimulationError(`${what}: delay is ${delayMs} ms; it must be zero or more`);
    const steps = Math.round(delayMs / this.dtMs);
    if (steps < 1) this.note(`${what}: a delay of ${delayMs} ms is taken as one step of ${this.dtMs} ms`);
    return Math.max(1, steps);
  }

  private count(input: Input, what: string): number {
    if (Number.isFinite(input.count) && input.count >= 0) return input.count;
    throw new SimulationError(`${what}: count is ${input.count}; it must be zero or more`);
  }

  /** The value in `unit`; null, with a note, where the script leaves it open. */
  private value(quantity: Quantity | null, unit: string | null, what: string, otherwise = 'left out'): number | null {
    if (quantity === null || quantity.value === null) {
      this.note(`${what} is not known${quantity === null ? '' : ` (${quantity.text})`}, ${otherwise}`);
      return null;
    }
    if (quantity.unit === null && unit !== null) this.note(`${what} has no unit, ${unit} assumed`);
    const value = unit === null ? quantity.value : convert(quantity, unit);
    if (value === null)
      throw new SimulationError(`${what} is in ${quantity.unit}; the model needs ${unit ?? 'a plain number'}`);
    requireFinite(what, value);
    return value;
  }

  /** One stream per purpose; a further input or projection of the same kind gets a stream of its own. */
  private purpose(name: string): string {
    const ordinal = this.purposes.get(name) ?? 0;
    this.purposes.set(name, ordinal + 1);
    return `${name} ${ordinal}`;
  }
}

interface TakesCurrent {
  readonly constantCurrentPa: PerNeuron;
}

const takesCurrent = (parameters: object): parameters is TakesCurrent => 'constantCurrentPa' in parameters;

function withCurrent(group: Group, currentPa: number): Group {
  const { parameters } = group;
  if (currentPa === 0 || !takesCurrent(parameters)) return group;
  const constantCurrentPa = combine([parameters.constantCurrentPa], (own) => own + currentPa);
  return { ...group, parameters: { ...parameters, constantCurrentPa } };
}

function requireFinite(what: string, value: number): void {
  if (!Number.isFinite(value)) throw new SimulationError(`${what} is ${value}; it must be a finite number`);
}
