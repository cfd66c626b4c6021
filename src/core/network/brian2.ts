// Reads a Brian 2 script's groups, synapses and inputs into a Network: neurons are recognised by their equations.
import { type ApiCall } from '../evaluate/facts';
import { constant, multiplyPolys, type Poly, scalePoly, asConstant } from '../evaluate/poly';
import { constantOf } from '../evaluate/numbers';
import { type Thing, type Value } from '../evaluate/value';
import { polyOfValue, valued } from '../brian/algebra';
import { Lookup } from '../brian/lookup';
import { endsOf, modelOf, wholeOf } from '../brian/model';
import { type Part, Parts, rangeOf, sizeOf, textOf } from '../brian/parts';
import { inUnit } from '../brian/quantities';
import { episodesIn } from '../brian/episodes';
import { AllSettings } from '../brian/settings';
import { connectingOf, type Effect, effectsOf, isPlastic } from '../brian/synapses';
import { add, divide, rational, toNumber } from '../units/rational';
import { type Assume, beforeFirstRun, notePartlySet, noteWhatRunsChange } from './brian2Notes';
import { capacityOf, channelsOf, drawnIn, dynamicsIn, formOf, readNeurons, valueIn } from './brian2Neurons';
import { learningOf, scaledWeight } from './brian2Learning';
import { inSi, negated, usualUnit } from './brian2Units';
import { numbersOf, ruleBetween } from './brian2Pairs';
import { drawnOf, drawnText } from './draws';
import {
  type Assumption,
  type ConnectionRule,
  type Drawn,
  type Input,
  type Network,
  type Population,
  type Projection,
  type Quantity,
} from './network';
import { type Plasticity } from './plasticity';
import { numbersIn } from './nestInputs';
import { callsOf, constantQuantity, quantity } from './read';
import { blocksOfRows } from './recipe';
import { synapsesPerTarget } from './wiring';

const nowhere = { file: '', start: 0, end: 0 };

