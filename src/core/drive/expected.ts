// What is expected of the population that a drive feeds: where its membrane is with all that reaches it, and how often it fires.
import { type Drive } from './drive';
import { type Field } from './field';
import { predict, type Prediction } from './meanfield';
import { type ReadScript } from './script';

const known = new WeakMap<Field, readonly Prediction[]>();

/** Null for what is never taken, and where the script's networks do not have the population. */
export function expectedOf(drive: Drive, scripts: readonly ReadScript[]): Prediction | null {
  if (drive.dead !== null || drive.kind === 'recurrent') return null;
  const fields = scripts.find(({ file }) => file === drive.file)?.fields ?? [];
  const own = fields.filter(({ backend, cells }) => backend === drive.backend && cells.some(isTarget));
  const [only] = own;
  // Of two networks with such a population nothing says which one is meant.
  if (!only || own.length > 1) return null;
  return predictionsOf(only).find(isTarget) ?? null;

  function isTarget({ name }: { readonly name: string }): boolean {
    return name === drive.target;
  }
}

function predictionsOf(field: Field): readonly Prediction[] {
  const made = known.get(field) ?? predict(field);
  known.set(field, made);
  return made;
}
