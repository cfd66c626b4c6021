// The learning of Brian 2's synapses as a rule of pairs, and weights that are drawn, in the unit in which the target takes their events.
import { fromFloat } from '../../evaluate/numbers';
import { type Poly } from '../../evaluate/poly';
import { type Thing, type Value } from '../../evaluate/value';
import { valued } from '../../brian/algebra';
import { pairRuleOf } from '../../brian/pairs';
import { type AllSettings } from '../../brian/settings';
import { type Effect } from '../../brian/synapses';
import { unit } from '../../backend';
import { toNumber } from '../../units/rational';
import { drawnText, negatedDraw, scaledDraw } from '../draws';
import { type Drawn, type Numbers, type Quantity } from '../network';
import { type Plasticity } from '../plasticity';

/** @param asTaken what an event adds, in the unit of the projection's weight */
export function learningOf(
  synapses: Thing,
  effect: Effect,
  all: AllSettings,
  asTaken: (added: Poly) => Quantity,
): Plasticity | null {
  const rule = pairRuleOf(synapses, effect, all.of(synapses));
  const most = rule?.high ?? 1;
  const taken = rule && takenFor(synapses, effect, rule.weight, most, all, asTaken)?.value;
  if (!rule || !taken) return null;
  const scale = Math.abs(taken) / most;
  const by = rule.high ?? 1 / scale;
  return {
    kind: 'stdp',
    tauPlusMs: rule.tauPlus * 1000,
    tauMinusMs: rule.tauMinus * 1000,
    potentiation: rule.potentiation / by,
    depression: rule.depression / by,
    exponentPlus: 0,
    exponentMinus: 0,
    wMin: rule.low * scale,
    wMax: rule.high === null ? null : rule.high * scale,
    pairing: rule.nearest ? 'nearest' : 'all',
    delayed: 'axonal',
  };
}

/** A weight that each synapse draws for itself, where the target takes it in another unit than it is drawn in. */
export function scaledWeight(
  synapses: Thing,
  effect: Effect,
  name: string,
  { drawn, unit: symbol }: { readonly drawn: Drawn; readonly unit: string },
  all: AllSettings,
  asTaken: (added: Poly) => Quantity,
): Quantity | null {
  const one = takenFor(synapses, effect, name, toNumber(unit(symbol).factor), all, asTaken);
  if (!one?.value) return null;
  const size = scaledDraw(drawn, Math.abs(one.value));
  const scaled = one.value < 0 ? negatedDraw(size) : size;
  const text = scaled && drawnText(scaled, one.unit === '1' ? '' : (one.unit ?? ''));
  return scaled && { value: null, unit: one.unit, text: text ?? '', sure: 'api', drawn: scaled };
}

/** The same of weights that the script lists. */
export function eachWeight(
  synapses: Thing,
  effect: Effect,
  name: string,
  { each, unit: symbol }: { readonly each: Numbers; readonly unit: string },
  all: AllSettings,
  asTaken: (added: Poly) => Quantity,
): Quantity | null {
  const one = takenFor(synapses, effect, name, toNumber(unit(symbol).factor), all, asTaken);
  const factor = one?.value ?? null;
  if (!one || factor === null) return null;
  const values = Float64Array.from(each, (value) => value * factor);
  return { value: null, unit: one.unit, text: `${each.length} values`, sure: 'api', each: values };
}

/** What an event adds where the weight has this value in SI. */
function takenFor(
  synapses: Thing,
  { added }: Effect,
  name: string,
  value: number,
  all: AllSettings,
  asTaken: (added: Poly) => Quantity,
): Quantity | null {
  const held = new Map<string, Value>([...all.of(synapses), [name, fromFloat(value)]]);
  return added && asTaken(valued(added, all.lookupOf(synapses), held));
}
