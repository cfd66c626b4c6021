// A weight that is kept within bounds where one function changes it, and grows without any where another does.
import { calledName, contains, type Frame, framesOf, lastOf, pathOf, walkFrame } from '../python/frames';
import { type Expr, type Stmt } from '../python/syntax';
import { type Finding } from '../finding';
import { type Rule, type RuleContext } from '../rule';

const rule: Rule = {
  id: 'clipped-in-one-path',
  severity: 'information',
  summary: 'A weight is clipped where one function changes it, and not where another does.',
  documentation: `
## What it does
Compares the functions of a file that add to the same attribute, such as \`synapse.weight\`: where one keeps it within bounds (clip, clamp, min and max) and
another does not, the other is reported.

## Why it matters
Weights leave their bounds by the one way that is not guarded, and come back with a jump as soon as the guarded one is taken. With learning that adds on
every spike, they grow until the network runs away.

## Example
\`\`\`python
import numpy as np


def potentiate(synapse, rate, w_max):
    synapse.weight = np.clip(synapse.weight + rate, 0.0, w_max)


def reward(synapse, amount):
    synapse.weight += amount
\`\`\`

## Use instead
\`\`\`python
import numpy as np


def potentiate(synapse, rate, w_max):
    synapse.weight = np.clip(synapse.weight + rate, 0.0, w_max)


def reward(synapse, amount, w_max):
    synapse.weight = np.clip(synapse.weight + amount, 0.0, w_max)
\`\`\`

Decay towards zero and scaling by a factor need no bound of their own and stay unreported. So does a function that calls one that clips.
`,
  check: function* (context) {
    const frames = framesOf(context.loaded.module).filter(({ node }) => node !== null);
    const clipping = new Map<string, string>();
    const clippers = new Set<string>();
    for (const frame of frames)
      for (const name of clippedIn(frame)) {
        const owner = frame.node?.name ?? '';
        if (!clipping.has(name)) clipping.set(name, owner);
        clippers.add(owner);
      }
    if (clipping.size === 0) return;
    for (const frame of frames) yield* checkFrame(frame, clipping, clippers, context);
  },
};

export default rule;

const isWeight = (expr: Expr): boolean =>
  expr.kind === 'attribute' && /^(?:w|weights?|strength|conductance|g_max|efficacy)$/.test(expr.name);

/** The attributes that are kept within bounds somewhere in the function. */
function clippedIn(frame: Frame): Set<string> {
  const names = new Set<string>();
  walkFrame(frame, (expr, statement) => {
    if (expr.kind !== 'call' || !bounding.test(calledName(expr) ?? '')) return true;
    walkTargets(expr, names);
    if (statement.kind === 'assign')
      for (const target of statement.targets) if (isWeight(target)) names.add(lastOf(target) ?? '');
    return true;
  });
  // `if synapse.weight > w_max: synapse.weight = w_max`
  for (const statement of frame.statements)
    if (statement.kind === 'if')
      contains(
        statement.test,
        (each) =>
          (each.kind === 'compare' &&
            each.operands.some((one) => isWeight(one) && names.add(lastOf(one) ?? '') !== undefined)) ||
          false,
      );
  return names;
}

const bounding = /^(?:clip|clamp|clamp_|clip_by_value|min|max|minimum|maximum)$/;

function walkTargets(expr: Expr, names: Set<string>): void {
  contains(expr, (each) => {
    if (isWeight(each)) names.add(lastOf(each) ?? '');
    return false;
  });
}

function* checkFrame(
  frame: Frame,
  clipping: ReadonlyMap<string, string>,
  clippers: ReadonlySet<string>,
  context: RuleContext,
): Generator<Finding> {
  const own = clippedIn(frame);
  let callsClipper = false;
  walkFrame(frame, (expr) => {
    const name = calledName(expr) ?? '';
    if (clippers.has(name) || /clip|clamp|bound|limit|normali/i.test(name)) callsClipper = true;
    return !callsClipper;
  });
  if (callsClipper) return;
  for (const statement of frame.statements) {
    const target = grownBy(statement);
    const name = target && lastOf(target);
    if (!target || name === null || own.has(name)) continue;
    const by = clipping.get(name);
    if (by === undefined) continue;
    yield {
      rule: rule.id,
      severity: 'information',
      message: `\`${pathOf(target) ?? name}\` grows here without a bound; \`${by}\` keeps it within one.`,
      span: { file: context.file, start: statement.start, end: statement.end },
      related: [],
      fixes: [],
    };
  }
}

/** The weight that a statement adds to; a decay takes a part of the weight itself off. */
function grownBy(statement: Stmt): Expr | null {
  if (statement.kind === 'augmented') {
    const { target, value } = statement;
    return statement.operator === '+' && isWeight(target) && !isDecay(value) ? target : null;
  }
  if (statement.kind !== 'assign' || statement.value?.kind !== 'binary' || statement.value.operator !== '+')
    return null;
  const [target] = statement.targets;
  const path = target && pathOf(target);
  const { left, right } = statement.value;
  return target && isWeight(target) && pathOf(left) === path && !isDecay(right) ? target : null;
}

/** `-decay * w`, `rate * (target - w)`. */
const isDecay = (value: Expr): boolean =>
  contains(value, (each) => isWeight(each) || (each.kind === 'unary' && each.operator === '-'));
