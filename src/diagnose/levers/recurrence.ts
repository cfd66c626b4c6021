// The weights of all that rate units send to one another: with less of it what leaks away wins.
import { ladder, type Lever } from '../lever';
import { scaleProjections } from '../modify';
import { figure } from '../numbers';

const lever: Lever = {
  id: 'recurrence',
  cures: ['runaway', 'saturated', 'diverging'],
  *changes({ network, afflicted }) {
    if (!afflicted.some(({ dynamics }) => dynamics === 'rate')) return;
    const rates = new Set(network.populations.filter(({ dynamics }) => dynamics === 'rate').map(({ name }) => name));
    const chosen = ({ pre, post }: (typeof network.projections)[number]): boolean => rates.has(pre) && rates.has(post);
    if (!network.projections.some(chosen)) return;
    for (const step of ladder) {
      yield {
        ...scaleProjections(network, chosen, 1 / step),
        title: `Weaken the whole recurrence: weights ÷ ${figure(step)}`,
        change: `all recurrent weights, and so their spectral radius, ÷ ${figure(step)}`,
        size: Math.log10(step),
      };
    }
  },
};

export default lever;
