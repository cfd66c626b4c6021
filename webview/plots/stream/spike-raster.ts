// The raster of a live service: the same picture as of a recording, once per session.
import { element } from '../../elements';
import { type Recording } from '../../../src/protocol/probe';
import raster from '../recording/raster';
import { type StreamPlot } from './_plot';
import { type LiveSession } from './_session';

const recordingOf = ({ spikes, name }: LiveSession, spanMs: number): Recording => ({
  ms: spanMs,
  dtMs: 1,
  seed: 0,
  populations: [{ name: name ?? '', first: 0, size: Math.max(spikes.neurons, 1) }],
  times: spikes.times,
  ids: spikes.ids,
  traces: [],
  reached: [],
  timing: { buildMs: 0, runMs: 0, steps: 0, events: 0 },
  notes: [],
});

export default {
  id: 'live-raster',
  order: 1,
  create(context) {
    const views = [raster.create(context), raster.create(context)] as const;
    const shown = new Set<(typeof views)[number]>();
    const show = (view: (typeof views)[number], session: LiveSession | undefined): void => {
      const has = session !== undefined && session.spikes.times.length > 0;
      view.element.hidden = !has;
      if (!has) return void shown.delete(view);
      shown.add(view);
      view.show(recordingOf(session, context.axis.toMs));
    };
    return {
      element: element('div', { class: 'live-rasters' }, ...views.map((view) => view.element)),
      show(session, beside) {
        show(views[0], session);
        show(views[1], beside);
      },
      redraw: () => shown.forEach((view) => view.redraw()),
      drawCursor: () => shown.forEach((view) => view.drawCursor()),
    };
  },
} satisfies StreamPlot;
