// Units that a docstring gives to parameters: numpy style, Google style, Sphinx fields.
import { hintFromProse, type CommentHint } from './hints';

const sphinx = /^\s*:(?:param|ivar|var|cvar)\s+(?:[\w.[\]]+\s+)?(\w+)\s*:\s*(.*)$/;
const numpyHead = /^(\s*)(\w+(?:\s*,\s*\w+)*)\s*:\s*(.*)$/;
const google = /^\s*(\w+)\s*\(([^()]*)\)\s*:\s*(.*)$/;
const section =
  /^\s*(?:Parameters|Attributes|Args|Arguments|Keyword Args|Other Parameters|Returns|Yields|Raises|Notes|Examples?|References)\s*:?\s*$/;

/** Name → what its description says; the hint's offsets are within `line`. */
export function unitsFromDocstring(text: string): Map<string, CommentHint> {
  const units = new Map<string, CommentHint>();
  const put = (names: string, description: string): boolean => {
    const hint = hintFromProse(` ${description}`);
    if (!hint || hint.amount !== undefined) return false;
    for (const name of names.split(',')) if (!units.has(name.trim())) units.set(name.trim(), hint);
    return true;
  };
  let open: { names: string; indent: number } | null = null;
  for (const line of text.split('\n')) {
    if (section.test(line) || line.trim() === '') {
      open = null;
      continue;
    }
    const indent = line.length - line.trimStart().length;
    if (open && indent > open.indent) {
      if (put(open.names, line)) open = null;
      continue;
    }
    const field = sphinx.exec(line);
    const typed = google.exec(line);
    const plain = numpyHead.exec(line);
    open = null;
    if (field) open = next(field[1], field[2], indent, put);
    else if (typed) open = put(typed[1] ?? '', typed[2] ?? '') ? null : next(typed[1], typed[3], indent, put);
    else if (plain) open = next(plain[2], plain[3], indent, put);
  }
  return units;
}

function next(
  names = '',
  description = '',
  indent: number,
  put: (names: string, description: string) => boolean,
): { names: string; indent: number } | null {
  return put(names, description) ? null : { names, indent };
}
