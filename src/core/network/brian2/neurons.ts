// What a group's neurons are to the Network: the dynamics that its equations amount to, and its parameters by their roles.
import { asConstant, dividePolys, multiplyPolys, type Poly, scalePoly } from '../../evaluate/poly';
import { type Table, type Thing } from '../../evaluate/value';
import { valued } from '../../brian/algebra';
import { Lookup } from '../../brian/lookup';
import { modelOf, wholeOf } from '../../brian/model';
import { type Channel, lookupOf, type NeuronForm, neuronForm } from '../../brian/neuron';
import { textOf } from '../../brian/parts';
import { inUnit } from '../../brian/quantities';
import { type AllSettings } from '../../brian/settings';
import { isDimensionless } from '../../units/dimension';
import { compare, rational } from '../../units/rational';
import { drawnIn } from './draws';
import { equationModel } from './equations';
import { type Drawn, type Dynamics, type Parameter, type Population, type Quantity } from '../network';
import { constantQuantity, quantity } from '../read';

const nowhere = { file: '', start: 0, end: 0 };

type Assume = (what: string, value: string, why: string) => void;

export const formOf = (of: Thing, settings: AllSettings): NeuronForm | null => {
  const group = wholeOf(of);
  return neuronForm(modelOf(group), settings.of(group));
};

/** Names of the group's equations replaced by what they stand for; `names` are those in force where a text is assigned. */
export const valueIn =
  (of: Thing, settings: AllSettings, names: Table | null = null) =>
  (poly: Poly | null): Poly | null => {
    const model = modelOf(wholeOf(of));
    const known = poly && valued(poly, settings.lookupOf(of), settings.of(wholeOf(of)));
    return known && names ? valued(known, new Lookup(model, names)) : known;
  };

export function readNeurons(
  group: Thing,
  settings: AllSettings,
  assume: Assume,
): Pick<Population, 'dynamics' | 'params' | 'equations'> {
  const form = formOf(group, settings);
  const channels = form && channelsOf(form, valueIn(group, settings));
  const dynamics = dynamicsIn(group, settings);
  if (form && dynamics !== 'unknown' && dynamics !== 'equations') noteWhatIsLeftOut(group, form, assume);
  const params = form ? parametersOf(group, form, dynamics, channels, settings) : {};
  const initial = params['initial'];
  const equations = equationModel(group, settings);
  if (!equations && initial?.value === null && !initial.drawn && dynamics !== 'unknown' && dynamics !== 'equations')
    assume(
      `${textOf(group, 'variable') ?? 'neurons'}: initial voltage`,
      'at rest',
      `the script draws it: ${initial.text}`,
    );
  return { dynamics, params, equations };
}

/** The dynamics that the equations amount to, else the equations themselves: also where noise comes on top of synaptic currents. */
export function dynamicsIn(of: Thing, settings: AllSettings): Dynamics {
  const group = wholeOf(of);
  const form = formOf(group, settings);
  const channels = form && channelsOf(form, valueIn(group, settings));
  const repeats =
    settings.repeatedOf(group).length > 0 ||
    settings.isRead(group) ||
    settings.changesOf(group).length > 0 ||
    group.fields.get('events')?.kind === 'table';
  const model = modelOf(group);
  const more = form !== null && form.channels.length > 0 && model.complete && isMoreThanPlain(group, form, settings);
  const plain = form && channels && !repeats && !more ? dynamicsOf(form, channels) : 'unknown';
  const differential = model.parts.some(({ parsed }) => parsed.equations.some(({ kind }) => kind === 'differential'));
  // A threshold alone makes neurons too: `rand() < rates*dt`.
  const steps = differential || repeats || textOf(group, 'threshold') !== null;
  return plain === 'unknown' && model.complete && steps ? 'equations' : plain;
}

