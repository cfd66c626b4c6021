// Turns counted spikes into pixels: a population's colour, the stronger the more spikes share a cell. No DOM.
import { type Bins } from './_binning';

/** `#rrggbb` as a pixel of an ImageData seen as 32-bit words, without its opacity. */
export function pixelColour(hex: string): number {
  const value = Number.parseInt(hex.slice(1), 16);
  return ((value & 0xff) << 16) | (value & 0xff00) | ((value >> 16) & 0xff);
}

/** A single spike must be seen beside the fullest cell; where cells differ little, so do their shades. */
const faintest = 0.4;
const fainterPerDoubling = 0.15;
const shadeCount = 4096;

/** Opacity 0 to 255 by count, as a table; fuller cells than the table is long take its last entry. */
export function shades(most: number): Uint8Array {
  const table = new Uint8Array(Math.min(most, shadeCount) + 1);
  const doublings = Math.log2(Math.max(table.length - 1, 1));
  const single = Math.max(faintest, 1 - fainterPerDoubling * doublings);
  for (let count = 1; count < table.length; count++) {
    const part = doublings === 0 ? 1 : Math.log2(count) / doublings;
    table[count] = Math.round(255 * (single + (1 - single) * part));
  }
  return table;
}

export interface Picture {
  /** The pixels of an ImageData, top row first. */
  readonly pixels: Uint32Array;
  readonly width: number;
  readonly height: number;
}

/** A mark's least size in pixels. */
export interface Mark {
  readonly width: number;
  readonly height: number;
}

/** @param colours one pixel colour per band */
export function paint(bins: Bins, colours: readonly number[], mark: Mark, picture: Picture): void {
  const { pixels, width, height } = picture;
  pixels.fill(0);
  const table = shades(bins.most);
  const last = table.length - 1;
  const { count: lines, bandOf } = bins.lines;
  const tall = height / lines;
  // Where a row is tall enough, a gap keeps neighbours apart.
  const gap = tall >= 4 ? Math.max(1, Math.floor(tall / 5)) : 0;
  for (let line = 0; line < lines; line++) {
    const colour = colours[(bandOf[line] as number) % colours.length] ?? 0;
    const bottom = height - Math.floor(line * tall);
    const own = height - Math.floor((line + 1) * tall) + gap;
    const top = Math.min(own, bottom - mark.height);
    const cells = line * bins.columns;
    for (let column = 0; column < bins.columns; column++) {
      const count = bins.counts[cells + column] as number;
      if (count === 0) continue;
      const opacity = table[Math.min(count, last)] as number;
      const pixel = (colour | (opacity << 24)) >>> 0;
      const right = Math.min(column + mark.width, width);
      for (let y = Math.max(top, 0); y < bottom; y++) {
        for (let x = column; x < right; x++) {
          // Marks grow to the right and up, into cells that come later. A cell's own place is its own; where two grow, the stronger one stays.
          const isOwn = x === column && y >= own;
          if (isOwn || (pixels[y * width + x] as number) >>> 24 < opacity) pixels[y * width + x] = pixel;
        }
      }
    }
  }
}
