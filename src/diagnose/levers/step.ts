// The time step, where the membrane leaves every range: a method that is not exact may only be too coarse.
import { type Lever } from '../lever';
import { figure } from '../numbers';

const divisors = [2, 5, 10];

const lever: Lever = {
  id: 'step',
  cures: ['diverging'],
  *changes({ network, dtMs, afflicted }) {
    // A model in steps has no finer ones.
    if (afflicted.some(({ stepping }) => stepping !== undefined)) return;
    for (const divisor of divisors)
      yield {
        network,
        dtMs: dtMs / divisor,
        targets: [],
        title: `Shorten the time step to ${figure(dtMs / divisor)} ms`,
        change: `time step: ${figure(dtMs)} ms → ${figure(dtMs / divisor)} ms`,
        size: Math.log10(divisor),
      };
  },
};

export default lever;
