// The report on a configuration file: its numbers, each under its key, with the unit that comment or key say.
import { type Backend, type ConfigSource } from './backend';
import { backends } from './backends/index';
import { claimOfConfig } from './evaluate/configuration';
import { unitOf } from './evaluate/claim';
import { type ConfigFormat, parseConfig } from './config/parse';
import { type ConfigDocument, type ConfigNode, walkConfig } from './config/tree';
import { type FindData } from './dataFiles';
import { fieldsIn } from './drive/fields';
import { readConfigExpectations } from './configExpectations';
import { type Environment, noEnvironment } from './environment/facts';
import { settingMeanings } from './environment/words';
import { type Finding } from './finding';
import { type DocumentReport, emptyReport, type NameReport, type SourceDocument } from './report';
import { type ConfigContext, type Rule } from './rule';
import { rules } from './rules/index';
import { emptyProject, pathIn, type Project } from './settings';
import { settle } from './settled';
import { configSuppressions, unsuppressed } from './suppressions';
import { LineIndex } from './text';
import { formatUnit } from './units/format';
import { likelyUnit } from './units/habits';

export function reportConfig(
  document: SourceDocument,
  format: ConfigFormat,
  find: ConfigSource['find'] = () => null,
  project: Project = emptyProject,
  data: FindData = () => null,
  environmentOf: (root: ConfigNode | null) => Environment = () => noEnvironment,
): DocumentReport {
  const parsed = parseConfig(format, document.text);
  const { root, error } = parsed;
  const environment = environmentOf(root);
  const names: NameReport[] = [];
  if (root && format !== 'csv') {
    walkConfig(root, (node, path, entry) => {
      if (node.kind !== 'scalar' || node.type !== 'number' || !entry) return undefined;
      const claim = claimOfConfig(document.file, node, entry.key, project);
      const unit = unitOf(claim);
      const likely = unit === null ? likelyUnit(entry.key, Number(node.value)) : null;
      names.push({
        name: path.join('.'),
        kind: 'key',
        span: { file: document.file, start: entry.keyStart, end: entry.keyEnd },
        unit: unit && formatUnit(unit),
        value: node.text,
        numeric: true,
        evidence: claim.evidence.map(({ kind, text, span }) => ({ kind, text, ...(span ? { span } : {}) })),
        ...(likely ? { likely } : {}),
      });
      return undefined;
    });
  }
  const known = names.filter((each) => each.unit !== null).length;
  const read = root
    ? backends.flatMap((each: Backend) => each.readConfig?.({ file: document.file, root, find, data }) ?? [])
    : [];
  const networks = read.flatMap(({ network }) => network ?? []);
  const expectations = readConfigExpectations(document.file, document.text, root, networks);
  const findings = settle(
    findingsIn(document, format, parsed, { networks, expectations, environment }),
    project,
    pathIn(project, document.file),
  );
  const coverage = names.length === 0 ? 1 : known / names.length;
  const report = {
    ...emptyReport(document.file),
    findings,
    names,
    meanings: settingMeanings(document.file, format, root, environment),
    networks,
    expectations: expectations.expected,
    fields: fieldsIn({ networks, modules: new Map(), paths: read.flatMap(({ paths }) => paths) }),
    coverage,
  };
  if (!error) return report;
  const { line, column } = new LineIndex(document.text).place({
    file: document.file,
    start: error.start,
    end: error.end,
  });
  return { ...report, error: `line ${line}, column ${column}: ${error.message}` };
}

function findingsIn(
  source: SourceDocument,
  format: ConfigFormat,
  document: ConfigDocument,
  read: Pick<ConfigContext, 'networks' | 'expectations' | 'environment'>,
): Finding[] {
  const lines = new LineIndex(source.text);
  const suppressions = configSuppressions(source.file, document.root, lines);
  const ruleIds = rules.map(({ id }) => id);
  const ask = (last: boolean, raised: readonly Finding[]): Finding[] => {
    const context = { ...source, format, document, ...read, suppressions, raised, ruleIds };
    const asked = rules.filter((each: Rule) => (each.last === true) === last);
    return unsuppressed(
      asked.flatMap((each: Rule) => [...(each.checkConfig?.(context) ?? [])]),
      suppressions,
      lines,
    );
  };
  const first = ask(false, []);
  return [...first, ...ask(true, first)].sort((a, b) => a.span.start - b.span.start);
}
