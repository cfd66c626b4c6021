// The findings as SARIF 2.1.0, which code-scanning services and editors read.
import { pathToFileURL } from 'node:url';
import type { Severity } from '../../core/finding';
import type { CheckResult, ShownFinding } from '../checkResult';
import type { Format } from '../format';
import { uriFrom } from '../paths';
import { inCell, type PlaceJson } from '../places';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note' };
const root = 'SRCROOT';

const format: Format = {
  name: 'sarif',
  write: (result) => `${JSON.stringify(log(result), null, 2)}\n`,
};

export default format;

function log(result: CheckResult): object {
  const { rules, findings, files, folder, version } = result;
  const notRead = files.filter(({ error }) => error !== undefined);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Spikelint',
            semanticVersion: version,
            rules: rules.map(({ id, severity, summary, documentation }) => ({
              id,
              name: id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
              shortDescription: { text: summary },
              help: { text: documentation.trim(), markdown: documentation.trim() },
              defaultConfiguration: { level: levels[severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [root]: { uri: `${pathToFileURL(folder).href.replace(/\/$/, '')}/` } },
        invocations: [
          {
            executionSuccessful: notRead.length === 0,
            toolExecutionNotifications: notRead.map(({ file, error }) => ({
              level: 'error',
              message: { text: `${file}: ${error}` },
              locations: [{ physicalLocation: { artifactLocation: artifact(folder, file) } }],
            })),
          },
        ],
        results: findings.map((finding) => resultOf(finding, result)),
      },
    ],
  };
}

function resultOf(finding: ShownFinding, { rules, folder }: CheckResult): object {
  const { rule, severity, message, related, fixes } = finding;
  const index = rules.findIndex(({ id }) => id === rule);
  return {
    ruleId: rule,
    ...(index < 0 ? {} : { ruleIndex: index }),
    level: levels[severity],
    message: { text: inCell(finding) + message },
    locations: [location(folder, finding)],
    ...(related.length > 0 && {
      relatedLocations: related.map((each, i) => ({
        id: i + 1,
        ...location(folder, each),
        message: { text: each.message },
      })),
    }),
    ...(fixes.length > 0 && { fixes: fixes.map((fix) => fixOf(fix, folder)) }),
  };
}

function fixOf({ title, edits }: ShownFinding['fixes'][number], folder: string): object {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifact(folder, file),
      replacements: edits
        .filter((edit) => edit.file === file)
        .map((edit) => ({ deletedRegion: region(edit), insertedContent: { text: edit.newText } })),
    })),
  };
}

const location = (folder: string, place: PlaceJson): { physicalLocation: object } => ({
  physicalLocation: { artifactLocation: artifact(folder, place.file), region: region(place) },
});

function artifact(folder: string, file: string): object {
  const { uri, inside } = uriFrom(folder, file);
  return inside ? { uri, uriBaseId: root } : { uri };
}

const region = ({ line, column, endLine, endColumn }: PlaceJson): object => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn,
});
