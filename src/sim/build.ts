// Builds the plan of a run out of a Network: what can be simulated, in grid steps and natural units; the rest is noted.
import { type Input, type Network, type Population, type Projection } from '../core/network/network';
import { dynamicsOf } from './dynamics';
import { SimulationError, Unsuited } from './error';
import { addInput, countOf, currentUnit, noSources, type Sources } from './inputs';
import { kernelsHere } from './kernels/kernels';
import { Half, type Side } from './halves';
import { type NeuronModel, type PerNeuron } from './model';
import { courseOf, gainsOf, type ModulatorCourse } from './modulators';
import { models } from './models/index';
import { combine, ParameterReader } from './parameters';
import { type Connection, type Group, type Plan, type Regulation } from './plan';
import { bySign, connectionOf, type Wiring } from './projections';
import { type Control, type SimulateOptions } from './recording';
import { subsetOf } from './subset';
import { withTables } from './tables';
import { convert } from './units';
import { requireFinite, ValueReader } from './values';

/** What stands in for a size that only the running script would know. */
const assumedSize = 100;

/** @param side where two workers share the run: the half of which this is the plan */
export function buildPlan(network: Network, options: SimulateOptions, control?: Control, side?: Side): Plan {
  const subset = subsetOf(chosen(network, options));
  const settled = withTables(subset?.network ?? network, options.seed);
  const builder = new Builder(settled, options, control, side);
  if (subset !== null) builder.note(subset.note);
  return builder.build();
}

/** What of the network is simulated counts for its size. */
function chosen(network: Network, { population: name }: SimulateOptions): Network {
  if (name === undefined) return network;
  return { ...network, projections: network.projections.filter(({ pre, post }) => pre === name && post === name) };
}

class Builder {
  private readonly notes: string[] = [];
  private readonly values = new ValueReader(this.notes);
  private readonly dtMs: number;
  private readonly groups: Group[] = [];
  private readonly indexOf = new Map<string, number>();
  private readonly purposes = new Map<string, number>();
  private modulators: readonly ModulatorCourse[] = [];

  constructor(
    private readonly network: Network,
    private readonly options: SimulateOptions,
    private readonly control: Control | undefined,
    private readonly side: Side | undefined,
  ) {
    this.dtMs = this.chooseDt();
  }

  build(): Plan {
    const { network, dtMs, options } = this;
    const steps = this.countSteps();
    this.modulators = (network.modulators ?? []).map((each) => courseOf(each, steps, dtMs));
    requireFinite('the seed', options.seed);
    requireFinite('the input scale', options.scale ?? 1);
    for (const population of this.chosenPopulations()) this.addGroup(population);
    if (this.groups.length === 0) {
      throw new SimulationError(['no population can be simulated', ...this.notes].join('; '));
    }
    const currents = this.groups.map(() => 0);
    const sources = noSources();
    for (const input of network.inputs) {
      const target = this.indexOf.get(input.target);
      if (target !== undefined) this.addInput(input, target, currents, sources);
    }
    const half = this.side === undefined ? null : new Half(this.groups, this.side);
    const connections: Connection[] = [];
    this.noteUnknownRules();
    for (const projection of network.projections) {
      if (this.control?.cancelled?.()) break;
      connections.push(...this.connection(projection, half));
    }
    const groups = this.groups.map((group, i) => withCurrent(group, currents[i] ?? 0));
    const modulators = network.modulators ? { modulators: this.modulators } : {};
    const asked = options.traced ? { tracedNeurons: options.traced } : {};
    const more = { ...modulators, ...this.homeostasis(), ...asked };
    const plan = { dtMs, steps, seed: options.seed, groups, connections, ...sources, ...more, notes: this.notes };
    return half?.plan(plan) ?? plan;
  }

  note(text: string): void {
    this.values.note(text);
  }

