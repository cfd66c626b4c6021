// The frame of a plot on the panel's time axis, which is moved by pointer and keys.
import { attachGestures, type Area } from '../../gestures';
import { t } from '../../texts';
import { type TimeAxis } from '../../timeAxis';
import { frame, type Frame } from '../_frame';

export function timeFrame(id: string, title: string, axis: TimeAxis, area: () => Area): Frame {
  const view = frame(id, title, t('Arrow keys move in time, plus and minus zoom, 0 shows everything.'));
  attachGestures(view.picture, axis, area);
  return view;
}
