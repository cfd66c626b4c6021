// Synapses of Brian 2 that learn from pairs of spikes: two traces that decay, each raised by one side's spikes and added to the weight by the other's.
import { type Thing } from '../evaluate/value';
import { type Poly } from '../evaluate/poly';
import { parseStatements } from '../equations/statements';
import { type Expression, type Statement } from '../equations/tree';
import { numberOf, polyOf, type Settings, splitBy, stateAtom, statesIn, valued } from './algebra';
import { Lookup } from './lookup';
import { modelOf } from './model';
import { type Effect } from './synapses';

/** All numbers in SI; the amounts and bounds are those of the variable `weight`. */
export interface PairRule {
  readonly weight: string;
  readonly tauPlus: number;
  readonly tauMinus: number;
  readonly potentiation: number;
  readonly depression: number;
  readonly low: number;
  /** Null where nothing bounds the weight. */
  readonly high: number | null;
  readonly nearest: boolean;
}

/** Null for any other rule. */
export function pairRuleOf(synapses: Thing, effect: Effect, settings: Settings): PairRule | null {
  const weights = effect.added ? [...statesIn(effect.added)] : [];
  const [weight] = weights;
  if (weight === undefined || weights.length > 1) return null;
  const reader = new Reader(synapses, weight, settings);
  const pre = reader.side(['on_pre', 'pre']);
  const post = reader.side(['on_post', 'post']);
  if (!pre?.raised || !post?.raised || (!pre.update && !post.update)) return null;
  const [before, after] = [pre.raised, post.raised];
  // The source's spikes add the target's trace, and the other way round.
  if ((pre.update && pre.update.trace !== after.trace) || (post.update && post.update.trace !== before.trace))
    return null;
  const bounds = post.update ?? pre.update;
  const others = pre.update ?? post.update;
  if (!bounds || !others || bounds.low !== others.low || bounds.high !== others.high) return null;
  if (before.replaces !== after.replaces) return null;
  const potentiation = (post.update?.factor ?? 0) * before.by;
  const depression = -(pre.update?.factor ?? 0) * after.by;
  if (!(potentiation >= 0) || !(depression >= 0)) return null;
  return {
    ...{ weight, tauPlus: before.tau, tauMinus: after.tau, potentiation, depression },
    ...{ low: bounds.low, high: bounds.high, nearest: before.replaces },
  };
}

interface Raised {
  readonly trace: string;
  readonly tau: number;
  readonly by: number;
  /** Whether it is set to that instead of raised by it. */
  readonly replaces: boolean;
}

interface Update {
  readonly trace: string;
  readonly factor: number;
  readonly low: number;
  readonly high: number | null;
}

class Reader {
  private readonly lookup: Lookup;

  constructor(
    private readonly synapses: Thing,
    private readonly weight: string,
    private readonly settings: Settings,
  ) {
    this.lookup = new Lookup(modelOf(synapses));
  }

  /** What the spikes of one side do to the synapse; null where they do anything else. */
  side(keys: readonly string[]): { raised: Raised | null; update: Update | null } | null {
    const { synapses, lookup, weight } = this;
    let [raised, update]: [Raised | null, Update | null] = [null, null];
    for (const key of keys) {
      const code = synapses.fields.get(key);
      const texts = code?.kind === 'text' ? [code] : code?.kind === 'table' ? [...code.entries.values()] : [];
      for (const text of texts) {
        if (text.kind !== 'text') return null;
        for (const statement of parseStatements(text.value).statements) {
          const meaning = lookup.meaningOf(statement.name);
          if (meaning.kind === 'variable' && meaning.side === 'post') continue;
          if (statement.name === weight) {
            if (update) return null;
            update = this.updateOf(statement);
            if (!update) return null;
          } else {
            if (raised) return null;
            raised = this.raisedOf(statement);
            if (!raised) return null;
          }
        }
      }
    }
    return { raised, update };
  }

  private raisedOf(statement: Statement): Raised | null {
    const trace = statement.name;
    const equation = modelOf(this.synapses).variables.get(trace)?.equation;
    const right = equation?.kind === 'differential' && equation.expression ? this.poly(equation.expression) : null;
    const split = right && splitBy(right, stateAtom(trace));
    const rate = split && this.number(split.withIt);
    if (!split || rate === null || !(rate < 0) || split.without.terms.length > 0) return null;
    const added = this.poly(statement.expression);
    if (!added || (statement.operator !== '+' && statement.operator !== '')) return null;
    const own = statement.operator === '' ? splitBy(added, stateAtom(trace)) : null;
    const again = own ? this.number(own.withIt) : null;
    const by = this.number(own && again === 1 ? own.without : added);
    if (by === null) return null;
    return { trace, tau: -1 / rate, by, replaces: statement.operator === '' && again !== 1 };
  }

  private updateOf({ operator, expression }: Statement): Update | null {
    if (operator === '+') return this.change(expression, false, 0, null);
    if (operator !== '') return null;
    const isClipped = expression.kind === 'call' && expression.name === 'clip';
    if (!isClipped) return this.change(expression, true, 0, null);
    const [inner, lowest, highest] = expression.args;
    const bound = (of: Expression | undefined): number | null => {
      const poly = of ? this.poly(of) : null;
      return poly && this.number(poly);
    };
    const [low, high] = [bound(lowest), bound(highest)];
    if (!inner || low === null || high === null || !(high > 0) || low < 0) return null;
    return this.change(inner, true, low, high);
  }

  /** `w + factor * trace`. */
  private change(expression: Expression, whole: boolean, low: number, high: number | null): Update | null {
    const poly = this.poly(expression);
    const own = poly && whole ? splitBy(poly, stateAtom(this.weight)) : null;
    if (whole && (!own || this.number(own.withIt) !== 1)) return null;
    const rest = own ? own.without : poly;
    const traces = rest ? [...statesIn(rest)].filter((name) => !this.settings.has(name)) : [];
    const [trace] = traces;
    if (!rest || trace === undefined || traces.length > 1) return null;
    const split = splitBy(rest, stateAtom(trace));
    const factor = split && this.number(split.withIt);
    return split && factor !== null && split.without.terms.length === 0 ? { trace, factor, low, high } : null;
  }

  private poly(expression: Expression): Poly | null {
    return polyOf(expression, this.lookup);
  }

  private number(poly: Poly): number | null {
    return numberOf(valued(poly, this.lookup, this.settings));
  }
}
