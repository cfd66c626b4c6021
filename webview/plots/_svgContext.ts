// A drawing context that writes SVG: of the 2D canvas' calls those that chart.js and our own controllers make. No DOM.
import { identity, product, scaleOf, short, SvgPath, type Matrix } from './_svgPath';

export interface SvgHelp {
  /** What the browser measures. */
  measureText(text: string, font: string): unknown;
  /** Any colour that the style sheet knows, as `#rrggbb`, `rgb(…)` or `color(srgb …)`. */
  colour(css: string): string;
  /** A picture's data URL. */
  imageUrl(image: unknown): string;
}

interface State {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
  lineDashOffset: number;
  globalAlpha: number;
  font: string;
  textAlign: string;
  textBaseline: string;
  imageSmoothingEnabled: boolean;
  readonly dash: readonly number[];
  readonly matrix: Matrix;
  readonly clip: string | null;
}

const firstState: State = {
  fillStyle: '#000000',
  strokeStyle: '#000000',
  lineWidth: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  lineDashOffset: 0,
  globalAlpha: 1,
  font: '10px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
  imageSmoothingEnabled: true,
  dash: [],
  matrix: identity,
  clip: null,
};

type Settable = Exclude<keyof State, 'dash' | 'matrix' | 'clip'>;
export const svgSettings = Object.keys(firstState).filter((key) => !/^(dash|matrix|clip)$/.test(key)) as Settable[];

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (each) => escapes[each] ?? each);

/** How far below the point a line of text stands, in parts of its size: viewers don't agree on baselines. */
const drops: Readonly<Record<string, string>> = { middle: '0.35em', top: '0.8em', hanging: '0.8em', bottom: '-0.2em' };
const anchors: Readonly<Record<string, string>> = { center: 'middle', right: 'end', end: 'end' };

export class SvgContext {
  private now: State = firstState;
  private readonly saved: State[] = [];
  private path = this.newPath();
  private readonly clips = new Map<string, string>();
  private readonly marks: string[] = [];
  private kept = 0;

  constructor(
    private readonly help: SvgHelp,
    /** Keeps the names of one picture apart from another's on the same page. */
    private readonly prefix: string,
  ) {}

  get(name: Settable): State[Settable] {
    return this.now[name];
  }

  /** As the canvas does, what makes no sense is passed over. */
  set(name: Settable, value: unknown): void {
    if (typeof value === typeof firstState[name]) this.now = { ...this.now, [name]: value };
  }

