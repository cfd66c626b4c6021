// Recognises the leaky integrate-and-fire neuron in a group's equations: its membrane, what drives it, and how its synaptic variables decay.
import {
  addPolys,
  asConstant,
  dividePolys,
  multiplyPolys,
  negatePoly,
  onePoly,
  type Poly,
  samePoly,
  zeroPoly,
} from '../evaluate/poly';
import { parseExpression } from '../equations/expression';
import { parseStatements } from '../equations/statements';
import { namesIn } from '../equations/tree';
import { roleOfName } from '../units/roles';
import { sameDimension, dimension } from '../units/dimension';
import { sign } from '../units/rational';
import { namesOf, noSettings, polyOf, type Settings, splitBy, stateAtom, statesIn, valued } from './algebra';
import { Lookup } from './lookup';
import { type GroupModel, type Variable } from './model';

export interface Decay {
  readonly shape: 'exponential' | 'alpha';
  /** In seconds. */
  readonly tau: Poly;
}

/** A variable by which events reach the membrane. */
export interface Channel {
  readonly variable: string;
  /** The variable that an event is added to: of an alpha function the one behind. */
  readonly enters: string;
  readonly decay: Decay;
  /** What one unit of it adds to dv/dt, in symbols of the model. */
  readonly gain: Poly;
  /** Of a conductance; null for a current. */
  readonly reversal: Poly | null;
}

export interface NeuronForm {
  readonly membrane: string;
  /** In seconds, volts, farads. */
  readonly tau: Poly;
  readonly leak: Poly;
  /** What drives it all the time, as the voltage that it amounts to; null for nothing. */
  readonly drive: Poly | null;
  readonly capacity: Poly | null;
  /** What stands with `xi` in dv/dt. */
  readonly noise: Poly | null;
  readonly channels: readonly Channel[];
  readonly threshold: Poly | null;
  readonly reset: Poly | null;
  /** What makes it another neuron than the plain one. */
  readonly odd: readonly string[];
}

const forms = new WeakMap<GroupModel, NeuronForm | null>();

/** Null where no membrane is found that is linear in its own voltage. */
export function neuronForm(group: GroupModel, settings: Settings = noSettings): NeuronForm | null {
  const known = forms.get(group);
  if (known !== undefined) return known;
  const made = recognise(group, settings);
  forms.set(group, made);
  return made;
}

/** The same with other settings, as where parts of a group have a value of their own; the group's parameters are drives then. */
export const neuronFormWith = (group: GroupModel, settings: Settings): NeuronForm | null =>
  recognise(group, settings, true);

/** The state variable that the threshold looks at. */
export function membraneOf(group: GroupModel): Variable | null {
  const threshold = group.of.fields.get('threshold');
  if (threshold?.kind !== 'text') return null;
  const { value } = parseExpression(threshold.value);
  const states = [...new Set([...(value ? namesIn(value) : [])].map(({ name }) => name))].flatMap((name) => {
    const variable = group.variables.get(name);
    return variable?.equation?.kind === 'differential' ? [variable] : [];
  });
  return states.length === 1 ? (states[0] ?? null) : null;
}

function rightSide(group: GroupModel, name: string): Poly | null {
  const expression = group.variables.get(name)?.equation?.expression;
  return expression ? polyOf(expression, lookupOf(group)) : null;
}

const lookups = new WeakMap<GroupModel, Lookup>();
export function lookupOf(group: GroupModel): Lookup {
  const known = lookups.get(group);
  if (known) return known;
  const [part] = group.parts;
  const made = new Lookup(group, null, group.parts.length === 1 && part ? part.replaced : new Map());
  lookups.set(group, made);
  return made;
}

function recognise(group: GroupModel, settings: Settings, parametersDrive = false): NeuronForm | null {
  const membrane = membraneOf(group);
  const right = membrane && rightSide(group, membrane.name);
  if (!membrane || !right || !group.complete) return null;
  const lookup = lookupOf(group);
  const odd: string[] = [];
  const noisy = splitBy(right, stateAtom('xi'));
  const split = noisy && splitBy(noisy.without, stateAtom(membrane.name));
  if (!split) return null;
  const states = [...group.variables.values()]
    .filter((each) => each.equation?.kind === 'differential' && each !== membrane)
    .map((each) => each.name);
  // dv/dt = own·v + rest; conductances stand with v as well.
  let own = split.withIt;
  let rest = split.without;
  const channels: Channel[] = [];
  for (const name of states) {
    const [beside, alone] = [splitBy(own, stateAtom(name)), splitBy(rest, stateAtom(name))];
    if (!beside || !alone) return null;
    if (beside.withIt.terms.length === 0 && alone.withIt.terms.length === 0) continue;
    const channel = channelOf(group, name, beside.withIt, alone.withIt);
    if (!channel) {
      odd.push(`\`${name}\` acts on \`${membrane.name}\` in a way of its own`);
      continue;
    }
    channels.push(channel);
    [own, rest] = [beside.without, alone.without];
  }
  const tau = dividePolys(onePoly, negatePoly(own));
  if (!tau || [...statesIn(own), ...statesIn(rest)].some((each) => !settings.has(each))) return null;
  const size = asConstant(valued(tau, lookup, settings));
  if (size && sign(size) <= 0) return null;
  const { leak, drive } = standing(multiplyPolys(rest, tau), parametersDrive);
  const ends = new Set(channels.flatMap((each) => [each.variable, each.enters]));
  for (const name of states) if (!ends.has(name)) odd.push(`\`${name}\` is a state of its own`);
  return {
    ...{ membrane: membrane.name, tau, leak, drive, channels, odd },
    capacity: capacityIn(group, right) ?? capacityBehind(group, channels),
    noise: noisy.withIt.terms.length > 0 ? noisy.withIt : null,
    ...spiking(group, membrane.name, odd),
  };
}

