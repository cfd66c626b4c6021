// What is held of a value's unit: a known part, unknown parts still to be solved, how sure it is, and who said so.
import { type Dimension, exponentOf, isDimensionless, withoutBase } from '../units/dimension';
import { type Rational, divide, equal, isOne, multiply, one } from '../units/rational';
import { conversion, isPure, multiplyUnits, pure, raiseUnit, sameKind, sameUnit, type Unit } from '../units/unit';
import { type Span } from '../text';

/** From an order by the user down to a guess. Findings need two sides that are each sure enough. */
export const sureness = {
  declared: 5,
  api: 4,
  documentation: 3,
  comment: 3,
  name: 2,
  role: 1,
  inferred: 1,
  assumed: 0,
} as const;
export type EvidenceKind = keyof typeof sureness;

export interface Evidence {
  readonly kind: EvidenceKind;
  readonly text: string;
  readonly span: Span | null;
  /** What this witness says, kept where witnesses disagree. */
  readonly unit: Unit | null;
}

/** A unit that is not known yet; `solution` is filled in by the first equation that settles it. */
export interface UnitVariable {
  readonly name: string;
  solution: { readonly claim: Claim } | null;
}

/** unit × variables to powers. */
export interface UnitTerm {
  readonly unit: Unit;
  readonly unknowns: readonly (readonly [UnitVariable, number])[];
}

export interface Claim {
  readonly term: UnitTerm;
  readonly sure: number;
  readonly evidence: readonly Evidence[];
  /** Powers of ten that multiplied the number since its unit was said: each is a scale or a conversion, and only the end of the way tells which. */
  readonly scale: Rational;
  /** A bare number multiplied it that may itself have had a unit: its prefix can be told, its dimension is no proof. */
  readonly loose?: boolean;
}

export function claimOf(unit: Unit, evidence: Evidence): Claim {
  return { term: { unit, unknowns: [] }, sure: sureness[evidence.kind], evidence: [evidence], scale: one };
}

export function unknownClaim(name: string): Claim {
  return {
    term: { unit: pure, unknowns: [[{ name, solution: null }, 1]] },
    sure: sureness.declared,
    evidence: [],
    scale: one,
  };
}

const isSolved = ([variable]: readonly [UnitVariable, number]): boolean => variable.solution !== null;

/** The claim with all that has been solved since put in. */
export function resolve(claim: Claim): Claim {
  if (!claim.term.unknowns.some(isSolved)) return claim;
  for (const [variable] of claim.term.unknowns) settle(variable);
  return substituted(claim);
}

/** Follows a solution to its end and keeps the end: equations come in long chains. */
function settle(first: UnitVariable): void {
  const way = [first];
  // Each is gone through once: a solution without an exact power stays open, and would be tried for ever.
  const seen = new Set(way);
  for (let variable = way.at(-1); variable; variable = way.at(-1)) {
    const next = variable.solution?.claim.term.unknowns.find(
      ([each]) => !seen.has(each) && each.solution?.claim.term.unknowns.some(isSolved),
    );
    if (next) {
      seen.add(next[0]);
      way.push(next[0]);
    } else {
      if (variable.solution) variable.solution = { claim: substituted(variable.solution.claim) };
      way.pop();
    }
  }
}

/** The solutions put in once. One that has no exact power stays open. */
function substituted(claim: Claim): Claim {
  let result: Claim = { ...claim, term: { unit: claim.term.unit, unknowns: [] } };
  for (const [variable, exponent] of claim.term.unknowns) {
    const known = variable.solution && raiseClaim(variable.solution.claim, exponent);
    const factor = known?.term ?? { unit: pure, unknowns: [[variable, exponent] as const] };
    result = {
      ...result,
      term: {
        unit: multiplyUnits(result.term.unit, factor.unit),
        unknowns: mergeUnknowns(result.term.unknowns, factor.unknowns),
      },
      ...(known
        ? {
            sure: Math.min(result.sure, known.sure),
            evidence: result.evidence.length > 0 ? result.evidence : known.evidence,
          }
        : {}),
    };
  }
  return result;
}

/** The unit where it is settled. */
export function unitOf(claim: Claim | null): Unit | null {
  if (!claim) return null;
  const { term } = resolve(claim);
  return term.unknowns.length === 0 ? term.unit : null;
}

export function multiplyClaims(a: Claim, b: Claim): Claim {
  return {
    term: { unit: multiplyUnits(a.term.unit, b.term.unit), unknowns: mergeUnknowns(a.term.unknowns, b.term.unknowns) },
    sure: Math.min(a.sure, b.sure),
    evidence: mergeEvidence(a.evidence, b.evidence),
    scale: multiply(a.scale, b.scale),
    ...(a.loose || b.loose ? { loose: true } : {}),
  };
}

