// Renders the little Markdown that rules are documented in as plain text: headings, paragraphs, lists and code.
import type { Style } from './style';
import { wrap } from './wrap';

export function renderMarkdown(markdown: string, style: Style, columns: number): string {
  const lines: string[] = [];
  let paragraph: string[] = [];
  let inCode = false;
  const flush = (): void => {
    const text = paragraph.join(' ');
    const marker = /^(?:[-*]|\d+\.) /.exec(text)?.[0] ?? '';
    const wrapped = wrap(text.slice(marker.length), columns - marker.length);
    wrapped.forEach((line, i) => lines.push((i === 0 ? marker : ' '.repeat(marker.length)) + inline(line, style)));
    paragraph = [];
  };
  for (const line of markdown.trim().split('\n')) {
    if (/^\s*```/.test(line)) {
      flush();
      inCode = !inCode;
    } else if (inCode) lines.push(line === '' ? '' : style.blue(`    ${line}`));
    else if (line.trim() === '') {
      flush();
      lines.push('');
    } else if (/^#+ /.test(line)) {
      flush();
      lines.push(style.bold(inline(line.replace(/^#+ /, ''), style)));
    } else {
      if (/^\s*(?:[-*]|\d+\.) /.test(line)) flush();
      paragraph.push(line.trim());
    }
  }
  flush();
  return `${lines.join('\n')}\n`;
}

/** Emphasis loses its marks where it can be shown, code keeps its backticks. */
function inline(text: string, style: Style): string {
  return text.replace(/`[^`]*`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((\S+?)\)/g, (whole, strong, label, address) => {
    if (strong !== undefined) return style.bold(String(strong));
    if (label !== undefined) return `${String(label)} (${String(address)})`;
    return whole;
  });
}
