// The runs that were made, each with what sets it apart: any of them can be laid behind the one that is shown, or its settings taken again.
import { type EarlierRun, type ProbeRun, type ProbeSettings } from '../../src/protocol/probe';
import { element } from '../elements';
import { formatMeasure, t } from '../texts';
import { button } from '../ui/button';
import { differenceInWords } from './scale';

export interface RunsActions {
  /** Lays a run behind the one that is shown; null takes it away. */
  lay(run: number | null): void;
  /** Takes a run's settings again. */
  take(settings: ProbeSettings): void;
}

export interface Runs {
  readonly element: HTMLElement;
  /** @param behind the run that lies behind */
  show(current: ProbeRun, earlier: readonly EarlierRun[], behind: number | null): void;
}

/** Rates of more populations than this are in the table. */
const namedAtMost = 3;

export function runsList(actions: RunsActions, nameOf: (key: string) => string): Runs {
  const list = element('ol', { class: 'runs' });
  const title = element('h2', { id: 'runs-title' }, t('Runs'));
  const all = element('section', { class: 'runs-holder', 'aria-labelledby': 'runs-title', hidden: true }, title, list);
  return {
    element: all,
    show(current, earlier, behind) {
      all.hidden = earlier.length <= 1;
      list.replaceChildren(...earlier.map((run) => row(run, current, behind, actions, nameOf)));
    },
  };
}

function row(
  run: EarlierRun,
  current: ProbeRun,
  behind: number | null,
  actions: RunsActions,
  nameOf: (key: string) => string,
): HTMLElement {
  const isCurrent = run.id === current.id;
  const words = runInShort(run, current, nameOf);
  const isBehind = run.id === behind;
  const lay = button({
    label: isBehind ? t('Hide') : t('Overlay'),
    hint: isBehind ? t('Take away: {0}', words) : t('Lay behind this run: {0}', words),
    kind: 'quiet',
    onPress: () => actions.lay(isBehind ? null : run.id),
  });
  const take = button({
    label: t('Run again'),
    hint: t('Run with these settings: {0}', words),
    kind: 'quiet',
    onPress: () => actions.take(run.settings),
  });
  return element(
    'li',
    { class: `run${isBehind ? ' compared' : ''}`, 'aria-current': isCurrent ? 'true' : undefined },
    element(
      'div',
      { class: 'run-text' },
      element('span', { class: 'run-title' }, words),
      element('span', { class: 'run-rates' }, ratesInShort(run)),
    ),
    ...(isCurrent ? [] : [element('div', { class: 'run-actions' }, lay.element, take.element)]),
  );
}

/** What it has otherwise than the run that is shown. */
export function runInShort(run: EarlierRun, current: ProbeRun, nameOf: (key: string) => string): string {
  if (run.id === current.id) return t('This run');
  const different = differenceInWords(run.settings, current.settings, nameOf);
  const script = run.script === current.script ? '' : t('another text of the script');
  return [script, different].filter(Boolean).join(', ') || t('The same');
}

function ratesInShort({ figures }: EarlierRun): string {
  const rates = figures.slice(0, namedAtMost).map(({ name, rateHz }) => `${name} ${formatMeasure(rateHz)}`);
  const isRate = figures.some(({ rated }) => rated !== undefined);
  const rest = figures.length > namedAtMost ? ' …' : '';
  return `${rates.join(' · ')}${rest}${isRate ? '' : ` ${t('spikes/s')}`}`;
}
