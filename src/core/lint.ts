// The one door of the core: documents in, what is known and what is wrong with them out. Parses what changed, evaluates each document as the
// script that is run, asks the rules, and applies the ignore comments.
import { withoutAlternatives } from './network/alternatives';
import { backends } from './backends/index';
import { configFormat, parseConfig } from './config/parse';
import { type ConfigNode } from './config/tree';
import { evaluatedConfig, outermostConfigs } from './configDrives';
import { reportConfig } from './configReport';
import { Libraries } from './evaluate/library';
import { libraries as known } from './evaluate/libraries/index';
import { resolve } from './evaluate/claim';
import { runModule, runRest } from './evaluate/module';
import { type LoadedModule, Run, type RunOptions, type SourceModule } from './evaluate/run';
import { deriveDrives } from './drives';
import { Environments } from './environment/collect';
import { settingMeanings } from './environment/words';
import { noNetworks, readNetworks, settledConfig } from './networks';
import { type Evaluated } from './drive/evaluated';
import { fieldsIn } from './drive/fields';
import { reachOf } from './drive/reach';
import { type DriveReport } from './drive/report';
import { type Facts, spanKey } from './evaluate/facts';
import { formOf, stepsOf } from './explain';
import { readExpectations } from './expectations';
import { type Finding } from './finding';
import {
  type DocumentReport,
  type DriveOptions,
  emptyReport,
  type Explanation,
  type Linter,
  type LintOptions,
  type SourceDocument,
} from './report';
import { configFinder, dataFinder, moduleFinder } from './modules';
import { describe, evidenceReport, numberIn, unitText } from './describe';
import { coverageOf, reportNames } from './names';
import { type Grammar } from './python/grammar';
import { orderIn } from './rate/channels';
import { placedModel, readRateModel } from './rate/model';
import { parseModule, type ParsedModule } from './python/parse';
import { projectFinder, referencesOf } from './project';
import { type Rule, type RuleContext } from './rule';
import { rules } from './rules/index';
import { isPython, moved, type PythonSource, pythonSource } from './sources';
import { settle } from './settled';
import { pathIn, type Project } from './settings';
import { readSuppressions, unsuppressed } from './suppressions';
import { LineIndex, type Span } from './text';
import { formatUnit } from './units/format';

export type {
  SourceDocument,
  LintOptions,
  EvidenceReport,
  NameReport,
  DeadReport,
  DocumentReport,
  Explanation,
  Linter,
} from './report';

interface Kept {
  readonly source: PythonSource;
  readonly documentText: string;
  readonly module: ParsedModule;
}

/** Past this much text kept parsed, what was asked for longest ago is let go: memory must not grow with the workspace. */
const maxKeptChars = 4_000_000;

