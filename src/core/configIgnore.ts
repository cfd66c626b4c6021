// The edit that silences one finding in a configuration file: a comment where the format has them, an entry in `spikelint.json` where it has none.
import { type ConfigFormat, configFormat, parseConfig } from './config/parse';
import { entryFor } from './config/tree';
import { type Edit, type Finding, type Fix } from './finding';
import { ignoreFix } from './ignoreFix';
import { type SourceDocument } from './report';
import { isProjectFile } from './settings';
import { configSuppressions } from './suppressions';
import { LineIndex } from './text';

/**
 * The fix that silences a finding where it stands, whatever kind of file it is in. Strict JSON has no comments: there the project file lists the
 * rule for the file.
 * @param project the project file that holds for it, or the one to make, then without text
 */
export function silence(
  finding: Pick<Finding, 'rule' | 'span'>,
  document: SourceDocument,
  project: SourceDocument | null,
): Fix | null {
  const format = configFormat(document.file);
  if (!format) return ignoreFix(finding, document.text);
  const hasComments = /^(?:yaml|toml|env|shell)$/.test(format) || isCommentedJson(document.file);
  if (hasComments) return commented(finding, document, format);
  const folder = project?.file.slice(0, project.file.lastIndexOf('/') + 1) ?? '';
  if (!project || !document.file.startsWith(folder)) return null;
  const edit = listed(project, document.file.slice(folder.length), finding.rule);
  return edit && { title: `Ignore \`${finding.rule}\` in this file, in spikelint.json`, safety: 'safe', edits: [edit] };
}

const isCommentedJson = (file: string): boolean => file.endsWith('.jsonc') || isProjectFile(file);

function commented(
  { rule, span }: Pick<Finding, 'rule' | 'span'>,
  { file, text }: SourceDocument,
  format: ConfigFormat,
): Fix | null {
  const lines = new LineIndex(text);
  const line = lines.lineAt(span.start);
  const suppressionIn = (source: string): { readonly start: number; readonly isNamed: boolean } | null => {
    const { root, error } = parseConfig(format, source);
    const found = configSuppressions(file, root, new LineIndex(source)).find((each) => each.line === line);
    return found && !error ? { start: found.span.start, isNamed: found.rules.length > 0 } : null;
  };
  const existing = suppressionIn(text);
  const end = lines.lineStart(line) + lines.lineText(line).trimEnd().length;
  const at = existing ? text.indexOf(']', existing.start) : end;
  const comment = `  ${format === 'json' ? '//' : '#'} spikelint: ignore[${rule}]`;
  const newText = existing ? (existing.isNamed ? `, ${rule}` : rule) : comment;
  // Inside a text over several lines it would be no comment.
  if (!suppressionIn(text.slice(0, at) + newText + text.slice(at))) return null;
  return {
    title: `Ignore \`${rule}\` on this line`,
    safety: 'safe',
    edits: [{ span: { file, start: at, end: at }, newText }],
  };
}

/** What to put into a project file, so that a rule says nothing of a file any more; null where it can't be read. */
function listed({ file, text }: SourceDocument, path: string, rule: string): Edit | null {
  const entry = `${JSON.stringify(path)}: [${JSON.stringify(rule)}]`;
  const insert = (at: number, newText: string): Edit => ({ span: { file, start: at, end: at }, newText });
  if (text.trim() === '')
    return { span: { file, start: 0, end: text.length }, newText: `{\n  "ignore": {\n    ${entry}\n  }\n}\n` };
  const { root, error } = parseConfig('json', text);
  if (error || root?.kind !== 'map') return null;
  const ignore = entryFor(root, 'ignore')?.value;
  if (ignore && ignore.kind !== 'map') return null;
  const rules = ignore && entryFor(ignore, path)?.value;
  if (rules) {
    const last = rules.kind === 'list' ? rules.items.at(-1) : null;
    if (rules.kind !== 'list') return null;
    return insert(last ? last.end : rules.start + 1, `${last ? ', ' : ''}${JSON.stringify(rule)}`);
  }
  const map = ignore ?? root;
  const last = map.entries.at(-1);
  const indent = ignore ? '    ' : '  ';
  const own = ignore ? entry : `"ignore": {\n    ${entry}\n  }`;
  const written = `\n${indent}${own}`;
  return last ? insert(last.value.end, `,${written}`) : insert(map.start + 1, `${written}\n${indent.slice(2)}`);
}
