// chart.js' axes in the editor's fonts and colours.
import { type ScaleOptionsByType } from 'chart.js';
import { type Theme } from '../theme';

export const fontSizePx = 11;

export type LinearOptions = ScaleOptionsByType<'linear'>;

export function dress(
  scale: LinearOptions,
  { secondary, line, numberFont, font }: Theme,
  labels: 'numbers' | 'names' = 'numbers',
): void {
  scale.ticks.color = secondary;
  scale.ticks.font = { family: labels === 'names' ? font : numberFont, size: fontSizePx };
  scale.title.color = secondary;
  scale.title.font = { family: font, size: fontSizePx };
  scale.grid.color = line;
  scale.grid.tickColor = line;
  scale.border.color = line;
}
