// Times that become 0 by being made whole, and steps that are lost to floating point.
import { constantOf } from '../evaluate/numbers';
import { isTimeName } from '../formulas';
import { lastNameOf } from '../constants';
import { type Finding } from '../finding';
import { type Rule, type RuleContext } from '../rule';
import { leastOf, type Rounded, roundedIn } from '../rounded';
import { walkExpression } from '../python/walk';
import { isInteger, toNumber } from '../units/rational';

const rule: Rule = {
  id: 'integer-dt',
  severity: 'warning',
  summary: 'A time or a number of steps becomes 0, or loses a step, by being made whole.',
  documentation: `
## What it does
Reports \`int(…)\` and \`//\` of times whose known value lies between 0 and 1, so that 0 steps are left, and \`int(a / b)\` of decimals that lose
a step to floating point.

## Why it matters
A delay of 0 steps, a window of 0 bins or a dt of 0 stops nothing: the loop runs, and the delay is gone. And \`int(0.3 / 0.1)\` is 2, because
0.3 / 0.1 is 2.9999999999999996.

## Example
\`\`\`python
delay_ms = 0.5
dt_ms = 1.0
delay_steps = int(delay_ms / dt_ms)
\`\`\`

## Use instead
\`\`\`python
delay_ms = 0.5
dt_ms = 0.1
delay_steps = round(delay_ms / dt_ms)
\`\`\`

Only where the expression names times, and where nothing beside it (\`max(1, …)\`, \`… + 1\`, \`… or 1\`) catches the 0. A lost step is information.
`,
  check: function* (context) {
    for (const each of roundedIn(context.facts, context.file, context.loaded.module.body)) {
      const finding = vanished(each, context) ?? truncated(each, context);
      if (finding) yield finding;
    }
  },
};

export default rule;

function vanished(rounded: Rounded, { file, textOf, loaded }: RuleContext): Finding | null {
  const { value, inner, expr, parent, rounding } = rounded;
  if (!(value > 0 && value < 1) || leastOf(rounded)) return null;
  if (parent?.kind === 'binary' && /^[+-]$/.test(parent.operator)) return null;
  if (parent?.kind === 'boolean' || parent?.kind === 'compare' || parent?.kind === 'conditional') return null;
  if (!namesTime(inner)) return null;
  const source = textOf({ file, start: inner.start, end: inner.end });
  const rest = loaded.module.text.slice(expr.end, expr.end + 20);
  if (/^[\s)]*(?:\+|or\b)/.test(rest)) return null;
  const exact = rounding.how === '//' ? source.replace('//', '/') : source;
  return {
    rule: rule.id,
    severity: 'warning',
    message: `\`${exact}\` is ${Number(value.toPrecision(3))}, and becomes 0 by being made whole.`,
    span: { file, start: expr.start, end: expr.end },
    related: [],
    fixes: [],
  };
}

/** Every name in it is a time's, and there is one. */
function namesTime(inner: Rounded['inner']): boolean {
  const names: string[] = [];
  let others = false;
  walkExpression(inner, (each) => {
    const name = lastNameOf(each);
    if (name !== null) {
      names.push(name);
      return false;
    }
    if (each.kind === 'call') others = true;
    return true;
  });
  return !others && names.length > 0 && names.every(isTimeName);
}

/** `int(0.3 / 0.1)`: whole in exact numbers, one less in doubles. */
function truncated({ rounding, exact, expr, inner }: Rounded, { file, textOf }: RuleContext): Finding | null {
  const { origin } = rounding.value;
  const [a, b] = (origin?.what === '/' ? origin.inputs : []).map((each) => constantOf(each));
  if (rounding.how !== 'int' || !a || !b || !isInteger(exact) || inner.kind !== 'binary' || inner.operator !== '/')
    return null;
  // Only decimals as they are written: what was computed on the way may have been rounded elsewhere.
  if (!isShort(a) || !isShort(b)) return null;
  const quotient = toNumber(a) / toNumber(b);
  const whole = Math.trunc(quotient);
  if (BigInt(whole) === exact.n) return null;
  const source = textOf({ file, start: inner.start, end: inner.end });
  const called = textOf({ file, start: expr.start, end: expr.end });
  return {
    rule: rule.id,
    severity: 'information',
    message: `\`${source}\` is ${quotient} in floating point, so that \`int\` makes ${whole} of it, not ${String(exact.n)}.`,
    span: { file, start: expr.start, end: expr.end },
    related: [],
    fixes: [
      {
        title: `Write round(${source})`,
        safety: 'unsafe',
        edits: [{ span: { file, start: expr.start, end: expr.end }, newText: called.replace(/^int\b/, 'round') }],
      },
    ],
  };
}

const isShort = ({ d }: { readonly d: bigint }): boolean => d <= 1_000_000n;
