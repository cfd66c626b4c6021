// A colour in any of the style file's notations as red, green and blue.
import { element } from '../../elements';

export function rgbOf(colour: string): [number, number, number] {
  const ink = element('canvas', { width: 1, height: 1 }).getContext('2d');
  if (!ink) return [128, 128, 128];
  ink.fillStyle = colour;
  ink.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = ink.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
