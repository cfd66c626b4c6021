// Reads NEST's Create, Connect and Simulate calls into a Network.
import { type ApiCall } from '../evaluate/facts';
import { type Thing, type Value } from '../evaluate/value';
import { nestDefaults, nestParameterUnit, weightUnitOfNestModel } from '../backends/facts/nest';
import { Cuts, type Part, partName } from './cuts';
import { episodesOf } from './episodes';
import { type End, endsIn, lengthOf, parametersOf, sizeOf } from './nest/ends';
import { isDevice, isGenerator, isParrot, isRecorder, modelOf, wholeOf } from './nest/nodes';
import { type Common, inputsOf, madeTimes } from './nest/inputs';
import { nestDynamics, nestLeftOut, nestRoles } from './nest/models';
import { byChance, chanceOfCall, gatherTurns, joinTurns, lostConnection, ruleBetween, type Turn } from './nest/pairs';
import { setBetweenRuns } from './nest/runs';
import { spatialRule } from './nest/space';
import { connectionRule, drawnReceptors, plasticityOf, selfAndMany } from './nest/synapses';
import { ofMatrix, onlyWithin, ownParameters, textOf } from './nest/values';
import {
  type Assumption,
  type ConnectionRule,
  type Input,
  type Network,
  type Parameter,
  type Population,
  type Projection,
  type Quantity,
  type Recorded,
} from './network';
import {
  callsOf,
  constantQuantity,
  defaultParameter,
  nameThings,
  parameter,
  quantity,
  textField,
  wholeNumber,
} from './read';
import { type Plasticity } from './plasticity';
import { partOfNumbers, shareOf, slicedRule } from './slices';
import { synapsesPerTarget } from './wiring';

export { connectionRule } from './nest/synapses';
export { nestDynamics, nestRoles } from './nest/models';

/** One Network for each that the script builds between two calls of ResetKernel. */
export function readNest(all: readonly ApiCall[]): readonly Network[] {
  const own = all.filter((each) => each.dead === null && each.backend === 'nest');
  return episodesOf(own, 'reset').flatMap((calls) => {
    const names = nestPopulations(calls);
    return names.size === 0 ? [] : [new Reader(calls, names).read()];
  });
}

/** The neurons that a script makes, with the names they go by. */
export function nestPopulations(calls: readonly ApiCall[]): ReadonlyMap<Thing, string> {
  const made = callsOf(calls, 'nest', 'create').flatMap((call) => {
    const thing = call.args.get('made');
    return thing?.kind === 'thing' ? [thing] : [];
  });
  const neurons = made.filter((each) => !isDevice(each) && modelOf(each) !== '');
  return nameThings(neurons, (each) => textField(each, 'variable') ?? modelOf(each));
}

/** A population's name by its nodes, or by some of them. */
export const nestNamer =
  (names: ReadonlyMap<Thing, string>) =>
  (of: Thing): string | null => {
    const whole = wholeOf(of);
    return [...names].find(([each]) => each === whole || each.fields === whole.fields)?.[1] ?? null;
  };

class Reader {
  private readonly assumed: Assumption[] = [];
  private readonly inputs: Input[] = [];
  private readonly projections: Projection[] = [];
  private readonly recorded: Recorded[] = [];
  private readonly cuts = new Cuts<Thing>();
  private gathered: readonly (readonly Turn[])[] = [];
  private readonly isGathered = new Set<ApiCall>();
  /** What drives each parrot, by its collection. */
  private readonly parrots = new Map<Map<string, Value>, Input[]>();

  constructor(
    private readonly calls: readonly ApiCall[],
    private readonly names: ReadonlyMap<Thing, string>,
  ) {}

  read(): Network {
    const { calls } = this;
    const connects = callsOf(calls, 'nest', 'connect');
    this.gathered = gatherTurns(connects, (call, source, target) => {
      const [pre, post] = [this.madeOf(source), this.madeOf(target)];
      const { delay, receptor } = this.synapse(call, target);
      return (
        pre && post && `${this.names.get(pre) ?? ''} ${this.names.get(post) ?? ''} ${delay.text} ${receptor ?? ''}`
      );
    });
    for (const { call } of this.gathered.flat()) this.isGathered.add(call);
    for (const call of connects) this.cut(call);
    // What parrots repeat has to be known before what they feed.
    for (const call of connects) this.connection(call, true);
    for (const call of connects) this.connection(call, false);
    for (const turns of this.gathered) this.gatheredProjection(turns);
    for (const what of setBetweenRuns(calls))
      this.assume(what, 'as it is set last', 'the script sets it anew between its runs');
    const dt = this.kernelTime('resolution');
    if (!dt) this.assume('dt', '0.1 ms', 'NEST’s default resolution', 'dt');
    return {
      backend: 'nest',
      dtMs: dt ? quantity(dt, 'ms') : constantQuantity(0.1, 'ms', 'api'),
      durationMs: this.duration(),
      populations: [...this.names].flatMap(([nodes, name]) => this.populationsOf(nodes, name)),
      projections: this.projections,
      inputs: this.inputs,
      recorded: this.recorded,
      assumed: this.assumed,
    };
  }

