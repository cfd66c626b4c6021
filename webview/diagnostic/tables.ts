// The tables of the diagnostic: verdicts first, then the figures they stand on.
import { type PlacedDiagnosis } from '../../src/protocol/diagnostic';
import { element } from '../elements';
import { formatCount, formatMeasure, t } from '../texts';

type Cell = string | Node;

const measure = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : formatMeasure(value);
const percent = (part: number | null | undefined): string =>
  part === null || part === undefined ? '–' : `${formatMeasure(100 * part)} %`;

/** The first column is the row's name; numbers stand at the right. */
function table(caption: string, head: readonly string[], rows: readonly (readonly Cell[])[]): HTMLElement {
  const heads = head.map((each, at) =>
    each === '' ? element('td', {}) : element('th', { scope: 'col', class: at > 0 ? 'number' : undefined }, each),
  );
  const body = rows.map(([first = '', ...cells]) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, first),
      ...cells.map((each) => element('td', { class: 'number' }, each)),
    ),
  );
  return element(
    'section',
    { class: 'table-section' },
    element('h2', {}, caption),
    element(
      'table',
      { class: 'figures' },
      element('caption', { class: 'unseen' }, caption),
      element('thead', {}, element('tr', {}, ...heads)),
      element('tbody', {}, ...body),
    ),
  );
}

export function verdictTable({ metrics }: PlacedDiagnosis): HTMLElement {
  const words = {
    good: t('good'),
    minimum: t('enough'),
    below: t('below'),
    undefined: t('not defined'),
    unknown: t('not known'),
  } as const;
  const rows = metrics.map(({ name, unit, current, minimum, good, verdict, note }) => {
    const value =
      typeof current === 'number' ? `${formatMeasure(current)}${unit === null ? '' : ` ${unit}`}` : (current ?? '–');
    const mark = element('span', { class: `verdict verdict-${verdict}` }, words[verdict]);
    return [element('span', { title: note }, name), mark, value, minimum, good];
  });
  return table(t('Verdicts'), [t('metric'), t('verdict'), t('now'), t('minimum'), t('good')], rows);
}

export function dataTable({ data }: PlacedDiagnosis): HTMLElement {
  const { shape, binMs, mean, std, min, max, p99, outliers, clip, psthTemporalStd, psthNeuronStd, byType, mask } = data;
  const spread = (of: { mean: number; std: number }): string => `${measure(of.mean)} ± ${measure(of.std)}`;
  return table(
    t('Data'),
    ['', t('sp/s')],
    [
      [t('trials × bins × neurons'), shape.map(formatCount).join(' × ')],
      ...(binMs === null ? [] : [[t('bin'), t('{0} ms', formatMeasure(binMs))]]),
      [t('mean ± standard deviation'), spread({ mean, std })],
      [t('lowest, highest, 99th percentile'), [min, max, p99].map(measure).join(', ')],
      [t('above {0} sp/s', outliers.threshold), `${formatCount(outliers.count)} (${percent(outliers.fraction)})`],
      [t('changed by a clip at {0} %', clip.percentile), formatCount(clip.count)],
      [t('PSTH: spread over time, over neurons'), `${measure(psthTemporalStd)}, ${measure(psthNeuronStd)}`],
      ...byType.map((each) => [t('{0}, {1} neurons', each.type, each.neurons), spread(each)]),
      ...(mask
        ? [
            [
              t('bins that count'),
              t(
                '{0}, mean {1}; {2} trials without',
                percent(mask.validBins / mask.allBins),
                measure(mask.mean),
                mask.emptyTrials,
              ),
            ],
          ]
        : []),
    ],
  );
}

export function inputTable({ inputs }: PlacedDiagnosis): HTMLElement | null {
  if (!inputs) return null;
  const rows = inputs.channels.map(({ name, mean, std, min, max, nonzero, dead }) => [
    name,
    measure(mean),
    measure(std),
    `${measure(min)} … ${measure(max)}`,
    percent(nonzero),
    dead ? element('span', { class: 'verdict verdict-below' }, t('dead')) : '',
  ]);
  return table(t('Inputs'), [t('channel'), t('mean'), t('std'), t('range'), t('not zero'), ''], rows);
}

export function behaviourTable({ model, noModel }: PlacedDiagnosis): HTMLElement | null {
  if (!model) return noModel === null ? null : element('p', { class: 'unread' }, noModel);
  const { rates, modulation, temporalStd, match, trials } = model;
  const spread = (of: { mean: number; std: number }): string => `${measure(of.mean)} ± ${measure(of.std)}`;
  return table(
    t('Model'),
    ['', t('sp/s')],
    [
      [t('with the input ({0} trials)', trials), spread(rates.actual)],
      [t('without input'), spread(rates.zero)],
      [t('with ten times the input'), spread(rates.tenfold)],
      [t('modulation by the input'), percent(modulation)],
      [t('spread over time, model and data'), `${measure(temporalStd.model)}, ${measure(temporalStd.target)}`],
      ...(match
        ? [
            [t('PSTH correlation'), measure(match.correlation)],
            [t('mean, model and data'), `${measure(match.modelMean)}, ${measure(match.targetMean)}`],
            [t('read-out scale that would match'), measure(match.readoutScale)],
          ]
        : []),
    ],
  );
}

export function weightTable({ weights }: PlacedDiagnosis): HTMLElement | null {
  if (weights.length === 0) return null;
  const rows = weights.map(({ name, shape, min, max, std, spectralRadius, dale }) => [
    name,
    shape.join(' × '),
    `${measure(min)} … ${measure(max)}`,
    measure(std),
    spectralRadius ? measure(spectralRadius.value) : '',
    dale ? formatCount(dale.violations) : '',
  ]);
  return table(t('Weights'), ['', t('shape'), t('range'), t('std'), t('spectral radius'), t('Dale violations')], rows);
}

export function learnableTable({ learnable }: PlacedDiagnosis): HTMLElement | null {
  if (!learnable) return null;
  const rows = learnable.readouts.map(({ of, judged, correlation }) => [
    t('{0} ({1} trials)', of, judged),
    measure(correlation),
  ]);
  const ceiling = [t('half of the trials against the other'), measure(learnable.ceiling)];
  return table(t('Can it be learnt at all? {0}', learnable.verdict), ['', t('PSTH correlation')], [...rows, ceiling]);
}

export function historyTable({ history }: PlacedDiagnosis): HTMLElement | null {
  if (!history) return null;
  const rows = history.series.map(({ name, first, min, minEpoch, max, last, trend }) => [
    name,
    ...[first, min, minEpoch, max, last].map(measure),
    trend ?? '',
  ]);
  const head = ['', t('first'), t('lowest'), t('in epoch'), t('highest'), t('last'), t('trend')];
  return table(t('Training history'), head, rows);
}
