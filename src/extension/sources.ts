// What is linted as one module: a Python document, or all Python cells of a notebook one after the other.
import * as vscode from 'vscode';
import { setsEnvironment } from '../core/environment/files';
import { blankForeign } from '../core/notebook/cells';
import { type Spot } from '../protocol/placed';
import { toRange } from './places';

interface Part {
  readonly document: vscode.TextDocument;
  /** The line of the module's text at which this document begins. */
  readonly firstLine: number;
}

export interface Source {
  /** What the linter knows the file by: its URI as text, with an end that says Python. */
  readonly file: string;
  readonly uri: vscode.Uri;
  readonly parts: readonly Part[];
}

/** A cell is never linted by itself: what it uses is defined in the cells before. */
const cellScheme = 'vscode-notebook-cell';

/** Places that can be edited; not the read-only copies of version control and of previews. */
const isEditable = ({ scheme }: vscode.Uri): boolean =>
  scheme === 'untitled' || (scheme !== cellScheme && vscode.workspace.fs.isWritableFileSystem(scheme) === true);

const configName = /\.(?:jsonc?|ya?ml|toml)$/;
const isConfigName = (path: string): boolean => configName.test(path) || setsEnvironment(path);

/** The linter tells Python from other files by their ends: an unsaved document, a script without one and a notebook's cells are given one. */
export const fileOf = (uri: vscode.Uri): string =>
  (/\.pyw?$/.test(uri.path) || isConfigName(uri.path) ? uri : uri.with({ fragment: 'module.py' })).toString();

/** What the editor knows a linted file by. */
export const uriOf = (file: string): vscode.Uri => vscode.Uri.parse(file).with({ fragment: '' });

const pythonCells = (notebook: vscode.NotebookDocument): vscode.TextDocument[] =>
  notebook
    .getCells()
    .filter((cell) => cell.kind === vscode.NotebookCellKind.Code && cell.document.languageId === 'python')
    .map((cell) => cell.document);

/** The languages of configuration files. */
export const configLanguages = [
  'json',
  'jsonc',
  'yaml',
  'toml',
  'dotenv',
  'properties',
  'shellscript',
  'dockerfile',
  'dockercompose',
] as const;

/** What sets the environment, whatever language the editor takes it for: an .env file may be plain text to it. */
export const environmentSelector: vscode.DocumentFilter[] = [
  ...configLanguages.slice(2).map((language) => ({ language })),
  ...['**/.env', '**/.env.*', '**/*.env'].map((pattern) => ({ pattern })),
];

/** What the editor itself and package managers keep is no model's. */
const isOthers = (path: string): boolean =>
  /\/(?:package(?:-lock)?|tsconfig[^/]*|composer|settings|launch|tasks|extensions|devcontainer)\.json$|\/\.vscode\/|\/node_modules\//.test(
    path,
  );

/** A configuration file that was saved under the name of one: scripts find it by that name. */
const isConfig = ({ uri, languageId }: vscode.TextDocument): boolean =>
  ((configLanguages as readonly string[]).includes(languageId) || setsEnvironment(uri.path)) &&
  uri.scheme !== 'untitled' &&
  isConfigName(uri.path) &&
  !isOthers(uri.path);

export function sourceOf(document: vscode.TextDocument): Source | undefined {
  if (isConfig(document) && isEditable(document.uri))
    return { file: document.uri.toString(), uri: document.uri, parts: [{ document, firstLine: 0 }] };
  if (document.languageId !== 'python') return undefined;
  const notebook = vscode.workspace.notebookDocuments.find((each) => pythonCells(each).includes(document));
  if (notebook) return sourceOfNotebook(notebook);
  if (isEditable(document.uri)) {
    return { file: fileOf(document.uri), uri: document.uri, parts: [{ document, firstLine: 0 }] };
  }
  return undefined;
}

export function sourceOfNotebook(notebook: vscode.NotebookDocument): Source | undefined {
  let firstLine = 0;
  const parts = pythonCells(notebook).map((document) => {
    const part = { document, firstLine };
    firstLine += document.lineCount;
    return part;
  });
  if (parts.length === 0 || !isEditable(notebook.uri)) return undefined;
  return { file: fileOf(notebook.uri), uri: notebook.uri, parts };
}

export function openSources(): Source[] {
  const notebooks = vscode.workspace.notebookDocuments.map(sourceOfNotebook);
  const documents = vscode.workspace.textDocuments.filter(({ uri }) => isEditable(uri)).map(sourceOf);
  return [...documents, ...notebooks].filter((source) => source !== undefined);
}

/** Changes with every edit. */
export const stampOf = (source: Source): string =>
  source.parts.map(({ document }) => `${document.uri.fragment}@${document.version}`).join(' ');

export function textOf(source: Source): string {
  const [only] = source.parts;
  if (only && only.document.uri.toString() === source.uri.toString()) return only.document.getText();
  // Positions are counted per line, so each cell keeps its lines whatever their ends are.
  return source.parts.map(({ document }) => blankForeign(document.getText())).join('\n');
}

/** A position in one of the source's documents as an offset of its text. */
export function offsetIn(source: Source, document: vscode.TextDocument, position: vscode.Position): number {
  let start = 0;
  for (const part of source.parts) {
    if (part.document === document) break;
    start += part.document.getText().length + 1;
  }
  return start + document.offsetAt(position);
}

/** A range of offsets in the source's text as a place in one of its documents. */
export function rangeIn(source: Source, start: number, end: number): vscode.Location {
  let partStart = 0;
  for (const { document } of source.parts) {
    const length = document.getText().length;
    if (start <= partStart + length) {
      const range = new vscode.Range(document.positionAt(start - partStart), document.positionAt(end - partStart));
      return new vscode.Location(document.uri, range);
    }
    partStart += length + 1;
  }
  return new vscode.Location(source.uri, new vscode.Position(0, 0));
}

/** The document that shows a place of this source, and where in it. */
export function locateIn(source: Source, spot: Spot): vscode.Location {
  const part = source.parts.findLast(({ firstLine }) => firstLine <= spot.line - 1) ?? source.parts[0];
  if (!part) return new vscode.Location(source.uri, toRange(spot));
  return new vscode.Location(part.document.uri, toRange(spot, part.firstLine));
}

/** Where a place is to be seen: in an open source if it is one, else in the file itself. */
export function locate(spot: Spot): vscode.Location {
  const source = openSources().find(({ file }) => file === spot.file);
  return source ? locateIn(source, spot) : new vscode.Location(uriOf(spot.file), toRange(spot));
}
