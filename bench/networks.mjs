// The networks that are measured and compared, as a backend's script would give them to the simulation.
import { readFileSync } from 'node:fs';
import { inRoot } from '../scripts/root.mjs';

/** By name; the peers read the same file. */
export const specifications = JSON.parse(readFileSync(inRoot('bench/networks.json'), 'utf8'));

const roleUnits = {
  capacity: 'pF',
  membraneTime: 'ms',
  refractory: 'ms',
  synapticTimeExcitatory: 'ms',
  synapticTimeInhibitory: 'ms',
};

const span = { file: '', start: 0, end: 0 };
const quantity = (value, unit) => ({ value, unit, text: String(value), sure: 'declared' });

/** @returns {any} a Network; the test that uses it checks what comes of it */
export function networkOf(spec) {
  const params = Object.fromEntries(
    Object.entries(spec.parameters).map(([role, value]) => [
      role,
      { ...quantity(value, roleUnits[role] ?? 'mV'), role },
    ]),
  );
  spec.reversals?.forEach((value, i) => (params[['E_ex', 'E_in'][i]] = quantity(value, 'mV')));
  const population = (name, size) => ({ name, size, model: spec.dynamics, dynamics: spec.dynamics, params, span });
  const names = ['E', 'I'];
  const receptors = ['excitatory', 'inhibitory'];
  const inputs = names.map((target) => ({
    ...{ kind: 'poisson', count: spec.poisson?.count, rateHz: quantity(spec.poisson?.rateHz, 'Hz'), target },
    ...{ weight: quantity(spec.poisson?.weight, spec.unit), delay: null, receptor: receptors[0], shared: false, span },
  }));
  return {
    backend: 'nest',
    dtMs: quantity(spec.dtMs, 'ms'),
    durationMs: null,
    populations: [population('E', spec.excitatory), population('I', spec.inhibitory)],
    projections: names.flatMap((pre, i) =>
      names.map((post) => ({
        ...{ pre, post, rule: { kind: 'fixed-probability', probability: spec.probability } },
        ...{ weight: quantity(spec.weights[i], spec.unit), delay: quantity(spec.delayMs, 'ms') },
        ...{ receptor: receptors[i], span },
      })),
    ),
    inputs: spec.poisson === null ? [] : inputs,
    assumed: [],
  };
}
