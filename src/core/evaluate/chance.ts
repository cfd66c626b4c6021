// Branches that a draw decides: `if rand() < p` runs its body with the chance p.
import { type Expr } from '../python/syntax';
import { one } from '../units/rational';
import { type ApiCall } from './facts';
import { constant, multiplyPolys, subtractPolys } from './poly';
import { type Num, num, type Value } from './value';

/** `not (rand() < p)`; null of anything else. */
export function notDrawn(value: Value): Num | null {
  const chance = chanceOf(value);
  if (!chance || value.kind !== 'num' || !value.draw?.events) return null;
  const { poly } = contrary(chance);
  return { ...value, poly, draw: { ...value.draw, events: { ...value.draw.events, perStep: poly } } };
}

/** Null where the value is no single draw that is either true or false. */
export function chanceOf(value: Value): Num | null {
  const events = value.kind === 'num' && !value.shape?.length ? value.draw?.events : undefined;
  return events?.kind === 'Bernoulli' ? num(events.perStep) : null;
}

export const contrary = (chance: Num): Num => num(subtractPolys(constant(one), chance.poly));

/** `i != j`, alone or with other conditions: of two variables, and not of what they are compared with. */
export function asksToDiffer(test: Expr): boolean {
  if (test.kind === 'boolean') return test.operator === 'and' && (asksToDiffer(test.left) || asksToDiffer(test.right));
  if (test.kind !== 'compare' || test.operators.length !== 1 || !/^(?:!=|is not)$/.test(test.operators[0] ?? ''))
    return false;
  return test.operands.length === 2 && test.operands.every((each) => each.kind === 'name');
}

/** What draws decide of the code at hand: the chance with which it runs, and whether it asks two loop variables to differ. */
export class Odds {
  private chance: Num | null = null;
  private distinct = 0;

  get said(): Pick<ApiCall, 'chance' | 'distinct'> {
    return { ...(this.chance ? { chance: this.chance } : {}), ...(this.distinct > 0 ? { distinct: true } : {}) };
  }

  /** Runs what has this chance beside those around it. */
  within<T>(chance: Num | null, distinct: boolean, work: () => T): T {
    const before = this.chance;
    if (chance) this.chance = before ? num(multiplyPolys(before.poly, chance.poly)) : chance;
    if (distinct) this.distinct++;
    try {
      return work();
    } finally {
      this.chance = before;
      if (distinct) this.distinct--;
    }
  }
}
