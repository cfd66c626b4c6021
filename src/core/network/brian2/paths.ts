// The input paths of a Brian 2 script, exact and in SI: Poisson inputs, Poisson groups, noise, constant currents, recurrent synapses.
import { type ApiCall, spanKey } from '../../evaluate/facts';
import { constant, keyOf, multiplyPolys, negatePoly, type Poly, symbol } from '../../evaluate/poly';
import { type Num, num, type Thing, type Value } from '../../evaluate/value';
import { namesOf, polyOf, polyOfValue, splitBy, stateAtom, valued } from '../../brian/algebra';
import { episodesIn } from '../../brian/episodes';
import { Lookup } from '../../brian/lookup';
import { endsOf, modelOf, wholeOf } from '../../brian/model';
import { decayOf, lookupOf, membraneOf } from '../../brian/neuron';
import { Parts, textOf } from '../../brian/parts';
import { numbersIn, quantityIn } from '../../brian/quantities';
import { AllSettings, type SetValue } from '../../brian/settings';
import { connectingOf, type Effect, effectsOf, isPlastic, type Rule } from '../../brian/synapses';
import { parseExpression } from '../../equations/expression';
import { type Expression, namesIn } from '../../equations/tree';
import { type Dimension, dimension, multiplyDimensions } from '../../units/dimension';
import { formatUnit } from '../../units/format';
import { fromNumber, one } from '../../units/rational';
import { makeUnit } from '../../units/unit';
import { type Span } from '../../text';
import { madeThings } from '../brian2';
import { type PartSet, partSetIn } from './partDrives';
import { formOf, valueIn } from './neurons';
import { firingOf } from './rates';
import { currentOf, noisesIn } from './terms';
import { given, times, whole } from '../given';
import { type Assumption } from '../network';
import { type Given, type Kernel, type Path } from '../paths';
import { callsOf } from '../read';

const nowhere = { file: '', start: 0, end: 0 };
const noKernel: Kernel = { shape: 'unknown', tau: null };
const hertz = dimension({ s: -1 });
const time = dimension({ s: 1 });

export function readBrian2Paths(all: readonly ApiCall[]): readonly Path[] {
  const found = new Map<string, Path>();
  for (const calls of episodesIn(all)) {
    const groups = madeThings(calls, 'create').filter((each) => each.type === 'brian2.NeuronGroup');
    for (const path of new PathReader(calls, groups).read()) {
      const numbers = [path.sources, path.rate, path.weight].map((each) => (each ? keyOf(each.value.poly) : ''));
      found.set([spanKey(path.span), path.kind, path.source, path.target, ...numbers].join('|'), path);
    }
  }
  return [...found.values()];
}

class PathReader {
  private readonly settings: AllSettings;
  private readonly parts: Parts;

  constructor(
    private readonly calls: readonly ApiCall[],
    private readonly groups: readonly Thing[],
  ) {
    this.settings = new AllSettings(calls);
    this.parts = new Parts(groups, calls);
  }

  read(): Path[] {
    return [
      ...callsOf(this.calls, 'brian2', 'poisson input').flatMap((call) => this.poissonInput(call)),
      ...callsOf(this.calls, 'brian2', 'connect').flatMap((call) => this.connection(call)),
      ...callsOf(this.calls, 'brian2', 'create').flatMap((call) => this.standing(call)),
    ];
  }

  private targetsOf(of: Thing, bounds: { from: number | null; to: number | null }): readonly string[] {
    const parts = this.parts.within(of, bounds);
    if (parts && parts.length > 0) return parts.map((each) => each.name);
    return this.groups.includes(wholeOf(of))
      ? [textOf(of, 'variable') ?? textOf(wholeOf(of), 'variable') ?? 'neurons']
      : [];
  }

  private poissonInput(call: ApiCall): Path[] {
    const made = call.args.get('made');
    if (made?.kind !== 'thing') return [];
    const [target, variable, weight] = ['target', 'target_var', 'weight'].map((key) => made.fields.get(key));
    if (target?.kind !== 'thing' || variable?.kind !== 'text') return [];
    const span = (key: string): Span => made.places.get(key) ?? call.span;
    return this.targetsOf(target, { from: null, to: null }).map((name) => ({
      backend: 'brian2',
      kind: 'poisson',
      source: textOf(made, 'variable') ?? 'PoissonInput',
      target: name,
      sources: givenOf(made.fields.get('N'), null, span('N')),
      rate: givenOf(made.fields.get('rate'), 'Hz', span('rate')),
      weight: this.weightGiven(wholeOf(target), variable.value, weight, span('weight')),
      kernel: this.kernelOf(target, variable.value),
      shared: false,
      receptor: this.receptorOf(target, variable.value),
      span: call.span,
      dead: call.dead,
      assumed: [],
    }));
  }

