// What runs and connects: `run`, `Network.run`, `Synapses.connect`, with the names that are in force there.
import { argument, argumentSpan, type Call } from '../evaluate/library';
import { type Run } from '../evaluate/run';
import { type Scope } from '../evaluate/scope';
import { type Thing, type Value } from '../evaluate/value';
import { expectQuantity } from './expect';
import { identifiersIn, nameGroups, namesInForce, textsOf } from './names';
import { connectArguments } from './signatures';

/** A run of all that is in sight, or of a network's parts: null where those are not all known. */
export function runs(run: Run, given: Call, parts: ReadonlySet<Value> | null = heldIn(given.scope)): void {
  const duration = argument(given, 'duration', 0);
  const span = argumentSpan(given, 'duration', 0);
  expectQuantity(run, duration, span, { callee: 'run', parameter: 'duration', unit: 's' });
  nameGroups(run, given.scope, given.keywords.get('namespace'), parts, given.span);
  run.called('brian2', 'run', new Map<string, Value>(duration ? [['duration', duration]] : []), given.span);
}

/** The magic network is what the names of the frame and of its module stand for, and nothing in their lists. */
function heldIn(scope: Scope | null): ReadonlySet<Value> | null {
  if (!scope) return null;
  const held = new Set<Value>();
  for (let at: Scope | null = scope; at; at = at.parent)
    for (const value of at.names.values()) {
      if (value.kind === 'choice') for (const option of value.options) held.add(option.value);
      else held.add(value);
    }
  return held;
}

/** What a network was made of. */
export function partsOf(network: Thing): ReadonlySet<Value> | null {
  const objects = network.fields.get('objects');
  const parts = new Set<Value>();
  const add = (value: Value): boolean => {
    if (value.kind === 'thing') parts.add(value);
    else if (value.kind === 'choice') return value.options.every((each) => add(each.value));
    else if (value.kind === 'sequence') return value.count === null && value.items.every(add);
    else return value.kind === 'table' && !value.open && [...value.entries.values()].every(add);
    return true;
  };
  return objects && add(objects) ? parts : null;
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