  /** The whole picture. */
  toSvg(width: number, height: number, title: string): string {
    const defs = [...this.clips].map(
      ([key, id]) =>
        `<clipPath id="${id}"${this.clipAttribute(key.split('|')[0])}><path d="${key.split('|')[1]}"/></clipPath>`,
    );
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
      `<title>${escapeXml(title)}</title>`,
      ...(defs.length > 0 ? [`<defs>${defs.join('')}</defs>`] : []),
      ...this.marks,
      '</svg>\n',
    ].join('\n');
  }

  save(): void {
    this.saved.push(this.now);
  }

  restore(): void {
    this.now = this.saved.pop() ?? this.now;
  }

  translate(x: number, y: number): void {
    this.transform(1, 0, 0, 1, x, y);
  }

  rotate(angle: number): void {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    this.transform(cos, sin, -sin, cos, 0, 0);
  }

  scale(x: number, y: number): void {
    this.transform(x, 0, 0, y, 0, 0);
  }

  transform(...matrix: [number, number, number, number, number, number]): void {
    this.now = { ...this.now, matrix: product(this.now.matrix, matrix) };
  }

  setTransform(...matrix: [number, number, number, number, number, number]): void {
    this.now = { ...this.now, matrix };
  }

  resetTransform(): void {
    this.now = { ...this.now, matrix: identity };
  }

  setLineDash(dash: readonly number[]): void {
    this.now = { ...this.now, dash: [...dash] };
  }

  beginPath(): void {
    this.path = this.newPath();
  }

  moveTo(x: number, y: number): void {
    this.path.moveTo(x, y);
  }

  lineTo(x: number, y: number): void {
    this.path.lineTo(x, y);
  }

  bezierCurveTo(...points: [number, number, number, number, number, number]): void {
    this.path.bezierCurveTo(...points);
  }

  quadraticCurveTo(...points: [number, number, number, number]): void {
    this.path.quadraticCurveTo(...points);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.path.rect(x, y, width, height);
  }

  arc(x: number, y: number, radius: number, from: number, to: number, isBackward?: boolean): void {
    this.path.arc(x, y, radius, from, to, isBackward);
  }

  ellipse(...given: Parameters<SvgPath['ellipse']>): void {
    this.path.ellipse(...given);
  }

  closePath(): void {
    this.path.closePath();
  }

  clip(): void {
    const key = `${this.now.clip ?? ''}|${this.path.d}`;
    const id = this.clips.get(key) ?? `${this.prefix}-clip-${this.clips.size}`;
    this.clips.set(key, id);
    this.now = { ...this.now, clip: id };
  }

  fill(path?: SvgPath | string, rule?: string): void {
    const isEvenOdd = path === 'evenodd' || rule === 'evenodd';
    if (path instanceof SvgPath) this.fillPath(path.d, isEvenOdd, this.matrixAttribute());
    else this.fillPath(this.path.d, isEvenOdd, '');
  }

  stroke(path?: SvgPath): void {
    if (path) this.strokePath(path.d, 1, this.matrixAttribute());
    else this.strokePath(this.path.d, scaleOf(this.now.matrix), '');
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const box = this.newPath();
    box.rect(x, y, width, height);
    this.fillPath(box.d, false, '');
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    const box = this.newPath();
    box.rect(x, y, width, height);
    this.strokePath(box.d, scaleOf(this.now.matrix), '');
  }

  /** What is drawn from here on may be cleared, and nothing before it. */
  keep(): void {
    this.kept = this.marks.length;
  }

  /** The charts clear all before they draw: what they drew before is forgotten. */
  clearRect(): void {
    this.marks.length = this.kept;
  }

  measureText(text: string): unknown {
    return this.help.measureText(text, this.now.font);
  }

  fillText(text: string, x: number, y: number): void {
    const { font, textAlign, textBaseline, matrix } = this.now;
    const anchor = anchors[textAlign];
    const drop = drops[textBaseline];
    const isPlain = matrix.slice(0, 4).join() === identity.slice(0, 4).join();
    const place = isPlain
      ? `x="${short(x + matrix[4])}" y="${short(y + matrix[5])}"`
      : `transform="matrix(${matrix.map(short).join(' ')})" x="${short(x)}" y="${short(y)}"`;
    const look = `${drop ? ` dy="${drop}"` : ''}${anchor ? ` text-anchor="${anchor}"` : ''}${fontAttributes(font)}`;
    this.draw('text', `${place}${look}${this.paint('fill')}`, text === '', escapeXml(text));
  }

  drawImage(image: unknown, ...box: number[]): void {
    const [x = 0, y = 0, width, height] = box;
    const size =
      width === undefined || height === undefined ? '' : ` width="${short(width)}" height="${short(height)}"`;
    const { imageSmoothingEnabled } = this.now;
    const place = `x="${short(x)}" y="${short(y)}"${size} preserveAspectRatio="none"${this.matrixAttribute()}`;
    const sharp = imageSmoothingEnabled ? '' : ' image-rendering="pixelated"';
    const url = this.help.imageUrl(image);
    this.draw('image', `${place}${sharp} href="${url}" xlink:href="${url}"`, false);
  }

  private fillPath(d: string, isEvenOdd: boolean, matrix: string): void {
    this.draw('path', `d="${d}"${matrix}${isEvenOdd ? ' fill-rule="evenodd"' : ''}${this.paint('fill')}`, d === '');
  }

  /** @param scale how much wider the line becomes than it is set to be */
  private strokePath(d: string, scale: number, matrix: string): void {
    const isNothing = d === '' || !(this.now.lineWidth > 0);
    this.draw('path', `d="${d}"${matrix} fill="none"${this.strokeAttributes(scale)}`, isNothing);
  }

  /** For what has coordinates of its own. */
  private matrixAttribute(): string {
    const { matrix } = this.now;
    const isNone = matrix.every((each, at) => each === identity[at]);
    return isNone ? '' : ` transform="matrix(${matrix.map(short).join(' ')})"`;
  }

  private newPath(): SvgPath {
    return new SvgPath(() => this.now.matrix);
  }

  private draw(tag: string, attributes: string, isNothing: boolean, content?: string): void {
    const { globalAlpha, clip } = this.now;
    if (isNothing || globalAlpha === 0 || / (fill|stroke)-opacity="0"/.test(attributes)) return;
    const alpha = globalAlpha < 1 ? ` opacity="${short(globalAlpha)}"` : '';
    const clipped = this.clipAttribute(clip);
    // What has a matrix of its own is clipped from outside: the clip's path knows nothing of it.
    const isWrapped = clipped !== '' && attributes.includes('transform=');
    const head = `<${tag} ${attributes}${alpha}${isWrapped ? '' : clipped}`;
    const mark = content === undefined ? `${head}/>` : `${head}>${content}</${tag}>`;
    this.marks.push(isWrapped ? `<g${clipped}>${mark}</g>` : mark);
  }

  private clipAttribute(clip: string | null | undefined): string {
    return clip ? ` clip-path="url(#${clip})"` : '';
  }

  private paint(kind: 'fill' | 'stroke'): string {
    const { colour, opacity } = plainColour(this.help.colour(this.now[`${kind}Style`]));
    return ` ${kind}="${colour}"${opacity < 1 ? ` ${kind}-opacity="${short(opacity)}"` : ''}`;
  }

  private strokeAttributes(scale: number): string {
    const { lineWidth, lineCap, lineJoin, dash, lineDashOffset } = this.now;
    return [
      this.paint('stroke'),
      lineWidth * scale === 1 ? '' : ` stroke-width="${short(lineWidth * scale)}"`,
      lineCap === 'butt' ? '' : ` stroke-linecap="${lineCap}"`,
      lineJoin === 'miter' ? '' : ` stroke-linejoin="${lineJoin}"`,
      dash.length === 0 ? '' : ` stroke-dasharray="${dash.map((each) => short(each * scale)).join(' ')}"`,
      dash.length === 0 || lineDashOffset === 0 ? '' : ` stroke-dashoffset="${short(lineDashOffset * scale)}"`,
    ].join('');
  }
}

