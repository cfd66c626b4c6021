// What a PyNN script asks of a projection that it made.
import { type Call } from '../../evaluate/library';
import { type Run } from '../../evaluate/run';
import { nothing, unknown, type Value } from '../../evaluate/value';

/** `projection.set(weight=0.01)`, and `setWeights`, `setDelays` of PyNN 0.7: what its synapses have from then on. */
export function onProjection(run: Run, given: Call, name: string): Value {
  const target = given.receiver;
  if (target?.kind !== 'thing') return unknown('a projection not known');
  const [first] = given.args;
  const older = { setWeights: 'weight', setDelays: 'delay' }[name];
  const values =
    older && first ? new Map([[older, first]]) : name === 'set' ? given.keywords : new Map<string, Value>();
  for (const key of ['weight', 'delay']) {
    const value = values.get(key);
    if (value) run.journal.write(target.fields, key, value);
  }
  return name === 'set' || older ? nothing : unknown(`\`${name}\` of a projection`);
}
