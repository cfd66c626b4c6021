// Tells what stands under the pointer, in the readout beside the plot's heading.
import { type Frame } from '../_frame';
import { type Box } from './_zoomGestures';

/** @param say what stands at this part of the picture, both from 0 to 1; empty where there is nothing to say */
export function tellUnderPointer(view: Frame, box: () => Box, say: (x: number, y: number) => string): void {
  view.picture.addEventListener('pointermove', (event) => {
    const at = view.picture.getBoundingClientRect();
    const { left, right, top, bottom } = box();
    const x = (event.clientX - at.left - left) / Math.max(right - left, 1);
    const y = (event.clientY - at.top - top) / Math.max(bottom - top, 1);
    view.readout(x >= 0 && x < 1 && y >= 0 && y < 1 ? say(x, y) : '');
  });
  view.picture.addEventListener('pointerleave', () => view.readout(''));
}
