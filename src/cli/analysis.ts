// Lints files from disk, one at a time: what a file imports is read when an import asks for it, so nothing large is held.
import type { DataFound } from '../core/dataFiles';
import { referencesOf } from '../core/project';
import type { DriveOptions } from '../core/report';
import { createLinter, type Linter, type LintOptions, type SourceDocument } from '../core/lint';
import { setsEnvironment } from '../core/environment/files';
import { loadGrammar } from '../core/python/grammar';
import { LineIndex } from '../core/text';
import type { PlacedReport } from '../protocol/analysis';
import type { DriveReport } from '../core/drive/report';
import type { Given } from '../core/evaluate/settling';
import type { NetworkReport } from '../core/report';
import { togetherIn } from '../core/drive/together';
import type { Code } from '../diagnose/rate/prepare';
import type { Script } from '../diagnose/script';
import type { Placed, Spot } from '../protocol/placed';
import { Placer } from '../worker/placing';
import { type CellPlace, Cells } from './cells';
import { DataFiles } from './dataFiles';
import { environmentFiles } from './environment';
import { type Excerpt, excerptOf } from './excerpt';
import type { Io } from './io';
import { slashed } from './paths';
import { markedProjectOf, projectFiles, projectOf } from './project';
import { Texts } from './texts';

/** As many modules as a model is made of; what imports more is a library, and would be read again for each of its files. */
const mostModules = 40;

export class Analysis {
  private readonly texts: Texts;
  private readonly cells = new Cells();
  private readonly data: DataFiles;
  private readonly missing = new Set<string>();
  private readonly projects = new Set<string>();
  private readonly environments = new Map<string, readonly SourceDocument[]>();
  /** The modules that the file at hand imports, directly or not. */
  private readonly imported = new Set<string>();

  private constructor(
    private readonly io: Io,
    private readonly linter: Linter,
  ) {
    this.texts = new Texts(io.files);
    const start = `${slashed(io.folder)}/`;
    this.data = new DataFiles(io, (file) => (file.startsWith(start) ? file.slice(start.length) : file));
  }

  static async start(io: Io): Promise<Analysis> {
    const { runtime, python } = io.grammar();
    return new Analysis(io, createLinter(await loadGrammar(runtime, python)));
  }

  /** Throws where the file can't be read; spans come back with their lines and columns. */
  report(path: string, options: Pick<LintOptions, 'derivations'> = {}): PlacedReport {
    const text = this.texts.read(path);
    this.imported.clear();
    this.projects.add(slashed(projectOf(path, this.io.files)));
    const [report] = this.linter.lint([{ file: path, text }], {
      ...options,
      ...(setsEnvironment(path) ? { context: this.environment(path) } : {}),
      projects: this.projectFiles([path]),
      read: (file) => this.module(file),
    });
    if (!report) throw new Error('the linter gave no report');
    return this.place(report);
  }

  /** Says that a file is asked about which another thread reported on: its project's files may be read. */
  about(path: string): void {
    this.projects.add(slashed(projectOf(path, this.io.files)));
  }

  /** What else of its project has to do with settings of the environment: looked for once. */
  private environment(path: string): readonly SourceDocument[] {
    const folder = slashed(projectOf(path, this.io.files));
    const known =
      this.environments.get(folder) ?? environmentFiles(folder, this.io.files, (file) => this.texts.read(file));
    this.environments.set(folder, known);
    return known;
  }

  /** For reading the file again as it would be with other numbers in it. */
  script(path: string, network: number, set: ReadonlyMap<string, Given>): Script {
    const options = { set, projects: this.projectFiles([path]), ...this.readers };
    return { linter: this.linter, document: { file: path, text: this.texts.read(path) }, options, network };
  }

  place<T>(data: T): Placed<T> {
    return new Placer((file) => this.texts.read(file)).place(data);
  }

  /** The networks of a file as they would run; throws where it can't be read. */
  networks(path: string, set: ReadonlyMap<string, Given>): Placed<NetworkReport> {
    const text = this.texts.read(path);
    this.imported.clear();
    this.projects.add(slashed(projectOf(path, this.io.files)));
    const report = this.linter.networks(
      { file: path, text },
      { set, projects: this.projectFiles([path]), ...this.readers },
    );
    return this.place(report);
  }

