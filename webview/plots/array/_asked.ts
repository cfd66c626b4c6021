// What plots have in common whose numbers are asked for part by part: they ask once they are on the page, and stop when it is left.
import { type Chart, type ChartType } from 'chart.js';
import { type Frame } from '../_frame';
import { type ArrayChart } from './_chart';
import { type Latest } from './_latest';
import { type ArrayPlotView } from './_plot';

export const askedView = <Type extends ChartType>(
  view: Frame,
  { chart }: ArrayChart<Type>,
  wanted: Latest,
  redraw: () => void,
): ArrayPlotView => ({
  element: view.element,
  show: (figures) => {
    if (figures === null) wanted.ask();
  },
  redraw,
  close: () => {
    wanted.close();
    (chart as Chart).destroy();
  },
});
