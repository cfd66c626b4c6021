// The door of this room: the text of a configuration file becomes a tree with places.
import { readJson } from './json';
import { readToml } from './toml';
import { type ConfigDocument } from './tree';
import { readYaml } from './yaml';

export type ConfigFormat = 'json' | 'yaml' | 'toml';

const readers: Readonly<Record<ConfigFormat, (text: string) => ConfigDocument>> = {
  json: readJson,
  yaml: readYaml,
  toml: readToml,
};

export function parseConfig(format: ConfigFormat, text: string): ConfigDocument {
  return readers[format](text);
}

/** By the file's name; null where it is none of ours. */
export function configFormat(fileName: string): ConfigFormat | null {
  const extension = /\.(json|jsonc|ya?ml|toml)$/i.exec(fileName)?.[1]?.toLowerCase();
  if (extension === undefined) return null;
  if (extension.startsWith('json')) return 'json';
  return extension === 'toml' ? 'toml' : 'yaml';
}
