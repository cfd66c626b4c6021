// Line charts as SVG text, drawn so that a page's own colours apply.
import { figure } from '../words';
import { type Plot } from './content';

const width = 320;
const height = 170;
const frame = { left: 46, right: 8, top: 22, bottom: 30 };

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export function chart({ title, x, y, curves, logarithmic = false }: Plot): string {
  const value = (of: number): number => (logarithmic ? Math.log10(of) : of);
  const xs = curves.flatMap((curve) => [...curve.x]);
  const ys = curves.flatMap((curve) => curve.y.map(value)).filter((of) => of - of === 0);
  if (ys.length === 0) return '';
  const span = (of: readonly number[]): readonly [number, number] => {
    const [low, high] = [least(of), most(of)];
    return high > low ? [low, high] : [low - 0.5, high + 0.5];
  };
  const [x0, x1] = span(xs);
  const [y0, y1] = logarithmic ? span(ys) : span([0, ...ys]);
  const toX = (of: number): number => frame.left + ((of - x0) / (x1 - x0)) * (width - frame.left - frame.right);
  const toY = (of: number): number =>
    height - frame.bottom - ((of - y0) / (y1 - y0)) * (height - frame.top - frame.bottom);
  const ticks = (low: number, high: number): number[] => [low, (low + high) / 2, high];
  const lines = [
    `<text class="t" x="${frame.left}" y="14">${escaped(title)}</text>`,
    ...ticks(y0, y1).map(
      (at) =>
        `<line class="g" x1="${frame.left}" x2="${width - frame.right}" y1="${px(toY(at))}" y2="${px(toY(at))}"/><text class="l" x="${frame.left - 4}" y="${px(toY(at) + 3)}" text-anchor="end">${figure(logarithmic ? 10 ** at : at)}</text>`,
    ),
    ...ticks(x0, x1).map(
      (at, i) =>
        `<text class="l" x="${px(toX(at))}" y="${height - frame.bottom + 13}" text-anchor="${['start', 'middle', 'end'][i] ?? 'middle'}">${figure(at)}</text>`,
    ),
    `<text class="l" x="${px((frame.left + width) / 2)}" y="${height - 4}" text-anchor="middle">${escaped(x)}</text>`,
    `<text class="l" x="4" y="14">${escaped(y)}</text>`,
    ...curves.map(
      (curve, i) =>
        `<path class="c c${i % 6}" d="${pathOf(
          curve.x.map(toX),
          curve.y.map((of) => toY(value(of))),
        )}"><title>${escaped(curve.name)}</title></path>`,
    ),
  ];
  const names = curves.map(({ name }) => name).join(', ');
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(`${title}: ${names}`)}">${lines.join('')}</svg>`;
}

const px = (of: number): string => String(Math.round(of * 10) / 10);
const least = (of: readonly number[]): number => of.reduce((best, each) => Math.min(best, each), Infinity);
const most = (of: readonly number[]): number => of.reduce((best, each) => Math.max(best, each), -Infinity);

/** Broken where there is no value. */
function pathOf(xs: readonly number[], ys: readonly number[]): string {
  let drawing = false;
  return xs
    .map((at, i) => {
      const up = ys[i] as number;
      if (up - up !== 0) {
        drawing = false;
        return '';
      }
      const step = `${drawing ? 'L' : 'M'}${px(at)} ${px(up)}`;
      drawing = true;
      return step;
    })
    .join('');
}
