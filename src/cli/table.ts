// Lays out rows in aligned columns, two spaces apart.

export type Alignment = 'left' | 'right';

const widthOf = (text: string): number => [...text].length;

function pad(text: string, width: number, alignment: Alignment): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return alignment === 'right' ? space + text : text + space;
}

/** The last column is not padded, so that no line ends in spaces. */
export function table(rows: readonly (readonly string[])[], alignments: readonly Alignment[] = []): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, widthOf(cell))));
  return rows.map((row) =>
    row
      .map((cell, i) => pad(cell, widths[i] ?? 0, alignments[i] ?? 'left'))
      .join('  ')
      .trimEnd(),
  );
}

/** Cuts off the end of what is too long to be read in a table. */
export function shorten(text: string, most: number): string {
  const characters = [...text.replace(/\s+/g, ' ')];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`;
}
