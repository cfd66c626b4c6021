// What T4DM's layers are called with: numbers, the same in every step, or normal draws.
import { type ApiCall } from '../../evaluate/facts';
import { asConstant } from '../../evaluate/poly';
import { type Thing, type Value } from '../../evaluate/value';
import { short } from '../../parameters';
import { toNumber } from '../../units/rational';

export interface Drive {
  readonly mean: number;
  readonly sd: number;
}

/** Numbers, the same or drawn anew: their mean and spread. */
export function driveOf(value: Value | undefined): Drive | null {
  if (value?.kind !== 'num' || value.special) return null;
  const mean = asConstant(value.poly);
  const variance = value.draw === null ? null : value.draw.variance && asConstant(value.draw.variance);
  if (!mean || (value.draw && !variance)) return null;
  return { mean: toNumber(mean), sd: variance ? Math.sqrt(toNumber(variance)) : 0 };
}

/** Of one layer, in the order of the script; draws that are not normal are told by nothing but their mean and spread. */
export const feedsOf = (layer: Thing, calls: readonly ApiCall[]): Drive[] =>
  calls.flatMap(({ backend, what, args, dead }) => {
    const isFed = backend === 't4dm' && what === 'drive' && dead === null && args.get('post') === layer;
    const drive = isFed ? driveOf(args.get('value')) : null;
    return drive ? [drive] : [];
  });

export const fedWith = ({ mean, sd }: Drive): string =>
  sd > 0 ? `N(${short(mean)}, ${short(sd)})` : `${short(mean)} throughout`;
