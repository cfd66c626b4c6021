// The one door of the core: documents in, what is known and what is wrong with them out. Parses what changed, evaluates each document as the
// script that is run, asks the rules, and applies the ignore comments.
import { backends } from './backends/index';
import { configFormat, parseConfig } from './config/parse';
import { type ConfigNode } from './config/tree';
import { reportConfig } from './configReport';
import { Libraries } from './evaluate/library';
import { libraries as known } from './evaluate/libraries/index';
import { resolve } from './evaluate/claim';
import { runModule, runRest } from './evaluate/module';
import { type LoadedModule, Run, type RunOptions, type SourceModule } from './evaluate/run';
import { deriveDrives } from './drives';
import { type Evaluated } from './drive/evaluated';
import { type Facts, spanKey } from './evaluate/facts';
import { formOf, stepsOf } from './explain';
import { readExpectations } from './expectations';
import { type Finding } from './finding';
import {
  type DocumentReport,
  emptyReport,
  type Explanation,
  type Linter,
  type LintOptions,
  type SourceDocument,
} from './report';
import { configFinder, moduleFinder } from './modules';
import { describe, evidenceReport, numberIn, unitText } from './describe';
import { coverageOf, reportNames } from './names';
import { type Grammar } from './python/grammar';
import { parseModule, type ParsedModule } from './python/parse';
import { projectFinder } from './project';
import { type Rule, type RuleContext } from './rule';
import { rules } from './rules/index';
import { isPython, moved, type PythonSource, pythonSource } from './sources';
import { settle } from './settled';
import { pathIn, type Project } from './settings';
import { readSuppressions, unsuppressed } from './suppressions';
import { type Span } from './text';
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

/** Past this many files kept parsed, the oldest are let go: memory must not grow with the workspace. */
const maxKept = 64;

export function createLinter(grammar: Grammar): Linter {
  const libraries = new Libraries([...known, ...backends.map((each) => each.library)]);
  const kept = new Map<string, Kept>();

  const read = (document: SourceDocument): Kept => {
    const old = kept.get(document.file);
    if (old && old.documentText === document.text) return old;
    kept.delete(document.file);
    const source = pythonSource(document);
    const module = parseModule(grammar, source.text, old?.module);
    const next = { source, documentText: document.text, module };
    kept.set(document.file, next);
    for (const file of kept.keys()) {
      if (kept.size <= maxKept) break;
      if (file !== document.file) kept.delete(file);
    }
    return next;
  };
  const parse = (document: SourceDocument): SourceModule => ({ file: document.file, module: read(document).module });

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
        if (format) return reportConfig(document, format, shared.findConfig, project);
        if (!isPython(document.file)) return emptyReport(document.file);
        const { source } = read(document);
        if (source.error !== null) return { ...emptyReport(document.file), error: source.error };
        const result = report(parse(document), { ...shared, settled: project }, project, options);
        return source.fileRange ? moved(result, document.file, source.fileRange) : result;
      });
    },
    drives(documents, options = {}) {
      const scripts = documents.filter((each) => isPython(each.file) && read(each).source.error === null);
      return deriveDrives(scripts, options, (document, others) =>
        evaluated(parse(document), settledFor(document.file, optionsFor(others, options))),
      );
    },
    explain(document, offset, options = {}) {
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

/** One script as the drives are read from it. */
function evaluated(source: SourceModule, runOptions: RunOptions): Evaluated {
  const run = new Run(runOptions);
  evaluateAll(run, source);
  const { facts, modules } = run;
  return {
    file: source.file,
    facts,
    modules,
    paths: backends.flatMap((each) => each.readPaths?.(facts.calls) ?? []),
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
  // A bare number handed to a known call is in the unit that the call takes.
  const taken =
    number && unit === null ? [...run.facts.arrivals.values()].find((each) => spanKey(each.span) === key) : undefined;
  return {
    span,
    unit: taken ? formatUnit(taken.expected) : unit,
    value: describe(value),
    form: (number && formOf(number)) ?? run.facts.meanings.get(key) ?? null,
    evidence: taken
      ? [evidenceReport(taken.because)]
      : number?.claim
        ? resolve(number.claim).evidence.map(evidenceReport)
        : [],
    steps: number ? stepsOf(number, textIn(run)) : [],
  };
}

function report(source: SourceModule, runOptions: RunOptions, project: Project, options: LintOptions): DocumentReport {
  const { file } = source;
  const run = new Run(runOptions);
  const loaded = evaluateAll(run, source);
  const { facts } = run;
  const textOf = textIn(run);
  const suppressions = readSuppressions(file, loaded.module.comments, loaded.lines);
  const networks = backends.flatMap((each) => each.readNetwork?.(facts.calls) ?? []);
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
    texts: [...run.modules.values()].map(({ module }) => module.text),
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
    networks,
    expectations: expectations.expected,
    dead: deadIn(facts, file),
    ...coverageOf(facts, file),
    opened: [...facts.openedConfigs.keys()],
    cuts: [...facts.cuts],
  };
}

/** Dead is what no call reached: a branch not taken once may be taken another time. */
function deadIn(facts: Facts, file: string): DocumentReport['dead'] {
  return [...facts.dead.values()].filter((each) => each.span.file === file && !facts.alive.has(spanKey(each.span)));
}
