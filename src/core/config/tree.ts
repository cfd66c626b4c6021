// What a configuration file says, with the place of every key and value: one tree for JSON, YAML and TOML.

export interface ConfigComment {
  readonly start: number;
  readonly end: number;
  /** Without its marker and the white space around it. */
  readonly text: string;
}

interface Placed {
  /** UTF-16 offsets into the file's text. */
  start: number;
  end: number;
  /** The comment behind the value on the same line: where units are often written. */
  comment: ConfigComment | null;
}

export interface ConfigScalar extends Placed {
  kind: 'scalar';
  type: 'string' | 'number' | 'boolean' | 'null' | 'date';
  value: string | number | boolean | null;
  /** As written, quotes and all: a number's exact value is made from this. */
  text: string;
}

export interface ConfigList extends Placed {
  kind: 'list';
  items: ConfigNode[];
}

export interface ConfigEntry {
  key: string;
  keyStart: number;
  keyEnd: number;
  value: ConfigNode;
  /** The key stood in this map before; this later value is the one that counts. */
  isDuplicate: boolean;
  /** Taken over from another map by YAML's `<<`. */
  isMerged: boolean;
}

export interface ConfigMap extends Placed {
  kind: 'map';
  entries: ConfigEntry[];
}

export type ConfigNode = ConfigScalar | ConfigList | ConfigMap;

export interface ConfigError {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export interface ConfigDocument {
  /** What could be read; null where there is nothing. */
  readonly root: ConfigNode | null;
  /** The first thing that is wrong; what follows from it would only distract. */
  readonly error: ConfigError | null;
}

export type ConfigPath = readonly (string | number)[];

/** Deeper trees are an attack or an accident. */
export const deepestConfig = 200;

/** The entry that counts for a key: the last of its own, else a merged one. */
export function entryFor(map: ConfigMap, key: string): ConfigEntry | null {
  let found: ConfigEntry | null = null;
  for (const entry of map.entries) if (entry.key === key && (!entry.isMerged || !found)) found = entry;
  return found;
}

export function nodeAt(root: ConfigNode | null, path: ConfigPath): ConfigNode | null {
  let node = root;
  for (const step of path) {
    if (node?.kind === 'map') node = entryFor(node, String(step))?.value ?? null;
    else if (node?.kind === 'list' && typeof step === 'number') node = node.items[step] ?? null;
    else return null;
  }
  return node;
}

export interface ConfigTarget {
  readonly path: ConfigPath;
  readonly node: ConfigNode;
  /** Whether the offset is in the key, not in the value. */
  readonly onKey: boolean;
}

/** The innermost key or value that an offset lies in. */
export function targetAt(root: ConfigNode | null, offset: number): ConfigTarget | null {
  if (!root || offset < root.start || offset > root.end) return null;
  const path: (string | number)[] = [];
  let node = root;
  for (;;) {
    const step = stepAt(node, offset);
    if (!step) return { path, node, onKey: false };
    path.push(step.name);
    node = step.node;
    if (step.onKey) return { path, node, onKey: true };
  }
}

function stepAt(node: ConfigNode, offset: number): { name: string | number; node: ConfigNode; onKey: boolean } | null {
  if (node.kind === 'list') {
    const name = node.items.findIndex((item) => item.start <= offset && offset <= item.end);
    const item = node.items[name];
    return item ? { name, node: item, onKey: false } : null;
  }
  if (node.kind !== 'map') return null;
  for (const { key, keyStart, keyEnd, value, isMerged } of node.entries) {
    if (isMerged) continue;
    if (keyStart <= offset && offset <= keyEnd) return { name: key, node: value, onKey: true };
    if (value.start <= offset && offset <= value.end) return { name: key, node: value, onKey: false };
  }
  return null;
}

/** Every node with its path, outer ones first. Returning false keeps out of what is inside. */
export function walkConfig(
  node: ConfigNode,
  visit: (node: ConfigNode, path: ConfigPath, entry: ConfigEntry | null) => boolean | undefined,
  path: ConfigPath = [],
  entry: ConfigEntry | null = null,
): void {
  if (visit(node, path, entry) === false) return;
  if (node.kind === 'list') node.items.forEach((item, index) => walkConfig(item, visit, [...path, index]));
  else if (node.kind === 'map')
    for (const each of node.entries) walkConfig(each.value, visit, [...path, each.key], each);
}

/** Marks and appends: the one way in which every reader adds an entry. */
export function addEntry(
  map: ConfigMap,
  keys: Set<string>,
  entry: Omit<ConfigEntry, 'isDuplicate' | 'isMerged'>,
): void {
  map.entries.push({ ...entry, isDuplicate: keys.has(entry.key), isMerged: false });
  keys.add(entry.key);
}
