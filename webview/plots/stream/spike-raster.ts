// The raster of a live service: the same picture as of a recording, once per session.
import { element } from '../../elements';
import { t } from '../../texts';
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
    const parts = [0, 1].map(() => {
      const name = element('p', { class: 'note', hidden: true });
      const view = raster.create(context);
      return { name, view, element: element('div', { hidden: true }, name, view.element) };
    });
    const shown = new Set<ReturnType<typeof raster.create>>();
    const show = (at: number, session: LiveSession | undefined, named: boolean): void => {
      const part = parts[at];
      if (!part) return;
      const has = session !== undefined && session.spikes.times.length > 0;
      part.element.hidden = !has;
      if (!has) return void shown.delete(part.view);
      shown.add(part.view);
      part.name.hidden = !named;
      part.name.textContent = t('Session {0}', session.name ?? session.session ?? t('current'));
      part.view.show(recordingOf(session, context.axis.toMs));
    };
    return {
      element: element('div', { class: 'live-rasters' }, ...parts.map((part) => part.element)),
      show(session, beside) {
        show(0, session, beside !== undefined);
        show(1, beside, true);
      },
      redraw: () => shown.forEach((view) => view.redraw()),
      drawCursor: () => shown.forEach((view) => view.drawCursor()),
    };
  },
} satisfies StreamPlot;
