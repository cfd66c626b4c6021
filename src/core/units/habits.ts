// The weakest witness: what a number of this role and size is mostly written in. Shown as a guess, never counted and never used in a finding.
import { roleOfName } from './roles';

interface Habit {
  readonly unit: string;
  readonly from: number;
  readonly below: number;
}

const voltage: readonly Habit[] = [
  { unit: 'mV', from: 20, below: 150 },
  { unit: 'V', from: 0.02, below: 0.15 },
];
/** Between 0.1 and 0.5 a time constant is as well a long one in seconds as a short one in milliseconds. */
const timeConstant: readonly Habit[] = [
  { unit: 'ms', from: 0.5, below: 2000 },
  { unit: 's', from: 0.0002, below: 0.1 },
];
const step: readonly Habit[] = [
  { unit: 'ms', from: 0.01, below: 20 },
  { unit: 's', from: 0.000001, below: 0.002 },
];

const habits: Readonly<Record<string, readonly Habit[]>> = {
  threshold: voltage,
  leak: voltage,
  reset: voltage,
  membraneTime: timeConstant,
  synapticTime: timeConstant,
  refractory: timeConstant,
  delay: [{ unit: 'ms', from: 0.05, below: 100 }],
  dt: step,
  rate: [{ unit: 'Hz', from: 1, below: 1e6 }],
  capacity: [{ unit: 'pF', from: 40, below: 5000 }],
  duration: [{ unit: 'ms', from: 50, below: 1e7 }],
};

const words: Readonly<Record<string, string>> = {
  threshold: 'threshold',
  leak: 'resting potential',
  reset: 'reset potential',
  membraneTime: 'membrane time constant',
  synapticTime: 'synaptic time constant',
  refractory: 'refractory period',
  delay: 'delay',
  dt: 'time step',
  rate: 'rate',
  capacity: 'membrane capacity',
  duration: 'duration',
};

export interface LikelyUnit {
  readonly unit: string;
  readonly because: string;
}

/** What a bare number under a name is mostly in; null where sizes of both conventions overlap. */
export function likelyUnit(name: string, value: number): LikelyUnit | null {
  const role = roleOfName(name)?.role;
  if (role === undefined || !Object.hasOwn(habits, role)) return null;
  const size = Math.abs(value);
  const habit = habits[role]?.find((each) => size >= each.from && size < each.below);
  return habit ? { unit: habit.unit, because: `a ${words[role]} of ${value} is mostly in ${habit.unit}` } : null;
}
