// The numbers that a model in steps is fed with: larger where too little happens, smaller where too much does.
import { isTooLittle, ladder, type Lever, listed, namesOf } from '../lever';
import { type Target } from '../modify';
import { figure } from '../numbers';
import { isFedNumbers } from '../wiring';

const largest = 100;

const lever: Lever = {
  id: 'noise',
  cures: ['silent', 'sparse', 'runaway', 'attention-collapsed'],
  *changes({ network, afflicted, kind }) {
    if (!afflicted.every((each) => isFedNumbers(network, each))) return;
    const names = namesOf(afflicted);
    const up = isTooLittle(kind);
    for (const factor of ladder.filter((each) => each <= largest)) {
      const scale = `${up ? '×' : '÷'} ${figure(factor)}`;
      const targets: Target[] = [];
      const by = up ? factor : 1 / factor;
      const inputs = network.inputs.map((input) => {
        const { noise, span } = input;
        if (!names.has(input.target) || !noise) return input;
        targets.push({ span, from: noise.sdPa, to: noise.sdPa * by });
        return { ...input, noise: { ...noise, meanPa: noise.meanPa * by, sdPa: noise.sdPa * by } };
      });
      yield {
        network: { ...network, inputs },
        targets,
        title: `Scale the input of ${listed(afflicted)}: ${scale}`,
        change: `input of ${listed(afflicted)}: ${scale}`,
        size: Math.log10(factor),
      };
    }
  },
};

export default lever;
