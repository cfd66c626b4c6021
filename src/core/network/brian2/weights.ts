// What one event of Brian 2's synapses does to its target: the weight in the unit that the target's dynamics take, where it arrives, and when.
import { asConstant, multiplyPolys, type Poly, scalePoly } from '../../evaluate/poly';
import { type Table, type Thing, type Value } from '../../evaluate/value';
import { splitBy, stateAtom, statesIn, valued } from '../../brian/algebra';
import { modelOf } from '../../brian/model';
import { type Part } from '../../brian/parts';
import { inUnit } from '../../brian/quantities';
import { type AllSettings } from '../../brian/settings';
import { type Effect } from '../../brian/synapses';
import { divide, rational } from '../../units/rational';
import { drawnIn } from './draws';
import { capacityOf, channelsOf, dynamicsIn, formOf, valueIn } from './neurons';
import { eachWeight, learningOf, scaledWeight } from './learning';
import { inSi, negated, usualUnit } from './units';
import { drawnOf } from '../draws';
import { type ConnectionRule, type Drawn, type Quantity } from '../network';
import { type Plasticity } from '../plasticity';
import { constantQuantity, quantity } from '../read';
import { blocksOfRows } from '../recipe';

export class Brian2Weights {
  constructor(private readonly settings: AllSettings) {}

  /** Whether the group is run by its own equations: events then go to its variables by their names. */
  byEquations(target: Thing): boolean {
    return dynamicsIn(target, this.settings) === 'equations';
  }

  /** How the synapses learn, where that is a rule of pairs of spikes; null for code of another kind. */
  learning(synapses: Thing, effect: Effect, target: Thing): Plasticity | null {
    const asTaken = (added: Poly): Quantity => this.inDynamics(target, effect.variable, added, effect.text);
    return learningOf(synapses, effect, this.settings, asTaken);
  }

  /** What one event adds, in the unit that the target's dynamics take it in. */
  weightOf(synapses: Thing, effect: Effect, target: Thing): Quantity {
    const settings = this.settings.of(synapses);
    const lookup = this.settings.lookupOf(synapses);
    const added = effect.added && valued(effect.added, lookup, settings);
    const own = this.ownWeight(synapses, effect, target);
    if (own) return own;
    const written = `${effect.text}${[...settings.keys()].length > 0 ? this.settingText(synapses, effect) : ''}`;
    return this.inDynamics(target, effect.variable, added, written);
  }

  /** A weight that each synapse has, or draws, for itself: `w` in `ge += w`, `v -= g*w`. */
  ownWeight(synapses: Thing, effect: Effect, target: Thing): Quantity | null {
    const name = this.ownVariable(synapses, effect);
    const set = name === null ? null : this.settings.lastOf(synapses, name);
    if (!set || name === null) return null;
    const symbol = usualUnit(modelOf(synapses).variables.get(name)?.dimension ?? []);
    const asTaken = (added: Poly): Quantity => this.inDynamics(target, effect.variable, added, effect.text);
    const drawn = this.drawnOf(synapses, set.value, symbol, set.names);
    if (drawn) return scaledWeight(synapses, effect, name, { drawn, unit: symbol ?? '1' }, this.settings, asTaken);
    const each = set.value.kind === 'sequence' ? quantity(set.value, symbol).each : undefined;
    return each ? eachWeight(synapses, effect, name, { each, unit: symbol ?? '1' }, this.settings, asTaken) : null;
  }

  /** The only variable of the synapse that an event adds, so many times. */
  private ownVariable(synapses: Thing, { added }: Effect): string | null {
    const { variables } = modelOf(synapses);
    const [name, ...others] = added ? [...statesIn(added)].filter((each) => variables.get(each)?.equation) : [];
    const drawn = others.filter((each) => !this.settings.of(synapses).has(each));
    if (!added || name === undefined || drawn.length > 0) return null;
    const split = splitBy(added, stateAtom(name));
    return split?.without.terms.length === 0 ? name : null;
  }

  /** Of a matrix of weights, a block for some of the sources: what belongs to this part of them. */
  weightOfBlock(
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
  isDirect(target: Thing, variable: string): boolean {
    return this.byEquations(target) || formOf(target, this.settings)?.membrane === variable;
  }

  drawnOf(of: Thing, value: Value, symbol: string | null, names: Table | null = null): Drawn | null {
    if (value.kind !== 'text') return drawnOf(value, symbol);
    return drawnIn(of, value.value, valueIn(of, this.settings, names), symbol ?? '1');
  }

  settingText(synapses: Thing, effect: Effect): string {
    for (const name of modelOf(synapses).variables.keys()) {
      const text = this.settings.textOf(synapses, name);
      if (text && new RegExp(`\\b${name}\\b`).test(effect.text)) return `, ${name} = ${text.value}`;
    }
    return '';
  }

  inDynamics(target: Thing, variable: string, added: Poly | null, written: string): Quantity {
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

  receptorOf(target: Thing, effect: Pick<Effect, 'variable'>): string | null {
    if (this.byEquations(target)) return effect.variable;
    const form = formOf(target, this.settings);
    const channels = form && channelsOf(form, valueIn(target, this.settings));
    const channel = form?.channels.find((each) => each.enters === effect.variable);
    if (!channel) return null;
    return channel.reversal ? (channels?.kinds.get(channel) ?? channel.variable) : channel.variable;
  }

  delayOf(synapses: Thing, pathway: string): Quantity {
    const given = synapses.fields.get('delay');
    const set = this.settings.lastOf(synapses, pathway === 'pre' ? 'delay' : `${pathway} delay`);
    const value: Value | undefined = set?.value ?? (given?.kind === 'table' ? given.entries.get(pathway) : given);
    if (!value || value.kind === 'nothing') return constantQuantity(0, 'ms', 'api');
    if (value.kind !== 'text') return quantity(value, 'ms');
    const drawn = this.drawnOf(synapses, value, 'ms', set?.names);
    return { value: null, unit: 'ms', text: value.value, sure: 'api', ...(drawn ? { drawn } : {}) };
  }
}