/** Whether the plain neuron with synaptic currents would leave something out. A delta membrane is simulated by its equations anyhow. */
function isMoreThanPlain(group: Thing, form: NeuronForm, settings: AllSettings): boolean {
  const { equation } = modelOf(group).variables.get(form.membrane) ?? {};
  const held = equation?.flags.some((each) => each.text === 'unless refractory') === true;
  const refractory = group.fields.get('refractory');
  const pauses = refractory !== undefined && refractory.kind !== 'flag';
  // The plain neuron's refractory time is a number, and its membrane stands still meanwhile.
  const moves = pauses && (!held || refractoryOf(group).value === null);
  const initial = initialOf(group, form, settings);
  const { variables } = modelOf(group);
  // The plain neuron takes events at its synaptic variables alone, not at the membrane beside them.
  const ends = new Set(form.channels.map(({ enters }) => enters));
  if ([...settings.reachedOf(group)].some((each) => !ends.has(each))) return true;
  // The plain neuron starts alike everywhere.
  if (settings.allOf(group).some(({ name, whole }) => !whole && Boolean(variables.get(name)?.equation))) return true;
  return form.noise !== null || moves || (initial.value === null && !initial.drawn && !initial.each);
}

function noteWhatIsLeftOut(group: Thing, form: NeuronForm, assume: Assume): void {
  const name = textOf(group, 'variable') ?? 'neurons';
  if (!form.capacity && form.channels.length + (form.drive ? 1 : 0) > 0)
    assume(
      `${name}: capacity`,
      '1 pF per ms of time constant',
      'the equations have none: a mV of drive stands as 1 pA',
    );
}

function parametersOf(
  group: Thing,
  form: NeuronForm,
  dynamics: Dynamics,
  channels: Channels | null,
  settings: AllSettings,
): Record<string, Parameter> {
  const value = valueIn(group, settings);
  const span = group.places.get('model') ?? group.span ?? nowhere;
  const params: Record<string, Parameter> = {};
  const tau = value(form.tau);
  const capacity = capacityOf(form, value);
  params['membrane time constant'] = { ...inUnit(tau, 'ms'), role: 'membraneTime', span };
  params['capacity'] = { ...inUnit(capacity, 'pF', form.capacity ? 'api' : 'assumed'), role: 'capacity', span };
  params['rest'] = { ...inUnit(value(form.leak), 'mV'), role: 'leak', span };
  if (form.threshold)
    params['threshold'] = {
      ...inUnit(value(form.threshold), 'mV'),
      role: 'threshold',
      span: group.places.get('threshold') ?? span,
    };
  if (form.reset)
    params['reset'] = { ...inUnit(value(form.reset), 'mV'), role: 'reset', span: group.places.get('reset') ?? span };
  params['refractory'] = {
    ...refractoryOf(group),
    role: 'refractory',
    span: group.places.get('refractory') ?? span,
  };
  const drive = value(form.drive);
  if (drive && tau && capacity) {
    const current = dividePolys(multiplyPolys(drive, capacity), tau);
    params['constant current'] = { ...inUnit(current, 'pA'), role: 'constantCurrent', span };
  }
  for (const [channel, kind] of channels?.kinds ?? []) {
    const role = kind === 'excitatory' ? 'synapticTimeExcitatory' : 'synapticTimeInhibitory';
    params[`time constant of ${channel.variable}`] = { ...inUnit(value(channel.decay.tau), 'ms'), role, span };
    // The names by which the simulation knows reversal potentials.
    if (channel.reversal)
      params[kind === 'excitatory' ? 'Ee' : 'Ei'] = { ...inUnit(value(channel.reversal), 'mV'), span };
  }
  if (channels?.kinds.size === 1 && dynamics !== 'lif-current-delta') sameTimes(params, channels);
  params['initial'] = { ...initialOf(group, form, settings), role: 'initial' };
  return params;
}

/** What is never set begins at 0, in Brian as here. */
function initialOf(group: Thing, form: NeuronForm, settings: AllSettings): Parameter {
  const initial = settings.lastOf(group, form.membrane);
  if (!initial) return { ...constantQuantity(0, 'mV', 'api'), byDefault: true };
  if (initial.value.kind === 'text') {
    const drawn = drawnIn(group, initial.value.value, valueIn(group, settings, initial.names));
    const text = initial.value.value;
    return { value: null, unit: 'mV', text, sure: 'api', span: initial.span, ...(drawn ? { drawn } : {}) };
  }
  // A membrane without a unit counts in volts: 1 of it stands as 1000 mV.
  const of = modelOf(group).variables.get(form.membrane)?.dimension;
  const given = quantity(initial.value, of && isDimensionless(of) ? 'V' : 'mV');
  return { ...(given.unit === 'V' ? inMillivolts(given) : given), span: initial.span };
}

