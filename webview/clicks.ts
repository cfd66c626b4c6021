// A click that is no drag and not the first half of a double click.

const stillPx = 4;
/** A second click within this time means something else. */
const patienceMs = 250;

export function attachClicks(target: HTMLElement, onClick: (event: PointerEvent) => void): void {
  let down: PointerEvent | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  target.addEventListener('pointerdown', (event) => {
    clearTimeout(waiting);
    down = event.button === 0 && !event.shiftKey ? event : undefined;
  });
  target.addEventListener('pointerup', (event) => {
    const from = down;
    down = undefined;
    if (!from || Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > stillPx) return;
    if (event.timeStamp - lastUpAt < patienceMs) {
      lastUpAt = -Infinity;
      return;
    }
    lastUpAt = event.timeStamp;
    waiting = setTimeout(() => onClick(from), patienceMs);
  });
  let lastUpAt = -Infinity;
}
