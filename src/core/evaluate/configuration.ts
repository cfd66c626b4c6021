// A configuration file as values: what `json.load` and `yaml.safe_load` give, with the units that its comments and keys say.
import { type ConfigNode } from '../config/tree';
import { hintFromProse } from '../units/hints';
import { parseDecimal } from '../units/rational';
import { type Span } from '../text';
import { type Claim, claimOf } from './claim';
import { literal, namedClaimIn } from './numbers';
import { type Settled, unsettled } from './settled';
import { flag, nothing, sequence, type Table, table, text, unknown, type Value } from './value';

/** `key` is what the value stands under: it may say the unit, and names what is not known. */
export function valueOfConfig(
  file: string,
  node: ConfigNode,
  key = '',
  path: readonly string[] = [],
  settled: Settled = unsettled,
): Value {
  switch (node.kind) {
    case 'map':
      return mapping(file, node, path, settled);
    case 'list':
      return sequence(
        'list',
        node.items.slice(0, 256).map((each, i) => valueOfConfig(file, each, key, [...path, String(i)], settled)),
      );
    case 'scalar':
      return known(file, node, key, settled);
  }
}

/** Filled when it is looked into: of a large file that is opened in a loop, most is never asked for. */
function mapping(
  file: string,
  node: Extract<ConfigNode, { kind: 'map' }>,
  path: readonly string[],
  settled: Settled,
): Table {
  const result = table(null, false, { file, path });
  let isFilled = false;
  const filled = (): Table => {
    if (isFilled) return result;
    isFilled = true;
    for (const { key, keyStart, keyEnd, value } of node.entries) {
      result.entries.set(key, valueOfConfig(file, value, key, [...path, key], settled));
      result.places.set(key, { file, start: keyStart, end: keyEnd });
      result.valuePlaces.set(key, { file, start: value.start, end: value.end });
    }
    return result;
  };
  return {
    ...result,
    get entries() {
      return filled().entries;
    },
    get places() {
      return filled().places;
    },
    get valuePlaces() {
      return filled().valuePlaces;
    },
  };
}

type Scalar = Extract<ConfigNode, { kind: 'scalar' }>;

/** A value that stands for itself is made once: a script that opens its tables in a loop is not read anew each time. */
const scalars = new WeakMap<Settled, WeakMap<Scalar, Value>>();

function known(file: string, node: Scalar, key: string, settled: Settled): Value {
  let made = scalars.get(settled);
  if (!made) scalars.set(settled, (made = new WeakMap()));
  const before = made.get(node);
  if (before) return before;
  const value = scalar(file, node, key, settled);
  made.set(node, value);
  return value;
}

function scalar(file: string, node: Scalar, key: string, settled: Settled): Value {
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
