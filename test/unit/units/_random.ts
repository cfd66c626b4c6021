// Random rationals, units and polynomials from fixed seeds, for properties that must hold for all of them.
import { generator } from '../../../scripts/fuzz/mutate.mjs';
import { catalogue, prefixes } from '../../../src/core/units/catalogue';
import { parseUnit } from '../../../src/core/units/parse';
import { rational, type Rational } from '../../../src/core/units/rational';
import { divideUnits, multiplyUnits, pure, raiseUnit, type Unit } from '../../../src/core/units/unit';

export class Source {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = generator(seed);
  }

  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** Small fractions, whole numbers, powers of ten, and now and then a monster. */
  rational(): Rational {
    const sign = this.below(2) === 0 ? 1n : -1n;
    switch (this.below(5)) {
      case 0:
        return rational(sign * BigInt(this.below(20)));
      case 1:
        return rational(sign * BigInt(this.below(50)), BigInt(1 + this.below(50)));
      case 2:
        return rational(sign * 10n ** BigInt(this.below(15)));
      case 3:
        return rational(sign, 10n ** BigInt(this.below(15)));
      default:
        return rational(sign * (BigInt(this.below(2 ** 31)) * 2n ** 64n + 1n), BigInt(1 + this.below(2 ** 31)));
    }
  }

  nonZero(): Rational {
    const value = this.rational();
    return value.n === 0n ? rational(7, 3) : value;
  }

  /** A named unit with a prefix, where it takes one. */
  simpleUnit(): Unit {
    const named = this.pick(catalogue);
    const prefix = named.prefixes && this.below(3) > 0 ? this.pick(prefixes).symbol : '';
    return parseUnit(prefix + named.symbol) ?? pure;
  }

  /** A product and quotient of up to three powers. */
  unit(): Unit {
    let unit = pure;
    for (let i = this.below(3); i >= 0; i--) {
      const part = raiseUnit(this.simpleUnit(), 1 + this.below(2)) ?? pure;
      unit = this.below(2) === 0 ? multiplyUnits(unit, part) : divideUnits(unit, part);
    }
    return unit;
  }
}

export const rounds = 300;

/** Calls `check` with as many sources as there are rounds; a failure names its seed. */
export function forAll(check: (source: Source) => void): void {
  for (let seed = 1; seed <= rounds; seed++) {
    try {
      check(new Source(seed));
    } catch (error) {
      if (error instanceof Error) error.message = `seed ${seed}: ${error.message}`;
      throw error;
    }
  }
}
