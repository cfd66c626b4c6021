// Moves what is seen of a plot by wheel, drag, double click and keys.
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
  let dragged: { x: number; y: number } | undefined;
  picture.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || zoom.isWhole) return;
    dragged = partAt(event);
    picture.setPointerCapture(event.pointerId);
    picture.classList.add('dragging');
  });
  picture.addEventListener('pointermove', (event) => {
    if (!dragged) return;
    const { x, y } = partAt(event);
    const { seen } = zoom;
    const steps = ({ from, to }: Range, part: number): number => Math.trunc(part * (to - from)) / (to - from);
    const [byX, byY] = [steps(seen.x, dragged.x - x), seen.y ? steps(seen.y, dragged.y - y) : 0];
    if (byX === 0 && byY === 0) return;
    zoom.pan(byX, byY);
    dragged = { x: byX === 0 ? dragged.x : x, y: byY === 0 ? dragged.y : y };
  });
  const release = (): void => {
    dragged = undefined;
    picture.classList.remove('dragging');
  };
  picture.addEventListener('pointerup', release);
  picture.addEventListener('pointercancel', release);
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
