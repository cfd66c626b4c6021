// The edit that silences one finding where it stands: `# spikelint: ignore[rule] reason`, behind the line, in the ignore comment that is there
// already, or on a line of its own above where nothing can stand behind.
import { type Edit, type Finding, type Fix } from './finding';
import { scanTokens } from './python/tokens';
import { readSuppressions, type Suppression } from './suppressions';
import { LineIndex } from './text';

export interface IgnoreOptions {
  /** Why, in the user's words; left out where empty. */
  readonly reason?: string;
  /** False where an edit can't bring a line break, as in a notebook's file: what would need a line of its own has no fix there. */
  readonly ownLine?: boolean;
}

/**
 * For a finding in a Python module's text. Null where no comment can stand: in the middle of a text over several lines, or between two
 * backslashes.
 */
export function ignoreFix(
  finding: Pick<Finding, 'rule' | 'span'>,
  text: string,
  { reason = '', ownLine = true }: IgnoreOptions = {},
): Fix | null {
  const { rule, span } = finding;
  const lines = new LineIndex(text);
  const scan = scanTokens(text);
  const line = lines.lineAt(span.start);
  const edit =
    joining(rule, line, readSuppressions(span.file, scan.comments, lines), text) ??
    writing(rule, line, span.file, { text, lines, breaks: breaksOf(scan), reason: reason.trim(), ownLine });
  return edit && { title: `Ignore \`${rule}\` on this line`, safety: 'safe', edits: [edit] };
}

/** Offsets of the line breaks that end a line of code: none inside a text, none behind a backslash. */
function breaksOf(scan: ReturnType<typeof scanTokens>): ReadonlySet<number> {
  return new Set(scan.at.filter((_, i) => scan.kind[i] === 'break'));
}

/** `ignore[a]` → `ignore[a, b]`: the reason stays as it is. */
function joining(rule: string, line: number, suppressions: readonly Suppression[], text: string): Edit | null {
  const existing = suppressions.find((each) => each.line === line);
  if (!existing) return null;
  const { span, rules } = existing;
  const at = text.indexOf(']', span.start);
  return { span: { ...span, start: at, end: at }, newText: rules.length > 0 ? `, ${rule}` : rule };
}

interface Place {
  readonly text: string;
  readonly lines: LineIndex;
  readonly breaks: ReadonlySet<number>;
  readonly reason: string;
  readonly ownLine: boolean;
}

function writing(rule: string, line: number, file: string, place: Place): Edit | null {
  const { text, lines, breaks, reason, ownLine } = place;
  const comment = `# spikelint: ignore[${rule}]${reason === '' ? '' : ` ${reason}`}`;
  const endsCode = (at: number): boolean => at >= lines.lineCount - 1 || breaks.has(lines.lineStart(at + 1) - 1);
  const content = lines.lineText(line);
  const start = lines.lineStart(line);
  if (endsCode(line))
    return {
      span: { file, start: start + content.trimEnd().length, end: start + content.length },
      newText: `  ${comment}`,
    };
  // Above it, where the line before is over too.
  if (!ownLine || (line > 0 && !endsCode(line - 1))) return null;
  const indent = /^\s*/.exec(content)?.[0] ?? '';
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return { span: { file, start, end: start }, newText: `${indent}${comment}${newline}` };
}
