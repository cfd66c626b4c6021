// What a map of a configuration file says of a neuron: its parameters by the part they play, with the size and the unit of each.
import { claimOfConfig } from '../evaluate/configuration';
import { unitOf } from '../evaluate/claim';
import { likelyUnit } from '../units/habits';
import { parseDecimal, toNumber } from '../units/rational';
import { roleOfName } from '../units/roles';
import { type Unit } from '../units/unit';
import { type ConfigEntry, type ConfigMap, type ConfigNode, type ConfigScalar, entryFor, walkConfig } from './tree';

export interface NeuronKey {
  readonly role: string;
  readonly entry: ConfigEntry;
  readonly node: ConfigScalar;
  readonly value: number;
  /** What comment or name say; null where nobody says it. */
  readonly unit: Unit | null;
  /** What its size is mostly written in. */
  readonly likely: string | null;
}

export interface NeuronMap {
  readonly map: ConfigMap;
  readonly keys: readonly NeuronKey[];
}

/** Roles that only a description of a neuron has; a map needs several of them to be one. */
const telling = /^(?:threshold|reset|leak|capacity|membraneTime|leakConductance|refractory)$/;

export function neuronMaps(file: string, root: ConfigNode | null): NeuronMap[] {
  const found: NeuronMap[] = [];
  if (!root) return found;
  walkConfig(root, (node) => {
    if (node.kind !== 'map') return undefined;
    const keys = node.entries.flatMap((entry) => neuronKey(file, node, entry) ?? []);
    const roles = new Set(keys.map(({ role }) => role).filter((role) => telling.test(role)));
    if (roles.size >= 3) found.push({ map: node, keys });
    return undefined;
  });
  return found;
}

function neuronKey(file: string, map: ConfigMap, entry: ConfigEntry): NeuronKey | null {
  const { key, value: node, isMerged } = entry;
  const role = roleOfName(key)?.role;
  if (role === undefined || isMerged || node.kind !== 'scalar' || node.type !== 'number') return null;
  if (entryFor(map, key) !== entry) return null;
  const exact = parseDecimal(node.text);
  if (!exact) return null;
  const value = toNumber(exact);
  const unit = unitOf(claimOfConfig(file, node, key));
  const isSaid = unit !== null || shortUnit.test(key);
  return { role, entry, node, value, unit, likely: isSaid ? null : (likelyUnit(key, value)?.unit ?? null) };
}

/** One letter is too little to tell a unit by, but enough not to guess at another. */
const shortUnit = /_(?:s|v)$/i;

/** The one parameter of a role; null where the map has none or several. */
export function only({ keys }: NeuronMap, role: string): NeuronKey | null {
  const own = keys.filter((each) => each.role === role);
  return own.length === 1 ? (own[0] ?? null) : null;
}

/** Models whose threshold is where the upstroke begins, or which have none: a reset above it is how they burst. */
const upstroke = /^(?:delta_?t|v_?peak|v_?spike|tau_?w|a|b|c|d|izh_\w|izhikevich)$/i;

export const hasUpstroke = ({ map }: NeuronMap): boolean => map.entries.some(({ key }) => upstroke.test(key));
