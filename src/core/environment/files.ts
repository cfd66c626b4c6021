// Which files set the environment, by their names, and which modules read it.
import { configFormat } from '../config/format';

/** Files that are there to set the environment, or to be run with it. */
export function setsEnvironment(file: string): boolean {
  const format = configFormat(file);
  if (format === 'env' || format === 'shell' || format === 'docker') return true;
  return format === 'yaml' && /(?:^|\/)[\w.-]*compose[\w.-]*\.ya?ml$/i.test(file);
}

/** Modules that read settings say one of these words; the others need not be parsed. */
export const mayReadSettings = (text: string): boolean => /\benviron\b|\bgetenv\b|BaseSettings|\bdecouple\b/.test(text);
