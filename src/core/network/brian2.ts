// Reads a Brian 2 script's groups, synapses and inputs into a Network: neurons are recognised by their equations.
import { type ApiCall } from '../evaluate/facts';
import { constant } from '../evaluate/poly';
import { constantOf } from '../evaluate/numbers';
import { type Thing, type Value } from '../evaluate/value';
import { polyOfValue } from '../brian/algebra';
import { endsOf, wholeOf } from '../brian/model';
import { type Part, Parts, rangeOf, sizeOf, textOf } from '../brian/parts';
import { inUnit } from '../brian/quantities';
import { episodesIn } from '../brian/episodes';
import { stepsBefore } from '../brian/links';
import { AllSettings } from '../brian/settings';
import { spikeCodeOf } from '../brian/programs';
import { type Connecting, connectingOf, type Effect, effectsOf, isPlastic } from '../brian/synapses';
import { add, rational, toNumber } from '../units/rational';
import { type Assume, beforeFirstRun, changesBetweenRuns, notePartlySet, noteWhatRunsChange } from './brian2/notes';
import { readNeurons } from './brian2/neurons';
import { numbersOf, ruleBetween } from './brian2/pairs';
import { programOf } from './brian2/programs';
import { firingOf } from './brian2/rates';
import { plainNumber } from './draws';
import { Brian2Weights } from './brian2/weights';
import {
  type Assumption,
  type ConnectionRule,
  type GivenSpikes,
  type Input,
  type Link,
  type Network,
  type Population,
  type Projection,
  type Quantity,
} from './network';
import { numbersIn } from './nest/inputs';
import { callsOf, constantQuantity, quantity } from './read';
import { synapsesPerTarget } from './wiring';

const mostGroups = 64;
const nowhere = { file: '', start: 0, end: 0 };

/** One Network for each that the script builds and runs. */
export function readBrian2(all: readonly ApiCall[]): readonly Network[] {
  return episodesIn(all.filter((each) => each.dead === null)).flatMap((calls) => {
    const groups = madeThings(calls, 'create').filter((each) => each.type === 'brian2.NeuronGroup');
    // A loop that makes another group in each turn says nothing new after some of them.
    return groups.length === 0 ? [] : [new Reader(calls, groups.slice(0, mostGroups)).read()];
  });
}

export const madeThings = (calls: readonly ApiCall[], what: string): Thing[] => [
  ...new Set(
    callsOf(calls, 'brian2', what).flatMap((each) => {
      const made = each.args.get('made');
      return made?.kind === 'thing' ? [made] : [];
    }),
  ),
];

class Reader {
  private readonly assumed: Assumption[] = [];
  private readonly settings: AllSettings;
  private readonly parts: Parts;
  private readonly weights: Brian2Weights;
  private readonly projections: Projection[] = [];
  private readonly inputs: Input[] = [];
  private readonly neurons = new Map<Thing, ReturnType<typeof readNeurons>>();

  constructor(
    private readonly calls: readonly ApiCall[],
    private readonly groups: readonly Thing[],
  ) {
    this.settings = new AllSettings(beforeFirstRun(calls), changesBetweenRuns(calls));
    this.parts = new Parts(groups, calls);
    this.weights = new Brian2Weights(this.settings);
  }

  read(): Network {
    const { calls } = this;
    for (const call of callsOf(calls, 'brian2', 'connect')) this.connection(call);
    for (const made of madeThings(calls, 'poisson input')) this.poissonInput(made);
    const populations = this.groups.flatMap((group) => this.populationsOf(group));
    const assume: Assume = (what, value, why) => this.assume(what, value, why);
    noteWhatRunsChange(calls, this.groups, assume);
    for (const group of this.groups) {
      const { dynamics, equations } = this.neuronsOf(group);
      const byEquations = equations !== null && (dynamics === 'equations' || dynamics === 'lif-current-delta');
      notePartlySet(group, this.settings, byEquations, assume);
    }
    return {
      backend: 'brian2',
      dtMs: this.timestep(),
      durationMs: this.duration(),
      populations,
      projections: this.projections,
      inputs: this.inputs,
      assumed: this.assumed,
    };
  }

  private assume(what: string, value: string, why: string): void {
    if (!this.assumed.some((each) => each.what === what && each.value === value))
      this.assumed.push({ what, value, why });
  }

