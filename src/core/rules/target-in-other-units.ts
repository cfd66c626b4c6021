// A homeostatic target rate in spikes per second that is compared with the share of steps that held a spike.
import { constantsOf, lastNameOf } from '../constants';
import { type Finding } from '../finding';
import { walkExpression, walkStatements, expressionsOf } from '../python/walk';
import { type Expr, type Stmt } from '../python/syntax';
import { figure } from '../network/neurons';
import { type Rule, type RuleContext } from '../rule';
import { bindingsIn, type Facts } from '../evaluate/facts';
import { parseUnit } from '../units/parse';
import { multiply, toNumber } from '../units/rational';
import { conversion, sameKind } from '../units/unit';

const rule: Rule = {
  id: 'target-in-other-units',
  severity: 'warning',
  summary: 'A target rate is compared with a mean of spikes, which is a share of steps and no rate.',
  documentation: `
## What it does
Where a target rate above one meets the mean of an array of spikes, says that the two are not of one unit.

## Why it matters
A mean of zeros and ones is the share of steps with a spike. It never exceeds one, so that it stays below a target of 5 spikes a second for ever: homeostasis
drives every threshold down and every weight up without end.

## Example
\`\`\`python
def adjust(spikes, threshold, target_rate=5.0, eta=0.01):
    rate = spikes.mean()
    return threshold + eta * (rate - target_rate)
\`\`\`

## Use instead
\`\`\`python
def adjust(spikes, threshold, dt=0.001, target_rate=5.0, eta=0.01):
    rate = spikes.mean() / dt
    return threshold + eta * (rate - target_rate)
\`\`\`

A target of one or less may be a share of steps itself, and is left alone, but where a comment gives it in per cent as a rate and the file says how long a step
is: then it is said what rate that is.
`,
  check: function* (context) {
    const scopes: (readonly Stmt[])[] = [context.loaded.module.body];
    walkStatements(context.loaded.module.body, (statement) => {
      if (statement.kind === 'function') scopes.push(statement.body);
      return true;
    });
    for (const scope of scopes) yield* inScope(scope, context);
    yield* percentages(context);
  },
};

export default rule;

const target =
  /^(?:target_?(?:firing_?)?rate|rate_?target|(?:firing_?)?rate_?set_?point|homeostatic_?target)(?:_?hz)?$/i;
const spikes =
  /^(?:all_|out_|output_|post_|pre_|the_)?(?:spikes?|spk|spks|spiked)(?:_?(?:rec|out|train|trains|history|buffer))?$/i;

function* inScope(body: readonly Stmt[], context: RuleContext): Iterable<Finding> {
  const own: Stmt[] = [];
  walkStatements(body, (statement) => {
    if (statement.kind !== 'function' && statement.kind !== 'class') own.push(statement);
    return statement.kind !== 'function' && statement.kind !== 'class';
  });
  const found: Finding[] = [];
  const constants = constantsOf(context.facts, context.file);
  for (const statement of own) {
    for (const expr of expressionsOf(statement)) {
      walkExpression(expr, (each) => {
        const sides =
          each.kind === 'binary' && each.operator === '-'
            ? [each.left, each.right]
            : each.kind === 'compare' && each.operands.length === 2
              ? each.operands
              : [];
        const wanted = sides.find((side) => target.test(lastNameOf(side) ?? ''));
        const other = sides.find((side) => side !== wanted);
        const known = wanted && constants.get(lastNameOf(wanted) ?? '');
        const value = known ? toNumber(known.value) : 0;
        if (!wanted || !other || value <= 1 || !isShare(other, own)) return true;
        const span = { file: context.file, start: each.start, end: each.end };
        found.push({
          rule: rule.id,
          severity: 'warning',
          message: `A mean of spikes is the share of steps that held one, and never above 1; the target is ${figure(value)}. Divide the mean by the step.`,
          span,
          related: [],
          fixes: [],
        });
        return true;
      });
    }
  }
  yield* found;
}

const milliseconds = parseUnit('ms');
const stepName = /^(?:dt|time_?step|d_?t|delta_?t)(?:_?(?:m?s|sec))?$/i;

/** Faster than nearly every cortical neuron fires in the long run. */
const fastHz = 50;

/** \`target_rate = 0.1  # 10 % spike rate\`: a share of steps, of which the file says how long they are. */
function* percentages({ facts, file, loaded }: RuleContext): Iterable<Finding> {
  const stepMs = stepIn(facts, file);
  if (stepMs === null) return;
  const constants = constantsOf(facts, file);
  for (const { name, span } of bindingsIn(facts, file)) {
    const comment = loaded.trailing.get(loaded.lines.lineAt(span.start));
    const known = target.test(name) ? constants.get(name) : undefined;
    const share = known ? toNumber(known.value) : 0;
    if (!comment || !/\d\s*%[^,;]*\b(?:rate|firing|spik)/i.test(comment.text) || share <= 0 || share > 1) continue;
    const rateHz = (1000 * share) / stepMs;
    if (rateHz < fastHz) continue;
    yield {
      rule: rule.id,
      severity: 'information',
      message: `${figure(100 * share)} % of steps of ${figure(stepMs)} ms is ${figure(rateHz)} spikes a second: a share of steps is no rate.`,
      span,
      related: [],
      fixes: [],
    };
  }
}

/** The file's time step, where it says in which unit. */
function stepIn(facts: Facts, file: string): number | null {
  for (const [name, { value, unit }] of constantsOf(facts, file)) {
    if (!stepName.test(name) || !unit || !milliseconds || !sameKind(unit, milliseconds)) continue;
    return toNumber(multiply(value, conversion(unit, milliseconds)));
  }
  return null;
}

/** \`spikes.mean()\`, \`np.mean(spikes)\`, or a name that is bound to nothing else. */
function isShare(expr: Expr, statements: readonly Stmt[]): boolean {
  if (expr.kind === 'name') {
    const bound = statements.filter(
      (each) => each.kind === 'assign' && each.targets.some((of) => of.kind === 'name' && of.id === expr.id),
    );
    const changed = statements.some(
      (each) => each.kind === 'augmented' && each.target.kind === 'name' && each.target.id === expr.id,
    );
    const [only] = bound;
    return (
      bound.length === 1 && !changed && only?.kind === 'assign' && only.value !== null && isMeanOfSpikes(only.value)
    );
  }
  return isMeanOfSpikes(expr);
}

function isMeanOfSpikes(expr: Expr): boolean {
  if (expr.kind !== 'call') return false;
  // \`spikes.float().mean(0)\` and \`spikes.mean().item()\` are what \`spikes.mean()\` is.
  const method = expr.callee.kind === 'attribute' ? expr.callee : null;
  if (method && /^(?:item|float|double|detach|cpu|numpy)$/.test(method.name)) return isMeanOfSpikes(method.object);
  if (lastNameOf(expr.callee) !== 'mean') return false;
  const of = method && isSpikes(method.object) ? method.object : expr.args[0]?.value;
  return of !== undefined && isSpikes(of);
}

function isSpikes(expr: Expr): boolean {
  if (
    expr.kind === 'call' &&
    expr.callee.kind === 'attribute' &&
    /^(?:float|double|detach|astype|to)$/.test(expr.callee.name)
  )
    return isSpikes(expr.callee.object);
  const name = lastNameOf(expr);
  return name !== null && spikes.test(name);
}
