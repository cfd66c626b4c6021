// Conductances that a script gives as lists, one entry for each receptor; NEST's `receptor_type` counts them from 1.
import { type ParameterReader } from './parameters';
import { type Receptor, type Shape } from './synapses';

/** Null where the population has no such list. Of a lone number there is one receptor; `otherwise` holds where the script leaves NEST's own. */
export function numberedReceptors(
  given: ParameterReader,
  shape: Shape,
  otherwise?: { readonly timesMs: readonly number[]; readonly reversalsMv: readonly number[] },
): readonly Receptor[] | null {
  const found = given.find({ keys: ['tau_syn'], unit: 'ms' });
  const lists = [given.list('tau_syn', 'ms', 'positive'), given.list('E_rev', 'mV')] as const;
  const own = lists[0] ?? (found === null ? null : [given.single({ keys: ['tau_syn'], unit: 'ms' }, 2)]);
  const isLeft = lists[0] === null && found?.byDefault !== false;
  const timesMs = isLeft ? (otherwise?.timesMs ?? own) : own;
  if (timesMs === null) return null;
  const single = given.find({ keys: ['E_rev'], unit: 'mV' });
  const common = typeof single?.value === 'number' ? single.value : 0;
  const reversals = lists[1] ?? (isLeft ? otherwise?.reversalsMv : undefined);
  return timesMs.map((decayMs, k) => {
    const reversalMv = reversals?.[k] ?? common;
    return {
      port: { name: String(k + 1), unit: 'nS', sign: 'positive', inhibits: reversalMv < -50 },
      shape,
      decayMs,
      reversalMv,
    };
  });
}
