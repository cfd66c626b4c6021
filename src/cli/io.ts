// What the command line is given by the machine around it, so that a test can stand in for the machine.
import type { ByteSource } from '../data/bytes';
import type { Hdf5Library } from '../data/dataset';
import type { Machine } from '../live/machine';
import type { FileReport } from './fileReport';

export type Kind = 'file' | 'folder' | 'other';

export interface Entry {
  readonly name: string;
  readonly kind: Kind;
}

/** Every function but `stat` throws what Node throws. */
export interface Files {
  /** Null where there is nothing; a link is followed. */
  stat(path: string): { readonly kind: Kind; readonly bytes: number } | null;
  list(path: string): readonly Entry[];
  read(path: string): Uint8Array;
  open(path: string): ByteSource & { close(): void };
  write(path: string, pieces: Iterable<string>): void;
}

export interface Io {
  /** The current folder. */
  readonly folder: string;
  /** A path from the current folder on, made whole, with forward slashes. */
  resolve(path: string): string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly files: Files;
  readonly out: Screen;
  readonly err: Screen;
  /** A clock in milliseconds. */
  now(): number;
  version(): string;
  /** The bytes of the parser's two WASM files. */
  grammar(): { readonly runtime: Uint8Array; readonly python: Uint8Array };
  hdf5(): Hdf5Library;
  /** What is piped in, up to a limit. */
  input(mostBytes: number): Promise<string>;
  /** For a running service, and for it alone. */
  readonly network: Machine;
  /** The bundle of a second worker for large simulations; null where there is none. */
  readonly partner: string | null;
  /** Threads for so many files; null where one does it as fast. */
  crew(files: number): Crew | null;
}

export interface Crew {
  /** Reports on every file, in any order. */
  report(paths: readonly string[], done: (at: number, report: FileReport) => void): Promise<void>;
}

export interface Screen {
  write(text: string): void;
  readonly isTerminal: boolean;
  readonly columns: number;
}