  private weightGiven(group: Thing, variable: string, weight: Value | undefined, span: Span): Given | null {
    const of = modelOf(group).variables.get(variable)?.dimension ?? null;
    if (weight?.kind !== 'text') return givenOf(weight, of && unitText(of), span);
    const { value } = parseExpression(weight.value);
    return value && this.numberGiven(value, new Lookup(modelOf(group)), group, of, span, 1);
  }

  /** What an expression comes to, in SI, of the dimension that its variable has. */
  private numberGiven(
    expression: Expression,
    lookup: Lookup,
    holder: Thing,
    of: Dimension | null,
    span: Span,
    factor: 1 | -1,
  ): Given | null {
    const own = expression.kind === 'name' && factor === 1 ? lookup.valueOf(expression.name) : null;
    if (own?.kind === 'num' && !own.special) return { value: own, unit: of && unitText(of), span };
    const poly = polyOf(expression, lookup);
    if (!poly || !of) return null;
    const settings = this.settings.of(holder);
    const put = [...namesIn(expression)].map(({ name }) => lookup.valueOf(name) ?? settings.get(name) ?? null);
    const value = valued(factor === 1 ? poly : negatePoly(poly), lookup, settings);
    const text = factor === 1 ? '*' : '-';
    return { value: quantityIn(value, of, span, text, numbersIn(put)), unit: unitText(of), span };
  }

  private connection(call: ApiCall): Path[] {
    const synapses = call.args.get('synapses');
    if (synapses?.kind !== 'thing') return [];
    const { source, target } = endsOf(synapses);
    if (!source || !target || !this.groups.includes(wholeOf(target))) return [];
    const connecting = connectingOf(call, synapses);
    const from = wholeOf(source);
    return effectsOf(synapses).flatMap((effect) =>
      this.targetsOf(target, connecting.targets).flatMap((name): Path[] => {
        const common = {
          backend: 'brian2',
          target: name,
          weight: this.effectGiven(synapses, effect, target),
          kernel: this.kernelOf(target, effect.variable),
          receptor: this.receptorOf(target, effect.variable),
          span: call.span,
          dead: call.dead,
          assumed: notesOn(synapses, effect, connecting.noSelf),
        };
        const { rule } = connecting;
        const sizeGiven = from.fields.get('N');
        if (from.type === 'brian2.PoissonGroup') {
          const sources = source === from ? synapsesPerTarget(rule, numberOf(sizeGiven), call.span) : null;
          const shared = rule.kind === 'all-to-all' ? true : rule.kind === 'one-to-one' ? false : null;
          const source_ = textOf(from, 'variable') ?? 'PoissonGroup';
          const spread = source === from ? this.spreadRate(from) : null;
          const rate = spread?.rate ?? this.rateOf(from);
          const assumed = [...common.assumed, ...(spread ? [spread.note] : [])];
          return [{ ...common, kind: 'poisson', source: source_, sources, rate, shared, assumed }];
        }
        if (from.type === 'brian2.SpikeGeneratorGroup') {
          const sources = synapsesPerTarget(rule, numberOf(sizeGiven), call.span);
          const source_ = textOf(from, 'variable') ?? 'SpikeGeneratorGroup';
          return [
            { ...common, kind: 'spikes', source: source_, sources, rate: null, shared: rule.kind === 'all-to-all' },
          ];
        }
        return (this.parts.within(source, connecting.sources) ?? []).map((pre) => ({
          ...common,
          kind: 'recurrent',
          source: pre.name,
          sources: synapsesPerTarget(
            rule,
            pre.stop === null ? numberOf(sizeGiven) : whole(pre.stop - pre.start),
            call.span,
          ),
          rate: null,
          shared: null,
        }));
      }),
    );
  }

