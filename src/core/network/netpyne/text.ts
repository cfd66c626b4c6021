// NetPyNE's string functions: arithmetic on numbers and on the numbers of the network's parameters is worked out, all else is left open.
import { constantOf } from '../../evaluate/numbers';
import {
  addPolys,
  asConstant,
  constant,
  dividePolys,
  multiplyPolys,
  negatePoly,
  type Poly,
  powerOfPoly,
  subtractPolys,
} from '../../evaluate/poly';
import { num, type Num, type Thing, type Value } from '../../evaluate/value';
import { parseExpression } from '../../equations/expression';
import { type Expression } from '../../equations/tree';
import { fromNumber, parseDecimal, rational, toNumber } from '../../units/rational';
import { type Span } from '../../text';
import { exactNumber } from '../given';

/** The number of a rule: itself, or what its text comes to without knowing cells. `post_ynorm` and draws are known in the run alone. */
export function ruledNumber(of: Thing, value: Value | undefined, span: Span): Num | null {
  return value?.kind === 'text' ? worked(of, value.value, span) : exactNumber(value);
}

/** Where each cell draws its rate, the mean of them: `uniform(a,b)`, `normal(m,s)`, and a list of two as NetPyNE takes it. */
export function meanRate(of: Thing, value: Value | undefined, span: Span): { rate: Num; drawn: boolean } | null {
  if (value?.kind === 'sequence' && !value.count && value.items.length === 2) {
    const [low, high] = value.items.map(exactNumber);
    const middle = low && high && midway(low.poly, high.poly);
    return middle ? { rate: derived(middle, span, [low, high]), drawn: true } : null;
  }
  if (value?.kind === 'text') {
    const { value: parsed } = parseExpression(value.value);
    const mean = parsed && drawnMean(of, parsed);
    if (mean) return { rate: derived(mean, span, []), drawn: true };
  }
  const rate = ruledNumber(of, value, span);
  return rate && { rate, drawn: false };
}

/** Where each cell draws its interval, the mean of the rates: of `uniform(a,b)` ms that is 1000·ln(b/a)/(b − a) Hz. */
export function meanRateOfInterval(of: Thing, value: Value | undefined, span: Span): Num | null {
  const parsed = value?.kind === 'text' ? parseExpression(value.value).value : null;
  if (parsed?.kind !== 'call' || parsed.name !== 'uniform' || parsed.args.length !== 2) return null;
  const [low, high] = parsed.args.map((each) => {
    const poly = polyIn(of, each);
    const exact = poly && asConstant(poly);
    return exact ? toNumber(exact) : Number.NaN;
  });
  if (low === undefined || high === undefined || !(low > 0) || !(high > low)) return null;
  const mean = fromNumber(Number(((1000 * Math.log(high / low)) / (high - low)).toPrecision(9)));
  return mean && derived(constant(mean), span, []);
}

const midway = (low: Poly, high: Poly): Poly => multiplyPolys(addPolys(low, high), constant(rational(1, 2)));

const derived = (poly: Poly, span: Span, inputs: readonly (Num | null | undefined)[]): Num =>
  num(poly, { origin: { span, what: 'mean', inputs: inputs.flatMap((each) => each ?? []) } });

function drawnMean(of: Thing, expression: Expression): Poly | null {
  if (expression.kind !== 'call' || expression.args.length !== 2) return null;
  const [first, second] = expression.args.map((each) => polyIn(of, each));
  if (!first || !second) return null;
  if (expression.name === 'normal') return first;
  return expression.name === 'uniform' ? midway(first, second) : null;
}

function worked(of: Thing, text: string, span: Span): Num | null {
  const { value } = parseExpression(text);
  const poly = value && polyIn(of, value);
  return poly && num(poly, { origin: { span, what: text, inputs: [] } });
}

function polyIn(of: Thing, expression: Expression): Poly | null {
  switch (expression.kind) {
    case 'number': {
      const exact = parseDecimal(expression.text);
      return exact && constant(exact);
    }
    case 'name': {
      const held = of.fields.get(expression.name);
      return held?.kind === 'num' && constantOf(held) ? held.poly : null;
    }
    case 'unary': {
      const inner = polyIn(of, expression.operand);
      return inner && (expression.operator === '-' ? negatePoly(inner) : expression.operator === '+' ? inner : null);
    }
    case 'binary': {
      const [left, right] = [polyIn(of, expression.left), polyIn(of, expression.right)];
      return left && right && combined(expression.operator, left, right);
    }
    default:
      return null;
  }
}

function combined(operator: string, left: Poly, right: Poly): Poly | null {
  const exact = asConstant(right);
  switch (operator) {
    case '+':
      return addPolys(left, right);
    case '-':
      return subtractPolys(left, right);
    case '*':
      return multiplyPolys(left, right);
    case '/':
      return exact && exact.n !== 0n ? dividePolys(left, right) : null;
    case '**':
      return exact && exact.d === 1n ? powerOfPoly(left, toNumber(exact)) : null;
    default:
      return null;
  }
}