  private timestep(): Quantity {
    const set = callsOf(this.calls, 'brian2', 'dt').at(-1)?.args.get('dt');
    const own = new Set(this.groups.map((each) => constantOf(each.fields.get('dt'))));
    const [only] = own;
    if (!set && own.size === 1 && only) return quantity(this.groups[0]?.fields.get('dt'), 'ms');
    if (!set) this.assume('dt', '0.1 ms', 'Brian 2’s default');
    return set ? quantity(set, 'ms') : constantQuantity(0.1, 'ms', 'api');
  }

  /** All runs together, where each is known. */
  private duration(): Quantity | null {
    const runs = callsOf(this.calls, 'brian2', 'run');
    const durations = runs.map((each) => each.args.get('duration'));
    const exact = durations.map((each, i) => {
      const once = runs[i]?.times ? constantOf(runs[i].times) : null;
      return once && toNumber(once) === 1 ? constantOf(each) : null;
    });
    const last = durations.at(-1);
    if (!last) return null;
    let sum = rational(0);
    for (const each of exact) {
      if (!each) return quantity(last, 'ms');
      sum = add(sum, each);
    }
    return inUnit(constant(sum), 'ms');
  }

  private populationsOf(group: Thing): Population[] {
    const { equations, ...neurons } = this.neuronsOf(group);
    return this.parts.of(group).map((part) => ({
      name: part.name,
      size: part.stop === null ? null : part.stop - part.start,
      model: 'NeuronGroup',
      ...neurons,
      ...(equations
        ? { equations: { ...equations, first: part.start, groupSize: sizeOf(group), ...this.linksOf(group) } }
        : {}),
      span: group.span ?? nowhere,
    }));
  }

  /** Only between groups that are not cut into parts: then neurons stand for each other by their indices. */
  private linksOf(group: Thing): { readonly links?: readonly Link[] } {
    const links = this.settings.linksOf(group).flatMap(({ variable, source, name, linked }): Link[] => {
      const [part, ...others] = this.parts.of(source);
      const given = linked.fields.get('index');
      const index = given ? numbersOf(given) : null;
      const isWhole = others.length === 0 && this.parts.of(group).length === 1;
      const later = stepsBefore(group, source, this.groups);
      const link = { variable, population: part?.name ?? '', source: name, index, later };
      return part && isWhole && (!given || index) ? [link] : [];
    });
    return links.length > 0 ? { links } : {};
  }

  private neuronsOf(group: Thing): ReturnType<typeof readNeurons> {
    const known = this.neurons.get(group);
    if (known) return known;
    const read = readNeurons(group, this.settings, (what, value, why) => this.assume(what, value, why));
    this.neurons.set(group, read);
    return read;
  }