  private effectGiven(synapses: Thing, effect: Effect, target: Thing): Given | null {
    const of = modelOf(target).variables.get(effect.variable)?.dimension ?? null;
    const lookup = new Lookup(modelOf(synapses));
    if (effect.expression) {
      const single = effect.expression.kind === 'name' && !effect.negative ? effect.expression.name : null;
      const set = single === null ? undefined : this.settings.lastOf(synapses, single);
      if (set?.value.kind === 'num') return givenOf(set.value, of && unitText(of), set.span);
      return this.numberGiven(effect.expression, lookup, synapses, of, effect.span, effect.negative ? -1 : 1);
    }
    const settings = this.settings.of(synapses);
    return effect.added && of
      ? {
          value: quantityIn(valued(effect.added, lookup, settings), of, effect.span, '*', []),
          unit: unitText(of),
          span: effect.span,
        }
      : null;
  }

  private receptorOf(target: Thing, variable: string): string | null {
    return membraneOf(modelOf(target))?.name === variable ? null : variable;
  }

  private kernelOf(target: Thing, variable: string): Kernel {
    const model = modelOf(target);
    if (membraneOf(model)?.name === variable) return { shape: 'delta', tau: null };
    // An event may go into the variable behind the one that acts: then it is an alpha function.
    const inFront = formOf(target, this.settings)?.channels.find((each) => each.enters === variable)?.variable;
    const found = decayOf(model, inFront ?? variable);
    if (!found || found.enters !== variable) return noKernel;
    const tau = valueIn(target, this.settings)(found.decay.tau);
    const names = [...namesOf(found.decay.tau)].map((name) => lookupOf(model).valueOf(name));
    return {
      shape: found.decay.shape,
      tau: tau && quantityIn(tau, time, target.span ?? nowhere, '*', numbersIn(names)),
    };
  }

  private rateOf(group: Thing): Given | null {
    const set = this.settings.lastOf(group, 'rates');
    const rates = set?.value ?? group.fields.get('rates');
    const span = set?.span ?? group.places.get('rates') ?? group.span ?? nowhere;
    if (rates?.kind === 'sequence' && !rates.count) {
      // One number where all sources have the same rate.
      const [first, ...others] = rates.items;
      return first?.kind === 'num' &&
        others.every((each) => each.kind === 'num' && keyOf(each.poly) === keyOf(first.poly))
        ? givenOf(first, 'Hz', span)
        : null;
    }
    if (rates?.kind !== 'text') return givenOf(rates, 'Hz', span);
    const { value } = parseExpression(rates.value);
    return value && this.numberGiven(value, new Lookup(modelOf(group)), group, hertz, span, 1);
  }

  /** Where each source has a rate of its own, the mean of them. */
  private spreadRate(group: Thing): { readonly rate: Given; readonly note: Assumption } | null {
    const { rateHz } = firingOf(group, 0, this.settings);
    const { each, value } = rateHz;
    if (!each || each.length === 0 || value !== null) return null;
    let sum = 0;
    for (const one of each) sum += one;
    const mean = fromNumber(Number((sum / each.length).toPrecision(12)));
    const given = this.settings.lastOf(group, 'rates')?.value ?? group.fields.get('rates');
    const span = group.places.get('rates') ?? group.span ?? nowhere;
    if (!mean) return null;
    const inputs = given ? numbersIn([given]) : [];
    return {
      rate: { value: num(constant(mean), { origin: { span, what: 'mean', inputs } }), unit: 'Hz', span },
      note: { what: 'the rate', value: `the mean of ${rateHz.text}`, why: 'each source has a rate of its own' },
    };
  }

  /** `P.I[:10] = …`: a constant current of some neurons. */
  private setInPart(
    group: Thing,
    set: SetValue,
    { form, settings }: PartSet,
    common: Omit<Path, 'kind' | 'source' | 'target' | 'weight' | 'shared' | 'receptor'>,
  ): Path[] {
    const split = form.drive && splitBy(form.drive, stateAtom(set.name));
    if (!split) return [];
    const alone = multiplyPolys(split.withIt, symbol(stateAtom(set.name)));
    const own = new Map(settings).set(set.name, set.value);
    const drive = currentOf(form, alone, (poly) => poly && valued(poly, lookupOf(modelOf(group)), own));
    if (!drive) return [];
    const inputs = numbersIn([set.value]);
    const weight: Given = {
      value: quantityIn(drive.poly, drive.dimension, set.span, '*', inputs),
      unit: unitText(drive.dimension),
      span: set.span,
    };
    return this.targetsOf(set.of, { from: null, to: null }).map((target) => ({
      ...common,
      ...{ kind: 'dc', source: set.name, target, weight, shared: true, receptor: null, span: set.span },
      partial: true,
      assumed: [{ what: 'the neurons', value: 'some of them', why: `\`${set.name}\` is set for a part of the group` }],
    }));
  }

