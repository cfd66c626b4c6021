// `# spikelint: ignore[rule] reason`: behind the line it speaks of, or alone on the line above; `//` in JSON.
import { type ConfigNode, targetAt } from './config/tree';
import { type Comment } from './python/syntax';
import { type Finding } from './finding';
import { type LineIndex, type Span } from './text';

export interface Suppression {
  readonly rules: readonly string[];
  readonly reason: string;
  readonly span: Span;
  /** Zero-based line whose findings it silences. */
  readonly line: number;
  used: boolean;
}

const pattern = /#\s*spikelint:\s*ignore\[([^\]]*)\]\s*(.*)$/;

export function readSuppressions(file: string, comments: readonly Comment[], lines: LineIndex): Suppression[] {
  return comments.flatMap((comment) => {
    const match = pattern.exec(comment.text);
    if (!match) return [];
    const own = lines.lineAt(comment.start);
    const rules = rulesIn(match[1]);
    const start = comment.start + match.index;
    return [
      {
        rules,
        reason: match[2] ?? '',
        span: { file, start, end: comment.end },
        line: comment.ownLine ? own + 1 : own,
        used: false,
      },
    ];
  });
}

const rulesIn = (list = ''): string[] =>
  list
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);

const configPattern = /(?:#|\/\/|\/\*)\s*spikelint:\s*ignore\[([^\]]*)\]\s*((?:(?!\*\/).)*?)\s*(?:\*\/)?\s*$/;

/** Those of a configuration file: its comments begin with `#`, `//` or a slash and a star, and end their line. */
export function configSuppressions(file: string, root: ConfigNode | null, lines: LineIndex): Suppression[] {
  const found: Suppression[] = [];
  if (!lines.text.includes('spikelint:')) return found;
  for (let line = 0; line < lines.lineCount; line++) {
    const text = lines.lineText(line);
    const match = configPattern.exec(text);
    if (!match) continue;
    const start = lines.lineStart(line) + match.index;
    const around = targetAt(root, start);
    // What stands in a text is no comment.
    if (around && (around.onKey || (around.node.kind === 'scalar' && around.node.end > start))) continue;
    const isAlone = text.slice(0, match.index).trim() === '';
    const end = lines.lineStart(line) + text.length;
    const rules = rulesIn(match[1]);
    found.push({
      rules,
      reason: match[2] ?? '',
      span: { file, start, end },
      line: isAlone ? line + 1 : line,
      used: false,
    });
  }
  return found;
}

/** The findings that nothing silences; what silenced one is marked as used. */
export function unsuppressed(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  lines: LineIndex,
): Finding[] {
  return findings.filter((finding) => {
    const line = lines.lineAt(finding.span.start);
    const silencer = suppressions.find((each) => each.line === line && each.rules.includes(finding.rule));
    if (silencer) silencer.used = true;
    return !silencer;
  });
}
