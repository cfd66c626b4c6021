// Reading a network to run it: what is open in the script is settled, by what the user says or by what is likeliest, and every such choice is kept.
import { type Assumption } from '../network/network';
import { type Assumed } from '../settings';
import { parseUnit } from '../units/parse';
import { fromNumber, multiply, parseDecimal } from '../units/rational';
import { claimOf } from './claim';
import { constant, multiplyPolys } from './poly';
import { flag, num, text, type Value } from './value';

/** What a name is to be taken for. */
export type Given = Assumed;

/** `0.2`, `-50 mV`, `true`; everything else is a text. */
export function readGiven(written: string): Given {
  const trimmed = written.trim();
  if (/^(?:true|false)$/i.test(trimmed)) return { value: trimmed.toLowerCase() === 'true', unit: null };
  const bare = parseDecimal(trimmed);
  if (bare) return { value: bare, unit: null };
  const [, amount = '', symbol = ''] = /^([+-]?\.?\d[\d.]*(?:[eE][+-]?\d+)?)\s*[*]?\s*(\S.*)$/.exec(trimmed) ?? [];
  const [value, unit] = [parseDecimal(amount), parseUnit(symbol)];
  return value && unit ? { value, unit } : { value: trimmed, unit: null };
}

const multiple = /^[x×*]\s*(\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?)$/i;

/** `x2`, `×0.5`: so many times what it is; null for every other text. */
export function factorIn(written: string): number | null {
  const factor = Number(multiple.exec(written)?.[1] ?? NaN);
  return factor > 0 && Number.isFinite(factor) ? factor : null;
}

export class Settling {
  /** The names that were met on the way. */
  readonly used = new Set<string>();
  readonly assumed: Assumption[] = [];
  private readonly decided = new Map<string, string>();

  /**
   * @param file the script: names of other modules stay what they are
   * @param turns loops up to so many turns are run one by one
   */
  constructor(
    private readonly file: string,
    private readonly given: ReadonlyMap<string, Given>,
    readonly turns: number,
  ) {}

  /** What the user says of a name, in the form in which the script has it; `before` is what it would be. */
  valueOf(name: string, file: string, before: Value | undefined): Value | null {
    const given = file === this.file ? this.given.get(name) : undefined;
    if (!given) return null;
    this.used.add(name);
    const { value, unit } = given;
    if (typeof value === 'boolean') return flag(value);
    const old = before?.kind === 'num' ? before : null;
    if (typeof value === 'string') {
      const factor = old && !old.special ? fromNumber(factorIn(value) ?? NaN) : null;
      if (!old || !factor) return text(value);
      return num(multiplyPolys(old.poly, constant(factor)), { claim: old.claim, quantity: old.quantity });
    }
    if (!unit) return num(constant(value), { claim: old?.claim ?? null, quantity: old?.quantity ?? false });
    const evidence = { kind: 'declared', text: 'the user says so', span: null, unit } as const;
    // A quantity's number is in SI; a bare number is what stands before the unit.
    const quantity = old?.quantity === true;
    return num(constant(quantity ? multiply(value, unit.factor) : value), { claim: claimOf(unit, evidence), quantity });
  }

  /** Whether a command-line argument that nobody gives is the text it is compared with: the first one asked for is taken. */
  isText(id: string, name: string, wanted: string): boolean | null {
    if (!id.startsWith('arg:')) return null;
    const known = this.decided.get(id);
    if (known !== undefined) return known === wanted;
    this.decided.set(id, wanted);
    this.assume(name, wanted, 'a command-line argument; it is the first value that the script asks for', name);
    return true;
  }

  assume(what: string, value: string, why: string, key: string): void {
    if (!this.assumed.some((each) => each.what === what && each.value === value))
      this.assumed.push({ what, value, why, key });
  }
}
