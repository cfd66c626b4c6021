// How far a pair of spikes moves a weight, where weights that should learn stay put.
import { type StdpRule } from '../../core/network/plasticity';
import { changeRules, firstRule, type Place } from '../learning';
import { type Change, type Lever, listed, namesOf } from '../lever';
import { figure } from '../numbers';

/** What most rules have: parts of the largest weight, with a little more depression than potentiation. */
const usual = { potentiation: 0.01, depression: 0.0105 };
const factors = [10, 100, 1000, 10_000];
const amounts: readonly Place[] = ['potentiation', 'depression'];

const lever: Lever = {
  id: 'learning-rate',
  cures: ['learning-not-engaged'],
  *changes({ network, afflicted }) {
    const names = namesOf(afflicted);
    const first = firstRule(network, names);
    if (!first) return;
    const of = listed(afflicted);
    const made = (change: (rule: StdpRule) => StdpRule, title: string, size: number): Change => {
      const { network: changed, targets } = changeRules(network, names, change, amounts);
      const now = firstRule(changed, names) ?? first;
      return { network: changed, targets, title, size, change: `${words(first, of)} → ${figure(now.potentiation, 5)}` };
    };
    if (first.off === true) yield made(({ off: _, ...rule }) => rule, `Switch the learning of ${of} on`, 0);
    else if (first.potentiation === 0 && first.depression === 0)
      yield made((rule) => ({ ...rule, ...usual }), `Set the learning rate of ${of} to ${usual.potentiation}`, 0.5);
    else
      for (const factor of factors) {
        const more = (rule: StdpRule): StdpRule => ({
          ...rule,
          potentiation: rule.potentiation * factor,
          depression: rule.depression * factor,
        });
        yield made(more, `Raise the learning rate of ${of}: × ${figure(factor)}`, Math.log10(factor));
      }
  },
};

export default lever;

const words = ({ potentiation, off }: StdpRule, of: string): string =>
  `amplitude of potentiation onto ${of}: ${off === true ? 'off' : figure(potentiation, 5)}`;
