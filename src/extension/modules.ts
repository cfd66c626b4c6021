// Finds the workspace's own modules that a source imports, and reads them, so that a name's unit is known across files.
import * as vscode from 'vscode';
import { type SourceDocument, type Surroundings } from '../protocol/analysis';
import { candidatesFor, importedModules, openedFiles } from './imports';
import { mayReadSettings, setsEnvironment } from '../core/environment/files';
import { excluded } from './excluded';
import { openSources, textOf, uriOf } from './sources';

/** An import chain of a model is short; what lies beyond is library code. */
const depthLimit = 4;
const moduleLimit = 40;
const sizeLimitBytes = 400_000;
/** Settings are read in a few modules; of a large workspace a part is looked at. */
const mostModulesRead = 600;
const mostSettingFiles = 60;
export const environmentNames = '.env,.env.*,*.env,*.sh,Dockerfile,Dockerfile.*,*compose*.yml,*compose*.yaml';
const watchedPattern = `**/{*.py,*.json,*.jsonc,*.yaml,*.yml,*.toml,*.csv,${environmentNames}}`;
const environmentPattern = `**/{${environmentNames}}`;

export class Modules implements vscode.Disposable {
  /** URI → its text, or null where there is no such file: what the disk said, until the watcher says otherwise. */
  private readonly onDisk = new Map<string, Promise<string | null>>();
  private watcher: vscode.FileSystemWatcher | undefined;
  /** Until one is made or goes. */
  private environmentUris: Promise<vscode.Uri[]> | undefined;
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  /** A module changed on disk. */
  readonly onDidChange = this.changed.event;

  dispose(): void {
    this.watcher?.dispose();
    this.changed.dispose();
  }

  /** All that documents are read with. */
  async surroundingsOf(documents: readonly SourceDocument[]): Promise<Required<Surroundings>> {
    const [context, projects] = await Promise.all([
      this.importedBy(documents),
      this.projectsOf(documents.map(({ file }) => file)),
    ]);
    return { context, projects, folders: foldersOf(documents) };
  }

  /** Everything that the documents import from the workspace, directly or not, without the documents themselves. */
  private async importedBy(documents: readonly SourceDocument[]): Promise<SourceDocument[]> {
    this.watch();
    const own = new Set(documents.map(({ file }) => file));
    const open = new Map(openSources().map((source) => [source.file, source]));
    const found = new Map<string, SourceDocument>();
    let frontier: readonly SourceDocument[] = documents;
    for (let depth = 0; depth < depthLimit && frontier.length > 0 && found.size < moduleLimit; depth++) {
      const imported = await Promise.all(frontier.map((document) => this.directImports(document, open)));
      frontier = imported.flat().filter(({ file }) => !own.has(file) && !found.has(file));
      for (const document of frontier) if (found.size < moduleLimit) found.set(document.file, document);
    }
    if (documents.some(({ file }) => setsEnvironment(uriOf(file).path)))
      for (const document of await this.environment()) if (!own.has(document.file)) found.set(document.file, document);
    return [...found.values()];
  }

  /** What in the workspace has to do with settings of the environment: modules that read them, files that make them. */
  private async environment(): Promise<SourceDocument[]> {
    this.environmentUris ??= Promise.all([
      vscode.workspace.findFiles('**/*.py', excluded, mostModulesRead),
      vscode.workspace.findFiles(environmentPattern, excluded, mostSettingFiles),
    ]).then(([modules, files]) => [...modules, ...files]);
    const read = await Promise.all(
      (await this.environmentUris).map(async (uri) => ({ file: uri.toString(), text: await this.textOf(uri) })),
    );
    return read.flatMap(({ file, text }) =>
      text !== null && (setsEnvironment(uriOf(file).path) || mayReadSettings(text)) ? [{ file, text }] : [],
    );
  }