  private connection(call: ApiCall): void {
    const synapses = call.args.get('synapses');
    if (synapses?.kind !== 'thing') return;
    const { source, target } = endsOf(synapses);
    const connecting = connectingOf(call, synapses);
    const targets = target && this.parts.within(target, connecting.targets);
    if (!source || !target) return;
    const isGiven = /^brian2\.(?:PoissonGroup|SpikeGeneratorGroup)$/.test(wholeOf(source).type);
    if (!targets || (!isGiven && !this.parts.within(source, connecting.sources))) {
      const why =
        wholeOf(target).type === 'brian2.Synapses'
          ? 'they act on other synapses, which a probe does not run'
          : 'which neurons they connect is only known when the script runs';
      this.assume(`synapses ${textOf(synapses, 'variable') ?? ''}`.trim(), 'left out', why);
      return;
    }
    const from = wholeOf(source);
    const effects = effectsOf(synapses);
    const [only] = effects;
    const learning =
      effects.length === 1 && only && isPlastic(synapses, only) && !this.settings.isMoved(synapses)
        ? this.weights.learning(synapses, only, target)
        : null;
    if (this.settings.allOf(synapses).some(({ name, whole }) => name === 'delay' && !whole))
      this.assume(`delay of ${textOf(synapses, 'variable') ?? 'synapses'}`, 'as it was made', 'only some are set');
    const isInput = from.type === 'brian2.PoissonGroup' || from.type === 'brian2.SpikeGeneratorGroup';
    const needsCode = this.settings.isProgrammed(synapses) || this.drawsByCode(synapses, effects, target, isInput);
    if (!learning && needsCode) {
      this.programmed(call, synapses, { source, target, targets, connecting });
      return;
    }
    for (const effect of effects) {
      const plastic = isPlastic(synapses, effect)
        ? { plasticity: learning ?? { kind: 'other' as const, text: effect.text } }
        : {};
      for (const post of targets) {
        const receptor = this.weights.receptorOf(target, effect);
        const delay = this.weights.delayOf(synapses, effect.pathway);
        const common = { weight: this.weights.weightOf(synapses, effect, target), delay, receptor, span: call.span };
        for (const pre of isInput ? [partOf(source)] : (this.parts.within(source, connecting.sources) ?? [])) {
          const rule = ruleBetween(call, synapses, connecting, pre, post);
          if (isInput) this.inputGroup(from, pre, post, rule, { ...common, ...plastic });
          else
            this.projections.push({
              ...{ pre: pre.name, post: post.name, rule, ...common },
              ...this.weights.weightOfBlock(synapses, effect, target, pre, rule),
              ...(connecting.noSelf && pre.name === post.name ? { autapses: false } : {}),
              ...(effects.length > 1
                ? { sameAs: `${textOf(synapses, 'variable') ?? 'synapses'} ${call.span.start}` }
                : {}),
              ...plastic,
            });
        }
      }
      if (plastic.plasticity?.kind === 'other')
        this.assume(
          `weights of ${textOf(synapses, 'variable') ?? 'synapses'}`,
          'fixed',
          `\`${effect.text}\` takes a weight that changes in the run`,
        );
    }
  }

