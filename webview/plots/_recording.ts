// Draws a chart once more into SVG: while it draws, its canvas' context hands every call on to one that writes.
import { type Chart } from 'chart.js';
import { element } from '../elements';
import { SvgContext, svgSettings, type SvgHelp } from './_svgContext';
import { SvgPath } from './_svgPath';

const recorded = new WeakMap<CanvasRenderingContext2D, SvgContext>();

/** Controllers that paint pixels may draw marks instead where the picture is to be SVG. */
export const isRecorded = (context: CanvasRenderingContext2D): boolean => recorded.has(context);

const calls = Object.getOwnPropertyNames(SvgContext.prototype).filter(
  (name) =>
    name in CanvasRenderingContext2D.prototype &&
    typeof Object.getOwnPropertyDescriptor(SvgContext.prototype, name)?.value === 'function',
);

function helpOf(): SvgHelp {
  const ink = element('canvas', { width: 1, height: 1 }).getContext('2d');
  return {
    measureText(text, font) {
      if (ink) ink.font = font;
      return ink?.measureText(text) ?? { width: 0 };
    },
    colour(css) {
      if (!ink) return css;
      ink.fillStyle = css;
      return ink.fillStyle;
    },
    imageUrl: (image) => (image instanceof HTMLCanvasElement ? image.toDataURL('image/png') : ''),
  };
}

let written = 0;

export const svgContext = (): SvgContext => new SvgContext(helpOf(), `plot${++written}`);

/** Whatever `draw` does with the canvas' context goes into the SVG, and nothing of it onto the canvas. */
function handOver(context: CanvasRenderingContext2D, target: SvgContext, draw: () => void): void {
  const plain = globalThis.Path2D;
  for (const name of calls)
    Object.defineProperty(context, name, {
      configurable: true,
      value: (...given: unknown[]) =>
        (target as unknown as Record<string, (...all: unknown[]) => unknown>)[name]?.(...given),
    });
  for (const name of svgSettings)
    Object.defineProperty(context, name, {
      configurable: true,
      get: () => target.get(name),
      set: (value) => target.set(name, value),
    });
  recorded.set(context, target);
  // chart.js keeps its lines as paths.
  globalThis.Path2D = SvgPath as unknown as typeof Path2D;
  try {
    draw();
  } finally {
    globalThis.Path2D = plain;
    recorded.delete(context);
    for (const name of [...calls, ...svgSettings]) Reflect.deleteProperty(context, name);
  }
}

/** Adds the chart to the picture, its upper left corner where the target stands. */
export function drawIntoSvg(chart: Chart, target: SvgContext): void {
  const { ctx } = chart;
  target.keep();
  // Updating makes the lines' paths anew: those that write while recording, the canvas' own after it.
  handOver(ctx, target, () => chart.update('none'));
  chart.update('none');
}
