// Settings of the environment in configuration files: an .env file's, a shell script's, a Dockerfile's, and those that compose files and manifests hand to a container.
import { type ConfigFormat } from '../config/format';
import { type ConfigNode, type ConfigScalar, entryFor, walkConfig } from '../config/tree';
import type { ConfigContext } from '../rule';
import { type Span } from '../text';

export interface Setting {
  readonly name: string;
  readonly nameSpan: Span;
  /** As text, without quotes. */
  readonly value: string;
  /** Of the value. */
  readonly span: Span;
}

const named = /^[A-Z][A-Z0-9_]*$/;

/** Those whose names begin like this. */
export const settingsIn = ({ file, document, format }: ConfigContext, prefix: string): Setting[] =>
  settingsOf(file, format, document.root).filter(({ name }) => name.startsWith(prefix));

/** Keys below which compose files, manifests and workflows set the environment. */
const within = /^(?:environment|env|args|x-[\w-]*env\w*)$/;

/** In an .env file every key is a setting; elsewhere capitals alone make none. */
export function environmentIn(file: string, format: ConfigFormat, root: ConfigNode | null): Setting[] {
  if (format === 'json' || format === 'toml' || format === 'csv') return [];
  return settingsOf(file, format, root, (path) => format !== 'yaml' || path.some((each) => within.test(String(each))));
}

function settingsOf(
  file: string,
  format: ConfigFormat,
  root: ConfigNode | null,
  counts: (path: readonly (string | number)[]) => boolean = () => true,
): Setting[] {
  const found: Setting[] = [];
  if (!root || format === 'csv') return found;
  const place = (start: number, end: number): Span => ({ file, start, end });
  walkConfig(root, (node, path) => {
    if (!counts(path)) return undefined;
    if (node.kind === 'map') {
      for (const { key, keyStart, keyEnd, value } of node.entries)
        if (value.kind === 'scalar' && named.test(key))
          found.push({
            ...{ name: key, nameSpan: place(keyStart, keyEnd) },
            ...{ value: textOf(value), span: place(value.start, value.end) },
          });
      // `- name: NAME` with `value: …` below it, as manifests have it.
      const [name, value] = [entryFor(node, 'name')?.value, entryFor(node, 'value')?.value];
      if (name?.kind === 'scalar' && value?.kind === 'scalar' && named.test(textOf(name)))
        found.push({
          ...{ name: textOf(name), nameSpan: place(name.start, name.end) },
          ...{ value: textOf(value), span: place(value.start, value.end) },
        });
    }
    if (node.kind === 'list')
      for (const each of node.items) {
        const [, name, value = ''] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(textOf(each)) ?? [];
        if (name === undefined || each.kind !== 'scalar') continue;
        const start = each.start + (/^["']/.test(each.text) ? 1 : 0);
        const from = start + name.length + 1;
        found.push({ name, nameSpan: place(start, from - 1), value, span: place(from, from + value.length) });
      }
    return undefined;
  });
  return found;
}

/** Numbers as they are written: "0.10" is not "0.1" to whoever reads the file. */
const textOf = (node: ConfigNode): string =>
  node.kind !== 'scalar' ? '' : node.type === 'number' ? unquoted(node) : String(node.value ?? '');

const unquoted = ({ text }: ConfigScalar): string => text.replace(/^(["'])(.*)\1$/, '$2');

/** A value that is put together only when the file is used. */
export const isSubstituted = (value: string): boolean => /\$[\w({]|\{\{|^$/.test(value);
