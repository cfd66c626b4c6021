// The weight of the excitation within the network.
import { isTooLittle, ladder, type Lever, listed, namesOf } from '../lever';
import { scaleProjections } from '../modify';
import { figure } from '../numbers';
import { inhibits } from '../wiring';

const lever: Lever = {
  id: 'excitation',
  cures: ['silent', 'sparse', 'runaway', 'saturated', 'unbalanced', 'synchronous', 'diverging'],
  *changes({ network, afflicted, kind }) {
    const names = namesOf(afflicted);
    const chosen = ({ post, weight, receptor }: (typeof network.projections)[number]): boolean =>
      names.has(post) && inhibits(weight, receptor) === false;
    const first = network.projections.find(chosen);
    if (!first) return;
    const up = isTooLittle(kind);
    for (const step of ladder) {
      const modified = scaleProjections(network, chosen, up ? step : 1 / step);
      yield {
        ...modified,
        title: `${up ? 'Strengthen' : 'Weaken'} the excitation of ${listed(afflicted)}: weight ${up ? '×' : '÷'} ${figure(step)}`,
        change: `excitatory weight onto ${listed(afflicted)}: ${first.weight.text} → ${modified.network.projections.find(chosen)?.weight.text ?? ''}`,
        size: Math.log10(step),
      };
    }
  },
};

export default lever;
