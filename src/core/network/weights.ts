// Where a connection's weight was written, and whether it stays what it was: the calls behind a Network's projections and inputs.
import { type ApiCall, spanKey } from '../evaluate/facts';
import { type Value } from '../evaluate/value';
import { type Span } from '../text';

export interface WrittenWeight {
  /** False where the script gives none and the backend's default holds. */
  readonly given: boolean;
  /** True where learning or release changes it in the run. */
  readonly plastic: boolean;
  /** True for one number; a draw's mean is not what a clipped draw comes to. */
  readonly plain: boolean;
  readonly span: Span;
}

const plasticModels =
  /stdp|tsodyks|plastic|quantal|vogels|eprop|clopath|urbanczik|jonke|hebb|learn|dopa|bcpnn|mechanism/i;

/** By the place of the call that connects. */
export function writtenWeights(calls: readonly ApiCall[]): ReadonlyMap<string, WrittenWeight> {
  const found = new Map<string, WrittenWeight>();
  for (const call of calls) if (call.what === 'connect') found.set(spanKey(call.span), read(call));
  return found;
}

function read(call: ApiCall): WrittenWeight {
  let [given, plastic, plain, span] = [false, false, false, call.span];
  for (const key of ['synapse', 'connector']) {
    const holder = call.args.get(key);
    if (holder?.kind !== 'table' && holder?.kind !== 'thing') continue;
    const [entries, places] =
      holder.kind === 'table' ? [holder.entries, holder.valuePlaces] : [holder.fields, holder.places];
    for (const name of ['weight', 'weights']) {
      const weight = entries.get(name);
      if (!weight) continue;
      given = true;
      plain = weight.kind === 'num' && weight.draw === null;
      span = places.get(name) ?? span;
    }
    const models = ['synapse_model', 'model', 'name'].map((name) => entries.get(name));
    if (models.some((each) => isPlastic(each))) plastic = true;
  }
  return { given, plastic, plain, span };
}

const isPlastic = (model: Value | undefined): boolean => model?.kind === 'text' && plasticModels.test(model.value);
