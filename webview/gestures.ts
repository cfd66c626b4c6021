// Moves the time axis by wheel, drag, double click and keys on a plot, and selects the stretch to be shown.
import { t } from './texts';
import { type TimeAxis } from './timeAxis';

/** The plot's area, in CSS pixels from the element's left edge. */
export interface Area {
  readonly left: number;
  readonly right: number;
}

const zoomStep = 1.25;
const panPart = 0.1;
/** A key moves the cursor by this part of what is shown. */
const cursorPart = 0.01;
/** Less than this is a click whose hand was not still. */
const shortestDragPx = 4;

export const timeShortcuts = 'ArrowLeft ArrowRight + - 0 Home Shift+ArrowLeft Shift+ArrowRight s Enter Escape';

export const timeKeysHelp = (): string =>
  t(
    'Arrow keys move in time, plus and minus zoom, 0 shows everything. Shift with an arrow key moves the cursor and tells the values there; S begins a selection at the cursor and Enter shows it.',
  );

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

  attachDrag(target, axis, timeAt, msPerPixel);
  attachKeys(target, axis);
}

/** A drag moves in time; with Shift, or where there is nothing to move to, it selects. */
function attachDrag(
  target: HTMLElement,
  axis: TimeAxis,
  timeAt: (clientX: number) => number,
  msPerPixel: () => number,
): void {
  let draggedFrom: number | undefined;
  let brush: { readonly fromX: number; readonly fromMs: number } | undefined;
  target.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    if (event.shiftKey || axis.isWhole) brush = { fromX: event.clientX, fromMs: timeAt(event.clientX) };
    else draggedFrom = event.clientX;
    target.setPointerCapture(event.pointerId);
    target.classList.toggle('dragging', !brush);
  });
  target.addEventListener('pointermove', (event) => {
    if (brush && Math.abs(event.clientX - brush.fromX) >= shortestDragPx)
      axis.select(brush.fromMs, timeAt(event.clientX));
    if (draggedFrom !== undefined) {
      axis.pan((draggedFrom - event.clientX) * msPerPixel());
      draggedFrom = event.clientX;
    }
    axis.point(timeAt(event.clientX));
  });
  const release = (): void => {
    draggedFrom = undefined;
    brush = undefined;
    target.classList.remove('dragging');
  };
  target.addEventListener('pointerup', () => {
    if (brush) axis.showSelection();
    release();
  });
  target.addEventListener('pointercancel', () => {
    axis.select(null);
    release();
  });
  target.addEventListener('pointerleave', () => axis.point(null));
  target.addEventListener('dblclick', () => axis.reset());
}

function attachKeys(target: HTMLElement, axis: TimeAxis): void {
  let selectedFrom: number | undefined;
  const cursor = (): number => axis.cursorMs ?? (axis.fromMs + axis.toMs) / 2;
  const moveCursor = (direction: number): void => {
    const moved = cursor() + direction * cursorPart * axis.spanMs;
    axis.point(Math.min(Math.max(moved, axis.fromMs), axis.toMs));
    if (selectedFrom !== undefined) axis.select(selectedFrom, cursor());
  };
  const endSelection = (): void => {
    selectedFrom = undefined;
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => axis.pan(-panPart * axis.spanMs),
    ArrowRight: () => axis.pan(panPart * axis.spanMs),
    '+': () => axis.zoom(1 / zoomStep),
    '=': () => axis.zoom(1 / zoomStep),
    '-': () => axis.zoom(zoomStep),
    '0': () => axis.reset(),
    Home: () => axis.reset(),
    'Shift+ArrowLeft': () => moveCursor(-1),
    'Shift+ArrowRight': () => moveCursor(1),
    s: () => {
      selectedFrom = cursor();
      axis.point(selectedFrom);
      axis.select(selectedFrom, selectedFrom);
    },
  };
  /** Only while there is a selection: else they are the page's. */
  const selecting: Readonly<Record<string, () => void>> = {
    Enter: () => {
      endSelection();
      axis.showSelection();
    },
    Escape: () => {
      endSelection();
      axis.select(null);
    },
  };
  target.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const name = event.shiftKey && event.key.startsWith('Arrow') ? `Shift+${event.key}` : event.key;
    const move = keys[name] ?? (axis.selection ? selecting[name] : undefined);
    if (!move) return;
    move();
    event.preventDefault();
  });
  target.addEventListener('blur', () => {
    if (selectedFrom === undefined) return;
    endSelection();
    axis.select(null);
  });
}
