// Moves the time axis by wheel, drag, double click and keys on a plot.
import { type TimeAxis } from './timeAxis';

/** The plot's area, in CSS pixels from the element's left edge. */
export interface Area {
  readonly left: number;
  readonly right: number;
}

const zoomStep = 1.25;
const panPart = 0.1;

export function attachGestures(target: HTMLElement, axis: TimeAxis, area: () => Area): void {
  const timeAt = (clientX: number): number => {
    const { left, right } = area();
    const part = (clientX - target.getBoundingClientRect().left - left) / Math.max(right - left, 1);
    return axis.fromMs + Math.min(Math.max(part, 0), 1) * axis.spanMs;
  };
  const msPerPixel = (): number => axis.spanMs / Math.max(area().right - area().left, 1);

  target.addEventListener(
    'wheel',
    (event) => {
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
        if (axis.isWhole) return;
        axis.pan(sideways * msPerPixel());
      } else {
        // Zooming out of the whole is scrolling on: the page takes it.
        if (event.deltaY > 0 && axis.isWhole) return;
        axis.zoom(Math.exp(Math.max(-200, Math.min(200, event.deltaY)) * 0.002), timeAt(event.clientX));
      }
      event.preventDefault();
    },
    { passive: false },
  );

  let draggedFrom: number | undefined;
  target.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || axis.isWhole) return;
    draggedFrom = event.clientX;
    target.setPointerCapture(event.pointerId);
    target.classList.add('dragging');
  });
  target.addEventListener('pointermove', (event) => {
    if (draggedFrom !== undefined) {
      axis.pan((draggedFrom - event.clientX) * msPerPixel());
      draggedFrom = event.clientX;
    }
    axis.point(timeAt(event.clientX));
  });
  const release = (): void => {
    draggedFrom = undefined;
    target.classList.remove('dragging');
  };
  target.addEventListener('pointerup', release);
  target.addEventListener('pointercancel', release);
  target.addEventListener('pointerleave', () => axis.point(null));
  target.addEventListener('dblclick', () => axis.reset());

  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => axis.pan(-panPart * axis.spanMs),
    ArrowRight: () => axis.pan(panPart * axis.spanMs),
    '+': () => axis.zoom(1 / zoomStep),
    '=': () => axis.zoom(1 / zoomStep),
    '-': () => axis.zoom(zoomStep),
    '0': () => axis.reset(),
    Home: () => axis.reset(),
  };
  target.addEventListener('keydown', (event) => {
    const move = keys[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    move();
    event.preventDefault();
  });
}