export function createLinter(grammar: Grammar): Linter {
  const libraries = new Libraries([...known, ...backends.map((each) => each.library)]);
  const kept = new Map<string, Kept>();
  let keptChars = 0;

  const read = (document: SourceDocument): Kept => {
    const old = kept.get(document.file);
    kept.delete(document.file);
    if (old && old.documentText === document.text) {
      kept.set(document.file, old);
      return old;
    }
    keptChars -= old?.documentText.length ?? 0;
    const source = pythonSource(document);
    const module = parseModule(grammar, source.text, old?.module);
    const next = { source, documentText: document.text, module };
    kept.set(document.file, next);
    keptChars += document.text.length;
    for (const [file, { documentText }] of kept) {
      if (keptChars <= maxKeptChars || file === document.file) break;
      kept.delete(file);
      keptChars -= documentText.length;
    }
    return next;
  };
  const environments = new Environments((document) => read(document).module);
  const parse = (document: SourceDocument): SourceModule => ({ file: document.file, module: read(document).module });

  /** Without what an ignore comment silences, in whichever file it stands, and as the project file wants it. */
  const audible = (
    findings: readonly Finding[],
    documents: readonly SourceDocument[],
    { context = [], read: find }: LintOptions,
    projectOf: SharedOptions['projectOf'],
  ): Finding[] =>
    [...new Set(findings.map(({ span }) => span.file))].flatMap((file) => {
      const own = findings.filter(({ span }) => span.file === file);
      const document = [...documents, ...context].find((each) => each.file === file) ?? find?.(file);
      if (!document) return own;
      const { module } = read(document);
      const lines = new LineIndex(module.text);
      const project = projectOf(file);
      const heard = unsuppressed(own, readSuppressions(file, module.comments, lines), lines);
      return settle(heard, project, pathIn(project, file));
    });

  const optionsFor = (documents: readonly SourceDocument[], options: LintOptions): SharedOptions => {
    const all = [...documents, ...(options.context ?? [])];
    const configs = new Map<string, ConfigNode | null>();
    const root = (document: SourceDocument): ConfigNode | null => {
      const format = configFormat(document.file);
      if (!configs.has(document.file)) configs.set(document.file, format && parseConfig(format, document.text).root);
      return configs.get(document.file) ?? null;
    };
    return {
      libraries,
      findModule: moduleFinder(all, parse, options.read),
      findConfig: configFinder(all, root, options.read),
      projectOf: projectFinder(options.projects ?? []),
    };
  };

  return {
    lint(documents, options: LintOptions = {}) {
      const shared = optionsFor(documents, options);
      return documents.map((document) => {
        const format = configFormat(document.file);
        const project = shared.projectOf(document.file);
        if (format)
          return reportConfig(document, format, shared.findConfig, project, dataFinder(options.data), (root) =>
            environments.of(document.file, root, [...documents, ...(options.context ?? [])]),
          );
        if (!isPython(document.file)) return emptyReport(document.file);
        const { source } = read(document);
        if (source.error !== null) return { ...emptyReport(document.file), error: source.error };
        const result = report(parse(document), { ...shared, settled: project }, project, options, source.prose);
        return source.fileRange ? moved(result, document.file, source.fileRange) : result;
      });
    },
    networks(document, options = {}) {
      const shared = optionsFor([document], options);
      const project = shared.projectOf(document.file);
      const set = new Map([...project.assume, ...(options.set ?? [])]);
      const format = configFormat(document.file);
      if (format) {
        const { networks, fields, expectations, error } = reportConfig(
          document,
          format,
          shared.findConfig,
          project,
          dataFinder(options.data),
        );
        return { ...settledConfig(networks, fields, set), expectations, ...(error === undefined ? {} : { error }) };
      }
      if (!isPython(document.file)) return noNetworks;
      const { source } = read(document);
      if (source.error !== null) return { ...noNetworks, error: source.error };
      const result = readNetworks(parse(document), { ...shared, settled: project }, set);
      return source.fileRange ? moved(result, document.file, source.fileRange) : result;
    },
    rateModel(document, options = {}) {
      if (!isPython(document.file)) return { model: null, problem: 'it is no Python file', span: null };
      const { source } = read(document);
      if (source.error !== null) return { model: null, problem: source.error, span: null };
      const { findModule } = optionsFor([document], options);
      const reading = readRateModel(parse(document), { ...options, findModule });
      const { fileRange } = source;
      const place = <Data>(data: Data): Data => (fileRange ? moved(data, document.file, fileRange) : data);
      return reading.model
        ? { ...reading, model: placedModel(reading.model, place) }
        : { ...reading, span: place(reading.span) };
    },
    readingOrder(documents, names) {
      // One that doesn't name two of them tells no order, and need not be parsed.
      const telling = documents.filter(({ text }) => names.filter((name) => text.includes(name)).length >= 2);
      const readable = telling.filter((each) => isPython(each.file) && read(each).source.error === null);
      return orderIn(
        readable.map((each) => read(each).module),
        names,
      );
    },
    drives(documents, options = {}) {
      const scripts = documents.filter((each) => isPython(each.file) && read(each).source.error === null);
      const configs = outermostConfigs(documents.filter((each) => configFormat(each.file) !== null));
      const said = referencesOf(options.projects ?? []);
      const settled: DriveOptions = {
        ...options,
        references: [...(options.references ?? []), ...said.references],
        groups: { ...said.groups, ...options.groups },
      };
      const sources = [...scripts, ...configs];
      const compared = deriveDrives(sources, settled, (document, others) =>
        isPython(document.file)
          ? evaluatedScript(parse(document), settledFor(document.file, optionsFor(others, options)))
          : evaluatedConfig(document, optionsFor(documents, options).findConfig, dataFinder(options.data)),
      );
      const raised = rules.flatMap((each: Rule) => [...(each.checkDrives?.(compared) ?? [])]);
      const result: DriveReport = {
        ...compared,
        findings: audible(raised, scripts, options, optionsFor(scripts, options).projectOf),
      };
      return scripts.reduce((report, document) => {
        const { fileRange } = read(document).source;
        return fileRange ? moved(report, document.file, fileRange) : report;
      }, result);
    },
    explain(document, offset, options = {}) {
      const format = configFormat(document.file);
      if (format) {
        const { root } = parseConfig(format, document.text);
        const environment = environments.of(document.file, root, [document, ...(options.context ?? [])]);
        const said = settingMeanings(document.file, format, root, environment);
        const here = said.find(({ span }) => span.start <= offset && offset <= span.end);
        return here
          ? {
              span: here.span,
              unit: null,
              value: null,
              form: here.text.replace(/^`\w+`: /, ''),
              evidence: [],
              steps: [],
            }
          : null;
      }
      if (!isPython(document.file) || read(document).source.fileRange) return null;
      const run = new Run({
        ...settledFor(document.file, optionsFor([document], options)),
        watch: { file: document.file, offset },
      });
      evaluateAll(run, parse(document));
      return explanation(run);
    },
  };
}

/** What all documents that are read together have in common. */
interface SharedOptions extends RunOptions {
  projectOf(file: string): Project;
}

const settledFor = (file: string, shared: SharedOptions): RunOptions => ({
  ...shared,
  settled: shared.projectOf(file),
});

