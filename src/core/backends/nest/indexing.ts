// What an index into NEST's nodes picks where it is no plain number or slice: a loop's variable, a mask of draws, a list of indices.
import { constantOf, literal } from '../../evaluate/numbers';
import { asConstant, atomsOf, subtractPolys, symbol } from '../../evaluate/poly';
import { type Run } from '../../evaluate/run';
import { num, sequence, table, type Table, thing, type Thing, type Value } from '../../evaluate/value';
import {
  collectionType,
  inTurn,
  isDevice,
  nodeParameters,
  part,
  placedAt,
  rangeAt,
  rangeOf,
  takeSome,
  thingsIn,
  wholeOf,
} from '../../network/nest/nodes';
import { rational, toText } from '../../units/rational';

/** What an index that is a loop's variable picks, or an array of draws. */
export function someAt(of: Thing, index: Value | undefined): Thing | null {
  if (index?.kind === 'unknown') {
    const [, loop] = /^index:(.*)$/.exec(index.symbol?.id ?? '') ?? [];
    return loop === undefined ? takeSome(of, { by: 'unknown' }) : inTurn(of, { loop, ahead: 0 });
  }
  // Every second node and the like.
  const step = index?.kind === 'thing' && index.type === 'slice' ? index.fields.get('step') : undefined;
  if (step && step.kind !== 'nothing' && toText(constantOf(step) ?? rational(0)) !== '1')
    return takeSome(of, { by: 'unknown' });
  if (index?.kind === 'sequence' && !index.count) return nodesAt(of, index.items);
  if (index?.kind === 'thing' && index.type !== 'slice') return takeSome(of, { by: 'unknown' });
  if (index?.kind !== 'num') return null;
  const events = index.shape?.length ? index.draw?.events : undefined;
  if (events?.kind === 'Bernoulli') return takeSome(of, { by: 'chance', chance: num(events.perStep) });
  const loops = [...atomsOf(index.poly).values()].filter(({ id }) => id.startsWith('loop:'));
  const [loop] = loops;
  const some = constantOf(index) ? null : takeSome(of, { by: 'unknown' });
  if (!loop || loops.length > 1) return some;
  const ahead = asConstant(subtractPolys(index.poly, symbol(loop)));
  return ahead && ahead.d === 1n ? inTurn(of, { loop: loop.id.slice(5), ahead: Number(ahead.n) }) : some;
}

/** `nodes[[0, 4, 7]]`. */
function nodesAt(of: Thing, indices: readonly Value[]): Thing | null {
  const nodes = indices.map((each) => rangeAt(of, each));
  if (nodes.length === 0 || nodes.length > 1024 || nodes.includes(null)) return takeSome(of, { by: 'unknown' });
  const parts = nodes.map((range) => part(of, range));
  const joined = thing(collectionType, of.span, new Map(of.fields));
  joined.fields.set('parts', sequence('list', parts));
  joined.fields.set('size', literal(rational(parts.length)));
  return joined;
}

/** A list made of one node that stands for all is all of them. */
export const wholeIfOne = (of: Thing): Thing => (of.fields.has('of') && !rangeOf(of) ? wholeOf(of) : of);

/** `noise[1].rate = 1.5e4`: one of a few generators gets parameters of its own. */
export function generatorAt(run: Run, of: Thing, index: Value | undefined): Thing | null {
  const [at, size] = [constantOf(index), constantOf(of.fields.get('size'))];
  const most = run.settling ? 64n : isDevice(of) ? 16n : 0n;
  if (!at || !size || size.d !== 1n || size.n < 2n || size.n > most || at.n < 0n || at.n >= size.n) return null;
  if (rangeOf(of) || of.fields.has('parts')) return null;
  if (of.fields.get(nodeParameters)?.kind !== 'sequence') {
    const own = Array.from({ length: Number(size.n) }, () => merged(of.fields.get('params'), table()));
    run.journal.write(of.fields, nodeParameters, sequence('list', own));
  }
  const node = thingsIn(of)[Number(at.n)];
  return node ? placedAt(node, of, Number(at.n)) : null;
}

/** A table of parameters over another. */
export function merged(old: Value | undefined, values: Value | null): Table {
  const result = table();
  for (const each of [old, values]) {
    if (each?.kind !== 'table') continue;
    for (const [key, value] of each.entries) result.entries.set(key, value);
    for (const [key, place] of each.valuePlaces) result.valuePlaces.set(key, place);
  }
  return result;
}
