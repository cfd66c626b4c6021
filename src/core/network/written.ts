// Where a connection's weight and delay were written, and whether they stay what they were: the calls behind a Network's projections and inputs.
import { type ApiCall, spanKey } from '../evaluate/facts';
import { type Value } from '../evaluate/value';
import { type Span } from '../text';

export interface Written {
  /** False where the script gives none and the backend's default holds. */
  readonly given: boolean;
  /** True for one number; a draw's mean is not what a clipped draw comes to. */
  readonly plain: boolean;
  readonly span: Span;
}

export interface WrittenSynapse {
  readonly weight: Written;
  readonly delay: Written;
  /** True where learning or release changes the weight in the run. */
  readonly plastic: boolean;
}

const plasticModels =
  /stdp|tsodyks|plastic|quantal|vogels|eprop|clopath|urbanczik|jonke|hebb|learn|dopa|bcpnn|mechanism/i;

/** By the place of the call that connects. */
export function writtenSynapses(calls: readonly ApiCall[]): ReadonlyMap<string, WrittenSynapse> {
  const found = new Map<string, WrittenSynapse>();
  for (const call of calls) {
    if (call.what !== 'connect') continue;
    found.set(spanKey(call.span), {
      weight: written(call, ['weight', 'weights']),
      delay: written(call, ['delay', 'delays']),
      plastic: isPlastic(call),
    });
  }
  return found;
}

interface Holder {
  readonly entries: ReadonlyMap<string, Value>;
  readonly places: ReadonlyMap<string, Span>;
}

/** A table of NEST's, a synapse type or, in old PyNN, the connector. */
const holders = (call: ApiCall): Holder[] =>
  ['synapse', 'connector'].flatMap((key) => {
    const holder = call.args.get(key);
    if (holder?.kind === 'table') return [{ entries: holder.entries, places: holder.valuePlaces }];
    return holder?.kind === 'thing' ? [{ entries: holder.fields, places: holder.places }] : [];
  });

function written(call: ApiCall, names: readonly string[]): Written {
  for (const { entries, places } of holders(call)) {
    for (const name of names) {
      const value = entries.get(name);
      if (value)
        return {
          given: true,
          plain: value.kind === 'num' && value.draw === null,
          span: places.get(name) ?? call.span,
        };
    }
  }
  return { given: false, plain: false, span: call.span };
}

const isPlastic = (call: ApiCall): boolean =>
  holders(call).some(({ entries }) =>
    ['synapse_model', 'model', 'name'].some((name) => {
      const model = entries.get(name);
      return model?.kind === 'text' && plasticModels.test(model.value);
    }),
  );
