// The weight of the input events: stronger where too little happens, weaker where too much does.
import { isTooLittle, ladder, type Lever, listed, namesOf } from '../lever';
import { scaleInputs } from '../modify';
import { figure } from '../numbers';
import { isCurrent } from '../wiring';

const lever: Lever = {
  id: 'input-weight',
  cures: ['silent', 'sparse', 'runaway', 'saturated', 'diverging'],
  *changes({ network, afflicted, kind }) {
    const names = namesOf(afflicted);
    const chosen = (input: (typeof network.inputs)[number]): boolean => names.has(input.target) && !isCurrent(input);
    const first = network.inputs.find(chosen);
    if (!first) return;
    const up = isTooLittle(kind);
    for (const step of ladder) {
      const factor = up ? step : 1 / step;
      const modified = scaleInputs(network, chosen, 'weight', factor);
      const weight = modified.network.inputs.find(chosen)?.weight.text ?? '';
      const scale = up ? `× ${figure(step)}` : `÷ ${figure(step)}`;
      yield {
        ...modified,
        title: `${up ? 'Strengthen' : 'Weaken'} the input of ${listed(afflicted)}: weight ${scale}`,
        change: `weight of the input of ${listed(afflicted)}: ${first.weight.text} → ${weight}`,
        size: Math.log10(step),
      };
    }
  },
};

export default lever;
