// NetCon: who sends to whom, over which threshold, how late and how strongly.
import { type Backend, expectUnit } from '../../backend';
import { argument, argumentSpan, type Call } from '../../evaluate/library';
import { type Run } from '../../evaluate/run';
import { thing, type Thing, type Value } from '../../evaluate/value';
import { type Span } from '../../text';
import { weightUnitOfNeuron } from '../facts/neuron';
import { ref } from './places';

export const netCon = 'neuron.NetCon';
export const weights = 'neuron.Weights';

export const connectionOf = (of: Thing): Thing | null => {
  const known = of.fields.get('of');
  return known?.kind === 'thing' ? known : null;
};

export const modelOfTarget = (of: Thing): string => {
  const target = of.fields.get('target');
  const model = target?.kind === 'thing' ? target.fields.get('model') : undefined;
  return model?.kind === 'text' ? model.value : '';
};

/** `NetCon(source, target, threshold, delay, weight)`; `pc.gid_connect(gid, target)` has its source elsewhere. */
export function connection(run: Run, backend: Backend, given: Call): Thing {
  const made = thing(netCon, given.span);
  const byGid = given.path.endsWith('gid_connect');
  for (const [i, key] of ['source', 'target', 'threshold', 'delay', 'weight'].entries()) {
    const value = byGid && key === 'source' ? undefined : argument(given, key, i);
    if (!value) continue;
    if (key === 'source' || key === 'target') made.fields.set(key, value);
    else setConnection(run, backend, made, key, value, argumentSpan(given, key, i));
  }
  const times = run.times();
  if (times) made.fields.set('made', times);
  run.called('neuron', 'connect', new Map([['made', made]]), given.span);
  return made;
}

export function setConnection(run: Run, backend: Backend, of: Thing, name: string, value: Value, span: Span): boolean {
  const source = of.fields.get('source');
  const model = modelOfTarget(of);
  const watched = source?.kind === 'thing' && source.type === ref;
  const symbol =
    name === 'delay'
      ? 'ms'
      : name === 'threshold' && watched
        ? 'mV'
        : name === 'weight'
          ? weightUnitOfNeuron(model)
          : null;
  if (symbol !== null)
    expectUnit(run, value, span, {
      backend,
      callee: 'NetCon',
      parameter: name,
      unit: symbol,
      ...(name === 'weight' ? { note: `for a connection to \`${model}\`` } : {}),
    });
  run.journal.write(of.fields, name, value);
  of.places.set(name, span);
  return true;
}