  /** Once for each rule, however many populations it is between. */
  private noteUnknownRules(): void {
    const joined = new Map<string, string[]>();
    for (const { pre, post, rule } of this.network.projections) {
      if (rule.kind !== 'unknown' || !this.indexOf.has(pre) || !this.indexOf.has(post)) continue;
      joined.set(rule.text, [...(joined.get(rule.text) ?? []), `${pre} → ${post}`]);
    }
    for (const [text, [first = '', ...others]] of joined) {
      const more = others.length > 0 ? ` and ${others.length} more` : '';
      const [what, verb, whose] = others.length > 0 ? ['projections', 'are', 'their'] : ['projection', 'is', 'its'];
      this.note(`${what} ${first}${more} ${verb} not simulated: ${whose} connections are not known (${text})`);
    }
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
      this.note(`${population.name} is not simulated: ${whyNone(population, this.network.backend)}`);
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
      const parameters = restedFrom(population, model.read(given), this.dtMs);
      this.indexOf.set(population.name, this.groups.length);
      const { equations } = population;
      this.groups.push({ name: population.name, size, model, parameters, ...(equations ? { equations } : {}) });
    } catch (error) {
      if (!(error instanceof Unsuited)) throw error;
      this.note(`${population.name} is not simulated: ${error.message}`);
    }
  }

  private addInput(input: Input, target: number, currents: number[], sources: Sources): void {
    const group = this.groups[target] as Group;
    const scale = this.options.scale ?? 1;
    const isCurrent = ['dc', 'step-current', 'ac', 'noise'].includes(input.kind);
    const always = input.startMs === undefined && input.stopMs === undefined && input.only === undefined;
    if (isCurrent && !takesCurrent(group.parameters)) {
      this.note(
        `${input.kind.toUpperCase()} input of ${input.target} is left out: ${group.model.dynamics} neurons take no current`,
      );
    } else if (input.kind === 'dc' && always) {
      const amplitude = this.values.value(input.weight, currentUnit(group), `DC input of ${input.target}: amplitude`);
      currents[target] = (currents[target] ?? 0) + (amplitude ?? 0) * countOf(input) * scale;
    } else {
      addInput(input, { target, group, scale, wiring: this.wiring, purpose: (name) => this.purpose(name) }, sources);
    }
  }

  private homeostasis(): { homeostasis?: Regulation[] } {
    const rules = (this.network.homeostasis ?? []).flatMap(({ population, places: _, span: __, ...rule }) => {
      const group = this.indexOf.get(population);
      return group === undefined ? [] : [{ ...rule, group }];
    });
    return rules.length > 0 ? { homeostasis: rules } : {};
  }

  private get wiring(): Wiring {
    const { values, dtMs, options, network } = this;
    return {
      values,
      dtMs,
      seed: options.seed,
      backend: network.backend,
      kernels: kernelsHere(),
      gains: gainsOf(this.modulators),
    };
  }

  private connection(projection: Projection, half: Half | null): Connection[] {
    const { pre, post } = projection;
    const source = this.indexOf.get(pre);
    const target = this.indexOf.get(post);
    const what = `projection ${pre} → ${post}`;
    if (source === undefined || target === undefined) {
      if (target !== undefined) this.note(`${what} is left out: ${pre} is not simulated`);
      return [];
    }
    const [preGroup, postGroup] = [this.groups[source] as Group, this.groups[target] as Group];
    // The same synapses are drawn alike, with their weights.
    const purpose =
      projection.sameAs === undefined
        ? this.purpose(`connect ${pre} ${post} ${projection.receptor ?? ''}`)
        : `connect ${pre} ${post} of ${projection.sameAs}`;
    const within = half?.rangeOf(target);
    const ends = { source, pre: preGroup, target, post: postGroup, ...(within && { within }) };
    return bySign(projection, postGroup).flatMap((part) => connectionOf(part, ends, purpose, this.wiring) ?? []);
  }

  /** One stream per purpose; a further input or projection of the same kind gets a stream of its own. */
  private purpose(name: string): string {
    const ordinal = this.purposes.get(name) ?? 0;
    this.purposes.set(name, ordinal + 1);
    return `${name} ${ordinal}`;
  }
}

/** Why no model was found for a population. */
function whyNone({ dynamics, model, equations }: Population, backend: string): string {
  if (dynamics !== 'unknown') return `no neuron model for ${dynamics}`;
  if (backend !== 'brian2') return `no neuron model for ${model}`;
  return equations
    ? 'its equations leave nothing to integrate, and it has no threshold'
    : 'its equations are only known in full when the script runs, or a line of them cannot be read';
}

interface TakesCurrent {
  readonly constantCurrentPa: PerNeuron;
}

/**
 * A neuron of Brian 2 takes part again in the step that begins when its refractory time is over, counted from the one that began before its
 * spike (Brian 2.5, groups/neurongroup.py); the models count from that step's end, as NEST does.
 */
function restedFrom({ equations }: Population, parameters: object, dtMs: number): object {
  const { refractoryMs } = parameters as { readonly refractoryMs?: PerNeuron };
  if (!equations || refractoryMs === undefined) return parameters;
  const steps = (ms: number): number => Math.max(0, Math.floor(ms / dtMs + 1e-3) - 1);
  return { ...parameters, refractoryMs: combine([refractoryMs], (ms) => steps(ms) * dtMs) };
}

const takesCurrent = (parameters: object): parameters is TakesCurrent => 'constantCurrentPa' in parameters;

function withCurrent(group: Group, currentPa: number): Group {
  const { parameters } = group;
  if (currentPa === 0 || !takesCurrent(parameters)) return group;
  const constantCurrentPa = combine([parameters.constantCurrentPa], (own) => own + currentPa);
  return { ...group, parameters: { ...parameters, constantCurrentPa } };
}
