// Where the bundle of a simulation's second worker is found; apart from what it runs, so that asking loads no simulation.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/** Null where it is not there or would have no processor of its own. @param bundles the folder of all bundles */
export function partnerIn(bundles: string): string | null {
  const bundle = join(bundles, 'partner.cjs');
  return availableParallelism() > 1 && existsSync(bundle) ? bundle : null;
}
