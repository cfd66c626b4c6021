// PyNN's projections as rules need them: the target's model, the receptor, and weight and delay with the place where they stand.
import { type ApiCall } from '../../evaluate/facts';
import { constantOf } from '../../evaluate/numbers';
import { type Num, type Thing, type Value } from '../../evaluate/value';
import { weightUnitOfPynn } from '../../backends/facts/pynn';
import { type Span } from '../../text';
import { toNumber } from '../../units/rational';

export interface Placed {
  readonly value: Num;
  readonly span: Span;
}

export interface PynnProjection {
  readonly post: Thing;
  readonly model: string;
  readonly receptor: string | null;
  readonly weightUnit: string | null;
  /** Every weight that is known to occur; of a random draw nothing is said. */
  readonly weights: readonly Placed[];
  readonly delays: readonly Placed[];
  /** A rule changes the weights while the network runs. */
  readonly plastic: boolean;
  /** The call that connects. */
  readonly span: Span;
}

export function pynnProjections(calls: readonly ApiCall[]): readonly PynnProjection[] {
  return calls.flatMap((call) => {
    if (call.backend !== 'pynn' || call.what !== 'connect' || call.dead !== null) return [];
    const post = call.args.get('post');
    if (post?.kind !== 'thing') return [];
    const [model, params] = [post.fields.get('model'), post.fields.get('params')];
    const name = model?.kind === 'text' ? model.value : '';
    const holders = [call.args.get('synapse'), call.args.get('connector')];
    return [
      {
        post,
        model: name,
        receptor: receptorOf(call),
        weightUnit: weightUnitOfPynn(name, params?.kind === 'table' ? [...params.entries.keys()] : []),
        weights: holders.flatMap((each) => [...fieldsIn(each, ['weight', 'weights'], call.span)]),
        delays: holders.flatMap((each) => [...fieldsIn(each, ['delay', 'delays'], call.span)]),
        span: call.span,
        plastic: holders.some((each) => each?.kind === 'thing' && each.fields.has('timing_dependence')),
      },
    ];
  });
}

/** Null where it is not known. */
export function receptorOf({ args }: ApiCall): string | null {
  const receptor = args.get('receptor');
  return receptor === undefined ? 'excitatory' : receptor.kind === 'text' ? receptor.value : null;
}

function* fieldsIn(holder: Value | undefined, keys: readonly string[], fallback: Span): Iterable<Placed> {
  if (holder?.kind !== 'thing') return;
  for (const key of keys) yield* numbersIn(holder.fields.get(key), holder.places.get(key) ?? fallback);
}

export function* numbersIn(value: Value | undefined, span: Span | null): Iterable<Placed> {
  if (!span) return;
  if (value?.kind === 'num' && !value.draw && constantOf(value)) yield { value, span };
  if (value?.kind === 'sequence') for (const item of value.items.slice(0, 64)) yield* numbersIn(item, span);
}

export const numberOf = ({ value }: Placed): number => {
  const exact = constantOf(value);
  return exact ? toNumber(exact) : 0;
};
