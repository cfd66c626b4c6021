// Breaks a paragraph into lines of the terminal's width.

const widestReadable = 100;

export function wrap(text: string, columns: number, indent = ''): string[] {
  const width = Math.max(20, Math.min(columns, widestReadable) - indent.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(indent + line);
  return lines;
}
