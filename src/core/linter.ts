// Lints documents: parses what changed, evaluates each as the script that is run, asks the rules, and applies the ignore comments.
import { backends } from './backends/index';
import { type Grammar } from './python/grammar';
import { parseModule, type ParsedModule } from './python/parse';
import { Libraries } from './evaluate/library';
import { libraries as known } from './evaluate/libraries/index';
import { runModule, runRest } from './evaluate/module';
import { Run, type SourceModule } from './evaluate/run';
import { type Facts, spanKey } from './evaluate/facts';
import { type Finding } from './finding';
import { type DocumentReport, type Linter, type LintOptions, type SourceDocument } from './lint';
import { coverageOf, reportNames } from './names';
import { moduleText } from './sources';
import { rules } from './rules/index';
import { type Rule, type RuleContext } from './rule';
import { readSuppressions, unsuppressed } from './suppressions';
import { findModule } from './modules';

interface Kept {
  readonly text: string;
  module: ParsedModule;
}

/** Past this many files kept parsed, the oldest are let go: memory must not grow with the workspace. */
const maxKept = 64;

export function createLinter(grammar: Grammar): Linter {
  const libraries = new Libraries([...known, ...backends.map((each) => each.library)]);
  const kept = new Map<string, Kept>();

  const parse = (document: SourceDocument): SourceModule => {
    const text = moduleText(document);
    const old = kept.get(document.file);
    if (old && old.text === text) return { file: document.file, module: old.module };
    kept.delete(document.file);
    const module = parseModule(grammar, text, old?.module);
    kept.set(document.file, { text, module });
    for (const file of kept.keys()) {
      if (kept.size <= maxKept) break;
      kept.delete(file);
    }
    return { file: document.file, module };
  };

  return {
    lint(documents, options: LintOptions = {}) {
      const all = [...documents, ...(options.context ?? [])].filter((each) => /\.(?:py|ipynb)$/.test(each.file));
      const find = findModule(all, parse, options.read);
      return documents.map((document) => report(document, parse, find, libraries));
    },
  };
}

function report(
  document: SourceDocument,
  parse: (document: SourceDocument) => SourceModule,
  find: ReturnType<typeof findModule>,
  libraries: Libraries,
): DocumentReport {
  const empty: DocumentReport = {
    file: document.file,
    findings: [],
    names: [],
    networks: [],
    dead: [],
    coverage: 1,
    settling: [],
    cuts: [],
  };
  if (!/\.(?:py|ipynb)$/.test(document.file)) return empty;
  const run = new Run({ libraries, findModule: find });
  run.entry = document.file;
  const loaded = run.load(parse(document));
  runModule(run, loaded);
  runRest(run, loaded);
  const { facts } = run;
  const suppressions = readSuppressions(document.file, loaded.module.comments, loaded.lines);
  const context = (raised: readonly Finding[]): RuleContext => ({
    file: document.file,
    loaded,
    facts,
    suppressions,
    raised,
    textOf: (span) => (run.modules.get(span.file) ?? loaded).module.text.slice(span.start, span.end),
  });
  const ask = (which: readonly Rule[], raised: readonly Finding[]): Finding[] =>
    which.flatMap((rule) => [...rule.check(context(raised))]);
  const first = unsuppressed(
    ask(
      rules.filter((each: Rule) => each.last !== true),
      [],
    ),
    suppressions,
    loaded.lines,
  );
  const last = unsuppressed(
    ask(
      rules.filter((each: Rule) => each.last === true),
      first,
    ),
    suppressions,
    loaded.lines,
  );
  const findings = [...first, ...last].sort((a, b) => a.span.start - b.span.start);
  return {
    ...empty,
    findings,
    names: reportNames(facts, document.file),
    networks: backends.flatMap((each) => each.readNetwork?.(facts.calls) ?? []),
    dead: deadIn(facts, document.file),
    ...coverageOf(facts, document.file),
    cuts: [...facts.cuts],
  };
}

/** Dead is what no call reached: a branch not taken once may be taken another time. */
function deadIn(facts: Facts, file: string): DocumentReport['dead'] {
  return [...facts.dead.values()].filter((each) => each.span.file === file && !facts.alive.has(spanKey(each.span)));
}
