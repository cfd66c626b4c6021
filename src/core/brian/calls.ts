// What runs and connects: `run`, `Network.run`, `Synapses.connect`, with the names that are in force there.
import { argument, argumentSpan, type Call } from '../evaluate/library';
import { type Run } from '../evaluate/run';
import { type Thing, type Value } from '../evaluate/value';
import { expectQuantity } from './expect';
import { identifiersIn, nameGroups, namesInForce, textsOf } from './names';
import { connectArguments } from './signatures';

export function runs(run: Run, given: Call): void {
  const duration = argument(given, 'duration', 0);
  const span = argumentSpan(given, 'duration', 0);
  expectQuantity(run, duration, span, { callee: 'run', parameter: 'duration', unit: 's' });
  nameGroups(run, given.scope, given.keywords.get('namespace'));
  run.called('brian2', 'run', new Map<string, Value>(duration ? [['duration', duration]] : []), given.span);
}

export function connected(run: Run, given: Call, synapses: Thing): void {
  const args = new Map<string, Value>([['synapses', synapses]]);
  connectArguments.forEach((key, i) => {
    const value = argument(given, key, i);
    if (value) args.set(key, value);
  });
  const texts = ['condition', 'i', 'j', 'p', 'n'].flatMap((key) => textsOf(args.get(key)));
  args.set('names', namesInForce(run, given.scope, identifiersIn(texts), args.get('namespace')));
  run.called('brian2', 'connect', args, given.span);
}
