// What kernels do in every step of a run in the place of a function: an order names the task and all that it works on.

/** In the order of `runOrders` in assembly/program.ts. */
const tasks = [
  'group',
  'poisson',
  'scatter',
  'share',
  'given',
  'everyone',
  'due',
  'ahead',
  'settle',
  'sample',
] as const;

export interface Order {
  readonly task: (typeof tasks)[number];
  /** The numbers that it begins with: a weight, a gain, the step's length; a second one where there is any. */
  readonly numbers: readonly number[];
  /** From its third word on. */
  readonly words: readonly number[];
  /** Draws what the steps of a block need, before the first of them. */
  readonly prepare?: (begin: number, end: number) => void;
}

/** A function of the step that returns the number of events, and the order that does the same; null where only the function can. */
export interface Sending {
  readonly deliver: (step: number) => number;
  readonly order: Order | null;
}

/** So many steps are prepared at a time. */
export const blockSteps = 64;

/** Bytes of an order: two numbers, then words. */
export const orderBytes = 128;

/** A word that no step reaches. */
export const never = 0xffffffff;

/** Writes an order to its place; `arrived` is where its events are counted, or 0. */
export function writeOrder(order: Order, arrived: number, buffer: ArrayBufferLike, at: number): void {
  new Float64Array(buffer, at, 2).set(order.numbers);
  new Uint32Array(buffer, at + 16, 2 + order.words.length).set([tasks.indexOf(order.task), arrived, ...order.words]);
}
