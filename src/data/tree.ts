// Lists a tree of values, as JSON and pickles hold them, as datasets: lists of numbers, tables of records, single numbers and texts, each by its path.
import { type Dataset, elementCount } from './dataset';
import { numbersInMemory, singleNumber, withoutNumbers } from './unread';

/** What stands in the tree and knows itself which datasets it is: an array, an object that is named and not made. */
export interface Leaf {
  datasetsAt(path: string): readonly Dataset[];
  /** What is listed below it. */
  readonly inner?: Node;
  /** What it is worth where it stands among numbers. */
  readonly number?: number;
}

export type Node = number | bigint | boolean | null | string | readonly Node[] | ReadonlyMap<string, Node> | Leaf;

export interface TreeListing {
  readonly datasets: readonly Dataset[];
  readonly notes: readonly string[];
}

const mostEntries = 10_000;
const mostVisits = 1_000_000;
const deepest = 100;
const longestText = 200;
/** Longer lists of single values are shown as one, whatever they hold. */
const mostSingleValues = 8;
const mostColumns = 500;
/** Fewer rows are listed value by value. */
const fewestRows = 4;
/** How much of a table of records must be there. */
const leastPresent = 0.5;
/** A dictionary of more numbers than this is a table of its keys, not a configuration. */
const mostSingleNumbers = 64;

export const isLeaf = (node: Node): node is Leaf => typeof node === 'object' && node !== null && 'datasetsAt' in node;

/** @param separator before an index in a list */
export function listTree(root: Node, rootPath = ''): TreeListing {
  const datasets: Dataset[] = [];
  const notes: string[] = [];
  let visits = 0;
  let cut = false;
  const below = (path: string, key: string): string => (path === '' ? key : `${path}/${key}`);

  /** What the present one lies in: an object may hold itself. */
  const around = new Set<Node>();

  const visit = (node: Node, path: string, depth: number): void => {
    if (typeof node !== 'object' || node === null) return list(node, path, depth);
    if (around.has(node)) {
      datasets.push(withoutNumbers(path, [], 'object', 'holds itself: listed above'));
      return;
    }
    around.add(node);
    list(node, path, depth);
    around.delete(node);
  };

  const list = (node: Node, path: string, depth: number): void => {
    if (datasets.length >= mostEntries || ++visits > mostVisits) {
      cut = true;
      return;
    }
    const named = path === '' ? 'value' : path;
    if (depth > deepest) {
      datasets.push(withoutNumbers(named, [], 'nested', `nested more than ${deepest} deep`));
    } else if (isLeaf(node)) {
      datasets.push(...node.datasetsAt(named));
      if (node.inner !== undefined) visit(node.inner, path, depth + 1);
    } else if (node instanceof Map) {
      const map = node as ReadonlyMap<string, Node>;
      const numbers = depth > 0 && map.size > mostSingleNumbers ? numbersOf([...map.values()]) : null;
      if (numbers) datasets.push({ ...numbers.at(named), note: `the values of ${map.size} keys` });
      else for (const [key, each] of map) visit(each, below(path, key), depth + 1);
    } else if (Array.isArray(node)) visitList(node as readonly Node[], path, named, depth);
    else datasets.push(single(node as number | bigint | boolean | null | string, named));
  };

  const visitList = (items: readonly Node[], path: string, named: string, depth: number): void => {
    if (items.length === 0) {
      datasets.push(withoutNumbers(named, [0], 'list', 'empty'));
      return;
    }
    const numbers = numbersOf(items);
    if (numbers) {
      datasets.push(numbers.at(named));
      return;
    }
    const texts = items.every((each) => typeof each === 'string' || each === null);
    if (texts || (items.length > mostSingleValues && items.every(isPlain))) {
      datasets.push(textDataset(named, [items.length], shortened(items)));
      return;
    }
    const columns = columnsOf(items);
    const places = columns ? null : placesOf(items);
    if (columns) visit(columns, path, depth + 1);
    else if (places) places.forEach((column, i) => visit(column, `${path}[:][${i}]`, depth + 1));
    else items.forEach((each, i) => visit(each, `${path}[${i}]`, depth + 1));
  };

  visit(root, rootPath, 0);
  if (cut) notes.push(`more than can be listed: only the first ${datasets.length} entries are shown`);
  return { datasets, notes };
}

function single(node: number | bigint | boolean | null | string, path: string): Dataset {
  if (node === null) return withoutNumbers(path, [], 'none', 'no value');
  if (typeof node === 'string') return textDataset(path, [], node.slice(0, longestText));
  return singleNumber(path, Number(node), typeOf(node));
}

