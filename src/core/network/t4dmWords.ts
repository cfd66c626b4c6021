// What the parameters of T4DM's blocks come to, in words and figures for whoever points at their constructors.
import { type Thing, type Value } from '../evaluate/value';
import { steppingRate } from '../drive/steppingRate';
import { homeostasis, lifNeuron, spikeAttention } from '../backends/facts/t4dm';
import { numberFor, short } from '../parameters';
import { type StdpRule } from './plasticity';
import { driveOf } from './t4dm';
import { paramsOf, stdpRuleOf } from './t4dmLearning';

/** Null where nothing follows from what is given. */
export function impliedBy(made: Thing): string | null {
  const params = paramsOf(made);
  switch (made.type) {
    case 't4dm.STDPLearner':
    case 't4dm.PairBasedSTDP':
      return windowWords(stdpRuleOf(made));
    case 't4dm.HomeostasisControl': {
      const [target, rate] = [
        numberFor(params, homeostasis, 'target_rate'),
        numberFor(params, homeostasis, 'learning_rate'),
      ];
      if (target === null || rate === null || !(target > 0) || !(rate > 0)) return null;
      return `a layer that never fires is adjusted by ${short(rate * target)} a step, so that it takes ${short(1 / (rate * target))} steps to come by 1; it rests where ${short(target * 100)} % of the steps hold a spike`;
    }
    case 't4dm.SpikeAttention': {
      const [size, heads] = [numberFor(params, spikeAttention, 'dim'), numberFor(params, spikeAttention, 'num_heads')];
      if (size === null || heads === null || !(heads > 0)) return null;
      return size % heads === 0
        ? `${short(heads)} heads of ${short(size / heads)}; linear attention: the weights of a step sum up to 1, over n steps they are 1/n in the mean`
        : `${short(size)} can't be divided among ${short(heads)} heads`;
    }
    case 't4dm.NeuromodBus':
      return 'levels between 0 and 1; in T4DM’s STDP dopamine at 1 multiplies potentiation by 1.5 and depression by 0.7, at 0 by 0.5 and 1.3, and at 0.5 by 1';
    default:
      return null;
  }
}

const shownAtMs = [1, 5, 10, 20, 50];

/** The window at half of the largest weight, and which way spikes go that have nothing to do with each other. */
export function windowWords(rule: StdpRule): string {
  if (rule.off === true) return 'switched off: no weight changes';
  const { potentiation, depression, tauPlusMs, tauMinusMs, exponentPlus, exponentMinus } = rule;
  const most = rule.wMax ?? 1;
  const at = (amount: number, exponent: number, tauMs: number, windowMs: number | undefined, ms: number): number =>
    ms > (windowMs ?? Infinity) ? 0 : amount * most * 0.5 ** exponent * Math.exp(-ms / tauMs);
  const plus = shownAtMs.map((ms) => `+${short(at(potentiation, exponentPlus, tauPlusMs, rule.windowPlusMs, ms))}`);
  const minus = shownAtMs.map((ms) => `−${short(at(depression, exponentMinus, tauMinusMs, rule.windowMinusMs, ms))}`);
  const area = (amount: number, exponent: number, tauMs: number, windowMs = Infinity): number =>
    amount * most * 0.5 ** exponent * tauMs * (1 - Math.exp(-windowMs / tauMs));
  const net =
    area(potentiation, exponentPlus, tauPlusMs, rule.windowPlusMs) -
    area(depression, exponentMinus, tauMinusMs, rule.windowMinusMs);
  const drift = net === 0 ? 'leave the weight where it is' : net > 0 ? 'strengthen the weight' : 'weaken the weight';
  return `a pair ${shownAtMs.join(', ')} ms apart changes a weight of ${short(most / 2)} by ${plus.join(', ')} where the source fires first, by ${minus.join(', ')} where the target does; spikes that have nothing to do with each other ${drift}`;
}

const known = new Map<string, number | null>();
const mostKnown = 64;

/** How often a layer fires under what it is called with. */
export function rateWords(layer: Thing, input: Value): string | null {
  const params = paramsOf(layer);
  const [kept, threshold, beta] = (['alpha', 'v_thresh', 'beta'] as const).map((key) =>
    numberFor(params, lifNeuron, key),
  );
  const drive = driveOf(input);
  if (!drive || typeof kept !== 'number' || typeof threshold !== 'number' || typeof beta !== 'number') return null;
  const key = [kept, threshold, beta, drive.mean, drive.sd].join(' ');
  if (!known.has(key)) {
    if (known.size >= mostKnown) known.clear();
    known.set(key, steppingRate({ kept, threshold, subtract: beta * threshold }, drive.mean, drive.sd));
  }
  const rate = known.get(key) ?? null;
  if (rate === null) return null;
  const fed = drive.sd > 0 ? `N(${short(drive.mean)}, ${short(drive.sd)})` : short(drive.mean);
  const often =
    rate < 1e-9
      ? 'never fires'
      : `fires in ${short(rate * 100)} % of the steps (${short(rate * 1000)} Hz at dt = 1 ms)`;
  return `fed with ${fed} in every step, a neuron ${often}`;
}
