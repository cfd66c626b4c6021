// Which number in the text is to blame for a drive that is not the same as another: the factor that the two differ by, or the rate.
import { asConstant } from '../evaluate/poly';
import { divide, equal, isOne, isZero, multiply, one, type Rational } from '../units/rational';
import { type Span } from '../text';
import { type Member } from './compare';
import { type Drive } from './drive';
import { type Leaf, leavesOf } from './leaves';

/** Null where no single number stands out. */
export function blameOf({ drive, meanRatio, powerRatio }: Member): Span | null {
  const mean = meanRatio && asConstant(meanRatio);
  const power = powerRatio && asConstant(powerRatio);
  if (!mean || isZero(mean) || isOne(mean)) return null;
  // The mean is events × weight, the power events × weight²: so both factors are known by themselves.
  const byWeight = power && divide(power, mean);
  const byEvents = byWeight && divide(mean, byWeight);
  if (byWeight && isOne(byWeight)) return rateOf(drive, mean);
  const weights = leavesIn(drive, 'weight');
  const wanted = [byWeight, mean].filter((each): each is Rational => each !== null);
  for (const factor of wanted) {
    const found = weights.filter((each) => isFactor(each, factor));
    if (found[0] && found.length === 1) return found[0].span;
  }
  return byEvents && !isOne(byEvents) ? rateOf(drive, byEvents) : null;
}

/** The number of events is wrong: it is the rate where one is written, else how many sources there are. */
function rateOf(drive: Drive, factor: Rational): Span | null {
  for (const part of ['rate', 'sources'] as const) {
    const leaves = leavesIn(drive, part);
    const found = leaves.find((each) => isFactor(each, factor)) ?? leaves.find((each) => !isOne(each.value));
    if (found) return found.span;
  }
  return null;
}

const leavesIn = (drive: Drive, part: Drive['made'][number]['part']): Leaf[] =>
  drive.made.filter((each) => each.part === part).flatMap((each) => leavesOf(each.value));

const isFactor = ({ value, power }: Leaf, factor: Rational): boolean =>
  equal(power < 0 ? divide(one, powered(value, -power)) : powered(value, power), factor);

const powered = (value: Rational, power: number): Rational =>
  Array.from({ length: power }, () => value).reduce(multiply, one);
