// A machine for the tests of the command line: the real files, screens that keep what is written, and a clock that stands still.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Files, Io } from '../../../src/cli/io';
import { nodeFiles, nodeNetwork } from '../../../src/cli/machine';
import { runProgram } from '../../../src/cli/program';
import { openHdf5 } from '../../../src/data/hdf5';

const require = createRequire(import.meta.url);
const wasm = (path: string): Uint8Array => readFileSync(require.resolve(path));

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Setting {
  readonly folder: string;
  readonly env?: Io['env'];
  readonly isTerminal?: boolean;
  readonly columns?: number;
  readonly now?: () => number;
  readonly files?: Files;
  readonly input?: string;
  readonly network?: Io['network'];
}

/** Runs `spikelint WORDS…` in this process. */
export async function run(words: readonly string[], setting: Setting): Promise<Ran> {
  const { env = {}, isTerminal = false, columns = 100, now = () => 0, files = nodeFiles } = setting;
  const folder = resolve(setting.folder);
  const written = { out: '', err: '' };
  const screen = (name: 'out' | 'err'): Io['out'] => ({
    write: (text) => void (written[name] += text),
    isTerminal,
    columns,
  });
  const code = await runProgram(words, {
    folder,
    resolve: (path) => resolve(folder, path).replaceAll('\\', '/'),
    env,
    files,
    out: screen('out'),
    err: screen('err'),
    now,
    version: () => '0.0.0',
    grammar: () => ({
      runtime: wasm('web-tree-sitter/web-tree-sitter.wasm'),
      python: wasm('tree-sitter-python/tree-sitter-python.wasm'),
    }),
    hdf5: () => ({ openHdf5 }),
    partner: null,
    crew: () => null,
    input: () => Promise.resolve(setting.input ?? ''),
    network: setting.network ?? nodeNetwork,
  });
  return { code, ...written };
}
