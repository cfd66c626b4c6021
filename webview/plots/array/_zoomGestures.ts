// Moves what is seen of a plot by wheel, drag, double click and keys, and shows the part that is dragged over.
import { svg } from '../_svg';
import { clamp, type Range, type Zoom } from './_zoom';

/** Where the data are drawn in the picture. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const zoomStep = 1.5;
const panPart = 0.15;
/** Less than this is a click whose hand was not still. */
const shortestDragPx = 4;

export function attachZoom(picture: HTMLElement, zoom: Zoom, box: () => Box): void {
  const partAt = (event: MouseEvent): { x: number; y: number } => {
    const { left, top } = picture.getBoundingClientRect();
    const { left: from, right, top: upper, bottom } = box();
    return {
      x: clamp((event.clientX - left - from) / Math.max(right - from, 1), 0, 1),
      y: clamp((event.clientY - top - upper) / Math.max(bottom - upper, 1), 0, 1),
    };
  };
  picture.addEventListener(
    'wheel',
    (event) => {
      // Zooming out of the whole is scrolling on: the page takes it.
      if (event.deltaY > 0 && zoom.isWhole) return;
      const { x, y } = partAt(event);
      zoom.zoom(Math.exp(clamp(event.deltaY, -200, 200) * 0.002), x, y);
      event.preventDefault();
    },
    { passive: false },
  );
  attachDrag(picture, zoom, box, partAt);
  picture.addEventListener('dblclick', () => zoom.reset());
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => zoom.pan(-panPart, 0),
    ArrowRight: () => zoom.pan(panPart, 0),
    ArrowUp: () => zoom.pan(0, -panPart),
    ArrowDown: () => zoom.pan(0, panPart),
    '+': () => zoom.zoom(1 / zoomStep),
    '=': () => zoom.zoom(1 / zoomStep),
    '-': () => zoom.zoom(zoomStep),
    '0': () => zoom.reset(),
    Home: () => zoom.reset(),
  };
  picture.addEventListener('keydown', (event) => {
    const move = keys[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    if (zoom.seen.y === null && /Up|Down/.test(event.key)) return;
    move();
    event.preventDefault();
  });
}

type Part = { readonly x: number; readonly y: number };

/** A drag moves what is seen; with Shift, or where there is nothing to move to, it chooses what to see. */
function attachDrag(picture: HTMLElement, zoom: Zoom, box: () => Box, partAt: (event: MouseEvent) => Part): void {
  let dragged: { x: number; y: number } | undefined;
  let brush: { readonly from: Part; readonly event: PointerEvent } | undefined;
  const area = svg('rect', { class: 'brush-area' });
  const sheet = svg('svg', { class: 'brush', 'aria-hidden': 'true' }, area);
  const isFar = (from: PointerEvent, to: PointerEvent): boolean =>
    Math.hypot(to.clientX - from.clientX, to.clientY - from.clientY) >= shortestDragPx;

  const drawBrush = (from: Part, to: Part): void => {
    const { left, right, top, bottom } = box();
    // Where there is one axis, all of the height is meant.
    const [low, high] = zoom.seen.y ? [Math.min(from.y, to.y), Math.max(from.y, to.y)] : [0, 1];
    area.setAttribute('x', String(left + Math.min(from.x, to.x) * (right - left)));
    area.setAttribute('width', String(Math.abs(to.x - from.x) * (right - left)));
    area.setAttribute('y', String(top + low * (bottom - top)));
    area.setAttribute('height', String((high - low) * (bottom - top)));
    if (!sheet.isConnected) picture.append(sheet);
  };

  picture.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    if (event.shiftKey || zoom.isWhole) brush = { from: partAt(event), event };
    else dragged = partAt(event);
    picture.setPointerCapture(event.pointerId);
    picture.classList.toggle('dragging', !brush);
  });
  picture.addEventListener('pointermove', (event) => {
    const { x, y } = partAt(event);
    if (brush && isFar(brush.event, event)) drawBrush(brush.from, { x, y });
    if (!dragged) return;
    const { seen } = zoom;
    const steps = ({ from, to }: Range, part: number): number => Math.trunc(part * (to - from)) / (to - from);
    const [byX, byY] = [steps(seen.x, dragged.x - x), seen.y ? steps(seen.y, dragged.y - y) : 0];
    if (byX === 0 && byY === 0) return;
    zoom.pan(byX, byY);
    dragged = { x: byX === 0 ? dragged.x : x, y: byY === 0 ? dragged.y : y };
  });
  const release = (): void => {
    dragged = undefined;
    brush = undefined;
    sheet.remove();
    picture.classList.remove('dragging');
  };
  picture.addEventListener('pointerup', (event) => {
    const chosen = brush;
    release();
    if (chosen && isFar(chosen.event, event)) zoom.select(chosen.from, partAt(event));
  });
  picture.addEventListener('pointercancel', release);
}
