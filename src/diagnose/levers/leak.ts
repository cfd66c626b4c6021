// The resting potential: away from a threshold that it lies above, or nearer to one that nothing reaches.
import { type Case, type Change, isTooLittle, type Lever, listed, namesOf } from '../lever';
import { changeRole } from '../modify';
import { figure } from '../numbers';
import { gapOf, membraneUnit, roleValue } from '../parameters';
import { isFedNumbers } from '../wiring';

const partsOfTheGap = [0.1, 0.25, 0.5, 0.75];

const lever: Lever = {
  id: 'leak',
  cures: ['silent', 'sparse', 'runaway', 'saturated'],
  *changes(sick) {
    // What such neurons rest at is no number of theirs.
    if (sick.afflicted.some((each) => isFedNumbers(sick.network, each))) return;
    if (isTooLittle(sick.kind)) {
      if (sick.afflicted.some((each) => !((gapOf(each) ?? 0) > 0))) return;
      for (const part of partsOfTheGap)
        yield moved(sick, (leak, gap) => leak + part * gap, Math.abs(Math.log10(1 - part)));
      return;
    }
    const above = sick.afflicted.filter((each) => (gapOf(each) ?? 1) <= 0);
    if (above.length < sick.afflicted.length) return;
    const resets = new Map(above.map((each) => [each.name, roleValue(each, 'reset')]));
    const thresholds = above.map((each) => roleValue(each, 'threshold') ?? 0);
    const [reset] = [...resets.values()];
    if (reset === undefined || reset === null || thresholds.some((each) => reset >= each)) return;
    // Rest at the reset is what most models have.
    yield moved({ ...sick, afflicted: above }, () => reset, 1);
  },
};

export default lever;

function moved({ network, afflicted }: Case, to: (leak: number, gap: number) => number, size: number): Change {
  const modified = changeRole(network, namesOf(afflicted), 'leak', (value, of) =>
    Number(to(value, gapOf(of) ?? 0).toPrecision(4)),
  );
  const [first] = afflicted;
  const after = modified.network.populations.find(({ name }) => name === first?.name);
  const unit = first ? membraneUnit(first) : '';
  const words = (value: number | null | undefined): string => `${figure(value ?? NaN, 4)}${unit}`;
  const [old, now] = [words(first && roleValue(first, 'leak')), words(after && roleValue(after, 'leak'))];
  return {
    ...modified,
    title: `Let the membrane of ${listed(afflicted)} rest at ${now}`,
    change: `rest of ${listed(afflicted)}: ${old} → ${now}`,
    size,
  };
}