/** Of what always stands in the equation, what is a resting potential and what drives. */
function standing(terms: Poly, parametersDrive: boolean): { leak: Poly; drive: Poly | null } {
  let [leak, drive] = [zeroPoly, zeroPoly];
  for (const term of terms.terms) {
    const single: Poly = { terms: [term] };
    const names = [...namesOf(single), ...(parametersDrive ? statesIn(single) : [])];
    const isRest =
      names.length === 0 ||
      names.some((name) => /^(?:leak|reset)$/.test(roleOfName(name)?.role ?? '') || restName.test(name));
    if (isRest) leak = addPolys(leak, single);
    else drive = addPolys(drive, single);
  }
  // A single voltage is what the membrane goes to, whatever it is called.
  return { leak, drive: drive.terms.length > 0 ? drive : null };
}

const restName = /^(?:e_?l|el|v_?(?:0|r|l|rest|leak|reset)|e_?(?:leak|rest|m)|u_?rest)(?:_?\w)?$/i;

/** The name of a capacity in the membrane's equation: `-gl/C`, `(I + Iext)/C`. */
function capacityIn(group: GroupModel, right: Poly): Poly | null {
  const lookup = lookupOf(group);
  const farad = dimension({ m: -2, kg: -1, s: 4, A: 2 });
  const names = [...namesOf(right)].filter((name) => {
    const known = lookup.dimensionOf(name);
    return known && sameDimension(known, farad);
  });
  const [only] = names;
  return names.length === 1 && only !== undefined
    ? polyOf({ kind: 'name', name: only, start: 0, end: 0 }, lookup)
    : null;
}

/** A current that acts as `R*I/tau` stands for a capacity of τ/R. */
function capacityBehind(group: GroupModel, channels: readonly Channel[]): Poly | null {
  const ampere = dimension({ A: 1 });
  const current = channels.find((each) => {
    const known = group.variables.get(each.variable)?.dimension;
    return known && sameDimension(known, ampere) && !each.reversal;
  });
  return current ? dividePolys(onePoly, current.gain) : null;
}

/** `beside` is its coefficient with v, `alone` without. */
function channelOf(group: GroupModel, name: string, beside: Poly, alone: Poly): Channel | null {
  const decay = decayOf(group, name);
  if (!decay) return null;
  if (beside.terms.length === 0)
    return statesIn(alone).size > 0 ? null : { variable: name, ...decay, gain: alone, reversal: null };
  const gain = negatePoly(beside);
  const reversal = dividePolys(alone, gain);
  return reversal && statesIn(beside).size + statesIn(alone).size === 0
    ? { variable: name, ...decay, gain, reversal }
    : null;
}

/** `dx/dt = -x/tau`, or with a second such variable behind it. */
export function decayOf(group: GroupModel, name: string): { enters: string; decay: Decay } | null {
  const right = rightSide(group, name);
  const split = right && splitBy(right, stateAtom(name));
  if (!split || statesIn(split.withIt).size > 0) return null;
  const tau = dividePolys(onePoly, negatePoly(split.withIt));
  if (!tau) return null;
  if (split.without.terms.length === 0) return { enters: name, decay: { shape: 'exponential', tau } };
  // dx/dt = (y - x)/tau, dy/dt = -y/tau.
  const [behind, ...more] = statesIn(split.without);
  if (behind === undefined || more.length > 0) return null;
  const driven = splitBy(split.without, stateAtom(behind));
  const inner = rightSide(group, behind);
  const innerSplit = inner && splitBy(inner, stateAtom(behind));
  if (!driven || driven.without.terms.length > 0 || !innerSplit || innerSplit.without.terms.length > 0) return null;
  const same = samePoly(innerSplit.withIt, split.withIt) && samePoly(driven.withIt, negatePoly(split.withIt));
  return same ? { enters: behind, decay: { shape: 'alpha', tau } } : null;
}

function spiking(group: GroupModel, membrane: string, odd: string[]): { threshold: Poly | null; reset: Poly | null } {
  const lookup = lookupOf(group);
  const [threshold, reset] = ['threshold', 'reset'].map((key) => group.of.fields.get(key));
  const condition = threshold?.kind === 'text' ? parseExpression(threshold.value).value : null;
  let limit: Poly | null = null;
  if (condition?.kind === 'compare') {
    const [low, high] = /^>/.test(condition.operator)
      ? [condition.right, condition.left]
      : [condition.left, condition.right];
    if (high.kind === 'name' && high.name === membrane) limit = polyOf(low, lookup);
  }
  if (!limit || statesIn(limit).size > 0) odd.push('its threshold is no fixed voltage');
  const { statements } = reset?.kind === 'text' ? parseStatements(reset.value) : { statements: [] };
  const [only, ...others] = statements;
  const value = only?.name === membrane && only.operator === '' ? polyOf(only.expression, lookup) : null;
  if (!value || others.length > 0 || statesIn(value).size > 0)
    odd.push('its reset does more, or less, than set the voltage');
  return { threshold: limit, reset: value };
}
