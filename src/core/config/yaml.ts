// Reads YAML through the `yaml` package into the common tree; anchors are followed, but never without bound.
import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
} from 'yaml';
import {
  addEntry,
  type ConfigComment,
  type ConfigDocument,
  type ConfigError,
  type ConfigMap,
  type ConfigNode,
  type ConfigScalar,
  deepestConfig,
} from './tree';

/** A file of aliases to aliases can stand for billions of nodes; past this many, an alias counts as null. */
const mostAliased = 20_000;

/** Of several documents in one file the first is read. */
export function readYaml(text: string): ConfigDocument {
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
    const [document] = documents;
    if (!document || !('contents' in document)) return { root: null, error: null };
    const reader = new YamlReader(text, document);
    const root = document.contents ? reader.node(document.contents, null) : null;
    const [first] = document.errors;
    return { root, error: first ? errorFrom(first, text) : reader.error };
  } catch (failure) {
    // The package recurses; it has no bound of its own on depth.
    const message = failure instanceof RangeError ? 'Nested too deeply' : String(failure);
    return { root: null, error: { message, start: 0, end: Math.min(1, text.length) } };
  }
}

function errorFrom(error: { message: string; pos: [number, number] }, text: string): ConfigError {
  const message = error.message.split('\n')[0] ?? error.message;
  const start = Math.min(error.pos[0], text.length);
  return { message, start, end: Math.min(Math.max(error.pos[1], start), text.length) };
}

class YamlReader {
  error: ConfigError | null = null;
  private depth = 0;
  private aliased = 0;
  /** Anchors whose value is being read: an alias inside it would never end. */
  private readonly open = new Set<Node>();
  private isInAlias = 0;

  constructor(
    private readonly text: string,
    private readonly document: Document.Parsed,
  ) {}

  node(node: Node, place: { start: number; end: number } | null): ConfigNode {
    const { start, end } = place ?? placeOf(node);
    const missing: ConfigScalar = { kind: 'scalar', type: 'null', start, end, comment: null, value: null, text: '' };
    if (isAlias(node)) return this.alias(node) ?? { ...missing, text: this.text.slice(start, end) };
    if (this.isInAlias > 0 && ++this.aliased > mostAliased) return this.fail('Aliases stand for too much', missing);
    if (this.depth >= deepestConfig) return this.fail('Nested too deeply', missing);
    this.depth++;
    this.open.add(node);
    const read = this.collection(node, start, end) ?? this.scalar(node, missing);
    this.open.delete(node);
    this.depth--;
    read.comment ??= this.commentBehind(node);
    return read;
  }

  private collection(node: Node, start: number, end: number): ConfigNode | null {
    if (isSeq(node)) {
      const items = node.items.map((item) => this.node(item as Node, null));
      return { kind: 'list', start, end: node.flow ? end : (items.at(-1)?.end ?? end), comment: null, items };
    }
    if (!isMap(node)) return null;
    const map: ConfigMap = { kind: 'map', start, end, comment: null, entries: [] };
    const keys = new Set<string>();
    const merged: Pair[] = [];
    for (const pair of node.items) {
      const key = pair.key as Node | null;
      if (isScalar(key) && key.value === '<<' && key.type === 'PLAIN') merged.push(pair);
      else this.entry(map, keys, pair);
    }
    // A block's own range goes on over the comments and empty lines behind it.
    if (!node.flow) map.end = map.entries.at(-1)?.value.end ?? end;
    for (const pair of merged) this.merge(map, keys, pair);
    return map;
  }

  private entry(map: ConfigMap, keys: Set<string>, pair: Pair): void {
    const keyNode = pair.key as Node | null;
    const place = keyNode ? placeOf(keyNode) : { start: map.start, end: map.start };
    const written = this.text.slice(place.start, place.end);
    const key = isScalar(keyNode) && typeof keyNode.value === 'string' ? keyNode.value : written;
    const valueNode = pair.value as Node | null;
    const value: ConfigNode = valueNode
      ? this.node(valueNode, null)
      : { kind: 'scalar', type: 'null', start: place.end, end: place.end, comment: null, value: null, text: '' };
    addEntry(map, keys, { key, keyStart: place.start, keyEnd: place.end, value });
  }

  /** `<<: *base` or `<<: [*a, *b]`: what the map does not say itself. */
  private merge(map: ConfigMap, keys: Set<string>, pair: Pair): void {
    if (!pair.value) return;
    const value = this.node(pair.value as Node, null);
    for (const source of value.kind === 'list' ? value.items : [value]) {
      if (source.kind !== 'map') continue;
      for (const entry of source.entries) {
        if (keys.has(entry.key)) continue;
        keys.add(entry.key);
        map.entries.push({ ...entry, isMerged: true });
      }
    }
  }

  private alias(alias: Alias): ConfigNode | null {
    const target = alias.resolve(this.document);
    const place = placeOf(alias);
    if (!target || this.open.has(target)) {
      this.error ??= { message: `No value for the alias '*${alias.source}'`, ...place };
      return null;
    }
    this.isInAlias++;
    const read = this.node(target, null);
    this.isInAlias--;
    return { ...read, ...place, comment: this.commentBehind(alias) };
  }

  private scalar(node: Node, missing: ConfigScalar): ConfigScalar {
    const text = this.text.slice(missing.start, missing.end);
    const value: unknown = isScalar(node) ? node.value : null;
    if (typeof value === 'string') return { ...missing, type: 'string', value, text };
    if (typeof value === 'number') return { ...missing, type: 'number', value, text };
    if (typeof value === 'boolean') return { ...missing, type: 'boolean', value, text };
    return { ...missing, text };
  }

  private commentBehind(node: Node): ConfigComment | null {
    // A block ends where its last value does, whose comment it would be.
    if (isCollection(node) && !node.flow) return null;
    const { end } = placeOf(node);
    const found = /^[ \t]*,?[ \t]*#([^\r\n]*)/.exec(this.text.slice(end, this.lineEnd(end)));
    if (!found) return null;
    const start = end + found[0].indexOf('#');
    return { start, end: end + found[0].length, text: (found[1] ?? '').trim() };
  }

  private lineEnd(at: number): number {
    const found = this.text.indexOf('\n', at);
    return found === -1 ? this.text.length : found;
  }

  private fail(message: string, at: ConfigScalar): ConfigScalar {
    this.error ??= { message, start: at.start, end: at.end };
    return at;
  }
}

function placeOf(node: Node): { start: number; end: number } {
  const [start = 0, end = start] = node.range ?? [];
  return { start, end };
}
