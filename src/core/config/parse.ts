// The door of this room: the text of a configuration file becomes a tree with places.
import { readCsv } from './csv';
import { readEnv, readShell } from './env';
import { readJson } from './json';
import { readToml } from './toml';
import { type ConfigDocument } from './tree';
import { readYaml } from './yaml';

export type ConfigFormat = 'json' | 'yaml' | 'toml' | 'csv' | 'env' | 'shell';

const readers: Readonly<Record<ConfigFormat, (text: string) => ConfigDocument>> = {
  json: readJson,
  yaml: readYaml,
  toml: readToml,
  csv: readCsv,
  env: readEnv,
  shell: readShell,
};

export function parseConfig(format: ConfigFormat, text: string): ConfigDocument {
  return readers[format](text);
}

/** By the file's name; null where it is none of ours. */
export function configFormat(fileName: string): ConfigFormat | null {
  const name = fileName.slice(fileName.lastIndexOf('/') + 1);
  if (/^\.env(?:\.[\w-]+)*$|\.env$/i.test(name)) return 'env';
  if (/\.(?:sh|bash|zsh)$/i.test(name)) return 'shell';
  const extension = /\.(json|jsonc|ya?ml|toml|csv)$/i.exec(fileName)?.[1]?.toLowerCase();
  if (extension === undefined) return null;
  if (extension.startsWith('json')) return 'json';
  return extension === 'toml' || extension === 'csv' ? extension : 'yaml';
}