  /** What the diagnostic needs of a script: its text, those beside it, and a way to what it imports. Throws where it can't be read. */
  code(path: string): Omit<Code, 'model'> {
    const text = this.texts.read(path);
    this.imported.clear();
    this.projects.add(slashed(projectOf(path, this.io.files)));
    const folder = path.slice(0, path.lastIndexOf('/'));
    const beside = this.io.files
      .list(folder)
      .filter(({ name, kind }) => kind === 'file' && /\.py$/.test(name) && `${folder}/${name}` !== path)
      .slice(0, mostModules)
      .flatMap(({ name }) => this.module(`${folder}/${name}`) ?? []);
    const options = { projects: this.projectFiles([path]), read: this.readers.read };
    return { linter: this.linter, document: { file: path, text }, beside, options };
  }

  /** Throws where the file can't be read. */
  touch(path: string): void {
    this.texts.read(path);
    this.projects.add(slashed(projectOf(path, this.io.files)));
  }

  /** What only several of the files together show: of each project by itself. */
  findingsAcross(reports: readonly Pick<PlacedReport, 'file' | 'reach'>[]): Placed<DriveReport>['findings'] {
    const byProject = new Map<string | null, Pick<PlacedReport, 'file' | 'reach'>[]>();
    for (const each of reports) {
      if (each.reach.keys.length === 0 && !each.reach.feeds) continue;
      const project = markedProjectOf(each.file, this.io.files);
      byProject.set(project, [...(byProject.get(project) ?? []), each]);
    }
    return [...byProject.values()].flatMap((scripts) => {
      const files = scripts.map(({ file }) => file);
      return togetherIn(scripts, referencesOf(this.projectFiles(files))).flatMap(
        (together) => this.drives(together, []).findings,
      );
    });
  }

  drives(
    paths: readonly string[],
    references: readonly string[],
    named = false,
    reading?: DriveOptions['reading'],
  ): Placed<DriveReport> {
    this.imported.clear();
    const documents = paths.map((path) => ({ file: path, text: this.texts.read(path) }));
    const report = this.linter.drives(documents, {
      references,
      projects: this.projectFiles(paths),
      named,
      ...(reading ? { reading } : {}),
      ...this.readers,
    });
    return this.place(report);
  }

  projectFilesOf(paths: readonly string[]): readonly string[] {
    return this.projectFiles(paths).map(({ file }) => file);
  }

  private projectFiles(paths: readonly string[]): readonly SourceDocument[] {
    return projectFiles(paths, this.io.files, (path) => this.texts.read(path));
  }

  cellOf({ file, start }: Spot): CellPlace | null {
    return file.endsWith('.ipynb') ? this.cells.placeAt(this.texts.read(file), start) : null;
  }

  excerpt(spot: Spot): Excerpt {
    const inCell = this.cellOf(spot);
    if (!inCell) return excerptOf(new LineIndex(this.texts.read(spot.file)).lineText(spot.line - 1), spot);
    const { source, line, column } = inCell;
    return excerptOf(source, { line, column, endLine: line, endColumn: column + spot.end - spot.start });
  }

  /** Makes it again until there is no file of data left that it asked for and that was not open. */
  async withData<T>(make: () => T): Promise<T> {
    let made = make();
    while (await this.data.open()) made = make();
    return made;
  }

  private readonly readers = {
    read: (file: string): SourceDocument | null => this.module(file),
    data: (file: string): DataFound | null => (this.isInside(file) ? this.data.find(file) : null),
  };

  private isInside(file: string): boolean {
    return [...this.projects].some((folder) => file.startsWith(`${folder}/`));
  }

  /** Only from the projects of the files that were asked about: what lies elsewhere is none of ours. */
  private module(file: string): SourceDocument | null {
    if (this.missing.has(file)) return null;
    if (!this.imported.has(file) && this.imported.size >= mostModules) return null;
    try {
      if (this.isInside(file) && this.io.files.stat(file)?.kind === 'file') {
        const text = this.texts.read(file);
        this.imported.add(file);
        return { file, text };
      }
    } catch {
      // What can't be read is as if it were not there: the import is then unknown.
    }
    this.missing.add(file);
    return null;
  }
}
