// The run's controls: how long, with which seed, run and cancel.
import { type ProbeSettings } from '../../src/protocol/probe';
import { element } from '../elements';
import { formatCount, t } from '../texts';
import { button } from '../ui/button';
import { numberField } from '../ui/numberField';

type Entered = Pick<ProbeSettings, 'durationMs' | 'seed'>;

export interface Controls {
  readonly element: HTMLElement;
  /** The settings as entered, or null where one can't be used. */
  settings(): Entered | null;
  enter(settings: Entered): void;
  setRunning(running: boolean): void;
}

const longestMs = 600_000;
const largestSeed = 2 ** 32 - 1;

export interface ControlActions {
  run(): void;
  cancel(): void;
  /** With every entry that can be used. */
  onChange(): void;
}

export function controls(initial: Entered, { run, cancel, onChange }: ControlActions): Controls {
  let running = false;
  const settings = (): Entered | null => {
    const durationMs = duration.value();
    const seedNumber = seed.value();
    return durationMs === null || seedNumber === null ? null : { durationMs, seed: seedNumber };
  };
  const start = (): void => {
    if (settings()) run();
  };
  const check = (): void => {
    const wrong = settings() === null;
    hint.hidden = !wrong;
    action.setDisabled(wrong && !running);
  };
  const entered = (): void => {
    check();
    if (settings()) onChange();
  };
  const both = { onEnter: start, onChange: entered, whole: false };
  const duration = numberField({
    ...both,
    label: t('Duration'),
    unit: 'ms',
    value: initial.durationMs,
    least: 0.1,
    most: longestMs,
  });
  const seed = numberField({
    ...both,
    label: t('Seed'),
    value: initial.seed,
    least: 0,
    most: largestSeed,
    whole: true,
  });
  const action = button({ label: t('Run'), kind: 'primary', onPress: () => (running ? cancel() : start()) });
  const text = t('The duration is 0.1 to {0} ms, the seed a whole number from 0.', formatCount(longestMs));
  const hint = element('p', { class: 'hint', role: 'alert', hidden: true }, text);
  const row = element('div', { class: 'control-row' }, duration.element, seed.element, action.element);
  return {
    element: element('div', { class: 'controls', role: 'group', 'aria-label': t('Run') }, row, hint),
    settings,
    enter(given) {
      duration.setValue(given.durationMs);
      seed.setValue(given.seed);
      check();
    },
    setRunning(now) {
      running = now;
      action.setLabel(now ? t('Cancel') : t('Run'));
      check();
    },
  };
}
