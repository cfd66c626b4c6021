// The refractory period, where it holds the membrane at the reset.
import { type Lever, listed, namesOf } from '../lever';
import { changeRole } from '../modify';
import { figure } from '../numbers';
import { roleValue } from '../parameters';

const divisors = [2, 5, 10, 100, 1000];

const lever: Lever = {
  id: 'refractory',
  cures: ['stuck-at-reset'],
  *changes({ network, afflicted }) {
    const [first] = afflicted;
    const from = first ? roleValue(first, 'refractory') : null;
    if (from === null || afflicted.some((each) => !((roleValue(each, 'refractory') ?? 0) > 0))) return;
    for (const divisor of divisors)
      yield {
        ...changeRole(network, namesOf(afflicted), 'refractory', (value) => value / divisor),
        title: `Shorten the refractory period of ${listed(afflicted)} to ${figure(from / divisor)} ms`,
        change: `refractory period of ${listed(afflicted)}: ${figure(from)} ms → ${figure(from / divisor)} ms`,
        size: Math.log10(divisor),
      };
  },
};

export default lever;
