// The rates that a script expects of its populations, as areas behind the curves. No DOM.
import { type Expected, type Population } from '../../../src/protocol/probe';
import { t } from '../../texts';
import { type TimeRange } from '../../timeAxis';

export interface Band {
  /** As a legend has it. */
  readonly key: { readonly name: string; readonly colour: string; readonly mark: 'box' };
  /** Its upper and its lower edge, as a chart's lines. */
  readonly edges: readonly {
    readonly data: { x: number; y: number }[];
    readonly borderWidth: number;
    readonly pointRadius: number;
    readonly fill?: string;
    readonly backgroundColor?: string;
  }[];
}

export const tinted = (colour: string): string => (/^#[\da-f]{6}$/i.test(colour) ? `${colour}33` : 'transparent');

/** How far an open end is drawn beyond what there is. */
const beyond = 1.2;

/** @param topHz the highest rate that is drawn */
export function bandsOf(
  expected: readonly Expected[],
  populations: readonly Population[],
  { fromMs, toMs }: TimeRange,
  palette: readonly string[],
  topHz: number,
): Band[] {
  return expected.flatMap(({ measure, population, low, high }): Band[] => {
    const at = populations.findIndex(({ name }) => name === population);
    if (measure !== 'rate' || at < 0) return [];
    const [from, to] = [low ?? 0, high ?? Math.max(topHz, low ?? 0) * beyond];
    const colour = palette[at % palette.length] ?? '#808080';
    const level = (y: number) => ({ data: [fromMs, toMs].map((x) => ({ x, y })), borderWidth: 0, pointRadius: 0 });
    const range =
      low === null
        ? t('at most {0} Hz', to)
        : high === null
          ? t('at least {0} Hz', from)
          : t('{0} to {1} Hz', from, to);
    return [
      {
        key: { name: t('{0} expected: {1}', population, range), colour: tinted(colour), mark: 'box' },
        edges: [{ ...level(to), fill: '+1', backgroundColor: tinted(colour) }, level(from)],
      },
    ];
  });
}
