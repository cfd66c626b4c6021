// Products with a dense matrix in single precision by WebAssembly's vectors: what a search for the largest eigenvalues spends its time on.
import { compiledKernels } from './compiled';

export interface Products {
  /** y = A x. */
  forward(x: Float64Array, y: Float64Array): void;
  /** y = Aᵀ x. */
  backward(x: Float64Array, y: Float64Array): void;
}

type Kernel = (a: number, x: number, y: number, rows: number, stride: number) => void;

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly multiply: Kernel;
  readonly multiplyTransposed: Kernel;
}

/** What is used of WebAssembly; the library's types know it only in browsers. */
interface Engine {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

declare const WebAssembly: Engine | undefined;

const pageBytes = 65_536;
/** Above this the plain products have to do. */
const mostBytes = 2 ** 30;

let compiled: object | null | undefined;

/** Null where there is no WebAssembly with vectors (a page may forbid it), or not so much memory. */
export function singleProducts(a: Float64Array, n: number): Products | null {
  const engine = typeof WebAssembly === 'undefined' ? undefined : WebAssembly;
  const stride = (n + 3) & ~3;
  const bytes = 4 * stride * stride;
  if (engine === undefined || bytes > mostBytes) return null;
  try {
    compiled ??= compile(engine);
    if (compiled === null) return null;
    const { memory, multiply, multiplyTransposed } = new engine.Instance(compiled, {}).exports as Exports;
    const need = bytes + 8 * stride - memory.buffer.byteLength;
    if (need > 0) memory.grow(Math.ceil(need / pageBytes));
    const entries = new Float32Array(memory.buffer, 0, stride * stride);
    for (let i = 0; i < n; i++) entries.set(a.subarray(i * n, (i + 1) * n), i * stride);
    const xAt = bytes;
    const yAt = bytes + 4 * stride;
    const inside = new Float32Array(memory.buffer, xAt, n);
    const result = new Float32Array(memory.buffer, yAt, n);
    const product =
      (kernel: Kernel) =>
      (x: Float64Array, y: Float64Array): void => {
        inside.set(x);
        kernel(0, xAt, yAt, stride, stride);
        y.set(result);
      };
    return { forward: product(multiply), backward: product(multiplyTransposed) };
  } catch {
    return null; // forbidden, or no such memory
  }
}

function compile(engine: Engine): object | null {
  const bytes = Uint8Array.from(atob(compiledKernels), (letter) => letter.charCodeAt(0));
  return engine.validate(bytes) ? new engine.Module(bytes) : null;
}
