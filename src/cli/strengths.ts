// The comparison of projections and inputs by what the membrane makes of them, for the command line.
import { figureOf } from '../core/drive/estimateWords';
import type { DriveReport } from '../core/drive/report';
import type { Placed } from '../protocol/placed';
import { type Places, placeText } from './places';
import type { Style } from './style';
import { table } from './table';

type Comparison = Placed<DriveReport>['strengths'][number];
type Member = Comparison['members'][number];

const titles: Readonly<Record<Member['verdict'], string>> = {
  equal: 'equal',
  psp: 'another event',
  drive: 'another drive',
  'psp and drive': 'another event and another drive',
  unknown: 'not known',
};

const amount = (value: number | null): string => (value === null ? '?' : figureOf(value, 4));
const ratio = (value: number | null): string => `× ${amount(value)}`;

export function strengthLines(comparisons: readonly Comparison[], places: Places, style: Style): string[] {
  return comparisons.flatMap(({ name, because, reference, declared, equal, members }) => [
    `${style.bold(name)}: ${equal ? style.green('equal on the membrane') : style.yellow('not equal on the membrane')} (they ${because})`,
    ...table(
      members.map((each) => [
        `${places.of(each.span).file}#${each.target}/${each.source}`,
        `one event ${figureOf(each.peakMv, 4)} mV`,
        ratio(each.peakRatio),
        `${each.count === null ? '?' : figureOf(each.count, 6)} ${each.fromOutside ? 'sources' : 'synapses'}`,
        each.fromOutside ? `${amount(each.shiftMv)} mV` : `${amount(each.mvPerHz)} mV per Hz`,
        ratio(each.driveRatio),
        each.file === reference ? (declared ? 'reference' : 'compared with') : titles[each.verdict],
        style.dim(placeText(places.of(each.span))),
      ]),
    ).map((line) => `  ${line}`),
    '',
  ]);
}

const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(9)));

export const strengthJson = ({ reference, members, ...told }: Comparison, places: Places): object => {
  const first = members.find(({ file }) => file === reference);
  return {
    ...told,
    reference: first ? places.of(first.span).file : reference,
    members: members.map(({ file: _, span, peakMv, mvPerHz, shiftMv, peakRatio, driveRatio, ...rest }) => ({
      ...rest,
      ...{ peakMv: rounded(peakMv), mvPerHz: rounded(mvPerHz), shiftMv: rounded(shiftMv) },
      ...{ peakRatio: rounded(peakRatio), driveRatio: rounded(driveRatio) },
      ...places.of(span),
    })),
  };
};