/** One Network for each that the script builds and runs. */
export function readBrian2(all: readonly ApiCall[]): readonly Network[] {
  return episodesIn(all.filter((each) => each.dead === null)).flatMap((calls) => {
    const groups = madeThings(calls, 'create').filter((each) => each.type === 'brian2.NeuronGroup');
    return groups.length === 0 ? [] : [new Reader(calls, groups).read()];
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
  private readonly projections: Projection[] = [];
  private readonly inputs: Input[] = [];
  private readonly neurons = new Map<Thing, ReturnType<typeof readNeurons>>();

  constructor(
    private readonly calls: readonly ApiCall[],
    private readonly groups: readonly Thing[],
  ) {
    this.settings = new AllSettings(beforeFirstRun(calls));
    this.parts = new Parts(groups, calls);
  }

  read(): Network {
    const { calls } = this;
    for (const call of callsOf(calls, 'brian2', 'connect')) this.connection(call);
    for (const made of madeThings(calls, 'poisson input')) this.poissonInput(made);
    const populations = this.groups.flatMap((group) => this.populationsOf(group));
    const assume: Assume = (what, value, why) => this.assume(what, value, why);
    noteWhatRunsChange(calls, this.groups, assume);
    for (const group of this.groups) notePartlySet(group, this.settings, this.byEquations(group), assume);
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
      ...(equations ? { equations: { ...equations, first: part.start, groupSize: sizeOf(group) } } : {}),
      span: group.span ?? nowhere,
    }));
  }

  private neuronsOf(group: Thing): ReturnType<typeof readNeurons> {
    const known = this.neurons.get(group);
    if (known) return known;
    const read = readNeurons(group, this.settings, (what, value, why) => this.assume(what, value, why));
    this.neurons.set(group, read);
    return read;
  }

  /** Whether the group is run by its own equations: events then go to its variables by their names. */
  private byEquations(target: Thing): boolean {
    return dynamicsIn(target, this.settings) === 'equations';
  }

  private connection(call: ApiCall): void {
    const synapses = call.args.get('synapses');
    if (synapses?.kind !== 'thing') return;
    const { source, target } = endsOf(synapses);
    const connecting = connectingOf(call, synapses);
    const targets = target && this.parts.within(target, connecting.targets);
    if (!source || !target || !targets) return;
    const from = wholeOf(source);
    const effects = effectsOf(synapses);
    const isInput = from.type === 'brian2.PoissonGroup' || from.type === 'brian2.SpikeGeneratorGroup';
    for (const effect of effects) {
      const learning = isPlastic(synapses, effect) ? this.learning(synapses, effect, target) : null;
      const plastic = learning ? { plasticity: learning } : {};
      for (const post of targets) {
        const receptor = this.receptorOf(target, effect);
        const delay = this.delayOf(synapses, effect.pathway);
        const common = { weight: this.weightOf(synapses, effect, target), delay, receptor, span: call.span };
        for (const pre of isInput ? [partOf(source)] : (this.parts.within(source, connecting.sources) ?? [])) {
          const rule = ruleBetween(call, synapses, connecting.rule, pre, post);
          if (isInput) this.inputGroup(from, pre, post, rule, { ...common, ...plastic });
          else
            this.projections.push({
              ...{ pre: pre.name, post: post.name, rule, ...common },
              ...this.weightOfBlock(synapses, effect, target, pre, rule),
              ...(connecting.noSelf && pre.name === post.name ? { autapses: false } : {}),
              ...(effects.length > 1
                ? { sameAs: `${textOf(synapses, 'variable') ?? 'synapses'} ${call.span.start}` }
                : {}),
              ...plastic,
            });
        }
      }
      if (learning?.kind === 'other')
        this.assume(
          `weights of ${textOf(synapses, 'variable') ?? 'synapses'}`,
          'fixed',
          `\`${effect.text}\` takes a weight that changes in the run`,
        );
    }
  }

  private learning(synapses: Thing, effect: Effect, target: Thing): Plasticity {
    const asTaken = (added: Poly): Quantity => this.inDynamics(target, effect.variable, added, effect.text);
    return learningOf(synapses, effect, this.settings, asTaken) ?? { kind: 'other', text: effect.text };
  }

  /** What one event adds, in the unit that the target's dynamics take it in. */
  private weightOf(synapses: Thing, effect: Effect, target: Thing): Quantity {
    const settings = this.settings.of(synapses);
    const lookup = new Lookup(modelOf(synapses));
    const added = effect.added && valued(effect.added, lookup, settings);
    const own = this.ownWeight(synapses, effect, target);
    if (own) return own;
    const written = `${effect.text}${[...settings.keys()].length > 0 ? this.settingText(synapses, effect) : ''}`;
    return this.inDynamics(target, effect.variable, added, written);
  }

  /** A weight that each synapse has, or draws, for itself: `w` in `ge += w`. */
  private ownWeight(synapses: Thing, effect: Effect, target: Thing): Quantity | null {
    const { expression } = effect;
    const name = expression?.kind === 'name' ? expression.name : null;
    const set = name === null ? null : this.settings.lastOf(synapses, name);
    const symbol = usualUnit(modelOf(target).variables.get(effect.variable)?.dimension ?? []);
    if (!set || name === null) return null;
    const sign = effect.negative ? -1 : 1;
    if (!this.isDirect(target, effect.variable)) {
      const asTaken = (added: Poly): Quantity => this.inDynamics(target, effect.variable, added, effect.text);
      const drawn = sign === 1 ? this.drawnOf(synapses, set.value, symbol) : null;
      return drawn && scaledWeight(synapses, effect, name, { drawn, unit: symbol ?? '1' }, this.settings, asTaken);
    }
    const drawn = this.drawnOf(synapses, set.value, symbol);
    if (drawn && sign === 1)
      return { value: null, unit: symbol, text: drawnText(drawn, symbol ?? ''), sure: 'api', drawn };
    const each = set.value.kind === 'sequence' ? quantity(set.value, symbol).each : undefined;
    return each
      ? {
          value: null,
          unit: symbol,
          text: `${each.length} values`,
          sure: 'api',
          each: Array.from(each, (one) => sign * one),
        }
      : null;
  }

  /** Of a matrix of weights, a block for some of the sources: what belongs to this part of them. */
  private weightOfBlock(
    synapses: Thing,
    { expression, negative }: Effect,
    target: Thing,
    pre: Part,
    rule: ConnectionRule,
  ): { readonly weight?: Quantity } {
    const set = expression?.kind === 'name' ? this.settings.lastOf(synapses, expression.name) : null;
    const block =
      set && rule.kind === 'all-to-all'
        ? blocksOfRows(set.value)?.find(({ from, to }) => from <= pre.start && pre.stop !== null && pre.stop <= to)
        : undefined;
    if (!block || !this.byEquations(target)) return {};
    const weight = quantity(block.value, null);
    return { weight: negative ? negated(weight) : weight };
  }

  /** Whether what is added stands in the unit of the target's variable: not scaled into a current. */
  private isDirect(target: Thing, variable: string): boolean {
    return this.byEquations(target) || formOf(target, this.settings)?.membrane === variable;
  }

  private drawnOf(of: Thing, value: Value, symbol: string | null): Drawn | null {
    if (value.kind !== 'text') return drawnOf(value, symbol);
    return drawnIn(of, value.value, valueIn(of, this.settings), symbol ?? '1');
  }

  private settingText(synapses: Thing, effect: Effect): string {
    for (const name of modelOf(synapses).variables.keys()) {
      const text = this.settings.textOf(synapses, name);
      if (text && new RegExp(`\\b${name}\\b`).test(effect.text)) return `, ${name} = ${text.value}`;
    }
    return '';
  }

  private inDynamics(target: Thing, variable: string, added: Poly | null, written: string): Quantity {
    const form = this.byEquations(target) ? null : formOf(target, this.settings);
    const symbolic = (unit: string | null): Quantity => ({ value: null, unit, text: written, sure: 'api' });
    const own = modelOf(target).variables.get(variable)?.dimension;
    const usual = own ? usualUnit(own) : null;
    const plain = usual === null ? inSi(added, target, variable, written) : { ...inUnit(added, usual), text: written };
    if (!form) return plain;
    if (variable === form.membrane) return added ? { ...inUnit(added, 'mV') } : symbolic('mV');
    const channel = form.channels.find((each) => each.enters === variable);
    if (!channel) return plain;
    const value = valueIn(target, this.settings);
    const [gain, capacity] = [value(channel.gain), capacityOf(form, value)];
    const unit = channel.reversal ? 'nS' : 'pA';
    // dv/dt of one event, times the capacity: the current, or the conductance, that it stands for.
    const scaled = added && gain && capacity && multiplyPolys(multiplyPolys(added, gain), capacity);
    if (!scaled || !asConstant(scaled)) return symbolic(unit);
    const peak =
      channel.decay.shape === 'alpha' ? scalePoly(scaled, divide(rational(1000000), rational(2718282))) : scaled;
    const given = inUnit(peak, unit);
    return { ...given, text: `${given.text} (${written})` };
  }

  private receptorOf(target: Thing, effect: Effect): string | null {
    if (this.byEquations(target)) return effect.variable;
    const form = formOf(target, this.settings);
    const channels = form && channelsOf(form, valueIn(target, this.settings));
    const channel = form?.channels.find((each) => each.enters === effect.variable);
    if (!channel) return null;
    return channel.reversal ? (channels?.kinds.get(channel) ?? channel.variable) : channel.variable;
  }

  private delayOf(synapses: Thing, pathway: string): Quantity {
    const given = synapses.fields.get('delay');
    const set = this.settings.lastOf(synapses, pathway === 'pre' ? 'delay' : `${pathway} delay`);
    const value: Value | undefined = set?.value ?? (given?.kind === 'table' ? given.entries.get(pathway) : given);
    if (!value || value.kind === 'nothing') return constantQuantity(0, 'ms', 'api');
    if (value.kind !== 'text') return quantity(value, 'ms');
    const drawn = this.drawnOf(synapses, value, 'ms');
    return { value: null, unit: 'ms', text: value.value, sure: 'api', ...(drawn ? { drawn } : {}) };
  }

  /** Sources of which every one is heard by the targets that the rule gives it. */
  private inputGroup(
    group: Thing,
    pre: Part,
    post: Part,
    rule: ConnectionRule,
    common: Pick<Input, 'weight' | 'delay' | 'receptor' | 'plasticity' | 'span'>,
  ): void {
    const sources = pre.stop === null ? null : pre.stop - pre.start;
    const count = synapsesPerTarget(rule, sources, post.stop === null ? null : post.stop - post.start);
    const name = textOf(group, 'variable') ?? pre.name;
    if (sources === null) this.assume(`sources of ${name}`, '1', 'their number is not known');
    const base = {
      ...{ count: count ?? 1, target: post.name, source: name, ...common },
      shared: rule.kind === 'all-to-all',
      ...(sources === null ? {} : { sources, rule }),
    };
    if (group.type === 'brian2.PoissonGroup') {
      this.inputs.push({ ...base, kind: 'poisson', rateHz: this.rateOf(group) });
      return;
    }
    const [ids, times] = [numbersOf(group.fields.get('indices')), numbersIn(group.fields.get('times'), 'ms')];
    const spikes = times && (ids ?? singleIndex(group.fields.get('indices')));
    if (spikes && spikes.length === times.length)
      this.inputs.push({
        ...{ ...base, kind: 'spikes', rateHz: null },
        spikes: { timesMs: times, ids: spikes.map((each) => each - pre.start) },
      });
    else
      this.inputs.push({
        ...base,
        kind: 'unknown',
        rateHz: null,
        source: `${name} (its spikes are only known in the run)`,
      });
  }

  private rateOf(group: Thing): Quantity {
    const rates = this.settings.lastOf(group, 'rates')?.value ?? group.fields.get('rates');
    if (rates?.kind !== 'text') return quantity(rates, 'Hz');
    const value = /^\s*\w+\s*$/.test(rates.value) ? new Lookup(modelOf(group)).valueOf(rates.value.trim()) : null;
    return value ? quantity(value, 'Hz') : { value: null, unit: 'Hz', text: rates.value, sure: 'api' };
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
        weight: this.inDynamics(target, variable.value, weight?.kind === 'num' ? polyOfValue(weight) : null, written),
        delay: null,
        receptor: this.receptorOf(target, { variable: variable.value } as Effect),
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

function singleIndex(value: Value | undefined): number[] | null {
  const exact = constantOf(value?.kind === 'sequence' ? value.items[0] : value);
  return exact ? [toNumber(exact)] : null;
}
