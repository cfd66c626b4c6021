// The door of this room: the text of a configuration file becomes a tree with places.
import { readCsv } from './csv';
import { type ConfigFormat } from './format';
import { readDocker, readEnv, readShell } from './env';
import { readJson } from './json';
import { readToml } from './toml';
import { type ConfigDocument } from './tree';
import { readYaml } from './yaml';

export { type ConfigFormat, configFormat } from './format';

const readers: Readonly<Record<ConfigFormat, (text: string) => ConfigDocument>> = {
  json: readJson,
  yaml: readYaml,
  toml: readToml,
  csv: readCsv,
  env: readEnv,
  shell: readShell,
  docker: readDocker,
};

export function parseConfig(format: ConfigFormat, text: string): ConfigDocument {
  return readers[format](text);
}
