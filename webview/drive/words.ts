// What the Drive panel calls things: rungs, ratios, paths, and a comparison in one sentence.
import {
  type Cell,
  type Comparison,
  type Member,
  type Row,
  type RungRole,
  type ShownPath,
} from '../plots/drive/_alignment';
import { formatMeasure, t } from '../texts';

export function rowName({ role }: Pick<Row, 'role'>): string {
  const names: Readonly<Record<RungRole, string>> = {
    stored: t('starts with'),
    scaling: t('scaling'),
    normalisation: t('leak to threshold'),
    conversion: t('units'),
    weight: t('weight per event'),
    noise: t('noise'),
    sources: t('sources per neuron'),
    rate: t('rate of each'),
    mean: t('mean'),
    kernel: t('area of the kernel'),
    current: t('mean current'),
    capacity: t('by the membrane'),
    membrane: t('free membrane'),
  };
  return names[role];
}

/** `÷ 10`: what is done. */
export const cellText = ({ rung, state }: Cell): string =>
  rung ? `${rung.operator} ${rung.amount}` : state === 'same' ? '' : t('no such step');

/** `≠ 100×`: over what the reference does there. */
export const markText = ({ state, ratio }: Cell): string =>
  state === 'same' ? '' : `${state === 'evened' ? '≈' : '≠'} ${ratioText(ratio)}×`;

/** A long decimal is cut; a fraction stays as exact as it is. */
export function ratioText(ratio: string | null): string {
  if (ratio === null) return '?';
  return /^-?\d+\.\d{5,}$/.test(ratio) ? formatMeasure(Number(ratio)) : ratio;
}

/** All that is known of one rung, for the pointer and for those who can't see it; what stands in the picture is part of it. */
export function cellInWords(cell: Cell, row: Row, path: ShownPath, reference: Cell | undefined, name: string): string {
  const { rung, state, isBlamed } = cell;
  const done = [cellText(cell), markText(cell)].filter(Boolean).join(' ');
  const isStep = rung && !row.isTotal && rung.operator !== '=';
  const parts = [
    isStep
      ? t('{0}, {1}: {2}, gives {3}', name, rowName(row), done, rung.value)
      : t('{0}, {1}: {2}', name, rowName(row), done || t('no such step')),
    ...(rung?.code ? [`\`${rung.code}\``] : []),
  ];
  if (state !== 'same') {
    const there = (reference && cellText(reference)) || t('no such step');
    parts.push(
      state === 'evened'
        ? t('the reference has {0}; other steps make up for it', there)
        : t('the reference has {0}', there),
    );
  }
  if (isBlamed) parts.push(t('this number makes the difference'));
  if (!path.drive.live) parts.push(t('never taken'));
  if (rung?.span) parts.push(t('line {0}', rung.span.line));
  return parts.join('; ');
}

export function verdictText({ verdict, meanRatio, varianceRatio }: Member): string {
  if (verdict === 'equal') return t('equal');
  if (verdict === 'variance') return t('same mean, × {0} the variance', ratioText(varianceRatio));
  if (verdict === 'mean') return t('× {0} the mean', ratioText(meanRatio));
  return t('not known');
}

/** What is compared, with what, and how it came out. */
export function comparisonInWords(
  { name, by, equal, declared, members, reference }: Comparison,
  nameOf: (id: string) => string,
  isLive: (id: string) => boolean,
): string {
  const same =
    by === 'key'
      ? t('All of these draw on {0}.', name)
      : by === 'group'
        ? t('The project file groups these as {0}.', name)
        : t('All of these feed {0}.', name);
  const against = declared
    ? t('{0} is taken for right.', nameOf(reference))
    : t('Compared with {0}; nothing says which of them is right.', nameOf(reference));
  const others = members.filter(({ id, verdict }) => id !== reference && verdict !== 'equal');
  const outcome = equal && others.length === 0 ? [t('They are equal.')] : others.map((each) => outcomeOf(each, nameOf));
  const dead = members.filter(({ id }) => !isLive(id)).map(({ id }) => t('{0} is never taken.', nameOf(id)));
  return [same, against, ...outcome, ...dead].join(' ');
}

function outcomeOf(member: Member, nameOf: (id: string) => string): string {
  const { id, verdict, meanRatio, varianceRatio } = member;
  if (verdict === 'unknown') return t('{0} can’t be held against it.', nameOf(id));
  if (verdict === 'variance')
    return t('{0} has the same mean and × {1} the variance.', nameOf(id), ratioText(varianceRatio));
  const spread = varianceRatio === null ? '' : t(', with × {0} the variance', ratioText(varianceRatio));
  return `${t('{0} gives × {1} the mean', nameOf(id), ratioText(meanRatio))}${spread}.`;
}
