// The entries of a data file as a tree of groups, each with its shape and type.
import type { InspectEntry } from '../data/inspect';
import { shapeText } from './inspectText';
import { table } from './table';

interface Node {
  readonly children: Map<string, Node>;
  entry?: InspectEntry;
}

export function entryTree(entries: readonly InspectEntry[]): string[] {
  const root: Node = { children: new Map() };
  for (const entry of entries) {
    let node = root;
    for (const name of entry.path.replace(/^\/+/, '').split('/')) {
      const next: Node = node.children.get(name) ?? { children: new Map() };
      node.children.set(name, next);
      node = next;
    }
    node.entry = entry;
  }
  return table([...rows(root, '')]);
}

function* rows(node: Node, indent: string): Generator<string[]> {
  const children = [...node.children];
  for (const [i, [name, child]] of children.entries()) {
    const last = i === children.length - 1;
    const { entry } = child;
    const group = child.children.size > 0 ? '/' : '';
    const label = `${indent}${last ? '└─ ' : '├─ '}${name}${group}`;
    yield entry === undefined ? [label] : [label, shapeText(entry.shape), entry.dtype, entry.unit ?? '', remark(entry)];
    yield* rows(child, `${indent}${last ? '   ' : '│  '}`);
  }
}

const remark = ({ text, unread, note, filters = [] }: InspectEntry): string =>
  [text === undefined ? '' : JSON.stringify(text), unread ?? '', note ?? '', filters.join(' + ')]
    .filter(Boolean)
    .join('; ');
