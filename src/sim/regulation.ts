// A threshold that follows a target rate: after every step it moves with the mean rate of the last ones.
import { type Member } from './members';
import { type Plan, type Regulation } from './plan';
import { type Regulated } from './recording';

const mostSamples = 1000;
/** So many steps have to be known before anything moves. */
const fewestSteps = 10;

export class Regulating {
  private readonly counts: Uint32Array;
  private readonly every: number;
  private readonly rates: number[] = [];
  private readonly thresholds: number[] = [];
  private sum = 0;

  constructor(
    private readonly rule: Regulation,
    private readonly member: Member,
    private readonly dtMs: number,
    steps: number,
  ) {
    this.counts = new Uint32Array(rule.windowSteps);
    this.every = Math.max(1, Math.ceil(steps / mostSamples));
    this.keep(0);
  }

  after(step: number): void {
    const { rule, member, counts } = this;
    const place = step % counts.length;
    const fired = member.history.countOf(step);
    this.sum += fired - (counts[place] as number);
    counts[place] = fired;
    const known = Math.min(step + 1, counts.length);
    const rate = this.sum / known / member.group.size;
    const { neurons } = member;
    if (known >= Math.min(fewestSteps, counts.length) && neurons.commonThreshold !== undefined) {
      const moved = rule.relative
        ? neurons.commonThreshold * (1 + rule.rate * (rate / rule.target - 1))
        : neurons.commonThreshold + rule.rate * (rate - rule.target);
      neurons.commonThreshold = Math.min(rule.highest, Math.max(rule.lowest, moved));
    }
    if ((step + 1) % this.every === 0) this.keep(rate);
  }

  result(): Regulated {
    const { rule, member, every, dtMs } = this;
    return {
      population: member.group.name,
      target: rule.target,
      intervalMs: every * dtMs,
      rate: Float64Array.from(this.rates),
      threshold: Float64Array.from(this.thresholds),
      lowest: rule.lowest,
      highest: rule.highest,
    };
  }

  private keep(rate: number): void {
    this.rates.push(rate);
    this.thresholds.push(this.member.neurons.commonThreshold ?? 0);
  }
}

/** Of the groups whose threshold can be moved. */
export const regulatingIn = (plan: Plan, members: readonly Member[]): Regulating[] =>
  (plan.homeostasis ?? []).flatMap((rule) => {
    const member = members[rule.group];
    return member?.neurons.commonThreshold === undefined ? [] : [new Regulating(rule, member, plan.dtMs, plan.steps)];
  });
