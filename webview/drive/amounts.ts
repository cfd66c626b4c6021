// What arrives, in numbers: mean, variance and spread of each path, over the reference's, and what is expected of the population.
import { type Spot } from '../../src/protocol/placed';
import { element } from '../elements';
import { type Drive, type ShownPath } from '../plots/drive/_alignment';
import { formatMeasure, t } from '../texts';
import { withCode } from './changes';
import { ratioText, verdictText } from './words';

type Cell = string | Node;

export function amountsTable(
  paths: readonly ShownPath[],
  nameOf: (drive: Drive) => string,
  reveal: (spot: Spot) => void,
): HTMLElement {
  const isCompared = paths.some(({ member }) => member !== null);
  const hasCurrent = paths.some(({ drive }) => drive.current !== null);
  const hasMembrane = paths.some(({ drive }) => drive.membrane !== null);
  const isExpected = paths.some(({ drive }) => isTold(drive));
  const columns: { readonly title: string; readonly hint?: string; value(path: ShownPath): Cell }[] = [
    { title: t('mean'), hint: t('Per millisecond and neuron'), value: ({ drive }) => drive.mean?.text ?? '–' },
    ...(isCompared
      ? [
          {
            title: t('× mean'),
            hint: t('Over the reference’s'),
            value: ({ member }: ShownPath) => ratioText(member?.meanRatio ?? null),
          },
        ]
      : []),
    { title: t('variance'), value: ({ drive }) => drive.variance?.text ?? '–' },
    ...(isCompared
      ? [
          {
            title: t('× variance'),
            hint: t('Over the reference’s'),
            value: ({ member }: ShownPath) => ratioText(member?.varianceRatio ?? null),
          },
        ]
      : []),
    { title: 'σ', hint: t('The root of the variance'), value: ({ drive }) => drive.sd?.text ?? '–' },
    ...(hasCurrent ? [{ title: t('mean current'), value: ({ drive }: ShownPath) => drive.current?.text ?? '–' }] : []),
    ...(hasMembrane
      ? [
          {
            title: t('free membrane'),
            hint: t('Where the membrane would settle above its leak by this input alone, were there no threshold'),
            value: ({ drive }: ShownPath) => drive.membrane?.text ?? '–',
          },
        ]
      : []),
    ...(isCompared ? [{ title: t('verdict'), value: (path: ShownPath) => verdictOf(path) }] : []),
    ...(isExpected
      ? [
          {
            title: t('expected of the population'),
            hint: t('With all else that reaches it: mean-field estimate'),
            value: ({ drive }: ShownPath) => element('div', { class: 'wordy' }, ...withCode(expectedText(drive))),
          },
        ]
      : []),
  ];
  // The roles are said: where it is narrow the style lays each row out as a list of its own, which else takes them away.
  const head = columns.map(({ title, hint }) =>
    element('th', { scope: 'col', role: 'columnheader', title: hint }, title),
  );
  const rows = paths.map((path) => {
    const { drive } = path;
    const name = element('button', { type: 'button', class: 'link' }, nameOf(drive));
    name.title = t('Show line {0}', drive.span.line);
    name.addEventListener('click', () => reveal(drive.span));
    const detail = element(
      'span',
      { class: 'note path-detail' },
      ` ${drive.backend} · ${drive.source} → ${drive.target}`,
    );
    const cells = columns.map((column) =>
      element('td', { role: 'cell', 'data-title': column.title }, column.value(path)),
    );
    return element('tr', { role: 'row' }, element('th', { scope: 'row', role: 'rowheader' }, name, detail), ...cells);
  });
  const table = element(
    'table',
    { class: 'figures amounts', role: 'table' },
    element('caption', { class: 'unseen' }, t('What arrives, per millisecond and neuron')),
    element(
      'thead',
      { role: 'rowgroup' },
      element('tr', { role: 'row' }, element('th', { scope: 'col', role: 'columnheader' }, t('path')), ...head),
    ),
    element('tbody', { role: 'rowgroup' }, ...rows),
  );
  return element(
    'section',
    { class: 'drive-section' },
    element('h2', {}, t('What arrives, per millisecond and neuron')),
    element('div', { class: 'scroller', tabindex: 0, role: 'region', 'aria-label': t('What arrives') }, table),
  );
}

function verdictOf({ member, isReference, drive }: ShownPath): Cell {
  if (isReference) return drive.live ? t('compared with') : t('compared with, never taken');
  if (!member) return '–';
  const kind = { equal: 'good', variance: 'minimum', mean: 'below', unknown: 'unknown' }[member.verdict];
  return element('span', { class: `verdict verdict-${kind}` }, verdictText(member));
}

/** Why it is not known is no news where it is known of none. */
const isTold = ({ expected }: Drive): boolean =>
  !!expected && [expected.meanMv, expected.externalMeanMv, expected.rateHz].some((each) => each !== null);

function expectedText({ expected }: Drive): string {
  if (!expected) return '–';
  const { meanMv, sdMv, gapMv, rateHz, externalMeanMv, externalSdMv, how } = expected;
  const range = (mean: number, sd: number | null): string =>
    sd ? t('{0} ± {1} mV', formatMeasure(mean), formatMeasure(sd)) : t('{0} mV', formatMeasure(mean));
  if (meanMv === null) {
    const outside = externalMeanMv === null ? [] : [t('from outside {0}', range(externalMeanMv, externalSdMv))];
    return [...outside, rateHz === null ? how : t('{0} Hz', formatMeasure(rateHz))].join('; ');
  }
  const gap =
    gapMv === null
      ? []
      : [
          gapMv > 0
            ? t('{0} mV below threshold', formatMeasure(gapMv))
            : t('{0} mV above threshold', formatMeasure(-gapMv)),
        ];
  const rate = rateHz === null ? how : t('{0} Hz', formatMeasure(rateHz));
  return [range(meanMv, sdMv), ...gap, rate].join(', ');
}
