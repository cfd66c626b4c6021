// LIF with conductances that rise and fall with a time constant each: NEST's iaf_cond_beta.
import { clampedModel } from '../clamped';
import { conductancePorts, readReversals } from '../lif';
import { type Receptor } from '../synapses';

/** NEST 3.10 iaf_cond_beta's defaults. */
export default clampedModel('lif-cond-beta', (given) => {
  const { reversalExcitatoryMv, reversalInhibitoryMv } = readReversals(given);
  const time = (key: string, otherwise: number): Receptor['decayMs'] =>
    given.value({ keys: [key], unit: 'ms', bound: 'positive' }, otherwise);
  const sides = [
    { rise: 'tau_rise_ex', decay: 'tau_decay_ex', otherwise: 0.2, reversalMv: reversalExcitatoryMv },
    { rise: 'tau_rise_in', decay: 'tau_decay_in', otherwise: 2, reversalMv: reversalInhibitoryMv },
  ];
  return conductancePorts.flatMap((port, k): Receptor[] => {
    const side = sides[k];
    if (!side) return [];
    const { rise, decay, otherwise, reversalMv } = side;
    return [{ port, shape: 'beta', riseMs: time(rise, otherwise), decayMs: time(decay, otherwise), reversalMv }];
  });
});
