// Lets h5wasm read a ByteSource: a file in its virtual file system whose bytes are fetched as HDF5 asks for them.
import { ready } from 'h5wasm';
import { type ByteSource } from '../bytes';
import { spoilEndlessHeaps } from './heap';

type Module = Awaited<typeof ready>;

/** What is used of Emscripten's file system beyond its published types. */
interface StreamOperations {
  read(stream: unknown, buffer: Uint8Array, offset: number, length: number, position: number): number;
  llseek(stream: { position: number }, offset: number, whence: number): number;
}

interface Node {
  stream_ops: StreamOperations;
}

interface FileSystem {
  createFile(parent: string, name: string, properties: object, canRead: boolean, canWrite: boolean): Node;
  unlink(path: string): void;
  closeStream(descriptor: number): void;
  open(path: string, flags: string): { fd: number };
}

let library: Promise<Module> | undefined;
let mounted = 0;

/** The library, with its own error messages silenced: they are many lines long and would go to the console. */
export function loadLibrary(): Promise<Module> {
  library ??= ready.then((module) => {
    const fs = module.FS as unknown as FileSystem;
    const standardError = 2;
    fs.closeStream(standardError);
    // The lowest free descriptor is given to the next file that is opened.
    fs.open('/dev/null', 'w');
    return module;
  });
  return library;
}

export interface Mounted {
  readonly path: string;
  unmount(): void;
}

export function mount(module: Module, source: ByteSource): Mounted {
  const fs = module.FS as unknown as FileSystem;
  const name = `source-${++mounted}.h5`;
  const node = fs.createFile('/', name, {}, true, false);
  Object.defineProperty(node, 'usedBytes', { get: () => source.size });
  node.stream_ops = {
    ...node.stream_ops,
    read(_stream, buffer, offset, length, position) {
      const wanted = Math.max(0, Math.min(length, source.size - position));
      const bytes = source.read(position, wanted);
      buffer.set(bytes, offset);
      spoilEndlessHeaps(buffer.subarray(offset, offset + bytes.length));
      return bytes.length;
    },
    llseek(stream, offset, whence) {
      if (whence === 1) return offset + stream.position;
      return whence === 2 ? offset + source.size : offset;
    },
  };
  return { path: `/${name}`, unmount: () => fs.unlink(`/${name}`) };
}
