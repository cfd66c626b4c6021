// The recording in a sentence or two, and in one row of figures per population. No DOM.
import { type ProbeRun, type Recording, type ShownRemedy } from '../../src/protocol/probe';
import { type PopulationSummary } from '../../src/stats/summary';
import { formatCount, formatFigure, formatMeasure, t } from '../texts';

/** A sentence names this many populations; the table has them all. */
const namedAtMost = 4;

function manner(cvIsi: number | null): string {
  if (cvIsi === null) return '';
  const cv = formatFigure(cvIsi, 2);
  if (cvIsi < 0.3) return t(', regularly (CV {0})', cv);
  if (cvIsi < 0.7) return t(', somewhat irregularly (CV {0})', cv);
  if (cvIsi < 1.3) return t(', irregularly (CV {0})', cv);
  return t(', in bursts (CV {0})', cv);
}

type Summary = PopulationSummary & Pick<ProbeRun['figures'][number], 'rated'>;

export function summaryInWords(figures: readonly Summary[], ms: number): string {
  if (figures.every(({ spikes, rated }) => spikes === 0 && rated === undefined))
    return t('No neuron fired in {0} ms.', formatMeasure(ms));
  const sentences = figures
    .slice(0, namedAtMost)
    .map(({ name, spikes, rateHz, cvIsi, rated }) =>
      rated
        ? t(
            '{0} sends {1} on average, ± {2} over time.',
            name,
            formatMeasure(rated.mean),
            formatMeasure(rated.overTime),
          )
        : spikes === 0
          ? t('{0} is silent.', name)
          : t('{0} fires at {1} spikes/s{2}.', name, formatMeasure(rateHz), manner(cvIsi)),
    );
  const rest = figures.length - namedAtMost;
  return [...sentences, ...(rest > 0 ? [t('{0} more in the table.', formatCount(rest))] : [])].join(' ');
}

/** How the figures came about, for who wants to repeat them. */
export function runInWords({ ms, dtMs, seed, timing }: Recording): string {
  const parts = [
    t('{0} ms in steps of {1} ms', formatMeasure(ms), formatMeasure(dtMs)),
    t('seed {0}', seed),
    t('{0} events', formatCount(timing.events)),
    t('built in {0} ms, run in {1} ms', formatMeasure(timing.buildMs), formatMeasure(timing.runMs)),
  ];
  return parts.join(' · ');
}

/** A line has room for so many. */
const movedAtMost = 3;

/** What a change does to the rates; of many populations to those that change the most. Units that send rates have the script's unit. */
export function ratesInWords(
  { before, after }: Pick<ShownRemedy, 'before' | 'after'>,
  rated: ReadonlySet<string>,
): string {
  const pairs = before.flatMap((one) => {
    const other = after.find(({ name }) => name === one.name);
    return other ? [{ one, other, moved: Math.abs(other.rateHz - one.rateHz) }] : [];
  });
  return pairs
    .sort((a, b) => b.moved - a.moved)
    .slice(0, movedAtMost)
    .map(({ one, other }) => {
      const [from, to] = [formatMeasure(one.rateHz), formatMeasure(other.rateHz)];
      return rated.has(one.name)
        ? t('{0} {1} → {2}', one.name, from, to)
        : t('{0} {1} → {2} spikes/s', one.name, from, to);
    })
    .join(', ');
}
