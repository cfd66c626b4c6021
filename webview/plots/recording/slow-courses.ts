// Slow courses: mean weights, neuromodulators, thresholds and their targets, one group at a time.
import { formatMeasure, formatTimeMs, t } from '../../texts';
import { keptText } from '../../memory';
import { choice } from '../../ui/choice';
import { drawnChart, offerExports } from '../_exports';
import { attachLegend } from '../_legend';
import { lookBehind, lookOf } from '../_looks';
import { coursesOf, type Course, type CourseGroup } from './_courses';
import { thin } from './_decimation';
import { type Plot, type PlotContext, type PlotView } from './_plot';
import { sampledNumbers } from './_samples';
import { timeChart } from './_timeChart';
import { timeFrame } from './_timeFrame';

function create({ axis, theme, saver, memory }: PlotContext): PlotView {
  let groups: readonly CourseGroup[] = [];
  /** Of the run that this one is held against. */
  let groupsBehind: readonly CourseGroup[] = [];
  let shown: CourseGroup | undefined;
  let chosen = keptText(memory?.recall('courses') ?? {}, 'group', '');
  const view = timeFrame('courses', t('Learning and modulation'), axis, () => plot.area());
  const plot = timeChart(view.canvas, 'line', axis, theme, {
    grace: '5%',
    ticks: { maxTicksLimit: 5, callback: (value: string | number) => formatMeasure(Number(value)) } as never,
    title: { display: true, text: '' } as never,
  });

  /** Those that both runs have. */
  const behind = (): readonly Course[] => {
    const of = groupsBehind.find(({ id }) => id === shown?.id)?.courses ?? [];
    return (shown?.courses ?? []).flatMap(({ name }) => of.find((each) => each.name === name) ?? []);
  };
  const nameBehind = (name: string): string => t('{0} before', name);
  const numbers = () => {
    const before = behind().map((course) => ({ ...course, name: nameBehind(course.name) }));
    return sampledNumbers(shown?.title ?? '', t('time (ms)'), [...(shown?.courses ?? []), ...before], axis);
  };
  const exported = offerExports(view, { name: 'courses', ...drawnChart(view, plot.chart, theme), numbers }, saver);

  const legend = attachLegend(view, () => redraw(), memory);

  const redraw = (): void => {
    if (!shown) return;
    const { palette } = theme();
    const { left, right } = plot.area();
    const columns = Math.max(100, Math.round(right - left));
    const placeOf = (name: string): number => shown?.courses.findIndex((each) => each.name === name) ?? 0;
    const before = behind().map((course) => ({
      course,
      key: { name: nameBehind(course.name), ...lookBehind(palette, placeOf(course.name)) },
    }));
    legend.show([
      ...shown.courses.map(({ name }, at) => ({ name, ...lookOf(palette, at) })),
      ...before.map(({ key }) => key),
    ]);
    const linesBehind = before.map(({ course, key }) => ({
      data: thin(course.values, course.intervalMs, axis, columns),
      borderColor: key.colour,
      borderDash: key.dash,
      borderWidth: 1,
      pointRadius: 0,
      hidden: !legend.isShown(key.name),
    }));
    const lines = shown.courses.flatMap(({ name, values, intervalMs, aim }, at) => {
      const { colour: borderColor, dash: borderDash } = lookOf(palette, at);
      const look = { borderColor, borderDash, pointRadius: 0, hidden: !legend.isShown(name) };
      const line = { ...look, data: thin(values, intervalMs, axis, columns), borderWidth: 1.5 };
      const ends = [axis.fromMs, axis.toMs].map((x) => ({ x, y: aim ?? 0 }));
      return aim === null
        ? [line]
        : [line, { ...look, data: ends, borderDash: lookBehind(palette, at).dash, borderWidth: 1 }];
    });
    plot.chart.data.datasets = [...lines, ...linesBehind];
    const { y } = plot.chart.options.scales as unknown as { y: { title: { text: string } } };
    const [first] = shown.courses;
    y.title.text = first?.unit ? `${shown.title} (${first.unit})` : shown.title;
    const ends = shown.courses.map(({ name, values, unit }) =>
      t(
        '{0} from {1} to {2} {3}',
        name,
        formatMeasure(values[0] ?? NaN),
        formatMeasure(values.at(-1) ?? NaN),
        unit,
      ).trim(),
    );
    view.note(ends.slice(0, 4).join(', '));
    view.describe(`${shown.title}: ${ends.join(', ')}.`);
    plot.refresh();
    exported.refresh();
  };

  const offer = (): void => {
    const items = groups.map(({ id, title }) => ({ value: id, text: title }));
    const onChange = (value: string): void => {
      chosen = value;
      memory?.keep('courses', { group: value });
      shown = groups.find(({ id }) => id === value);
      redraw();
    };
    const control = choice({ label: t('What is shown'), items, value: shown?.id ?? '', onChange });
    view.tools.replaceChildren(...(groups.length > 1 ? [control.element] : []));
  };

  const readout = (): string => {
    const { cursorMs } = axis;
    if (cursorMs === null || !shown) return '';
    const seen = shown.courses.filter(({ name }) => legend.isShown(name));
    const values = seen.slice(0, 4).map(({ name, unit, values: samples, intervalMs }) => {
      const value = samples[Math.min(Math.round(cursorMs / intervalMs), samples.length - 1)];
      return `${name} ${formatMeasure(value ?? NaN)} ${unit}`.trim();
    });
    return `${formatTimeMs(cursorMs, Math.min(axis.spanMs, 99))} ms · ${values.join(' · ')}`;
  };

  return {
    element: view.element,
    show(next, before) {
      groups = coursesOf(next);
      groupsBehind = before ? coursesOf(before) : [];
      shown = groups.find(({ id }) => id === chosen) ?? groups[0];
      view.element.hidden = !shown;
      offer();
      redraw();
    },
    redraw,
    drawCursor: () => {
      if (!shown) return;
      plot.chart.draw();
      view.readout(readout());
    },
  };
}

export default { id: 'courses', order: 4, create } satisfies Plot;
