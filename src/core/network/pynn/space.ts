// PyNN's structures as places, and connectors that go by distance or by a matrix as rules. PyNN 0.12, `space.py` and `connectors.py`.
import { textOf } from '../../evaluate/expressions';
import { type Thing, type Value } from '../../evaluate/value';
import { plainNumber } from '../draws';
import { numbersIn } from '../nest/inputs';
import { type ConnectionRule, type DistanceRule, type Places } from '../network';
import { distanceRule, gridPlaces } from '../places';
import { type PynnEnd } from './ends';
import { textField, wholeNumber } from '../read';

/** Without a structure the cells stand in a line, one apart. */
function placesOf({ made }: PynnEnd): Places | null {
  const size = wholeNumber(made.fields.get('size'));
  if (size === null) return null;
  const name = `${textField(made, 'label') ?? textField(made, 'variable') ?? ''} ${made.span?.start ?? ''}`;
  const structure = made.fields.get('structure');
  return structure === undefined || structure.kind === 'nothing'
    ? line(null, size, name)
    : structured(structure, size, name);
}

function line(of: Thing | null, size: number, name: string): Places {
  const value = (key: string, otherwise: number): number => plainNumber(of?.fields.get(key), null) ?? otherwise;
  return gridPlaces([size, 1, 1], [value('x0', 0), value('y', 0), value('z', 0)], [value('dx', 1), 1, 1], name);
}

function structured(structure: Value, size: number, name: string): Places | null {
  if (structure.kind !== 'thing') return null;
  const value = (key: string, otherwise: number): number => plainNumber(structure.fields.get(key), null) ?? otherwise;
  const fill = structure.fields.get('fill_order');
  // Cells that are put on the grid in a random order.
  if (fill && textOf(fill) !== 'sequential') return null;
  switch (textField(structure, 'name')) {
    case 'Line':
      return line(structure, size, name);
    case 'Grid2D': {
      const nx = Math.round(Math.sqrt(size * value('aspect_ratio', 1)));
      const first = [value('x0', 0), value('y0', 0), value('z', 0)];
      return nx > 0 && size % nx === 0
        ? gridPlaces([nx, size / nx, 1], first, [value('dx', 1), value('dy', 1), 1], name)
        : null;
    }
    case 'RandomStructure': {
      const boundary = structure.fields.get('boundary');
      if (boundary?.kind !== 'thing' || textField(boundary, 'name') !== 'Cuboid') return null;
      const origin = numbersIn(structure.fields.get('origin'), null) ?? [0, 0, 0];
      const sides = ['width', 'height', 'depth'].map((key) => plainNumber(boundary.fields.get(key), null));
      if (sides.includes(null)) return null;
      const drawn = sides.map((side, axis) => ({
        low: (origin[axis] ?? 0) - (side ?? 0) / 2,
        high: (origin[axis] ?? 0) + (side ?? 0) / 2,
      }));
      return { name, drawn };
    }
    default:
      return null;
  }
}

/** `Space(axes='xy', periodic_boundaries=((0, 500), (0, 500), None))`; null where it does more than that. */
function periodsOf(space: Value | undefined): readonly number[] | null {
  if (space === undefined || space.kind === 'nothing') return [];
  if (space.kind !== 'thing') return null;
  if (space.fields.has('scale_factor') || space.fields.has('offset') || space.fields.has('distance')) return null;
  const axes = space.fields.get('axes');
  if (axes && axes.kind !== 'nothing' && !/^x(?:yz?)?$/.test(textOf(axes) ?? '')) return null;
  const given = space.fields.get('periodic_boundaries');
  if (given?.kind !== 'sequence') return [];
  return given.items.map((each) => {
    const bounds = numbersIn(each, null);
    return bounds?.length === 2 ? (bounds[1] ?? 0) - (bounds[0] ?? 0) : 0;
  });
}

/** Null for every other connector, and for one that is not understood. */
export function spatialRule(
  connector: Value | undefined,
  space: Value | undefined,
  source: PynnEnd,
  target: PynnEnd,
): ConnectionRule | null {
  if (connector?.kind !== 'thing') return null;
  const name = textField(connector, 'name');
  if (name === 'ArrayConnector') return arrayRule(connector.fields.get('array'));
  const text = textField(connector, 'd_expression');
  if (name !== 'DistanceDependentProbabilityConnector' || text === null) return null;
  const [pre, post, periods] = [placesOf(source), placesOf(target), periodsOf(space)];
  if (!pre || !post || !periods) return null;
  const rest: Pick<DistanceRule, 'pre' | 'post' | 'periods'> = { pre, post, periods };
  return distanceRule({ probability: text, mask: null }, rest);
}

/** A matrix of draws, or one that is written out: a row for each source. */
function arrayRule(array: Value | undefined): ConnectionRule | null {
  const events = array?.kind === 'num' ? array.draw?.events : undefined;
  if (events?.kind === 'Bernoulli' && array?.kind === 'num') {
    const probability = plainNumber({ ...array, draw: null, poly: events.perStep, shape: [] }, null);
    return probability === null ? null : { kind: 'fixed-probability', probability };
  }
  if (array?.kind !== 'sequence' || array.count) return null;
  const rows = array.items.map((row) => (row.kind === 'sequence' && !row.count ? row.items.map(truthOf) : null));
  if (rows.some((row) => row === null || row.includes(null))) return null;
  const pairs = rows.flatMap((row, i) => (row ?? []).flatMap((each, j) => (each === true ? [[i, j] as const] : [])));
  return { kind: 'pairs', pre: pairs.map(([i]) => i), post: pairs.map(([, j]) => j) };
}

function truthOf(value: Value): boolean | null {
  if (value.kind === 'flag') return value.value;
  const number = plainNumber(value, null);
  return number === null ? null : number !== 0;
}