  private assume(what: string, value: string, why: string, key?: string): void {
    if (!this.assumed.some((each) => each.what === what && each.value === value))
      this.assumed.push({ what, value, why, ...(key === undefined ? {} : { key }) });
  }

  private kernelTime(key: string): Value | undefined {
    return callsOf(this.calls, 'nest', 'kernel')
      .flatMap((each) => each.args.get(key) ?? [])
      .pop();
  }

  /** All runs together, where each is known. */
  private duration(): Quantity | null {
    const runs = callsOf(this.calls, 'nest', 'run').map((each) => quantity(each.args.get('t'), 'ms'));
    const last = runs.at(-1);
    if (!last) return null;
    const known = runs.map((each) => each.value);
    if (runs.length === 1 || !known.every((each) => each !== null)) return last;
    return constantQuantity(
      known.reduce((sum, each) => sum + each, 0),
      'ms',
      'api',
    );
  }

  /** The collection as the script made it: a slice shares its fields. */
  private madeOf({ nodes }: End): Thing | null {
    if (this.names.has(nodes)) return nodes;
    return [...this.names.keys()].find((each) => each.fields === nodes.fields) ?? null;
  }

  private gatheredProjection(turns: readonly Turn[]): void {
    const [first] = turns;
    if (!first) return;
    const { call, source, target } = first;
    const [pre, post] = [this.madeOf(source), this.madeOf(target)];
    const joined = joinTurns(turns, pre === post, (each) => this.synapse(each.call, each.target).weight);
    const open = { rule: { kind: 'unknown', text: `${turns.length} calls with single nodes` } as const };
    const { rule, ...given } = joined ?? open;
    const whole = { from: 0, to: null };
    this.projection(call, { ...source, ...whole }, { ...target, ...whole }, rule, given);
  }

  private cut(call: ApiCall): void {
    if (this.isGathered.has(call)) return;
    const [pre, post] = [endsIn(call.args.get('pre')), endsIn(call.args.get('post'))];
    if ([...pre, ...post].some(({ nodes }) => isRecorder(nodes))) return;
    for (const end of [...pre, ...post]) {
      const made = this.madeOf(end);
      // Currents go to single neurons without cutting the population.
      const fed = post.includes(end) && pre.every(({ nodes }) => isGenerator(nodes));
      if (made && !fed) this.cuts.add(made, end.from, end.to);
    }
  }

  private partsOf(end: End): readonly { readonly name: string; readonly part: Part; readonly size: number | null }[] {
    const made = this.madeOf(end);
    const name = made && this.names.get(made);
    if (!made || name === undefined || name === null) return [];
    const size = sizeOf(made);
    return this.cuts
      .within(made, size, end.from, end.to)
      .map((part) => ({ part, name: partName(name, part, size), size: part.to === null ? size : part.to - part.from }));
  }

  private populationsOf(nodes: Thing, name: string): Population[] {
    const size = sizeOf(nodes);
    const whole = this.population(nodes, name);
    return this.cuts.partsOf(nodes, size).map((part) => ({
      ...whole,
      name: partName(name, part, size),
      size: part.to === null ? size : part.to - part.from,
      params: Object.fromEntries(Object.entries(whole.params).map(([key, value]) => [key, partOfNumbers(value, part)])),
    }));
  }

