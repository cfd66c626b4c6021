// Slips of the pen in what NEST's nodes and connections are given.
import { type Run } from '../../evaluate/run';
import { noteSlips } from '../../evaluate/slips';
import { type Table, type Value } from '../../evaluate/value';
import { type Span } from '../../text';
import { keysOfConnection, keysOfNode } from '../facts/nest';

type Place = (key: string) => Span;

export function noteConnectionSlips(run: Run, spec: Table | null, synapse: Value | undefined, place: Place): void {
  if (spec)
    noteSlips(
      run,
      'Connect',
      spec.entries.keys(),
      keysOfConnection(synapse?.kind === 'text' ? synapse.value : null),
      place,
    );
}

export const noteNodeSlips = (run: Run, model: string, entries: ReadonlyMap<string, Value>, place: Place): void =>
  noteSlips(run, model, entries.keys(), keysOfNode(model), place);
