// Times in seconds and times in milliseconds that meet in one formula, one run or one set of parameters.
import { constantsOf, type Constant, lastNameOf } from '../constants';
import { fits, isWitnessed, resolve } from '../evaluate/claim';
import { type Arrival } from '../evaluate/facts';
import { asConstant } from '../evaluate/poly';
import { constantOf, fitsAnyUnit } from '../evaluate/numbers';
import { howFarOff } from '../conversion';
import { relatedTo, witnessOf } from '../evidence';
import { isStepName, isTimeConstantName, ratioOf, walkWithParents } from '../formulas';
import { type Finding } from '../finding';
import { type Rule, type RuleContext } from '../rule';
import { mixedGroups } from '../timeGroups';
import { isDimensionless } from '../units/dimension';
import { formatUnit } from '../units/format';
import { divide, multiply, powerOfTen, rational, toNumber, toText } from '../units/rational';

const rule: Rule = {
  id: 'seconds-as-milliseconds',
  severity: 'warning',
  summary: 'Times in seconds and in milliseconds are put together.',
  documentation: `
## What it does
Reports ratios of a step and a time constant whose sizes belong to different units (\`dt = 1.0\` with \`tau = 0.02\`), ratios of times with
different prefixes inside \`exp\`, inputs that only start after the run is over, and parameters in seconds beside windows in milliseconds.

## Why it matters
\`exp(-1.0 / 0.02)\` is 2e-22: the trace is gone in one step. With the units the other way round it never decays.

## Example
\`\`\`python
import numpy as np

dt = 1.0
tau_m = 0.02
decay = np.exp(-dt / tau_m)
\`\`\`

## Use instead
\`\`\`python
import numpy as np

dt = 1.0
tau_m = 20.0
decay = np.exp(-dt / tau_m)
\`\`\`

Where only the sizes in one set of parameters tell, it is information.
`,
  check: function* (context) {
    yield* ratios(context);
    for (const arrival of context.facts.arrivals.values()) {
      const finding = arrival.span.file === context.file ? pureArgument(arrival) : null;
      if (finding) yield finding;
    }
    yield* lateInputs(context);
    for (const { second, millisecond } of mixedGroups(context.loaded.module.body)) {
      const at = { file: context.file, start: second.start, end: second.end };
      yield {
        rule: rule.id,
        severity: 'information',
        message: `\`${second.name}\` = ${second.text} is in seconds by its size, beside \`${millisecond.name}\` = ${millisecond.text} in milliseconds: give both in one unit, or say it in their names.`,
        span: at,
        related: [
          {
            message: `\`${millisecond.name}\` is in milliseconds`,
            span: { file: context.file, start: millisecond.start, end: millisecond.end },
          },
        ],
        fixes: [],
      };
    }
  },
};

export default rule;

/** `dt / tau` of two names whose sizes are of different units. */
function* ratios({ loaded, facts, file }: RuleContext): Iterable<Finding> {
  const constants = constantsOf(facts, file);
  const found: Finding[] = [];
  walkWithParents(loaded.module.body, (expr) => {
    if (expr.kind !== 'binary' || expr.operator !== '/') return;
    const top = lastNameOf(expr.left.kind === 'unary' ? expr.left.operand : expr.left);
    const bottom = lastNameOf(expr.right);
    if (top === null || bottom === null || !isStepName(top) || !isTimeConstantName(bottom)) return;
    const ratio = ratioOf(top, bottom, constants);
    if (!ratio) return;
    const inSeconds =
      isLikely(ratio.top, 'ms', 0.05, 5) && isLikely(ratio.bottom, 's', 0.001, 0.2) && ratio.plain >= 15;
    const inMilliseconds =
      isLikely(ratio.top, 's', 1e-5, 0.005) && isLikely(ratio.bottom, 'ms', 2, 500) && ratio.plain <= 0.001;
    if (!inSeconds && !inMilliseconds) return;
    // Both said: a step of a microsecond is a step, and a ratio of two units may be converted later.
    if (ratio.top.unit && ratio.bottom.unit) return;
    const [first, second] = inSeconds ? ['milliseconds', 'seconds'] : ['seconds', 'milliseconds'];
    found.push({
      rule: rule.id,
      severity: inSeconds ? 'warning' : 'information',
      message: `\`${top}\` = ${toText(ratio.top.value)} has the size of ${first}, \`${bottom}\` = ${toText(ratio.bottom.value)} that of ${second}: their ratio is ${Number(ratio.plain.toPrecision(3))}, not ${Number((inSeconds ? ratio.plain / 1000 : ratio.plain * 1000).toPrecision(3))}.`,
      span: { file, start: expr.start, end: expr.end },
      related: [
        { message: `\`${top}\` is set here`, span: ratio.top.span },
        { message: `\`${bottom}\` is set here`, span: ratio.bottom.span },
      ],
      fixes: [],
    });
  });
  yield* found;
}

/** The size speaks for the unit, and nobody speaks for another. */
function isLikely({ value, unit }: Constant, wanted: string, from: number, to: number): boolean {
  const size = toNumber(value);
  return size >= from && size <= to && (!unit || formatUnit(unit) === wanted);
}

/** `exp` and its like take pure numbers: milliseconds over seconds are a thousand of them. */
function pureArgument(arrival: Arrival): Finding | null {
  const { value, expected, callee, span, kind } = arrival;
  if (kind !== 'function' || !value.claim || value.quantity || fitsAnyUnit(value)) return null;
  const claim = resolve(value.claim);
  if (claim.term.unknowns.length > 0 || !isWitnessed(claim) || claim.loose || fits(claim, expected)) return null;
  if (!isDimensionless(claim.term.unit.dimension)) return null;
  const off = divide(claim.scale, claim.term.unit.factor);
  return {
    rule: rule.id,
    // A time scale of minutes is told in minutes where it is counted in seconds.
    severity: powerOfTen(off) === null ? 'information' : 'warning',
    message: `\`${callee}\` takes a pure number, but the units of this ratio do not cancel: it is ${howFarOff(off)}.`,
    span,
    related: relatedTo(witnessOf(claim)),
    fixes: [],
  };
}

/** The run is over before an input starts, and would not be if its length were in seconds. */
function* lateInputs({ facts, file }: RuleContext): Iterable<Finding> {
  const runs = facts.calls.filter((each) => each.what === 'run' && each.dead === null);
  let total = rational(0);
  for (const run of runs) {
    const [length, times] = [constantOf(run.args.get('t')), constantOf(run.times ?? undefined)];
    if (!length || !times) return;
    total = { n: total.n * length.d + length.n * times.n * total.d, d: total.d * length.d * times.d };
  }
  const ms = toNumber(total);
  const [last] = runs.slice(-1);
  if (!(ms > 0) || !last) return;
  for (const { parameter, callee, value, span, expected } of facts.arrivals.values()) {
    if (parameter !== 'start' || formatUnit(expected) !== 'ms' || span.file !== file || value.draw) continue;
    if (!/generator|source/i.test(callee)) continue;
    const start = asConstant(value.poly);
    const startMs = start ? toNumber(start) : 0;
    if (!start || startMs < ms || startMs >= ms * 1000) continue;
    yield {
      rule: rule.id,
      severity: 'warning',
      message: `The input starts at ${startMs} ms, but the run is over at ${ms} ms: if its length is in seconds, it has to be ${toText(multiply(total, rational(1000)))} ms.`,
      span,
      related: [{ message: `the run takes ${ms} ms`, span: last.span }],
      fixes: [],
    };
  }
}