  private population(of: Thing, name: string): Population {
    const model = modelOf(of);
    const missing = nestLeftOut[model];
    if (missing) this.assume(`${missing.what} of ${name}`, 'left out', missing.why);
    const params: Record<string, Parameter> = {};
    for (const [key, value] of Object.entries(nestDefaults[model] ?? {}))
      params[key] = defaultParameter(value, nestParameterUnit(model, key), nestRoles[key]);
    const given = of.fields.get('params');
    if (given?.kind === 'table') {
      for (const [key, value] of given.entries) {
        const span = given.valuePlaces.get(key);
        params[key] = { ...parameter(value, nestParameterUnit(model, key), nestRoles[key]), ...(span ? { span } : {}) };
      }
    }
    for (const [key, each] of ownParameters(of, model)) {
      const known = params[key];
      const text = `${each.length} values, ${Math.min(...each)} to ${Math.max(...each)}`;
      const { role, span, unit } = known ?? { ...parameter(undefined, nestParameterUnit(model, key), nestRoles[key]) };
      params[key] = {
        value: null,
        unit,
        text,
        sure: 'api',
        each,
        ...(role ? { role } : {}),
        ...(span ? { span } : {}),
      };
    }
    // V_m starts at the leak where the script moves the leak and says nothing of V_m: NEST keeps its own default, and so do we.
    return {
      name,
      size: sizeOf(of),
      model,
      dynamics: nestDynamics[model] ?? 'unknown',
      params,
      span: of.span ?? { file: '', start: 0, end: 0 },
    };
  }

  private connection(call: ApiCall, toParrots: boolean): void {
    if (this.isGathered.has(call)) return;
    const [pre, post] = [endsIn(call.args.get('pre')), endsIn(call.args.get('post'))];
    const rule = connectionRule(call.args.get('rule'));
    const lost = toParrots ? lostConnection(pre, post) : null;
    if (lost) this.assume(lost.what, lost.value, lost.why);
    let before = 0;
    for (const source of pre) {
      for (const target of post) {
        if (isParrot(target.nodes) !== toParrots) continue;
        if (isRecorder(target.nodes)) this.recording(source, target.nodes, call);
        else if (isRecorder(source.nodes)) this.recording(target, source.nodes, call);
        else if (isGenerator(source.nodes)) this.generator(call, source, target, rule, before);
        else if (isParrot(source.nodes)) this.parrot(call, source, target, rule);
        else {
          const between =
            spatialRule(call.args.get('rule'), source.nodes, target.nodes) ?? ruleBetween(rule, source, target);
          this.projection(call, source, target, byChance(between, chanceOfCall(call)));
        }
      }
      before += lengthOf(source) ?? 0;
    }
  }

  private recording(of: End, device: Thing, call: ApiCall): void {
    const model = modelOf(device);
    const from = parametersOf({ nodes: device, from: 0, to: null, standsForAll: false }, null)?.entries.get(
      'record_from',
    );
    const named =
      from?.kind === 'sequence' ? from.items.flatMap((each) => (each.kind === 'text' ? [each.value] : [])) : [];
    const variables = /recorder|detector/.test(model) ? ['spikes'] : named.length > 0 ? named : ['V_m'];
    for (const { name } of this.partsOf(of)) this.recorded.push({ target: name, variables, span: call.span });
  }

  private drawnReceptors(call: ApiCall): readonly number[] | null {
    const drawn = drawnReceptors(call.args.get('synapse'));
    if (drawn)
      this.assume(
        'receptors that are drawn',
        drawn.taken.length < drawn.many ? `${drawn.taken.length} of ${drawn.many}, evenly spread` : 'equal shares',
        'each synapse draws its own in the script',
      );
    return drawn?.taken ?? null;
  }

  private synapse(call: ApiCall, target: End): Pick<Projection, 'weight' | 'delay' | 'receptor' | 'span'> {
    const synapse = call.args.get('synapse');
    const entries = synapse?.kind === 'table' ? synapse.entries : new Map<string, Value>();
    const symbol = weightUnitOfNestModel(modelOf(target.nodes));
    const [weight, delay, receptor] = ['weight', 'delay', 'receptor_type'].map((key) => entries.get(key));
    return {
      weight: weight ? quantity(weight, symbol) : constantQuantity(1, symbol, 'api'),
      delay: delay ? quantity(delay, 'ms') : constantQuantity(1, 'ms', 'api'),
      receptor: receptor ? String(wholeNumber(receptor) ?? '?') : null,
      span: call.span,
    };
  }

