// Which format a configuration file is in, by its name.

export type ConfigFormat = 'json' | 'yaml' | 'toml' | 'csv' | 'env' | 'shell' | 'docker';

/** By the file's name; null where it is none of ours. */
export function configFormat(fileName: string): ConfigFormat | null {
  const name = fileName.slice(fileName.lastIndexOf('/') + 1);
  if (/^\.env(?:\.[\w-]+)*$|\.env$/i.test(name)) return 'env';
  if (/\.(?:sh|bash|zsh)$/i.test(name)) return 'shell';
  if (/^(?:Docker|Container)file(?:\.[\w.-]+)?$|\.dockerfile$/i.test(name)) return 'docker';
  const extension = /\.(json|jsonc|ya?ml|toml|csv)$/i.exec(fileName)?.[1]?.toLowerCase();
  if (extension === undefined) return null;
  if (extension.startsWith('json')) return 'json';
  return extension === 'toml' || extension === 'csv' ? extension : 'yaml';
}
