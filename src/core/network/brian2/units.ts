// In which unit a number of a Brian 2 script is shown and simulated, and weights that are taken away.
import { type Thing } from '../../evaluate/value';
import { asConstant, type Poly } from '../../evaluate/poly';
import { modelOf } from '../../brian/model';
import { type Dimension, sameDimension } from '../../units/dimension';
import { parseUnit } from '../../units/parse';
import { toNumber } from '../../units/rational';
import { negatedDraw } from '../draws';
import { type Quantity } from '../network';

/** A weight that is taken away. */
export function negated({ value, drawn, ...weight }: Quantity): Quantity {
  const other = drawn && negatedDraw(drawn);
  if (other) return { ...weight, value, text: `-(${weight.text})`, drawn: other };
  return value === null
    ? { ...weight, value, text: `-(${weight.text})` }
    : { ...weight, value: -value, text: String(-value) };
}

/** In the unit that the variable's equation has, which is one of SI. */
export function inSi(added: Poly | null, target: Thing, variable: string, text: string): Quantity {
  const exact = added && asConstant(added);
  const unit = modelOf(target).variables.get(variable)?.equation?.unit ?? null;
  return { value: exact ? toNumber(exact) : null, unit, text, sure: 'api' };
}

/** The prefix in which a quantity of a neuron is mostly given. */
export function usualUnit(of: Dimension): string | null {
  return ['mV', 'nS', 'pA', '1'].find((each) => sameDimension(parseUnit(each)?.dimension ?? [], of)) ?? null;
}
