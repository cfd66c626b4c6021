// The weight of the recurrent inhibition against the excitation.
import { type Lever, listed, namesOf } from '../lever';
import { scaleProjections } from '../modify';
import { figure } from '../numbers';
import { inhibits } from '../wiring';

const factors = [1.25, 1.5, 2, 3, 5, 10, 20];

const lever: Lever = {
  id: 'inhibition',
  cures: ['runaway', 'saturated', 'unbalanced', 'synchronous'],
  *changes({ network, afflicted }) {
    const names = namesOf(afflicted);
    const chosen = ({ post, weight, receptor }: (typeof network.projections)[number]): boolean =>
      names.has(post) && inhibits(weight, receptor) === true;
    const first = network.projections.find(chosen);
    if (!first) return;
    for (const factor of factors) {
      const modified = scaleProjections(network, chosen, factor);
      yield {
        ...modified,
        title: `Strengthen the inhibition of ${listed(afflicted)}: weight × ${figure(factor)}`,
        change: `inhibitory weight onto ${listed(afflicted)}: ${first.weight.text} → ${modified.network.projections.find(chosen)?.weight.text ?? ''}`,
        size: Math.log10(factor),
      };
    }
  },
};

export default lever;
