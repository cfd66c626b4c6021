// The frame of a plot on the panel's time axis, which is moved by pointer and keys.
import { attachGestures, timeKeysHelp, timeShortcuts, type Area } from '../../gestures';
import { type TimeAxis } from '../../timeAxis';
import { frame, type Frame } from '../_frame';

export function timeFrame(kind: string, title: string, axis: TimeAxis, area: () => Area): Frame {
  const view = frame(kind, title, timeKeysHelp(), timeShortcuts);
  attachGestures(view.picture, axis, area);
  return view;
}