  private async directImports(
    document: SourceDocument,
    open: ReadonlyMap<string, Parameters<typeof textOf>[0]>,
  ): Promise<SourceDocument[]> {
    const uri = uriOf(document.file);
    if (uri.scheme === 'untitled') return [];
    const folder = vscode.Uri.joinPath(uri, '..');
    const roots = [folder, ...(vscode.workspace.workspaceFolders ?? []).map((each) => each.uri)];
    const find = async (module: string): Promise<SourceDocument | undefined> => {
      for (const { up, path } of candidatesFor(module)) {
        for (const root of up === null ? roots : [vscode.Uri.joinPath(folder, ...Array<string>(up).fill('..'))]) {
          const candidate = vscode.Uri.joinPath(root, path);
          const file = candidate.toString();
          const source = open.get(file);
          const text = source ? textOf(source) : await this.read(candidate);
          if (text !== null) return { file, text };
        }
      }
      return undefined;
    };
    const found = await Promise.all([
      ...importedModules(document.text).map(find),
      ...openedFiles(document.text).map((name) => this.opened(name, folder)),
    ]);
    return found.filter((each) => each !== undefined);
  }

  /** A configuration file by the name that a script opens it under: beside the script, or from a folder above it on. */
  private async opened(name: string, beside: vscode.Uri): Promise<SourceDocument | undefined> {
    const top = topOf(beside);
    for (let folder = beside; folder.path.startsWith(top.path); folder = vscode.Uri.joinPath(folder, '..')) {
      const uri = vscode.Uri.joinPath(folder, name);
      const text = uri.path.startsWith(top.path) ? await this.textOf(uri) : null;
      if (text !== null) return { file: uri.toString(), text };
      if (folder.path === top.path || folder.path === '/') break;
    }
    return undefined;
  }

  /** The project files that hold for some files: for each the nearest, no higher than its workspace folder. */
  async projectsOf(files: readonly string[]): Promise<SourceDocument[]> {
    const found = new Map<string, SourceDocument>();
    const folders = new Map(files.map(uriOf).map((uri) => [vscode.Uri.joinPath(uri, '..').toString(), uri]));
    for (const uri of folders.values()) {
      if (uri.scheme === 'untitled') continue;
      const project = await this.opened('spikelint.json', vscode.Uri.joinPath(uri, '..'));
      if (project) found.set(project.file, project);
    }
    return [...found.values()];
  }

  /** A file of the workspace as the editor has it open, or else as the disk has it; null where neither has. */
  async textOf(uri: vscode.Uri): Promise<string | null> {
    this.watch();
    const source = openSources().find(({ file }) => file === uri.toString());
    return source ? textOf(source) : this.read(uri);
  }

  private read(uri: vscode.Uri): Promise<string | null> {
    const key = uri.toString();
    let text = this.onDisk.get(key);
    if (!text) this.onDisk.set(key, (text = readText(uri)));
    return text;
  }

  private watch(): void {
    if (this.watcher) return;
    this.watcher = vscode.workspace.createFileSystemWatcher(watchedPattern);
    const forget = (uri: vscode.Uri): void => {
      if (this.onDisk.delete(uri.toString())) this.changed.fire(uri);
    };
    this.watcher.onDidChange(forget);
    const forgetList = (uri: vscode.Uri): void => {
      this.environmentUris = undefined;
      forget(uri);
    };
    this.watcher.onDidCreate(forgetList);
    this.watcher.onDidDelete(forgetList);
  }
}

/** The workspace folder that a folder lies in, or itself. */
const topOf = (folder: vscode.Uri): vscode.Uri => vscode.workspace.getWorkspaceFolder(folder)?.uri ?? folder;

/** Of the workspace; of a file outside of it its own. */
const foldersOf = (documents: readonly SourceDocument[]): string[] => {
  const workspace = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const own = documents.map(({ file }) => vscode.Uri.joinPath(uriOf(file), '..'));
  return [...new Set([...workspace, ...own].map((uri) => uri.toString().replace(/\/$/, '')))];
};

/** Whether it settles anything for others. */
export const isProjectUri = ({ path }: vscode.Uri): boolean => path.endsWith('/spikelint.json');

/** The file's text, or null where it isn't there, is no file, or is too large to be a module of a model. */
export async function readText(uri: vscode.Uri, limitBytes = sizeLimitBytes): Promise<string | null> {
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if (size > limitBytes || !(type & vscode.FileType.File)) return null;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}
