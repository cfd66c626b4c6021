// Looks at a picture of a part of the page: which colours it has, and how much of each.
import { type Locator } from 'playwright-core';

export interface Picture {
  /** The commonest colour, as `r,g,b`. */
  readonly ground: string;
  /** Share of the pixels that have another colour, 0 to 1. */
  readonly ink: number;
  /** The colours beside the ground, commonest first. */
  readonly inks: readonly string[];
}

/** What is on the screen there, whatever it was drawn with. */
export async function lookAt(part: Locator): Promise<Picture> {
  const png = (await part.screenshot()).toString('base64');
  const decoder = await part.page().context().newPage(); // the workbench's own page may forbid such pictures
  try {
    const counts = await decoder.evaluate(countColours, `data:image/png;base64,${png}`);
    const [first, ...rest] = counts;
    const total = counts.reduce((sum, [, count]) => sum + count, 0);
    const inked = rest.reduce((sum, [, count]) => sum + count, 0);
    return { ground: first?.[0] ?? '', ink: inked / total, inks: rest.map(([colour]) => colour) };
  } finally {
    await decoder.close();
  }
}

// The two things of the browser that are used there; the rest of the tests knows of no page.
declare function createImageBitmap(blob: Blob): Promise<{ readonly width: number; readonly height: number }>;
declare class OffscreenCanvas {
  constructor(width: number, height: number);
  getContext(kind: '2d'): {
    drawImage(image: unknown, x: number, y: number): void;
    getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray };
  } | null;
}

/** Runs in the browser. */
async function countColours(url: string): Promise<[colour: string, count: number][]> {
  const bitmap = await createImageBitmap(await (await fetch(url)).blob());
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const counts = new Map<string, number>();
  for (let at = 0; at < data.length; at += 4) {
    const colour = `${data[at]},${data[at + 1]},${data[at + 2]}`;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}