/** `italic 600 11px/1.2 "Segoe UI", sans-serif` as attributes. */
function fontAttributes(font: string): string {
  const [, before = '', size = '10', family = 'sans-serif'] =
    /^(.*?)([\d.]+)px(?:\/\S+)?\s+(.*)$/.exec(font.trim()) ?? [];
  const weight = /\b(bold|[1-9]00)\b/.exec(before)?.[1];
  const style = /\b(italic|oblique)\b/.exec(before)?.[1];
  return [
    ` font-family="${escapeXml(family)}" font-size="${size}"`,
    weight ? ` font-weight="${weight}"` : '',
    style ? ` font-style="${style}"` : '',
  ].join('');
}

/** A colour as every viewer of SVG knows it. */
export function plainColour(css: string): { readonly colour: string; readonly opacity: number } {
  const hex = /^#([\da-f]{3,8})$/i.exec(css.trim())?.[1];
  if (hex) {
    const wide = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex;
    return {
      colour: `#${wide.slice(0, 6).toLowerCase()}`,
      opacity: wide.length === 8 ? Number.parseInt(wide.slice(6), 16) / 255 : 1,
    };
  }
  const [, kind, inside = ''] = /^(rgba?|color)\((.*)\)$/i.exec(css.trim()) ?? [];
  const numbers = inside.match(/-?[\d.]+(?:e-?\d+)?%?/g) ?? [];
  if (!kind || numbers.length < 3) return { colour: css, opacity: 1 };
  const most = kind.toLowerCase() === 'color' ? 1 : 255;
  const part = (text: string, whole: number): number =>
    text.endsWith('%') ? Number.parseFloat(text) / 100 : Number.parseFloat(text) / whole;
  const pair = (text: string): string =>
    Math.round(255 * Math.min(1, Math.max(0, part(text, most))))
      .toString(16)
      .padStart(2, '0');
  return { colour: `#${numbers.slice(0, 3).map(pair).join('')}`, opacity: numbers[3] ? part(numbers[3], 1) : 1 };
}