function evaluateAll(run: Run, source: SourceModule): LoadedModule {
  run.entry = source.file;
  const loaded = run.load(source);
  runModule(run, loaded);
  runRest(run, loaded);
  for (const { library } of backends) library.ended?.(run);
  return loaded;
}

const acrossFiles = new Set(rules.filter((each: Rule) => each.checkDrives).map(({ id }) => String(id)));

/** One script as the drives are read from it. */
function evaluatedScript({ file, module }: SourceModule, runOptions: RunOptions): Evaluated {
  const run = new Run(runOptions);
  evaluateAll(run, { file, module });
  return evaluatedBy(run, file);
}

function evaluatedBy({ facts, modules }: Run, file: string): Evaluated {
  return {
    file,
    facts,
    modules,
    paths: backends.flatMap((each) => each.readPaths?.(withoutAlternatives(facts.calls)) ?? []),
    networks: backends.flatMap((each) => each.readNetwork?.(facts.calls) ?? []),
  };
}

const textIn =
  (run: Run) =>
  (span: Span): string =>
    run.modules.get(span.file)?.module.text.slice(span.start, span.end) ?? '';

function explanation(run: Run): Explanation | null {
  if (!run.watched) return null;
  const { span, value } = run.watched;
  const number = numberIn(value);
  const unit = number && unitText(number);
  const key = spanKey(span);
  // A name tells what the call came to that made what it holds.
  const made = value.kind === 'thing' && value.span ? spanKey(value.span) : key;
  const meaning = (run.facts.meanings.get(key) ?? run.facts.meanings.get(made))?.meaning();
  // A bare number handed to a known call is in the unit that the call takes.
  const taken =
    number && unit === null ? [...run.facts.arrivals.values()].find((each) => spanKey(each.span) === key) : undefined;
  return {
    span,
    unit: taken ? formatUnit(taken.expected) : unit,
    value: describe(value),
    form: (number && formOf(number)) ?? meaning?.text ?? null,
    ...(meaning?.figure ? { figure: meaning.figure } : {}),
    evidence: taken
      ? [evidenceReport(taken.because)]
      : number?.claim
        ? resolve(number.claim).evidence.map(evidenceReport)
        : [],
    steps: number ? stepsOf(number, textIn(run)) : [],
  };
}

function report(
  source: SourceModule,
  runOptions: RunOptions,
  project: Project,
  options: LintOptions,
  prose: readonly string[],
): DocumentReport {
  const { file } = source;
  const run = new Run(runOptions);
  const loaded = evaluateAll(run, source);
  const { facts } = run;
  const textOf = textIn(run);
  const suppressions = readSuppressions(file, loaded.module.comments, loaded.lines);
  // Whether these silence anything, one file alone can't tell.
  for (const each of suppressions) each.used = each.rules.some((id) => acrossFiles.has(id));
  const evaluated = evaluatedBy(run, file);
  const { networks } = evaluated;
  const expectations = readExpectations(file, loaded.module.comments, loaded.lines, networks);
  const context = (raised: readonly Finding[]): RuleContext => ({
    file,
    loaded,
    modules: [...run.modules.values()],
    facts,
    networks,
    suppressions,
    expectations,
    raised,
    ruleIds: rules.map(({ id }) => id),
    textOf,
    prose,
  });
  const ask = (last: boolean, raised: readonly Finding[]): Finding[] =>
    rules
      .filter((each: Rule) => (each.last === true) === last)
      .flatMap((rule) => [...(rule.check?.(context(raised)) ?? [])]);
  const first = unsuppressed(ask(false, []), suppressions, loaded.lines);
  const last = unsuppressed(ask(true, first), suppressions, loaded.lines);
  return {
    ...emptyReport(file),
    findings: [...settle([...first, ...last], project, pathIn(project, file))].sort(
      (a, b) => a.span.start - b.span.start,
    ),
    names: reportNames(facts, file, options.derivations === true ? (value) => stepsOf(value, textOf) : null),
    meanings: options.derivations === true ? meaningsIn(facts, file) : [],
    networks,
    fields: fieldsIn(evaluated),
    expectations: expectations.expected,
    dead: deadIn(facts, file),
    ...coverageOf(facts, file),
    reach: reachOf(evaluated),
    opened: [...facts.openedConfigs.keys()],
    cuts: [...facts.cuts],
  };
}

const meaningsIn = ({ meanings }: Facts, file: string): DocumentReport['meanings'] =>
  [...meanings.values()]
    .filter(({ span }) => span.file === file)
    .flatMap(({ span, meaning }) => {
      const said = meaning();
      return said ? [{ span, ...said }] : [];
    })
    .sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);

/** Dead is what no call reached: a branch not taken once may be taken another time. */
function deadIn(facts: Facts, file: string): DocumentReport['dead'] {
  return [...facts.dead.values()].filter((each) => each.span.file === file && !facts.alive.has(spanKey(each.span)));
}
