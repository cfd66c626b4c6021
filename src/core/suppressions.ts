// `# spikelint: ignore[rule] reason`: behind the line it speaks of, or alone on the line above.
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
    const rules = (match[1] ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean);
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
