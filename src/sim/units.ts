// The few units that the quantities of a Network come in, as exact powers of ten of one unit per dimension.
import { type Quantity } from '../core/network/network';

export type NaturalUnit = 'mV' | 'pA' | 'nS' | 'pF' | 'ms' | 'Hz';

/** Unit → the natural unit of its dimension, and the power of ten that leads there. */
const units: Readonly<Record<string, readonly [NaturalUnit, number]>> = {
  V: ['mV', 3],
  mV: ['mV', 0],
  uV: ['mV', -3],
  A: ['pA', 12],
  mA: ['pA', 9],
  uA: ['pA', 6],
  nA: ['pA', 3],
  pA: ['pA', 0],
  fA: ['pA', -3],
  S: ['nS', 9],
  mS: ['nS', 6],
  uS: ['nS', 3],
  nS: ['nS', 0],
  pS: ['nS', -3],
  F: ['pF', 12],
  uF: ['pF', 6],
  nF: ['pF', 3],
  pF: ['pF', 0],
  s: ['ms', 3],
  ms: ['ms', 0],
  us: ['ms', -3],
  Hz: ['Hz', 0],
  kHz: ['Hz', 3],
  'spikes/s': ['Hz', 0],
  '1/s': ['Hz', 0],
  '1/ms': ['Hz', 3],
};

/** The quantity's value in `to`; a quantity without a unit is taken to be in `to`. Null where the units don't belong together. */
export function convert(quantity: Quantity, to: NaturalUnit): number | null {
  if (quantity.value === null) return null;
  if (quantity.unit === null) return quantity.value;
  const known = units[quantity.unit.replace(/[µμ]/g, 'u')];
  if (known === undefined || known[0] !== to) return null;
  // 10 ** -3 is inexact, so divide where the power is negative.
  return known[1] >= 0 ? quantity.value * 10 ** known[1] : quantity.value / 10 ** -known[1];
}
