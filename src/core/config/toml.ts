// Reads TOML line by line: an error costs its line, the rest is kept.
import { TomlValues } from './tomlValues';
import { addEntry, type ConfigDocument, type ConfigEntry, type ConfigMap, type ConfigNode, entryFor } from './tree';

export function readToml(text: string): ConfigDocument {
  return new TomlReader(text).document();
}

interface Key {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

class TomlReader extends TomlValues {
  private readonly root: ConfigMap = { kind: 'map', start: 0, end: this.text.length, comment: null, entries: [] };
  private readonly keysOf = new Map<ConfigMap, Set<string>>();
  /** The maps that the current table lies in: they grow with it. */
  private path: ConfigNode[] = [this.root];

  protected override read(): ConfigMap {
    while (this.at < this.text.length) {
      this.skipBlank();
      if (this.at >= this.text.length) break;
      const isRead = this.peek() === '[' ? this.tableHeader() : this.keyValue(this.table, this.path);
      if (isRead) this.endLine();
      else this.skipLine();
    }
    return this.root;
  }

  private get table(): ConfigMap {
    const last = this.path.at(-1);
    return last?.kind === 'map' ? last : this.root;
  }

  protected override keyValue(into: ConfigMap, within: readonly ConfigNode[] = [into]): boolean {
    const keys = this.dottedKey();
    const last = keys?.at(-1);
    if (!keys || !last) return false;
    this.skipSpaces();
    if (this.peek() !== '=') return this.fail(`Expected '=' after the key, found ${this.shown()}`, this.at);
    this.at++;
    this.skipSpaces();
    const value = this.value();
    if (!value) return false;
    let map = into;
    const maps = [...within];
    for (const key of keys.slice(0, -1)) {
      const next = this.descend(map, key);
      if (!next) return false;
      map = next;
      maps.push(map);
    }
    addEntry(map, this.keys(map), { key: last.name, keyStart: last.start, keyEnd: last.end, value });
    for (const each of maps) if (each !== this.root) each.end = Math.max(each.end, value.end);
    return true;
  }

  /** `[a.b]` or `[[a.b]]`. */
  private tableHeader(): boolean {
    const start = this.at;
    const isArray = this.text.startsWith('[[', start);
    this.at += isArray ? 2 : 1;
    this.skipSpaces();
    const keys = this.dottedKey();
    const last = keys?.at(-1);
    if (!keys || !last) return false;
    this.skipSpaces();
    const closing = isArray ? ']]' : ']';
    if (!this.text.startsWith(closing, this.at))
      return this.fail(`Expected '${closing}', found ${this.shown()}`, this.at);
    this.at += closing.length;
    const path: ConfigNode[] = [this.root];
    let map: ConfigMap = this.root;
    for (const key of keys.slice(0, -1)) {
      const next = this.descend(map, key);
      if (!next) return false;
      map = next;
      path.push(map);
    }
    const entered = this.enterTable(map, last, isArray, start);
    if (entered.length === 0) return false;
    path.push(...entered);
    for (const each of path) if (each !== this.root) each.end = Math.max(each.end, this.at);
    this.path = path;
    this.lastValue = this.table;
    return true;
  }

  /** The table, behind the array that holds it if it is one of several; empty where the key is taken. */
  private enterTable(map: ConfigMap, key: Key, isArray: boolean, start: number): ConfigNode[] {
    const fresh: ConfigMap = { kind: 'map', start, end: this.at, comment: null, entries: [] };
    const known = entryFor(map, key.name)?.value;
    if (isArray && known?.kind === 'list') {
      known.items.push(fresh);
      return [known, fresh];
    }
    if (isArray && !known) {
      const list: ConfigNode = { kind: 'list', start, end: this.at, comment: null, items: [fresh] };
      this.add(map, key, list);
      return [list, fresh];
    }
    if (isArray || (known && known.kind !== 'map')) {
      this.fail(`'${key.name}' is already something else`, key.start, key.end);
      return [];
    }
    // A table may be opened by its sub-table first; one that has values already is written twice.
    if (known?.kind === 'map' && known.entries.every((entry) => entry.value.kind === 'map')) return [known];
    this.add(map, key, fresh);
    return [fresh];
  }

  /** The map that a key on the way names, made if it isn't there; the last one of an array of tables. */
  private descend(map: ConfigMap, key: Key): ConfigMap | null {
    const known: ConfigEntry | null = entryFor(map, key.name);
    if (!known) {
      const value: ConfigMap = { kind: 'map', start: key.start, end: key.end, comment: null, entries: [] };
      this.add(map, key, value);
      return value;
    }
    const value = known.value.kind === 'list' ? known.value.items.at(-1) : known.value;
    if (value?.kind === 'map') return value;
    this.fail(`'${key.name}' has a value: it can't hold more keys`, key.start, key.end);
    return null;
  }

  private add(map: ConfigMap, key: Key, value: ConfigNode): void {
    addEntry(map, this.keys(map), { key: key.name, keyStart: key.start, keyEnd: key.end, value });
  }

  private keys(map: ConfigMap): Set<string> {
    const known = this.keysOf.get(map) ?? new Set<string>();
    this.keysOf.set(map, known);
    return known;
  }

  private dottedKey(): Key[] | null {
    const keys: Key[] = [];
    for (;;) {
      const key = this.simpleKey();
      if (!key) return null;
      keys.push(key);
      this.skipSpaces();
      if (this.peek() !== '.') return keys;
      this.at++;
      this.skipSpaces();
    }
  }

  private simpleKey(): Key | null {
    const start = this.at;
    let name = this.match(/[A-Za-z0-9_-]+/y);
    if (name === null && (this.peek() === '"' || this.peek() === "'")) name = this.string();
    if (name === null) {
      this.fail(`Expected a key, found ${this.shown()}`, start);
      return null;
    }
    return { name, start, end: this.at };
  }
}
