// The compiled kernels at work: loaded at once where WebAssembly has vectors, with one memory that a run borrows.
import { compiledKernels } from './compiled';

/** Pointers, counts and numbers in; a count out, or nothing. */
export type Kernel = (...values: number[]) => number;

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** What is used of WebAssembly; the library's types know it only in browsers. */
export interface Engine {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

declare const WebAssembly: Engine | undefined;

const pageBytes = 65_536;
/** The first page is for passing words; the arrays of a run begin behind it. */
export const firstFreeByte = pageBytes;
const wordsAt = 1024;
/** A memory never shrinks: above this size it is left behind after its run, and the next one begins with a small one. */
const largestKeptBytes = 64e6;

export class Kernels {
  private borrowed = false;
  private exports: Readonly<Record<string, Kernel>>;
  private memory: Memory;

  constructor(
    private readonly engine: Engine,
    private readonly module: object,
  ) {
    [this.exports, this.memory] = this.instantiate();
  }

  get(name: string): Kernel {
    const kernel = this.exports[name];
    if (kernel === undefined) throw new Error(`there is no kernel ${name}`);
    return kernel;
  }

  /** Memory with at least that many bytes; null while a run has it. All views of it end when it is given back. */
  borrow(bytes: number): ArrayBuffer | null {
    if (this.borrowed) return null;
    const missing = bytes - this.memory.buffer.byteLength;
    try {
      if (missing > 0) this.memory.grow(Math.ceil(missing / pageBytes));
    } catch {
      return null; // there is no such memory: the plain path has to do
    }
    this.borrowed = true;
    return this.memory.buffer;
  }

  giveBack(): void {
    this.borrowed = false;
    if (this.memory.buffer.byteLength > largestKeptBytes) [this.exports, this.memory] = this.instantiate();
  }

  /** Fills `words` and moves the lanes of `state` on, as `fillWords` of words.ts does. */
  fillWords(state: Int32Array, words: Uint32Array): void {
    const { buffer } = this.memory;
    const inside = new Int32Array(buffer, 0, 16);
    inside.set(state.subarray(0, 16));
    this.get('fillWords')(0, wordsAt, words.length);
    words.set(new Uint32Array(buffer, wordsAt, words.length));
    state.set(inside);
  }

  private instantiate(): [Readonly<Record<string, Kernel>>, Memory] {
    const { exports } = new this.engine.Instance(this.module, { env: { exp: Math.exp } });
    const memory = (exports as { memory: Memory }).memory;
    if (memory.buffer.byteLength < pageBytes) memory.grow(1);
    return [exports as Readonly<Record<string, Kernel>>, memory];
  }
}

/** Null where the engine has no WebAssembly or no vectors. */
export function loadKernels(engine: Engine | undefined): Kernels | null {
  if (engine === undefined) return null;
  const bytes = Uint8Array.from(atob(compiledKernels), (letter) => letter.charCodeAt(0));
  return engine.validate(bytes) ? new Kernels(engine, new engine.Module(bytes)) : null;
}

let loaded: Kernels | null | undefined;

/** The kernels of this thread, compiled when first asked for. */
export function kernelsHere(): Kernels | null {
  if (loaded === undefined) loaded = loadKernels(typeof WebAssembly === 'undefined' ? undefined : WebAssembly);
  return loaded;
}