export function raiseClaim(claim: Claim, exponent: number): Claim | null {
  const unit = raiseUnit(claim.term.unit, exponent);
  const scale = isOne(claim.scale) ? one : (raiseUnit({ ...pure, factor: claim.scale }, exponent)?.factor ?? one);
  return (
    unit && {
      ...claim,
      term: { unit, unknowns: claim.term.unknowns.map(([variable, power]) => [variable, power * exponent] as const) },
      scale,
    }
  );
}

export const scaleClaim = (claim: Claim, factor: Rational): Claim => ({
  ...claim,
  scale: multiply(claim.scale, factor),
});

/** A power of ten on the way is a conversion where that leaves a plain number, or where both readings leave a unit. */
function converted(claim: Claim): Unit {
  const { unit } = claim.term;
  if (isOne(claim.scale) || isPure(unit)) return unit;
  return { ...unit, factor: divide(unit.factor, claim.scale), symbol: null };
}

function mergeUnknowns(a: UnitTerm['unknowns'], b: UnitTerm['unknowns']): UnitTerm['unknowns'] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const powers = new Map(a);
  for (const [variable, exponent] of b) {
    const sum = (powers.get(variable) ?? 0) + exponent;
    if (sum === 0) powers.delete(variable);
    else powers.set(variable, sum);
  }
  return [...powers];
}

function mergeEvidence(a: readonly Evidence[], b: readonly Evidence[]): readonly Evidence[] {
  if (a.length === 0) return b;
  return [...a, ...b.filter((each) => !a.includes(each))].slice(0, 4);
}

/** Somebody said it: what only came about because two unknowns cancelled is no witness. */
export const isWitnessed = (claim: Claim): boolean => claim.evidence.length > 0 && claim.sure >= sureness.name;

export type Agreement = 'agree' | 'solved' | 'conflict' | 'open';

/** Makes two claims one where an unknown allows it. Unknowns are settled by what is sure enough to build on; nothing is overwritten. */
export function unify(first: Claim, second: Claim, by: Evidence): Agreement {
  const [a, b] = [resolve(first), resolve(second)];
  if (a.term.unknowns.length === 0 && b.term.unknowns.length === 0)
    return fits(a, b.term.unit) || fits(b, a.term.unit) ? 'agree' : 'conflict';
  const inverse = raiseClaim(b, -1);
  if (!inverse) return 'open';
  const quotient = multiplyClaims(a, inverse);
  const { unknowns } = quotient.term;
  const unit = converted(quotient);
  if (unknowns.length === 0) return isPure(unit) ? 'agree' : 'conflict';
  // One equation in several unknowns settles none of them alone; the first takes the others along.
  const pick = unknowns.find((each) => !isSolved(each));
  if (!pick) return 'open';
  const [variable, exponent] = pick;
  const rest: Claim = {
    term: { unit, unknowns: unknowns.filter((each) => each !== pick) },
    sure: sureness.inferred,
    evidence: [by],
    scale: one,
  };
  const solution = raiseClaim(rest, -1 / exponent);
  if (!solution) return 'open';
  variable.solution = {
    claim: {
      ...solution,
      evidence: [{ ...by, unit: solution.term.unknowns.length === 0 ? solution.term.unit : null }],
    },
  };
  return 'solved';
}

/** Whether a number with this claim can stand where `expected` is meant: as it is, or because a power of ten on the way converted it. */
export function fits(claim: Claim, expected: Unit): boolean {
  const unit = perStep(resolve(claim).term.unit);
  const meant = perStep(expected);
  if (!sameKind(unit, meant)) return false;
  return sameUnit(unit, meant) || equal(conversion(unit, meant), claim.scale);
}

/** A step counts: `n_steps` is a plain number too, and `n_steps * dt` a time. What differs by nothing but steps is not told apart. */
const perStep = (unit: Unit): Unit =>
  exponentOf(unit.dimension, 'step') === 0 ? unit : { ...unit, dimension: withoutBase(unit.dimension, 'step') };

/** A product in which a time takes steps along: `n_steps * dt` is a time, and a rate per step over `dt` is one per time. */
export function multiplyWithSteps(a: Claim, b: Claim): Claim {
  const product = multiplyClaims(a, b);
  const [x, y] = [a.term.unit.dimension, b.term.unit.dimension];
  const lengthens = (steps: Dimension, time: Dimension): boolean =>
    exponentOf(steps, 'step') * exponentOf(time, 's') > 0 && isDimensionless(withoutBase(time, 's'));
  if (!lengthens(x, y) && !lengthens(y, x)) return product;
  return { ...product, term: { ...product.term, unit: perStep(product.term.unit) } };
}

/** True for a unit that says nothing: a plain number that no one has given a dimension. */
export const isPureClaim = (claim: Claim | null): boolean => {
  const unit = unitOf(claim);
  return unit !== null && isDimensionless(unit.dimension);
};
