// What every plot gives away: its picture as PNG and SVG, its numbers as a table, as CSV and by the clipboard, all by one menu in its heading.
import { type Chart } from 'chart.js';
import { element } from '../elements';
import { type Saver } from '../saving';
import { t } from '../texts';
import { type Theme } from '../theme';
import { menuButton } from '../ui/menu';
import { csvBytes, tabSeparated, type Numbers } from './_csv';
import { type Frame } from './_frame';
import { layHeading } from './_heading';
import { numbersTable } from './_numbers';
import { drawIntoSvg, svgContext } from './_recording';

export interface Shown {
  /** What files are called after the panel's subject: 'raster', 'rate'. */
  readonly name: string;
  /** As a PNG. */
  picture(): Promise<Uint8Array>;
  svg(): string;
  /** What is shown, whole and exact. */
  numbers(): Numbers;
}

export interface Exports {
  /** What is shown has changed: the table, where it is open, follows. */
  refresh(): void;
  /** There is nothing to give away, or there is again. */
  setHidden(hidden: boolean): void;
}

/** Puts the menu into the plot's heading and the table below its picture. */
export function offerExports(view: Frame, shown: Shown, saver: Saver): Exports {
  const { name } = shown;
  const act = (done: string, action: () => Promise<unknown>) => ({
    onPress: () => {
      view.tell('');
      action().then(
        (kept) => view.tell(kept === false ? '' : done),
        (cause: unknown) => view.tell(cause instanceof Error ? cause.message : String(cause)),
      );
    },
  });
  const menu = menuButton({
    label: t('Copy or save: {0}', view.title),
    sign: '⋯',
    items: [
      {
        label: t('Copy picture'),
        ...act(t('The picture is copied.'), async () => saver.copyPicture(await shown.picture())),
      },
      {
        label: t('Copy numbers'),
        ...act(t('The numbers are copied.'), async () => saver.copyText(await tabSeparated(shown.numbers()))),
      },
      {
        label: t('Save PNG…'),
        ...act(t('The picture is saved.'), async () => saver.save(name, 'png', await shown.picture())),
      },
      {
        label: t('Save SVG…'),
        ...act(t('The picture is saved.'), () => saver.save(name, 'svg', new TextEncoder().encode(shown.svg()))),
      },
      {
        label: t('Save CSV…'),
        ...act(t('The numbers are saved.'), async () => saver.save(name, 'csv', await csvBytes(shown.numbers()))),
      },
    ],
  });
  view.actions.append(menu.element);
  const table = numbersTable(view.title, () => shown.numbers());
  view.element.append(table.element);
  return {
    refresh: table.refresh,
    setHidden: (hidden) => (menu.element.hidden = table.element.hidden = hidden),
  };
}

/** The two pictures of a plot that is drawn by a chart, each with its heading on the theme's ground. */
export function drawnChart(
  view: Frame,
  chart: Pick<Chart, 'canvas' | 'width' | 'height' | 'currentDevicePixelRatio'>,
  theme: () => Theme,
): Pick<Shown, 'picture' | 'svg'> {
  const lay = (widthPx: number) => {
    const ink = element('canvas', { width: 1, height: 1 }).getContext('2d');
    return layHeading(view.heading(), widthPx, theme(), (text, font) => {
      if (!ink) return 0;
      ink.font = font;
      return ink.measureText(text).width;
    });
  };
  return {
    svg() {
      const { width, height } = chart;
      const heading = lay(width);
      const target = svgContext();
      target.set('fillStyle', theme().background);
      target.fillRect(0, 0, width, height + heading.heightPx);
      heading.draw(target, (settings) => {
        for (const [key, value] of Object.entries(settings)) target.set(key as never, value);
      });
      target.translate(0, heading.heightPx);
      drawIntoSvg(chart as Chart, target);
      return target.toSvg(width, height + heading.heightPx, view.title);
    },
    picture() {
      const { canvas, width, height, currentDevicePixelRatio: ratio } = chart;
      const heading = lay(width);
      const copy = element('canvas', {
        width: canvas.width,
        height: Math.round((height + heading.heightPx) * ratio),
      });
      const ink = copy.getContext('2d');
      if (!ink) return Promise.reject(new Error(t('The picture could not be drawn.')));
      ink.scale(ratio, ratio);
      ink.fillStyle = theme().background;
      ink.fillRect(0, 0, width, height + heading.heightPx);
      heading.draw(ink, (settings) => void Object.assign(ink, settings));
      ink.drawImage(canvas, 0, heading.heightPx, width, height);
      return pngOf(copy);
    },
  };
}

export const pngOf = (canvas: HTMLCanvasElement): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (!blob) reject(new Error(t('The picture could not be drawn.')));
      else void blob.arrayBuffer().then((bytes) => resolve(new Uint8Array(bytes)), reject);
    }, 'image/png');
  });
