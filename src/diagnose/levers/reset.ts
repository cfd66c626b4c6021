// The reset: down to rest where it lies so near the threshold that the next spike is there at once.
import { type Lever, listed, namesOf } from '../lever';
import { changeRole } from '../modify';
import { figure } from '../numbers';
import { membraneUnit, roleValue } from '../parameters';

const lever: Lever = {
  id: 'reset',
  cures: ['runaway', 'saturated'],
  *changes({ network, afflicted }) {
    const isHigh = afflicted.every((each) => {
      const [reset, leak, threshold] = (['reset', 'leak', 'threshold'] as const).map((role) => roleValue(each, role));
      if (
        reset === null ||
        reset === undefined ||
        leak === null ||
        leak === undefined ||
        threshold === null ||
        threshold === undefined ||
        leak >= threshold
      )
        return false;
      return reset > threshold - 0.2 * (threshold - leak);
    });
    const [first] = afflicted;
    if (!isHigh || !first) return;
    const leakOf = new Map(afflicted.map((each) => [each.name, roleValue(each, 'leak') ?? 0]));
    const [from, to] = [roleValue(first, 'reset') ?? 0, leakOf.get(first.name) ?? 0];
    const unit = membraneUnit(first);
    yield {
      ...changeRole(network, namesOf(afflicted), 'reset', (_, of) => leakOf.get(of.name) ?? 0),
      title: `Reset ${listed(afflicted)} to ${figure(to, 4)}${unit}`,
      change: `reset of ${listed(afflicted)}: ${figure(from, 4)}${unit} → ${figure(to, 4)}${unit}`,
      size: 1,
    };
  },
};

export default lever;