  /** Whether weights are drawn in a way that only their text tells, or what one event adds to several variables is one draw. */
  private drawsByCode(synapses: Thing, effects: readonly Effect[], target: Thing, isInput: boolean): boolean {
    const weights = effects.map((effect) => this.weights.weightOf(synapses, effect, target));
    if (isInput && weights.length > 1 && weights.some(({ drawn }) => drawn)) return true;
    const texts = [...this.settings.textsOf(synapses).values()];
    return (
      weights.some(({ value, drawn, each }) => value === null && !drawn && !each) &&
      texts.some((each) => /\brandn?\s*\(/.test(each))
    );
  }

  /** Synapses that are run by their own code: one projection, whatever that code does. */
  private programmed(
    call: ApiCall,
    synapses: Thing,
    {
      source,
      target,
      targets,
      connecting,
    }: { source: Thing; target: Thing; targets: readonly Part[]; connecting: Connecting },
  ): void {
    const from = wholeOf(source);
    const isInput = from.type === 'brian2.PoissonGroup' || from.type === 'brian2.SpikeGeneratorGroup';
    const effects = effectsOf(synapses);
    const text = effects.length > 0 ? effects.map((each) => each.text).join('; ') : 'by its own equations';
    const weight: Quantity = { value: null, unit: null, text, sure: 'api' };
    for (const post of targets) {
      for (const pre of isInput ? [partOf(source)] : (this.parts.within(source, connecting.sources) ?? [])) {
        const rule = ruleBetween(call, synapses, connecting, pre, post);
        const [first] = effects;
        const receptor = first ? this.weights.receptorOf(target, first) : null;
        const program = programOf({
          ...{ synapses, pre, post, settings: this.settings },
          effectOf: (variable, added) => ({
            receptor: this.weights.receptorOf(target, { variable }),
            weight: this.weights.inDynamics(target, variable, added, variable),
          }),
          delayOf: (pathway) => this.weights.delayOf(synapses, pathway),
        });
        const given = this.weights.delayOf(synapses, 'pre');
        // Where each synapse calculates its own, its code waits for that.
        const delay: Quantity = program.delayS ? { ...given, value: 0 } : given;
        const learns = spikeCodeOf(synapses).some(({ on }) => on === 'post');
        const plastic = learns ? { plasticity: { kind: 'other' as const, text: 'by its own code' } } : {};
        const common = { weight, delay, receptor, program, span: call.span, ...plastic };
        if (isInput) this.inputGroup(from, pre, post, rule, common);
        else
          this.projections.push({
            ...{ pre: pre.name, post: post.name, rule, ...common },
            ...(connecting.noSelf && pre.name === post.name ? { autapses: false } : {}),
          });
      }
    }
  }

  /** Sources of which every one is heard by the targets that the rule gives it. */
  private inputGroup(
    group: Thing,
    pre: Part,
    post: Part,
    rule: ConnectionRule,
    common: Pick<Input, 'weight' | 'delay' | 'receptor' | 'plasticity' | 'span' | 'program'>,
  ): void {
    const sources = pre.stop === null ? null : pre.stop - pre.start;
    const count = synapsesPerTarget(rule, sources, post.stop === null ? null : post.stop - post.start);
    const name = textOf(group, 'variable') ?? pre.name;
    if (sources === null) this.assume(`sources of ${name}`, '1', 'their number is not known');
    const base = {
      ...{ count: count ?? 1, target: post.name, source: name, ...common },
      shared: rule.kind === 'all-to-all',
      ...(sources === null
        ? {}
        : { sources, rule, train: `${name} ${group.span?.start ?? ''} ${pre.start}:${pre.stop ?? ''}` }),
    };
    if (group.type === 'brian2.PoissonGroup') {
      const { rateHz, sources: firing } = firingOf(group, pre.start, this.settings);
      this.inputs.push({ ...base, kind: 'poisson', rateHz, ...(firing ? { firing } : {}) });
      return;
    }
    const [ids, times] = [numbersOf(group.fields.get('indices')), numbersIn(group.fields.get('times'), 'ms')];
    const spikes = times && (ids ?? singleIndex(group.fields.get('indices')));
    if (spikes && spikes.length === times.length)
      this.inputs.push({
        ...{ ...base, kind: 'spikes', rateHz: null },
        spikes: again({ timesMs: times, ids: spikes.map((each) => each - pre.start) }, group.fields.get('period')),
      });
    else
      this.inputs.push({
        ...base,
        kind: 'unknown',
        rateHz: null,
        source: `${name} (its spikes are only known in the run)`,
      });
  }

  private poissonInput(made: Thing): void {
    const [target, variable, weight] = ['target', 'target_var', 'weight'].map((key) => made.fields.get(key));
    if (target?.kind !== 'thing' || variable?.kind !== 'text') return;
    const count = constantOf(made.fields.get('N'));
    if (!count) this.assume('sources of PoissonInput', '1', 'their number is not known');
    const written = weight?.kind === 'text' ? weight.value : `${variable.value} += ${quantity(weight, null).text}`;
    for (const post of this.parts.within(target, { from: null, to: null }) ?? []) {
      this.inputs.push({
        kind: 'poisson',
        count: count ? toNumber(count) : 1,
        rateHz: quantity(made.fields.get('rate'), 'Hz'),
        target: post.name,
        weight: this.weights.inDynamics(
          target,
          variable.value,
          weight?.kind === 'num' ? polyOfValue(weight) : null,
          written,
        ),
        delay: null,
        receptor: this.weights.receptorOf(target, { variable: variable.value }),
        shared: false,
        span: made.span ?? nowhere,
      });
    }
  }
}

/** A source group, or a part of one, as a part. */
function partOf(source: Thing): Part {
  const range = rangeOf(source);
  const name = textOf(source, 'variable') ?? textOf(wholeOf(source), 'variable') ?? 'sources';
  return { group: wholeOf(source), name, start: range?.start ?? 0, stop: range ? range.stop : null };
}

/** Spikes that come again after a period are written out for as long as a probe may last. */
const againMs = 10_000;

function again({ timesMs, ids }: GivenSpikes, period: Value | undefined): GivenSpikes {
  const everyMs = plainNumber(period, 'ms') ?? 0;
  if (!(everyMs > 0) || timesMs.length === 0) return { timesMs, ids };
  const turns = Math.min(Math.ceil(againMs / everyMs), Math.ceil(1e6 / timesMs.length));
  const all = Array.from({ length: turns }, (_, k) => Array.from(timesMs, (each) => each + k * everyMs));
  return { timesMs: all.flat(), ids: all.flatMap(() => Array.from(ids)) };
}

function singleIndex(value: Value | undefined): number[] | null {
  const exact = constantOf(value?.kind === 'sequence' ? value.items[0] : value);
  return exact ? [toNumber(exact)] : null;
}
