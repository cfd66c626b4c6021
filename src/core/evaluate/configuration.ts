// A configuration file as values: what `json.load` and `yaml.safe_load` give, with the units that its comments and keys say.
import { type ConfigNode } from '../config/tree';
import { hintFromProse } from '../units/hints';
import { parseDecimal } from '../units/rational';
import { type Span } from '../text';
import { type Claim, claimOf } from './claim';
import { literal, namedClaimIn } from './numbers';
import { type Settled, unsettled } from './settled';
import { flag, nothing, sequence, table, text, unknown, type Value } from './value';

/** `key` is what the value stands under: it may say the unit, and names what is not known. */
export function valueOfConfig(
  file: string,
  node: ConfigNode,
  key = '',
  path: readonly string[] = [],
  settled: Settled = unsettled,
): Value {
  switch (node.kind) {
    case 'map': {
      const result = table(null, false, { file, path });
      for (const entry of node.entries) {
        result.entries.set(entry.key, valueOfConfig(file, entry.value, entry.key, [...path, entry.key], settled));
        result.places.set(entry.key, { file, start: entry.keyStart, end: entry.keyEnd });
        result.valuePlaces.set(entry.key, { file, start: entry.value.start, end: entry.value.end });
      }
      return result;
    }
    case 'list':
      return sequence(
        'list',
        node.items.slice(0, 256).map((each, i) => valueOfConfig(file, each, key, [...path, String(i)], settled)),
      );
    case 'scalar':
      return scalar(file, node, key, settled);
  }
}

function scalar(file: string, node: Extract<ConfigNode, { kind: 'scalar' }>, key: string, settled: Settled): Value {
  if (node.value === null) return nothing;
  if (typeof node.value === 'boolean') return flag(node.value);
  if (typeof node.value === 'string') return text(node.value);
  const exact = parseDecimal(node.text);
  if (!exact) return unknown('a number out of range');
  return { ...literal(exact), claim: claimOfConfig(file, node, key, settled), literal: false };
}

export function claimOfConfig(file: string, node: ConfigNode, key: string, settled: Settled = unsettled): Claim {
  const span: Span = { file, start: node.start, end: node.end };
  const hint = node.comment && hintFromProse(` ${node.comment.text.replace(/^unit:\s*/, '')}`);
  if (!hint || hint.amount) return namedClaimIn(settled, key, span);
  const place = node.comment ? { file, start: node.comment.start, end: node.comment.end } : span;
  return claimOf(hint.unit, {
    kind: 'comment',
    text: `the comment says ${hint.unit.symbol ?? '?'}`,
    span: place,
    unit: hint.unit,
  });
}
