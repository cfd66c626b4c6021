// Reads Markdown cases: a heading per case, blocks of Python or configuration with what is expected of a line written behind it.

export type Severity = 'error' | 'warning' | 'information';

export interface Mark {
  readonly kind: 'revealed' | 'dead' | Severity;
  /** 1-based line within its block. */
  readonly line: number;
  readonly text: string;
}

export interface CaseFile {
  readonly file: string;
  /** The block with its marks taken out: they must not act as comments that say a unit. */
  readonly text: string;
  readonly marks: readonly Mark[];
  /** 0-based line of the Markdown file on which the block's first line stands. */
  readonly firstLine: number;
}

export interface Case {
  readonly heading: string;
  /** 1-based line of the heading. */
  readonly line: number;
  readonly files: readonly CaseFile[];
}

/** `#` in every language, JSON too: the mark is taken out before anyone reads the block. */
const mark =
  /\s*#\s*(revealed|dead|error|warning|information):\s*(.*?)(?=\s*#\s*(?:revealed|dead|error|warning|information):|$)/g;

/** The languages of blocks, and the file that a block without a title is. */
const languages: Readonly<Record<string, string>> = {
  python: 'model.py',
  json: 'config.json',
  yaml: 'config.yaml',
  toml: 'config.toml',
  csv: 'table.csv',
};

/** @param markdown the text of a file of cases */
export function readCases(markdown: string): Case[] {
  const cases: { heading: string; line: number; files: CaseFile[] }[] = [];
  const lines = markdown.split('\n');
  let open: { file: string; firstLine: number; lines: string[] } | null = null;
  lines.forEach((line, i) => {
    if (open) {
      if (!line.startsWith('```')) open.lines.push(line);
      else {
        cases.at(-1)?.files.push(readBlock(open));
        open = null;
      }
      return;
    }
    const heading = /^#{1,4}\s+(.*)$/.exec(line);
    if (heading) cases.push({ heading: heading[1] ?? '', line: i + 1, files: [] });
    const fence = /^```(\w+)(?:\s+title=(\S+))?\s*$/.exec(line);
    const file = fence && (fence[2] ?? languages[fence[1] ?? '']);
    if (file) open = { file, firstLine: i + 1, lines: [] };
    else if (line.startsWith('```')) throw new Error(`line ${i + 1}: a block in no language that is checked`);
  });
  if (open) throw new Error('a block is not closed');
  return cases.filter((each) => each.files.length > 0);
}

function readBlock({ file, firstLine, lines }: { file: string; firstLine: number; lines: string[] }): CaseFile {
  const marks: Mark[] = [];
  const text = lines.map((line, i) => {
    for (const match of line.matchAll(mark))
      marks.push({ kind: match[1] as Mark['kind'], line: i + 1, text: (match[2] ?? '').trim() });
    return line.replace(mark, '');
  });
  return { file, firstLine, text: text.join('\n') + '\n', marks };
}
