// The walls between the rooms as data, and the check that names every import that goes through one.
import { readImports } from './imports';

export interface Room {
  /** Folders of the project whose files may be imported. */
  readonly folders: readonly string[];
  /** Folders of which only types may be imported. */
  readonly types?: readonly string[];
  readonly packages?: readonly string[];
  /** Whether Node's own modules may be imported. */
  readonly node?: boolean;
}

const everyRoom = [
  'src/core',
  'src/sim',
  'src/stats',
  'src/data',
  'src/diagnose',
  'src/live',
  'src/export',
  'src/protocol',
];

/** Every folder of code and what it may import. */
export const rooms: Readonly<Record<string, Room>> = {
  'src/core': { folders: ['src/core'], packages: ['web-tree-sitter', 'yaml', 'smol-toml', 'jsonc-parser'] },
  'src/sim': { folders: ['src/sim', 'src/core/network', 'src/core/units'] },
  'src/stats': { folders: ['src/stats', 'src/core/units'] },
  'src/data': { folders: ['src/data', 'src/core/units'], packages: ['h5wasm'] },
  'src/live': { folders: ['src/live', 'src/core/units'] },
  'src/export': { folders: ['src/export', 'src/core'] },
  'src/diagnose': { folders: ['src/diagnose', 'src/core', 'src/sim', 'src/stats', 'src/data'] },
  'src/protocol': {
    folders: ['src/protocol'],
    types: ['src/core', 'src/sim', 'src/stats', 'src/data', 'src/diagnose', 'src/live'],
  },
  'src/worker': { folders: ['src/worker', ...everyRoom], node: true },
  'src/cli': { folders: ['src/cli', 'src/worker', ...everyRoom], node: true },
  'src/extension': {
    folders: ['src/extension', 'src/core', 'src/live', 'src/protocol'],
    packages: ['vscode'],
    node: true,
  },
  webview: {
    folders: ['webview', 'src/protocol', 'src/stats', 'src/core/units'],
    packages: ['chart.js'],
  },
  'webview/ui': {
    folders: ['webview', 'src/protocol', 'src/stats', 'src/core/units'],
    packages: ['@vscode/webview-ui-toolkit'],
  },
};

const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(folder + '/');

/** The innermost room that a file lies in. */
function roomOf(file: string): [name: string, room: Room] | undefined {
  return Object.entries(rooms)
    .filter(([name]) => isIn(file, name))
    .sort(([a], [b]) => b.length - a.length)[0];
}

/** The imports of a file that its room doesn't allow, each as one line that names the edge. */
export function findBreaches(file: string, text: string): string[] {
  const found = roomOf(file);
  if (!found) return [`${file} lies in no room`];
  const [name, room] = found;
  return readImports(file, text)
    .filter(({ target, typeOnly }) => !isAllowed(room, target, typeOnly))
    .map(
      ({ target, line, typeOnly }) =>
        `${file}:${line} imports ${typeOnly ? 'types of ' : ''}${target}: ${name} may not`,
    );
}

function isAllowed(room: Room, target: string, typeOnly: boolean): boolean {
  if (target.startsWith('node:')) return room.node === true;
  if (isIn(target, 'src') || isIn(target, 'webview')) {
    return [...room.folders, ...(typeOnly ? (room.types ?? []) : [])].some((folder) => isIn(target, folder));
  }
  return room.packages?.includes(target) ?? false;
}
