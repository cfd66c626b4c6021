// What a rule of pairs does, in words and as a picture: its window, the areas of its two sides, and where they leave a weight.
import { type Meaning } from '../evaluate/facts';
import { short } from '../parameters';
import { type StdpRule } from './plasticity';

const drawnAtMs = [-50, -20, -10, -5, 5, 10, 20, 50];
const barWidth = 16;

/** Of a weight at a part of the largest. */
export interface Areas {
  readonly potentiation: number;
  readonly depression: number;
}

/** How far pairs of either order move a weight in all, over all distances: amplitude × time constant, as far as the window reaches. */
export function areasOf(rule: StdpRule, part: number): Areas {
  const { potentiation, depression, tauPlusMs, tauMinusMs } = rule;
  const most = rule.wMax ?? 1;
  const area = (amount: number, factor: number, tauMs: number, windowMs = Infinity): number =>
    amount * most * factor * tauMs * (1 - Math.exp(-windowMs / tauMs));
  return {
    potentiation: area(potentiation, (1 - part) ** rule.exponentPlus, tauPlusMs, rule.windowPlusMs),
    depression: area(depression, part ** rule.exponentMinus, tauMinusMs, rule.windowMinusMs),
  };
}

/** The part of the largest weight at which both areas are the same; null where they are not for any between 0 and 1. */
export function restOf(rule: StdpRule): number | null {
  if (rule.exponentPlus === 0 && rule.exponentMinus === 0) return null;
  const net = (part: number): number => {
    const { potentiation, depression } = areasOf(rule, part);
    return potentiation - depression;
  };
  let [low, high] = [0, 1];
  if (!(net(low) > 0 && net(high) < 0)) return null;
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (net(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** What a pair does to half of the largest weight; positive where the source fires first. */
export function changeAt(rule: StdpRule, ms: number): number {
  const most = rule.wMax ?? 1;
  const at = (amount: number, exponent: number, tauMs: number, windowMs = Infinity): number =>
    Math.abs(ms) > windowMs ? 0 : amount * most * 0.5 ** exponent * Math.exp(-Math.abs(ms) / tauMs);
  return ms > 0
    ? at(rule.potentiation, rule.exponentPlus, rule.tauPlusMs, rule.windowPlusMs)
    : -at(rule.depression, rule.exponentMinus, rule.tauMinusMs, rule.windowMinusMs);
}

export function windowMeaning(rule: StdpRule): Meaning {
  if (rule.off === true) return { text: 'switched off: no weight changes' };
  return { text: windowWords(rule), figure: windowFigure(rule) };
}

/** The window at half of the largest weight, and which way spikes go that have nothing to do with each other. */
function windowWords(rule: StdpRule): string {
  const { potentiation, depression } = areasOf(rule, 0.5);
  const net = potentiation - depression;
  const drift = net === 0 ? 'leave the weight where it is' : net > 0 ? 'strengthen the weight' : 'weaken the weight';
  const rest = restOf(rule);
  const most = rule.wMax ?? 1;
  return [
    `A₊·exp(−Δt/τ₊) and −A₋·exp(−Δt/τ₋), drawn for a weight of ${short(most / 2)}`,
    `areas A₊τ₊ = ${short(potentiation)} and A₋τ₋ = ${short(depression)} weight·ms${depression > 0 ? `, ${short(potentiation / depression)} to 1` : ''}: unrelated spikes ${drift}${rest === null || net === 0 ? '' : `, until it is at ${short(rest * most)}`}`,
  ].join('\n');
}

function windowFigure(rule: StdpRule): string[] {
  const changes = drawnAtMs.map((ms) => ({ ms, change: changeAt(rule, ms) }));
  const most = Math.max(...changes.map(({ change }) => Math.abs(change)));
  if (!(most > 0)) return [];
  const signed = (value: number): string => (value > 0 ? `+${short(value)}` : short(value).replace('-', '−'));
  const rows = changes.map(({ ms, change }) => ({ at: signed(ms), by: signed(change), change }));
  const [atWidth, byWidth] = [4, Math.max(...rows.map(({ by }) => by.length))];
  const lines = rows.map(({ at, by, change }) => {
    const bar = '█'.repeat(Math.round((barWidth * Math.abs(change)) / most));
    return `${at.padStart(atWidth)} ms  ${by.padStart(byWidth)}  ${change < 0 ? bar.padStart(barWidth) : ' '.repeat(barWidth)}│${change > 0 ? bar : ''}`;
  });
  return [
    `${'Δt'.padStart(atWidth)}     ${'Δw'.padStart(byWidth)}  ${'target first'.padStart(barWidth)}│source first`,
    ...lines,
  ];
}
