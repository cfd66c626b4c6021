// What stands above a plot's picture in a file: its title, how much is shown, and what each line is. On the page that is the frame's.
import { type Theme } from '../theme';

/** A line, an area or a mark of the picture, and what it stands for. */
export interface Key {
  readonly name: string;
  readonly colour: string;
  readonly dash?: readonly number[];
  /** A line where nothing is said. */
  readonly mark?: 'line' | 'box' | 'point';
}

export interface Heading {
  readonly title: string;
  readonly note: string;
  readonly keys: readonly Key[];
}

/** Of a drawing context what both the canvas' and the one that writes SVG have. */
export interface Pen {
  save(): void;
  restore(): void;
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  stroke(): void;
  setLineDash(dash: number[]): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
}

/** The canvas' settings by name, for contexts that keep them elsewhere. */
export type Settings = (settings: Readonly<Record<string, string | number>>) => void;

const edgePx = 16;
const titlePx = 13;
const textPx = 11;
const linePx = 16;
const signPx = 18;

export interface LaidHeading {
  readonly heightPx: number;
  draw(pen: Pen, set: Settings): void;
}

/** @param measure how wide a text is in a font */
export function layHeading(
  { title, note, keys }: Heading,
  widthPx: number,
  { font, foreground, secondary }: Theme,
  measure: (text: string, font: string) => number,
): LaidHeading {
  const textFont = `${textPx}px ${font}`;
  const room = widthPx - 2 * edgePx;
  const lines = wrap(note, room, (text) => measure(text, textFont));
  const rows: { key: Key; x: number; row: number }[] = [];
  let [x, row] = [0, 0];
  for (const key of keys) {
    const wide = signPx + 4 + measure(key.name, textFont) + 12;
    if (x > 0 && x + wide > room) [x, row] = [0, row + 1];
    rows.push({ key, x, row });
    x += wide;
  }
  const keysTop = 12 + titlePx + 4 + lines.length * linePx;
  return {
    heightPx: keysTop + (keys.length > 0 ? (row + 1) * linePx : 0) + 4,
    draw(pen, set) {
      pen.save();
      set({ fillStyle: foreground, font: `600 ${titlePx}px ${font}`, textAlign: 'left', textBaseline: 'top' });
      pen.fillText(title, edgePx, 12);
      set({ fillStyle: secondary, font: textFont });
      lines.forEach((line, at) => pen.fillText(line, edgePx, 12 + titlePx + 4 + at * linePx));
      for (const { key, x: left, row: down } of rows) {
        const top = keysTop + down * linePx;
        set({ strokeStyle: key.colour, lineWidth: 2, fillStyle: foreground });
        if (key.mark === 'box' || key.mark === 'point') {
          const size = key.mark === 'box' ? 10 : 6;
          set({ fillStyle: key.colour });
          pen.fillRect(edgePx + left + (signPx - size) / 2, top + 6 - size / 2, size, size);
          set({ fillStyle: foreground });
        } else {
          pen.setLineDash([...(key.dash ?? [])]);
          pen.beginPath();
          pen.moveTo(edgePx + left, top + 6);
          pen.lineTo(edgePx + left + signPx, top + 6);
          pen.stroke();
        }
        pen.fillText(key.name, edgePx + left + signPx + 4, top);
      }
      pen.restore();
    },
  };
}

function wrap(text: string, room: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && measure(`${last} ${word}`) <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
