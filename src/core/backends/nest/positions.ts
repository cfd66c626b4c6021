// NEST's nodes in space: how many places a grid or a list of positions has.
import { arithmetic } from '../../evaluate/arithmetic';
import { argument, type Call } from '../../evaluate/library';
import { literal, toNumber } from '../../evaluate/numbers';
import { type Run } from '../../evaluate/run';
import { nothing, thing, type Value } from '../../evaluate/value';
import { one, rational } from '../../units/rational';

/** `nest.spatial.grid(shape)`, `nest.spatial.free(pos)`; null for the others of that module. */
export function positionsOf(given: Call, name: string): Value | null {
  const key = { grid: 'shape', free: 'pos' }[name];
  if (key === undefined) return null;
  const made = thing('nest.positions', given.span);
  // NEST 3.10, `hl_api_spatial.py`: grid(shape, center, extent, edge_wrap), free(pos, extent, edge_wrap, num_dimensions).
  const others = name === 'grid' ? ['center', 'extent', 'edge_wrap'] : ['extent', 'edge_wrap', 'num_dimensions'];
  for (const [i, each] of [key, ...others].entries()) {
    const value = argument(given, each, i);
    if (value) made.fields.set(each, value);
  }
  return made;
}

/** Of nodes that are made at positions and not counted: as many as there are places, nothing where that is not known; undefined without positions. */
export function placesIn(run: Run, given: Call): Value | undefined {
  const positions = given.keywords.get('positions');
  if (!positions || positions.kind === 'nothing') return undefined;
  if (positions.kind !== 'thing') return nothing;
  const [shape, pos] = [positions.fields.get('shape'), positions.fields.get('pos')];
  if (shape?.kind === 'sequence' && !shape.count && shape.items.length > 0)
    return shape.items.reduce<Value>((product, each) => {
      const [a, b] = [toNumber(run, product), toNumber(run, each)];
      return a && b ? arithmetic(run, '*', a, b, given.span) : nothing;
    }, literal(one));
  return pos?.kind === 'sequence' && !pos.count && pos.items.every((each) => each.kind === 'sequence')
    ? literal(rational(pos.items.length))
    : nothing;
}
