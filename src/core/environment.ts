// Settings of the environment in configuration files: an .env file's, a shell script's, and those that compose files and manifests hand to a container.
import { type ConfigNode, entryFor, walkConfig } from './config/tree';
import { type ConfigContext } from './rule';
import { type Span } from './text';

export interface Setting {
  readonly name: string;
  /** As text, without quotes. */
  readonly value: string;
  /** Of the value. */
  readonly span: Span;
}

const named = /^[A-Z][A-Z0-9_]*$/;

/** Those whose names begin like this. */
export function settingsIn({ file, document, format }: ConfigContext, prefix: string): Setting[] {
  const found: Setting[] = [];
  if (!document.root || format === 'csv') return found;
  const add = (name: string, value: string, start: number, end: number): void => {
    if (named.test(name) && name.startsWith(prefix)) found.push({ name, value, span: { file, start, end } });
  };
  walkConfig(document.root, (node) => {
    if (node.kind === 'map') {
      for (const { key, value } of node.entries)
        if (value.kind === 'scalar') add(key, textOf(value), value.start, value.end);
      // `- name: NAME` with `value: …` below it, as manifests have it.
      const [name, value] = [entryFor(node, 'name')?.value, entryFor(node, 'value')?.value];
      if (name?.kind === 'scalar' && value?.kind === 'scalar') add(textOf(name), textOf(value), value.start, value.end);
    }
    if (node.kind === 'list')
      for (const each of node.items) {
        const [, name, value = ''] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(textOf(each)) ?? [];
        if (name !== undefined) add(name, value, each.start, each.end);
      }
    return undefined;
  });
  return found;
}

const textOf = (node: ConfigNode): string => (node.kind === 'scalar' ? String(node.value ?? '') : '');
