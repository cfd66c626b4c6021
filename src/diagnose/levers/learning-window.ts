// How far apart two spikes may be to change a weight, where weights that should learn stay put.
import { type StdpRule } from '../../core/network/plasticity';
import { changeRules, firstRule } from '../learning';
import { type Lever, listed, namesOf } from '../lever';
import { figure } from '../numbers';

const factors = [2, 5, 10, 100, 1000];

const lever: Lever = {
  id: 'learning-window',
  cures: ['learning-not-engaged'],
  *changes({ network, afflicted }) {
    const names = namesOf(afflicted);
    const first = firstRule(network, names);
    if (!first || first.off === true || (first.potentiation === 0 && first.depression === 0)) return;
    for (const factor of factors) {
      const wider = (rule: StdpRule): StdpRule => ({
        ...rule,
        tauPlusMs: rule.tauPlusMs * factor,
        tauMinusMs: rule.tauMinusMs * factor,
        ...(rule.windowPlusMs === undefined ? {} : { windowPlusMs: rule.windowPlusMs * factor }),
        ...(rule.windowMinusMs === undefined ? {} : { windowMinusMs: rule.windowMinusMs * factor }),
      });
      const to = figure(first.tauPlusMs * factor);
      yield {
        ...changeRules(network, names, wider, ['tauPlusMs', 'tauMinusMs']),
        title: `Widen the learning window of ${listed(afflicted)}: × ${figure(factor)}`,
        change: `time constant of potentiation onto ${listed(afflicted)}: ${figure(first.tauPlusMs)} ms → ${to} ms`,
        size: Math.log10(factor),
      };
    }
  },
};

export default lever;
