// What is used of WebAssembly; the library's types know it only in browsers.

export interface Memory {
  readonly buffer: ArrayBuffer;
}

export interface Engine {
  readonly Memory: new (size: { readonly initial: number }) => Memory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, object>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

declare const WebAssembly: Engine | undefined;

/** Null where there is none. */
export const engine: Engine | null = typeof WebAssembly === 'undefined' ? null : WebAssembly;