  private generator(call: ApiCall, source: End, target: End, rule: ConnectionRule, before: number): void {
    if (target.taken?.by === 'unknown') {
      const [from, to] = [source, target].map(({ nodes }) => textField(wholeOf(nodes), 'variable') ?? modelOf(nodes));
      this.assume(`${from} to some of ${to}`, 'left out', 'which nodes it reaches is only known when the script runs');
      return;
    }
    const synapse = this.synapse(call, target);
    const table = call.args.get('synapse');
    const written = table?.kind === 'table' ? table.entries.get('weight') : undefined;
    const looped = madeTimes(target) > 1;
    // Generators made one by one in a loop are as many, unless the loop made a target for each.
    const times = madeTimes(source) > 1 && !looped ? madeTimes(source) : 1;
    const weightOf = (index: number): Quantity => ofMatrix(written, before + index, synapse.weight);
    const push = (to: { readonly push: (...each: Input[]) => unknown }, common: Common): void => {
      to.push(...inputsOf(source, common, rule.kind === 'one-to-one', times, weightOf));
    };
    if (isParrot(target.nodes)) {
      const known = this.parrots.get(target.nodes.fields) ?? [];
      this.parrots.set(target.nodes.fields, known);
      push(known, { ...synapse, target: textField(target.nodes, 'variable') ?? 'parrots' });
      return;
    }
    const receptors = this.drawnReceptors(call);
    for (const { name, part, size } of this.partsOf(target)) {
      const only = onlyWithin(target, part);
      if (!receptors || size === null) push(this.inputs, { ...synapse, target: name, ...(only ? { only } : {}) });
      // Every neuron has one of them.
      else
        for (const [k, receptor] of receptors.entries())
          push(this.inputs, {
            ...{ ...synapse, target: name, receptor: String(receptor) },
            only: (only ? Array.from(only) : Array.from({ length: size }, (_, i) => i)).filter(
              (_, i) => i % receptors.length === k,
            ),
          });
    }
  }

  /** Parrots repeat what they hear: so many sources, which their targets share by the rule. */
  private parrot(call: ApiCall, source: End, target: End, rule: ConnectionRule): void {
    const size = lengthOf(source);
    const plasticity = this.plasticity(call, target);
    for (const [k, driving] of (this.parrots.get(source.nodes.fields) ?? []).entries()) {
      for (const { name, size: post } of this.partsOf(target)) {
        const count = synapsesPerTarget(rule, size, post);
        const train = `${textField(source.nodes, 'variable') ?? 'parrots'} ${source.nodes.span?.start ?? ''} ${source.from}`;
        const many = size === null ? {} : { sources: size, rule, train: `${train} ${k}` };
        this.inputs.push({
          ...driving,
          ...this.synapse(call, target),
          ...many,
          ...(plasticity ? { plasticity } : {}),
          target: name,
          count: (count ?? 1) * driving.count,
          shared: rule.kind === 'all-to-all',
        });
      }
    }
  }

  private plasticity(call: ApiCall, target: End): Plasticity | null {
    const params = (this.madeOf(target) ?? target.nodes).fields.get('params');
    const given = params?.kind === 'table' ? params.entries.get('tau_minus') : undefined;
    const minusMs = given ? quantity(given, 'ms').value : null;
    return plasticityOf(textOf(call.args.get('synapse model')), call.args.get('synapse'), minusMs);
  }

  private projection(
    call: ApiCall,
    source: End,
    target: End,
    rule: ConnectionRule,
    given: { readonly weight?: Quantity; readonly autapses?: false } = {},
  ): void {
    const name = textOf(call.args.get('synapse model'));
    const plasticity = this.plasticity(call, target);
    const { autapses, multapses } = selfAndMany(call.args.get('rule'));
    const [sources, targets] = [this.partsOf(source), this.partsOf(target)];
    for (const pre of sources) {
      for (const post of targets) {
        const own = slicedRule(rule, pre, sources, post, targets);
        if (!own) continue;
        const differs = call.distinct === true && source.nodes.fields === target.nodes.fields;
        const common = {
          ...this.synapse(call, target),
          ...given,
          ...(autapses && !differs ? {} : { autapses: false }),
          ...(multapses ? {} : { multapses }),
          ...(name === null || name === 'static_synapse' ? {} : { synapse: name }),
          ...(plasticity ? { plasticity } : {}),
        };
        const receptors = this.drawnReceptors(call);
        for (const [k, receptor] of (receptors ?? [null]).entries())
          this.projections.push({
            ...{ pre: pre.name, post: post.name, ...common },
            ...(receptor === null || !receptors
              ? { rule: own }
              : { receptor: String(receptor), rule: shareOf(own, k, receptors.length) }),
          });
      }
    }
  }
}
