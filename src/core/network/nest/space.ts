// NEST's nodes in space as places, and its masks and chances by distance as a rule. NEST 3.10, `nestkernel/{layer,mask,spatial}.h`.
import { constantOf } from '../../evaluate/numbers';
import { type Table, type Thing, type Value } from '../../evaluate/value';
import { toNumber } from '../../units/rational';
import { drawnOf } from '../draws';
import { modelOf } from './nodes';
import { numbersIn } from './inputs';
import { type ConnectionRule, type DistanceRule, type Places } from '../network';
import { distanceRule, gridPlaces } from '../places';
import { textField } from '../read';

interface Space {
  readonly places: Places;
  /** Of a layer whose edges are wrapped. */
  readonly periods: readonly number[];
}

function spaceOf(nodes: Thing): Space | null {
  const positions = nodes.fields.get('positions');
  if (positions?.kind !== 'thing') return null;
  const numbers = (key: string): number[] | null => numbersIn(positions.fields.get(key), null);
  const name = `${textField(nodes, 'variable') ?? modelOf(nodes)} ${nodes.span?.start ?? ''}`;
  const wrap = positions.fields.get('edge_wrap');
  const shape = numbers('shape');
  const dimensions = shape?.length ?? numbers('num_dimensions')?.[0] ?? numbers('extent')?.length ?? 2;
  const extent = numbers('extent') ?? Array.from({ length: dimensions }, () => 1);
  const periods = wrap?.kind === 'flag' && wrap.value ? extent : [];
  if (shape) {
    const center = numbers('center') ?? [];
    const spacing = shape.map((each, axis) => (extent[axis] ?? 1) / each);
    const first = shape.map((_, axis) => (center[axis] ?? 0) - (extent[axis] ?? 1) / 2 + (spacing[axis] ?? 0) / 2);
    // Column by column, each from the top down.
    const [, top = 0, ...deeper] = first;
    const down = shape.length > 1 ? [first[0] ?? 0, -top + 2 * (center[1] ?? 0), ...deeper] : first;
    return {
      places: gridPlaces(
        shape,
        down,
        spacing.map((each, axis) => (axis === 1 ? -each : each)),
        name,
      ),
      periods,
    };
  }
  const pos = positions.fields.get('pos');
  if (pos?.kind === 'sequence' && !pos.count) {
    const rows = pos.items.map((each) => numbersIn(each, null));
    const [first] = rows;
    if (!first || rows.includes(null)) return null;
    const axes = first.map((_, axis) => Float64Array.from(rows, (row) => row?.[axis] ?? 0));
    return { places: { name, axes }, periods };
  }
  const drawn = drawnOf(pos, null);
  if (drawn?.kind !== 'uniform') return null;
  const { low, high } = drawn;
  return { places: { name, drawn: Array.from({ length: dimensions }, () => ({ low, high })) }, periods };
}

/** Null where a rule does not go by distance, or not in a way that is understood. */
export function spatialRule(value: Value | undefined, source: Thing, target: Thing): ConnectionRule | null {
  if (value?.kind !== 'table') return null;
  const [mask, p] = [value.entries.get('mask'), value.entries.get('p')];
  const kernel = p?.kind === 'thing' ? textField(p, 'kernel') : null;
  const masked = mask !== undefined && mask.kind !== 'nothing';
  if (!masked && kernel === null) return null;
  const [from, to] = [spaceOf(source), spaceOf(target)];
  const within = masked ? maskText(mask) : null;
  const chance = kernel ?? (p === undefined ? null : numberText(p));
  const named = value.entries.get('rule');
  const degree = degreeOf(named?.kind === 'text' ? named.value : 'all_to_all', value);
  if (!from || !to || (masked && within === null) || degree === null || (p !== undefined && chance === null))
    return null;
  const rest = { pre: from.places, post: to.places, periods: to.periods.length > 0 ? to.periods : from.periods };
  return distanceRule({ probability: chance, mask: within }, { ...rest, ...(degree ? { degree } : {}) });
}

function degreeOf(rule: string, value: Table): DistanceRule['degree'] | null {
  const number = (key: string): number | null => numbersIn(value.entries.get(key), null)?.[0] ?? null;
  if (rule === 'pairwise_bernoulli') return undefined;
  const [of, key] = rule === 'fixed_indegree' ? (['target', 'indegree'] as const) : (['source', 'outdegree'] as const);
  const count = /^fixed_(?:in|out)degree$/.test(rule) ? number(key) : null;
  return count === null ? null : { of, count: Math.round(count) };
}

function numberText(value: Value): string | null {
  const exact = constantOf(value);
  return exact && String(toNumber(exact));
}

/** The displacement is counted from the node that the mask is laid on. */
function maskText(mask: Value): string | null {
  if (mask.kind !== 'table') return null;
  const [entry] = [...mask.entries].filter(([key]) => key !== 'anchor');
  if (!entry || mask.entries.has('anchor')) return null;
  const [shape, specs] = entry;
  if (specs.kind !== 'table' || specs.entries.has('azimuth_angle') || specs.entries.has('polar_angle')) return null;
  const numbers = (key: string): number[] | null => numbersIn(specs.entries.get(key), null);
  const one = (key: string): number | null => numbers(key)?.[0] ?? null;
  const axes = ['dx', 'dy', 'dz'];
  switch (shape) {
    case 'circular':
    case 'spherical': {
      const radius = one('radius');
      return radius === null ? null : `d <= ${radius}`;
    }
    case 'doughnut': {
      const [inner, outer] = [one('inner_radius'), one('outer_radius')];
      return inner === null || outer === null ? null : `d <= ${outer} and d > ${inner}`;
    }
    case 'rectangular':
    case 'box': {
      const [low, high] = [numbers('lower_left'), numbers('upper_right')];
      if (!low || !high || low.length !== high.length) return null;
      return low.map((each, axis) => `${axes[axis]} >= ${each} and ${axes[axis]} <= ${high[axis] ?? 0}`).join(' and ');
    }
    case 'elliptical':
    case 'ellipsoidal': {
      const sizes = [one('major_axis'), one('minor_axis'), ...(shape === 'ellipsoidal' ? [one('polar_axis')] : [])];
      if (sizes.includes(null)) return null;
      return `${sizes.map((size, axis) => `4*${axes[axis]}**2/${(size ?? 1) ** 2}`).join(' + ')} <= 1`;
    }
    default:
      return null;
  }
}
