// Keeps watch over the library: what a damaged file makes it throw, and whether it can still be trusted afterwards.
import { DataError } from '../error';

/** Each exception leaves something on the library's stack of 2 MB; a few hundred bytes of it for those that it throws on purpose. */
const mostThrown = 1000;

let thrown = 0;
let broken = false;

/** Whether the library has to be loaded anew: its memory may be in any state. */
export const isBroken = (): boolean => broken;

const outOfStep =
  'not read: a damaged part of the file has brought the HDF5 library out of step; ask for this entry alone';

/** Wrong numbers would be worse than none. */
export function checkLibrary(): void {
  if (broken) throw new DataError(outOfStep);
}

/** What is to be said of something that the library gave no answer to. */
export const reasonOf = (damage: string): string => (broken ? outOfStep : damage);

/** Null where the library throws, as it does on damaged structures. */
export function orNull<Result>(attempt: () => Result): Result | null {
  if (broken) return null;
  try {
    return attempt();
  } catch (error) {
    if (error instanceof DataError) return null;
    thrown++;
    // Traps of WebAssembly, and a stack that ran over, leave it in the middle of its work.
    const stopped = error instanceof Error && ['RuntimeError', 'RangeError'].includes(error.name);
    if (stopped || thrown > mostThrown || /abort/i.test(String(error))) broken = true;
    return null;
  }
}
