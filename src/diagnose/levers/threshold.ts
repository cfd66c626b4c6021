// The threshold: nearer to rest where too little happens, further off where too much does.
import { type Case, type Change, isTooLittle, type Lever, listed, namesOf } from '../lever';
import { changeRole } from '../modify';
import { figure } from '../numbers';
import { gapOf, membraneUnit, roleValue } from '../parameters';

const nearer = [0.9, 0.75, 0.5, 0.25, 0.1];
const further = [1.1, 1.25, 1.5, 2, 3];

const lever: Lever = {
  id: 'threshold',
  cures: ['silent', 'sparse', 'runaway', 'saturated', 'attention-collapsed'],
  *changes(sick) {
    const movable = sick.afflicted.filter((each) => (gapOf(each) ?? 0) > 0);
    if (movable.length < sick.afflicted.length) return;
    for (const part of isTooLittle(sick.kind) ? nearer : further) yield moved(sick, part);
  },
};

export default lever;

function moved({ network, afflicted, kind }: Case, part: number): Change {
  const modified = changeRole(network, namesOf(afflicted), 'threshold', (value, of) =>
    round(value + (part - 1) * (gapOf(of) ?? 0)),
  );
  const [first] = afflicted;
  const unit = first ? membraneUnit(first) : '';
  const value = (of: typeof network): string => {
    const [same] = of.populations.filter(({ name }) => name === first?.name);
    const threshold = same ? roleValue(same, 'threshold') : null;
    return threshold === null ? '' : `${figure(threshold, 4)}${unit}`;
  };
  const [before, after] = [value(network), value(modified.network)];
  return {
    ...modified,
    title: `${isTooLittle(kind) ? 'Lower' : 'Raise'} the threshold of ${listed(afflicted)} to ${after}`,
    change: `threshold of ${listed(afflicted)}: ${before} → ${after}`,
    size: Math.abs(Math.log10(part)),
  };
}

/** As somebody would write it. */
const round = (value: number): number => Number(value.toPrecision(4));
