// What is plainly wrong with a population's activity, with the figures that say so.
import type { Quantity } from '../core/network/network';
import type { PopulationSummary } from '../stats/summary';
import { count, figure } from './words';

export interface Symptom {
  readonly kind: 'silent' | 'runaway';
  readonly population: string;
  readonly evidence: string;
}

/** No cortical population fires so much for long; a refractory period of 2 ms ends at 500 Hz. */
const runawayHz = 200;

interface Parameters {
  readonly name: string;
  readonly params: Readonly<Record<string, Quantity & { readonly role?: string }>>;
}

export function findSymptoms(
  populations: readonly PopulationSummary[],
  ms: number,
  described: readonly Parameters[],
): Symptom[] {
  return populations.flatMap(({ name, size, spikes, rateHz, vMean, vSd }): Symptom[] => {
    if (spikes === 0) {
      const threshold = thresholdOf(described.find((each) => each.name === name));
      const membrane = vMean === null ? '' : `; the membrane is at ${figure(vMean)} ± ${figure(vSd)} mV`;
      const evidence = `no spike of ${count(size, 'neuron')} in ${figure(ms, 6)} ms${membrane}${threshold}`;
      return [{ kind: 'silent', population: name, evidence }];
    }
    if (rateHz <= runawayHz) return [];
    return [{ kind: 'runaway', population: name, evidence: `${figure(rateHz)} Hz is more than ${runawayHz} Hz` }];
  });
}

function thresholdOf(population: Parameters | undefined): string {
  const found = Object.values(population?.params ?? {}).find(({ role }) => role === 'threshold');
  return found ? `, the threshold at ${found.text}` : '';
}