function inMillivolts({ value, drawn, each, ...given }: Quantity): Quantity {
  const scaled = (number: number): number => number * 1000;
  const draw: Drawn | null =
    drawn?.kind === 'uniform'
      ? { ...drawn, low: scaled(drawn.low), high: scaled(drawn.high) }
      : drawn?.kind === 'normal'
        ? { ...drawn, mean: scaled(drawn.mean), sd: scaled(drawn.sd) }
        : null;
  return {
    ...{ ...given, unit: 'mV', value: value === null ? null : scaled(value) },
    ...(draw ? { drawn: draw } : {}),
    ...(each ? { each: Array.from(each, scaled) } : {}),
  };
}

/** A single synaptic variable takes events of either sign. */
function sameTimes(params: Record<string, Parameter>, { kinds }: Channels): void {
  for (const [channel] of kinds) {
    const known = params[`time constant of ${channel.variable}`];
    if (!known) continue;
    params[`time constant of ${channel.variable}`] = { ...known, role: 'synapticTimeExcitatory' };
    params[`time constant of ${channel.variable}, inhibitory`] = { ...known, role: 'synapticTimeInhibitory' };
  }
}

function refractoryOf(group: Thing): Quantity {
  const given = group.fields.get('refractory');
  if (!given || given.kind === 'flag') return constantQuantity(0, 'ms', 'api');
  if (given.kind === 'text') {
    const lookup = lookupOf(modelOf(group));
    const value = /^\w+$/.test(given.value.trim()) ? lookup.valueOf(given.value.trim()) : null;
    return value ? quantity(value, 'ms') : { value: null, unit: 'ms', text: given.value, sure: 'api' };
  }
  return quantity(given, 'ms');
}

export interface Channels {
  /** Which way each of them pushes. */
  readonly kinds: ReadonlyMap<Channel, 'excitatory' | 'inhibitory'>;
}

/** Null where there are more than the one of either kind that the simulated neurons have, or not all alike. */
export function channelsOf(form: NeuronForm, value: (poly: Poly | null) => Poly | null): Channels | null {
  const { channels } = form;
  if (channels.length > 2) return null;
  const kinds = new Map<Channel, 'excitatory' | 'inhibitory'>();
  for (const each of channels) {
    if (each.reversal) {
      const [reversal, threshold] = [value(each.reversal), value(form.threshold)].map(
        (poly) => poly && asConstant(poly),
      );
      if (!reversal || !threshold) return null;
      kinds.set(each, compare(reversal, threshold) > 0 ? 'excitatory' : 'inhibitory');
    } else
      kinds.set(
        each,
        /i(?:nh)?$|gaba|_i|inh/i.test(each.variable) && channels.length > 1 ? 'inhibitory' : 'excitatory',
      );
  }
  return new Set(kinds.values()).size === channels.length ? { kinds } : null;
}

function dynamicsOf(form: NeuronForm, channels: Channels): Dynamics {
  if (form.odd.length > 0 || !form.threshold || !form.reset) return 'unknown';
  const [first, ...others] = form.channels;
  if (!first) return 'lif-current-delta';
  const alike = others.every(
    (each) => each.decay.shape === first.decay.shape && (each.reversal === null) === (first.reversal === null),
  );
  if (!alike || channels.kinds.size !== form.channels.length) return 'unknown';
  if (first.reversal) return first.decay.shape === 'alpha' ? 'lif-cond-alpha' : 'lif-cond-exp';
  return first.decay.shape === 'alpha' ? 'lif-current-alpha' : 'lif-current-exp';
}

/** The capacity in the equations, or 1 nS times the time constant where there is none: then 1 mV of drive stands as 1 pA. */
export function capacityOf(form: NeuronForm, value: (poly: Poly | null) => Poly | null): Poly | null {
  const tau = value(form.tau);
  return value(form.capacity) ?? (tau && scalePoly(tau, rational(1, 1_000_000_000)));
}
