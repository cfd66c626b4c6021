// A picture that stands on the page as SVG, as files: with the colours and fonts that the page's styles give it written into it, and as a PNG.
import { element } from '../elements';
import { t } from '../texts';
import { type Theme } from '../theme';
import { type Frame } from './_frame';
import { pngOf, type Shown } from './_exports';
import { layHeading, type LaidHeading } from './_heading';
import { svg } from './_svg';

/** The properties that the page's styles set, as a file has to have them. */
const properties = [
  ...['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin'],
  ...['font-family', 'font-size', 'font-weight', 'text-anchor'],
] as const;
const forScreenOnly = /^(?:class|role|tabindex|aria-|data-)/;

/** Pictures are sharp on paper too. */
const pixelsPerPoint = 2;
const edgePx = 16;

export function drawnSvg(
  view: Frame,
  current: () => SVGSVGElement | null,
  theme: () => Theme,
): Pick<Shown, 'picture' | 'svg'> {
  const shown = (): SVGSVGElement => {
    const found = current();
    if (!found) throw new Error(t('The picture could not be drawn.'));
    return found;
  };
  const heading = (width: number): LaidHeading => {
    const ink = element('canvas', { width: 1, height: 1 }).getContext('2d');
    return layHeading(view.heading(), width, theme(), (text, font) => {
      if (!ink) return 0;
      ink.font = font;
      return ink.measureText(text).width;
    });
  };
  return {
    svg() {
      const from = shown();
      const { width, height } = sizeOf(from);
      const { title, note } = view.heading();
      const { background, foreground, secondary, font } = theme();
      const top = heading(width).heightPx;
      const [wide, high] = [width + 2 * edgePx, height + top + edgePx];
      const words = { x: edgePx, 'font-family': font };
      const whole = svg(
        'svg',
        { width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: 'img' },
        svg('title', {}, title),
        svg('rect', { width: wide, height: high, fill: background }),
        svg('text', { ...words, y: 24, 'font-size': 13, 'font-weight': 600, fill: foreground }, title),
        svg('text', { ...words, y: 42, 'font-size': 11, fill: secondary }, note),
        svg('g', { transform: `translate(${edgePx} ${top})` }, ...partsOf(from).map(styled)),
      );
      return new XMLSerializer().serializeToString(whole);
    },
    picture() {
      const from = shown();
      const { width, height } = sizeOf(from);
      const laid = heading(width);
      const [wide, high] = [width + 2 * edgePx, height + laid.heightPx + edgePx];
      const canvas = element('canvas', { width: wide * pixelsPerPoint, height: high * pixelsPerPoint });
      const ink = canvas.getContext('2d');
      if (!ink) return Promise.reject(new Error(t('The picture could not be drawn.')));
      ink.scale(pixelsPerPoint, pixelsPerPoint);
      ink.fillStyle = theme().background;
      ink.fillRect(0, 0, wide, high);
      laid.draw(ink, (settings) => void Object.assign(ink, settings));
      ink.translate(edgePx, laid.heightPx);
      for (const part of partsOf(from)) paint(part, ink);
      return pngOf(canvas);
    },
  };
}

const sizeOf = (from: SVGSVGElement): { readonly width: number; readonly height: number } => ({
  width: from.width.baseVal.value,
  height: from.height.baseVal.value,
});

const shapes = new Set(['rect', 'line', 'path', 'circle', 'text']);

/** What can be seen, in the order in which it is painted. */
const partsOf = (from: SVGSVGElement): SVGGraphicsElement[] =>
  [...from.querySelectorAll<SVGGraphicsElement>('rect, line, path, circle, text')].filter((each) => {
    const { fill, stroke } = getComputedStyle(each);
    return shapes.has(each.tagName) && !(isClear(fill) && isClear(stroke));
  });

const isClear = (colour: string): boolean =>
  colour === 'none' || /^(?:transparent|rgba\(.*, 0\)|color\(.* \/ 0\))$/.test(colour);

function styled(part: SVGGraphicsElement): SVGElement {
  const made = svg(part.tagName, {}, part.textContent ?? '');
  for (const { name, value } of part.attributes) if (!forScreenOnly.test(name)) made.setAttribute(name, value);
  const style = getComputedStyle(part);
  for (const name of properties) {
    const value = style.getPropertyValue(name);
    const isColour = name === 'fill' || name === 'stroke';
    if (!isColour) made.setAttribute(name, value);
    else {
      const { colour, opacity } = plainColour(value);
      made.setAttribute(name, colour);
      if (opacity < 1) made.setAttribute(`${name}-opacity`, String(opacity));
    }
  }
  return made;
}

/** Mixed colours are given as `color(srgb …)`, which few programs but browsers read. */
export function plainColour(colour: string): { readonly colour: string; readonly opacity: number } {
  const numbers = (/\(([^)]*)\)/.exec(colour)?.[1] ?? '').split(/[\s,/]+/).filter((each) => each !== '');
  const mixed = /^color\(srgb/.test(colour);
  if (!mixed && !colour.startsWith('rgba')) return { colour, opacity: 1 };
  const [red = 0, green = 0, blue = 0, opacity = 1] = (mixed ? numbers.slice(1) : numbers).map(Number);
  const parts = [red, green, blue].map((each) => Math.round(mixed ? each * 255 : each));
  return { colour: `rgb(${parts.join(', ')})`, opacity };
}

function paint(part: SVGGraphicsElement, ink: CanvasRenderingContext2D): void {
  const style = getComputedStyle(part);
  const at = (name: string): number => Number(part.getAttribute(name) ?? 0);
  ink.save();
  if (part.tagName === 'text') {
    ink.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    ink.textAlign = style.textAnchor === 'middle' ? 'center' : style.textAnchor === 'end' ? 'right' : 'left';
    ink.fillStyle = style.fill;
    ink.fillText(part.textContent ?? '', at('x'), at('y'));
    return ink.restore();
  }
  const path = new Path2D(part.tagName === 'path' ? (part.getAttribute('d') ?? '') : undefined);
  if (part.tagName === 'rect') path.rect(at('x'), at('y'), at('width'), at('height'));
  if (part.tagName === 'circle') path.arc(at('cx'), at('cy'), at('r'), 0, 2 * Math.PI);
  if (part.tagName === 'line') {
    path.moveTo(at('x1'), at('y1'));
    path.lineTo(at('x2'), at('y2'));
  }
  if (!isClear(style.fill) && part.tagName !== 'line') {
    ink.fillStyle = style.fill;
    ink.fill(path);
  }
  if (!isClear(style.stroke)) {
    ink.strokeStyle = style.stroke;
    ink.lineWidth = Number.parseFloat(style.strokeWidth) || 1;
    ink.setLineDash(
      style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(/[\s,]+/).map(Number.parseFloat),
    );
    ink.stroke(path);
  }
  ink.restore();
}
