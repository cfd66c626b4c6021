// `spikelint check`: lints files and folders and writes what was found in the format asked for.
import { setsEnvironment } from '../../core/environment/files';
import type { Severity } from '../../core/finding';
import type { PlacedFinding, PlacedReport } from '../../protocol/analysis';
import type { Analysis } from '../analysis';
import type { Arguments } from '../arguments';
import { type CheckedFile, type CheckResult, showFinding, type ShownFinding, summarise } from '../checkResult';
import { type Command, exitCodes } from '../command';
import type { Excerpt } from '../excerpt';
import { type FileReport, reportOn } from '../fileReport';
import type { Format } from '../format';
import { formats } from '../formats/index';
import type { Io } from '../io';
import { shownFrom } from '../paths';
import { Places } from '../places';
import { Progress } from '../progress';
import { styleFor } from '../style';
import { findTargets, type Target, type Unread } from '../walk';

const known: readonly Format[] = formats;
const severities: readonly Severity[] = ['error', 'warning', 'information'];

const command: Command = {
  name: 'check',
  operands: '[paths…]',
  least: 0,
  most: Infinity,
  summary: 'report mismatched units and scales in files and folders',
  description: [
    'Checks Python files and notebooks. A folder is walked for .py and .ipynb files, without hidden folders, node_modules, ' +
      '__pycache__ and virtual environments, and for what sets the environment: .env files, shell scripts, Dockerfiles and compose files. Without ' +
      'a path the current folder is. What a file imports from its project is read too, ' +
      'and the JSON, YAML and TOML files that a script opens are checked with it.',
    'The exit code is 0 where nothing is reported, 1 where something is, and 2 where a file could not be read: that file is one ' +
      'line on stderr, and all others are checked.',
    'A finding is silenced by "# spikelint: ignore[rule] reason" at the end of its line or alone on the line above, and by the nearest ' +
      'spikelint.json above it: "rules" sets a rule to "off" or to another severity, "ignore" lists rules for files and folders.',
  ],
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      help: 'how findings are written',
      choices: known.map(({ name }) => name).sort((a, b) => Number(b === 'text') - Number(a === 'text')),
      byDefault: 'text',
    },
    {
      name: 'min-severity',
      value: 'SEVERITY',
      help: 'the mildest severity that is reported and counts for the exit code',
      choices: severities,
      byDefault: 'information',
    },
  ],
  examples: [
    'spikelint check',
    'spikelint check model.py src/ --min-severity warning',
    'spikelint check --format sarif > spikelint.sarif',
  ],
  run,
};

export default command;

async function run(given: Arguments, io: Io): Promise<number> {
  const format = known.find(({ name }) => name === given.text('format')) as Format;
  const mildest = severities.indexOf(given.text('min-severity') as Severity);
  const { targets, unread } = findTargets(given.operands.length > 0 ? given.operands : ['.'], io, setsEnvironment);
  const [{ Analysis }, { rules }] = await Promise.all([import('../analysis'), import('../../core/rules/index')]);
  const check = new Check(io, await Analysis.start(io), targets);
  unread.forEach((each) => check.fail(each, true));
  await check.addAll(mildest);
  check.addConfigurations(mildest);
  check.compare(mildest);
  check.progress.clear();
  const { findings, files, excerpts } = check;
  const result: CheckResult = {
    findings,
    files,
    summary: summarise(findings, files),
    rules: rules.map(({ id, severity, summary, documentation }) => ({ id, severity, summary, documentation })),
    excerpts,
    folder: io.folder,
    version: io.version(),
  };
  io.out.write(format.write(result, styleFor(io, io.out), io.out.columns));
  return check.failed ? exitCodes.failed : findings.length > 0 ? exitCodes.findings : exitCodes.clean;
}

/** Of each file only its findings and their lines are kept. */
class Check {
  readonly findings: ShownFinding[] = [];
  readonly files: CheckedFile[] = [];
  readonly excerpts = new Map<ShownFinding, Excerpt>();
  readonly progress: Progress;
  private readonly places: Places;
  private readonly reaches: Pick<PlacedReport, 'file' | 'reach'>[] = [];
  /** Configuration files that the scripts open. */
  private readonly opened = new Set<string>();
  failed = false;

  constructor(
    private readonly io: Io,
    private readonly analysis: Analysis,
    private readonly targets: readonly Target[],
  ) {
    this.progress = new Progress(io);
    this.places = new Places(io.folder, (spot) => analysis.cellOf(spot));
    for (const { path, shown } of targets) this.places.call(path, shown);
  }

  async addAll(mildest: number): Promise<void> {
    const { targets } = this;
    const crew = this.io.crew(targets.length);
    const reports: FileReport[] = [];
    let done = 0;
    await crew?.report(
      targets.map(({ path }) => path),
      (at, report) => {
        reports[at] = report;
        this.progress.show(`${++done}/${targets.length} ${targets[at]?.shown ?? ''}`);
      },
    );
    targets.forEach((target, at) => {
      if (!crew) this.progress.show(`${at}/${targets.length} ${target.shown}`);
      this.add(target, mildest, reports[at]);
    });
  }

  private add({ path, shown, named }: Target, mildest: number, made?: FileReport): void {
    const { findings, opened, reach, failed } = made ?? reportOn(this.analysis, path);
    for (const each of opened) this.opened.add(each);
    if (failed) {
      // A compose file that was only come across is somebody else's, and may be a template.
      if (!named && setsEnvironment(path)) return;
      this.fail({ shown, reason: failed.reason }, named || !failed.leftOut);
      return;
    }
    if (made) this.analysis.about(path);
    for (const finding of findings) this.keep(finding, mildest);
    this.files.push({ file: shown });
    this.reaches.push({ file: path, reach });
  }

  /** The configuration that the scripts open, and the project files that hold for them: what is wrong there is wrong with the model. */
  addConfigurations(mildest: number): void {
    const done = new Set(this.targets.map(({ path }) => path));
    for (const path of [...this.analysis.projectFilesOf(this.targets.map((each) => each.path)), ...this.opened]) {
      if (done.has(path)) continue;
      done.add(path);
      this.add({ path, shown: shownFrom(this.io.folder, path), named: false }, mildest);
    }
  }

  /** What several of the files show only together. */
  compare(mildest: number): void {
    this.progress.show('comparing what the files share');
    for (const finding of this.analysis.findingsAcross(this.reaches)) this.keep(finding, mildest);
    const order = new Map(this.files.map(({ file }, at) => [file, at]));
    const at = ({ file }: ShownFinding): number => order.get(file) ?? this.files.length;
    this.findings.sort((a, b) => at(a) - at(b) || a.line - b.line || a.column - b.column);
  }

  private keep(finding: PlacedFinding, mildest: number): void {
    if (severities.indexOf(finding.severity) > mildest) return;
    const one = showFinding(finding, this.places);
    this.findings.push(one);
    this.excerpts.set(one, this.analysis.excerpt(finding.span));
  }

  fail({ shown, reason }: Unread, matters: boolean): void {
    this.progress.clear();
    this.io.err.write(`spikelint: ${shown}: ${reason}\n`);
    this.files.push({ file: shown, error: reason });
    this.failed ||= matters;
  }
}