  /** Noise and constant currents, which stand in the equations. */
  private standing(call: ApiCall): Path[] {
    const group = call.args.get('made');
    if (group?.kind !== 'thing' || group.type !== 'brian2.NeuronGroup') return [];
    const span = group.places.get('model') ?? call.span;
    const value = valueIn(group, this.settings);
    const common = {
      backend: 'brian2',
      sources: null,
      rate: null,
      kernel: noKernel,
      span,
      dead: call.dead,
      assumed: [] as readonly Assumption[],
    };
    const targets = this.targetsOf(group, { from: null, to: null });
    const noises = noisesIn(group).flatMap(({ variable, noise, coefficient }) => {
      const of = modelOf(group).variables.get(variable)?.dimension;
      const weight = of && value(coefficient);
      if (!weight) return [];
      // Per square root of a second: what stands with xi in d/dt.
      const unit = multiplyDimensions(of, dimension({ s: -1 / 2 }));
      const amount: Given = { value: quantityIn(weight, unit, span, '*', []), unit: unitText(unit), span };
      const receptor = this.receptorOf(group, variable);
      return targets.map((target): Path => ({
        ...common,
        kind: 'noise',
        source: noise,
        target,
        weight: amount,
        shared: false,
        receptor,
      }));
    });
    const parts = partSetIn(group, this.settings);
    const { form, settings: known } = parts ?? { form: formOf(group, this.settings), settings: null };
    const inParts = parts ? parts.sets.flatMap((set) => this.setInPart(group, set, parts, common)) : [];
    const whole = form?.drive && parts ? parts.without : (form?.drive ?? null);
    const valueOf = known ? (poly: Poly | null) => poly && valued(poly, lookupOf(modelOf(group)), known) : value;
    const drive = form && whole && currentOf(form, whole, valueOf);
    if (!drive) return [...noises, ...inParts];
    const weight: Given = {
      value: quantityIn(drive.poly, drive.dimension, span, '*', []),
      unit: unitText(drive.dimension),
      span,
    };
    return [
      ...noises,
      ...inParts,
      ...targets.map((target): Path => ({
        ...common,
        kind: 'dc',
        source: drive.name,
        target,
        weight,
        shared: true,
        receptor: null,
      })),
    ];
  }
}

const unitText = (of: Dimension): string => formatUnit(makeUnit(one, of));

/** What is not known goes by its symbol. */
const numberOf = (value: Value | undefined): Num | null => {
  if (value?.kind === 'num') return value;
  const poly = value?.kind === 'unknown' ? polyOfValue(value) : null;
  return poly && num(poly);
};

const givenOf = (value: Value | undefined, unit: string | null, span: Span): Given | null =>
  given(numberOf(value) ?? value, unit, span);

function notesOn(synapses: Thing, effect: Effect, noSelf: boolean): readonly Assumption[] {
  const notes: Assumption[] = [];
  if (isPlastic(synapses, effect))
    notes.push({
      what: 'the weight',
      value: 'fixed',
      why: `\`${effect.text}\` takes a weight that changes in the run`,
    });
  if (noSelf)
    notes.push({
      what: 'autapses',
      value: 'counted',
      why: 'the script leaves out a neuron’s synapse onto itself: one pair fewer',
    });
  return notes;
}

function synapsesPerTarget(rule: Rule, size: Num | null, span: Span): Given | null {
  const counted = (value: Num | null): Given | null => value && { value, unit: null, span };
  switch (rule.kind) {
    case 'all-to-all':
      return counted(size);
    case 'one-to-one':
      return counted(whole(1));
    case 'fixed-indegree':
      return counted(numberOf(rule.indegree));
    case 'fixed-probability':
      return counted(times(numberOf(rule.probability), size, span));
    case 'fixed-outdegree':
    case 'unknown':
      return null;
  }
}
