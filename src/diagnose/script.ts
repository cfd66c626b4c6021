// The script behind a network: what it would build if something were written differently.
import { type Edit } from '../core/finding';
import { type Network } from '../core/network/network';
import { type DocumentReport, type Linter, type NetworkOptions, type SourceDocument } from '../core/report';

export interface Script {
  readonly linter: Linter;
  readonly document: SourceDocument;
  readonly options: NetworkOptions;
  /** Which of the networks that it builds. */
  readonly network: number;
}

export function reportOn({ linter, document, options }: Script): DocumentReport | null {
  return linter.lint([document], options)[0] ?? null;
}

/** The network with the edits made; null where they reach into other files, overlap, or leave no such network. */
export function rewritten({ linter, document, options, network }: Script, edits: readonly Edit[]): Network | null {
  const text = applied(document, edits);
  if (text === null) return null;
  const { networks, error } = linter.networks({ ...document, text }, options);
  return error === undefined ? (networks[network] ?? null) : null;
}

function applied({ file, text }: SourceDocument, edits: readonly Edit[]): string | null {
  const ordered = [...edits].sort((one, other) => other.span.start - one.span.start);
  let [result, before] = [text, text.length];
  for (const { span, newText } of ordered) {
    if (span.file !== file || span.end > before) return null;
    result = result.slice(0, span.start) + newText + result.slice(span.end);
    before = span.start;
  }
  return result;
}

/** Whether two networks run alike: what they are, not how and where it is written. */
export const runAlike = (one: Network, other: Network): boolean => keyOf(one) === keyOf(other);

const unheard: ReadonlySet<string> = new Set([
  ...['span', 'text', 'sure', 'byDefault', 'isChanged', 'assumed', 'recorded', 'because'],
]);
const longList = 200;

/** Whether `changed` has all that makes `wanted` another network than `base`, whatever else it has. */
export const hasCome = (base: Network, wanted: Network, changed: Network): boolean =>
  reaches(treeOf(base), treeOf(wanted), treeOf(changed));

const treeOf = (network: Network): Tree => JSON.parse(keyOf(network)) as Tree;

type Tree = string | number | boolean | null | undefined | readonly Tree[] | { readonly [key: string]: Tree };

function reaches(base: Tree, wanted: Tree, changed: Tree): boolean {
  if (!isBranch(base) || !isBranch(wanted)) return base === wanted || wanted === changed;
  const keys = new Set([...Object.keys(base), ...Object.keys(wanted)]);
  return [...keys].every((key) => {
    const [from, to] = [at(base, key), at(wanted, key)];
    if (from === to) return true;
    return isBranch(changed) ? reaches(from, to, at(changed, key)) : JSON.stringify(from) === JSON.stringify(to);
  });
}

const isBranch = (tree: Tree): tree is readonly Tree[] | { readonly [key: string]: Tree } =>
  typeof tree === 'object' && tree !== null;
const at = (tree: readonly Tree[] | { readonly [key: string]: Tree }, key: string): Tree =>
  (tree as Readonly<Record<string, Tree>>)[key];

function keyOf(network: Network): string {
  return JSON.stringify(network, (key, value: unknown) => {
    if (unheard.has(key)) return undefined;
    if (typeof value === 'number') return Number(value.toPrecision(6));
    const isLong = ArrayBuffer.isView(value) || (Array.isArray(value) && value.length > longList);
    return isLong ? sampled(value as unknown as ArrayLike<unknown>) : value;
  });
}

function sampled(list: ArrayLike<unknown>): unknown[] {
  const every = Math.max(1, Math.floor(list.length / longList));
  return Array.from({ length: Math.min(list.length, longList) }, (_, i) => list[i * every]).concat(list.length);
}
