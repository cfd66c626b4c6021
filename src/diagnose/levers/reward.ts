// Something given to a neuromodulator that nothing moves.
import { type Lever } from '../lever';
import { figure } from '../numbers';

const amounts = [0.1, 0.25, 0.5];

const lever: Lever = {
  id: 'reward',
  cures: ['modulator-frozen'],
  *changes({ network }) {
    const { modulators = [] } = network;
    const first = modulators.find(({ acts }) => acts.potentiation !== 0) ?? modulators[0];
    if (!first) return;
    for (const amount of amounts) {
      const injections = [...first.injections, { atMs: 0, amount }];
      const moved = modulators.map((each) => (each === first ? { ...each, injections } : each));
      yield {
        network: { ...network, modulators: moved },
        targets: [],
        title: `Inject a reward of ${figure(amount)} into ${first.name}`,
        change: `${first.name} at the start: ${figure(first.level)} → ${figure(Math.min(1, first.level + amount))}`,
        size: amount,
      };
    }
  },
};

export default lever;