const textDataset = (path: string, shape: readonly number[], text: string): Dataset =>
  withoutNumbers(path, shape, 'text', 'text', { text });

function shortened(texts: readonly Node[]): string {
  let joined = '';
  for (const text of texts) {
    joined += (joined === '' ? '' : ', ') + String(isLeaf(text) ? text.number : text);
    if (joined.length > longestText) return `${joined.slice(0, longestText)}…`;
  }
  return joined;
}

/** Whether a number was written as a whole one is not kept. */
const typeOf = (value: number | bigint | boolean): string => (typeof value === 'boolean' ? 'bool' : 'number');

/** Lists of numbers, lists of such lists of one length, and so on. A missing value among numbers is NaN. */
function numbersOf(list: readonly Node[]): { at(path: string): Dataset } | null {
  const shape: number[] = [list.length];
  for (let each = list[0]; Array.isArray(each) && shape.length <= 8; each = (each as readonly Node[])[0]) {
    shape.push((each as readonly Node[]).length);
  }
  const elements = elementCount(shape);
  if (elements > 2 ** 26) return null;
  const probe = firstNumbers(list);
  if (!probe) return null;
  const values = new Float64Array(elements);
  const types = new Set<string>();
  let filled = 0;
  const fill = (nodes: readonly Node[], axis: number): boolean => {
    if (nodes.length !== shape[axis]) return false;
    const last = axis === shape.length - 1;
    for (const each of nodes) {
      if (!last) {
        if (!Array.isArray(each) || !fill(each as readonly Node[], axis + 1)) return false;
      } else if (typeof each === 'number' || typeof each === 'bigint' || typeof each === 'boolean') {
        values[filled++] = Number(each);
        types.add(typeOf(each));
      } else if (each === null) values[filled++] = NaN;
      else if (isLeaf(each) && each.number !== undefined) {
        values[filled++] = each.number;
        types.add('number');
      } else return false;
    }
    return true;
  };
  if (!fill(list, 0) || types.size === 0) return null;
  const dtype = types.size === 1 ? ([...types][0] as string) : 'number';
  return { at: (path) => numbersInMemory(path, shape, dtype, values) };
}

const isLeafNumber = (node: Node): boolean => isLeaf(node) && node.number !== undefined;
const isPlain = (each: Node): boolean => typeof each !== 'object' || each === null || isLeafNumber(each);

/** Whether the first value of a list, however deep, is a number or missing: quick to ask before memory is taken. */
function firstNumbers(list: readonly Node[]): boolean {
  let each: Node | undefined = list[0];
  for (let depth = 0; depth < 8 && Array.isArray(each); depth++) each = (each as readonly Node[])[0];
  if (each !== undefined && isLeafNumber(each)) return true;
  return each === null || typeof each === 'number' || typeof each === 'bigint' || typeof each === 'boolean';
}

/** Records that have mostly the same keys are a table: a column for each key, a missing value where a record has it not. */
function columnsOf(list: readonly Node[], depth = 0): Map<string, Node> | null {
  if (list.length < 2 || depth > 8 || !list.every((each) => each instanceof Map)) return null;
  const records = list as readonly ReadonlyMap<string, Node>[];
  const keys = new Set<string>();
  let present = 0;
  for (const record of records) {
    present += record.size;
    for (const key of record.keys()) keys.add(key);
    if (keys.size > mostColumns) return null;
  }
  if (keys.size === 0 || present < leastPresent * keys.size * records.length) return null;
  const columns = new Map<string, Node>();
  for (const key of keys) {
    const column = records.map((record) => record.get(key) ?? null);
    const listed = column.every(isPlain) || numbersOf(column) ? column : columnsOf(column, depth + 1);
    // Only where every cell is one value, or the column is a table itself.
    if (!listed) return null;
    columns.set(key, listed);
  }
  return columns;
}

/** Rows of as many values each, of several kinds: a column for each place. */
function placesOf(list: readonly Node[]): Node[][] | null {
  const [first] = list;
  if (!Array.isArray(first) || list.length < fewestRows) return null;
  const { length } = first as readonly Node[];
  const isRow = (row: Node): boolean =>
    Array.isArray(row) && row.length === length && (row as readonly Node[]).every((each) => isPlain(each));
  if (length === 0 || length > mostColumns || !list.every(isRow)) return null;
  return Array.from({ length }, (_, i) => list.map((row) => (row as readonly Node[])[i] as Node));
}
