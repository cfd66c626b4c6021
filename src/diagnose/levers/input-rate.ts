// The rate of the input events, for those inputs that have one.
import { isTooLittle, ladder, type Lever, listed, namesOf } from '../lever';
import { scaleInputs } from '../modify';
import { figure } from '../numbers';

/** A rate a thousand times off is rather a weight that is. */
const largest = 100;

const lever: Lever = {
  id: 'input-rate',
  cures: ['silent', 'sparse', 'runaway', 'saturated'],
  *changes({ network, afflicted, kind }) {
    const names = namesOf(afflicted);
    const chosen = (input: (typeof network.inputs)[number]): boolean =>
      names.has(input.target) && input.kind === 'poisson' && (input.rateHz?.value ?? 0) > 0;
    const first = network.inputs.find(chosen);
    if (!first) return;
    const up = isTooLittle(kind);
    for (const step of ladder.filter((each) => each <= largest)) {
      const modified = scaleInputs(network, chosen, 'rateHz', up ? step : 1 / step);
      const scale = up ? `× ${figure(step)}` : `÷ ${figure(step)}`;
      yield {
        ...modified,
        title: `${up ? 'Raise' : 'Lower'} the rate of the input of ${listed(afflicted)}: ${scale}`,
        change: `rate of the input of ${listed(afflicted)}: ${first.rateHz?.text ?? ''} → ${modified.network.inputs.find(chosen)?.rateHz?.text ?? ''}`,
        size: Math.log10(step),
      };
    }
  },
};

export default lever;
