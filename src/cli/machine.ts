// The real machine: Node's files, streams and clock.
import { closeSync, openSync, readdirSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Machine } from '../live/machine';
import { hdf5Library } from '../worker/hdf5';
import { openFile } from '../worker/fileBytes';
import { partnerIn } from '../worker/partnerBundle';
import { crewIn } from './crew';
import { slashed } from './paths';
import { Problem } from './problem';
import type { Files, Io, Kind, Screen } from './io';

interface FileType {
  isFile(): boolean;
  isDirectory(): boolean;
}

const kindOf = (type: FileType): Kind => (type.isFile() ? 'file' : type.isDirectory() ? 'folder' : 'other');

export const nodeFiles: Files = {
  stat(path) {
    const found = statSync(path, { throwIfNoEntry: false });
    return found ? { kind: kindOf(found), bytes: found.size } : null;
  },
  list: (path) => readdirSync(path, { withFileTypes: true }).map((each) => ({ name: each.name, kind: kindOf(each) })),
  read: (path) => readFileSync(path),
  open: openFile,
  write(path, pieces) {
    const descriptor = openSync(path, 'w');
    try {
      for (const piece of pieces) writeSync(descriptor, piece);
    } finally {
      closeSync(descriptor);
    }
  },
};

const screen = (stream: NodeJS.WriteStream): Screen => ({
  write: (text) => void stream.write(text),
  isTerminal: stream.isTTY === true,
  columns: stream.columns ?? 100,
});

/** A file that every installation has beside the command line. */
function companion(bundles: string, name: string): Uint8Array {
  try {
    return readFileSync(join(bundles, name));
  } catch (error) {
    throw new Problem(`${name} is missing beside the command line: install or build Spikelint again`, { cause: error });
  }
}

export const nodeNetwork: Machine = {
  fetch: (url, init) => fetch(url, init),
  now: () => Date.now(),
  random: () => Math.random(),
  wait: (ms, signal) => pause(ms, undefined, { signal }).catch(() => undefined),
};

async function readInput(mostBytes: number): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of process.stdin) {
    pieces.push(piece as Buffer);
    bytes += (piece as Buffer).byteLength;
    // Of what never ends, the last part counts.
    while (bytes > mostBytes && pieces.length > 1) bytes -= pieces.shift()?.byteLength ?? 0;
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** @param bundles the folder of the command line's bundle, where its companions lie too */
export function nodeMachine(bundles: string): Io {
  const folder = process.cwd();
  return {
    folder,
    resolve: (path) => slashed(resolve(folder, path)),
    env: process.env,
    files: nodeFiles,
    out: screen(process.stdout),
    err: screen(process.stderr),
    now: () => performance.now(),
    version: () => (JSON.parse(readFileSync(join(bundles, '../package.json'), 'utf8')) as { version: string }).version,
    grammar: () => ({
      runtime: companion(bundles, 'tree-sitter.wasm'),
      python: companion(bundles, 'tree-sitter-python.wasm'),
    }),
    partner: partnerIn(bundles),
    crew: crewIn(bundles),
    hdf5: () => hdf5Library(bundles),
    input: readInput,
    network: nodeNetwork,
  };
}
