// What is wrong with a run, what it was expected to do, and the changes that were tried on it: above the plots, and empty where all is well.
import { type ProbeRun, type ShownRemedy } from '../../src/protocol/probe';
import { element } from '../elements';
import { t } from '../texts';
import { button } from '../ui/button';
import { ratesInWords } from './words';

export interface VerdictActions {
  /** Shows the run with a remedy, or without. */
  compare(remedy: number | null): void;
  apply(remedy: number): void;
}

export interface Verdict {
  readonly element: HTMLElement;
  show(run: ProbeRun): void;
  /** How far the search for remedies is; null where it is over. */
  setSearching(fraction: number | null): void;
  offer(remedies: readonly ShownRemedy[]): void;
  /** Says which remedy is compared with the run. */
  setCompared(remedy: number | null): void;
}

const kindsInWords = (): Readonly<Record<string, string>> => ({
  silent: t('silent'),
  sparse: t('sparse'),
  runaway: t('runaway'),
  saturated: t('saturated'),
  diverging: t('diverging'),
  'stuck-at-reset': t('stuck at reset'),
  unbalanced: t('unbalanced'),
  synchronous: t('synchronous'),
  'learning-not-engaged': t('learning not engaged'),
  'modulator-frozen': t('modulator frozen'),
  'attention-collapsed': t('attention collapsed'),
});

export function verdict(actions: VerdictActions): Verdict {
  const words = kindsInWords();
  const symptoms = element('ul', { class: 'symptoms' });
  const verdicts = element('ul', { class: 'verdicts' });
  const title = element('h2', { class: 'remedies-title', hidden: true });
  const remedies = element('ol', { class: 'remedies' });
  const all = element(
    'section',
    { class: 'judgement', 'aria-label': t('Verdict') },
    symptoms,
    verdicts,
    title,
    remedies,
  );
  /** Populations that send rates in the unit of the script, not spikes. */
  let rated: ReadonlySet<string> = new Set();
  let rows: { row: HTMLElement; setCompared: (compared: boolean) => void }[] = [];
  return {
    element: all,
    show(run) {
      rated = new Set(run.recording.rated?.map(({ population }) => population));
      const named = run.symptoms.map(({ kind, population, evidence }) =>
        element(
          'li',
          {},
          element('span', { class: 'symptom-kind' }, words[kind] ?? kind),
          ` ${population}: ${evidence}`,
        ),
      );
      symptoms.replaceChildren(...named);
      verdicts.replaceChildren(
        ...run.verdicts.map(({ met, message }) =>
          element(
            'li',
            { class: met ? 'met' : 'unmet' },
            met ? t('As expected: {0}', message) : t('Not as expected: {0}', message),
          ),
        ),
      );
      rows = [];
      remedies.replaceChildren();
      title.hidden = true;
    },
    setSearching(fraction) {
      title.hidden = fraction === null && rows.length === 0;
      if (fraction !== null) title.textContent = t('Trying out what would help … {0} %', Math.round(fraction * 100));
    },
    offer(found) {
      rows = found.map((remedy, at) => remedyRow(remedy, at, rated, actions));
      remedies.replaceChildren(...rows.map(({ row }) => row));
      title.hidden = found.length === 0;
      title.textContent = t('What would help, each tried by simulation');
    },
    setCompared: (compared) => rows.forEach((each, at) => each.setCompared(at === compared)),
  };
}

function remedyRow(remedy: ShownRemedy, at: number, rated: ReadonlySet<string>, actions: VerdictActions) {
  let isCompared = false;
  const compare = button({
    label: t('Compare'),
    hint: t('Show the run with this change: {0}', remedy.title),
    kind: 'secondary',
    onPress: () => actions.compare(isCompared ? null : at),
  });
  const apply = button({
    label: t('Apply …'),
    hint: t('Write this change into the script, past a preview: {0}', remedy.title),
    kind: 'secondary',
    onPress: () => actions.apply(at),
  });
  const stays = remedy.leaves.map(({ kind, population }) => t('{0} stays {1}', population, kind)).join(', ');
  const row = element(
    'li',
    { class: 'remedy' },
    element(
      'div',
      { class: 'remedy-text' },
      element('span', { class: 'remedy-title' }, remedy.title),
      element('span', { class: 'remedy-rates' }, [ratesInWords(remedy, rated), stays].filter(Boolean).join(' · ')),
    ),
    element('div', { class: 'remedy-actions' }, compare.element, ...(remedy.canApply ? [apply.element] : [])),
  );
  return {
    row,
    setCompared(compared: boolean) {
      isCompared = compared;
      row.classList.toggle('compared', compared);
      compare.setLabel(compared ? t('Before') : t('Compare'));
    },
  };
}
