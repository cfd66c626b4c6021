// An input channel that never changes and is z-scored: it is zero, or NaN, for every trial.
import { type Finding } from '../finding';
import { type BinaryExpr, type Expr, type IndexExpr } from '../python/syntax';
import {
  argumentOf,
  assignedBefore,
  calledName,
  type Frame,
  framesOf,
  numberText,
  operandOf,
  pathOf,
  traced,
  walkFrame,
} from '../python/frames';
import { type Rule, type RuleContext } from '../rule';

const rule: Rule = {
  id: 'dead-channel',
  severity: 'information',
  summary: 'An input channel that is one number throughout is z-scored, which leaves nothing of it.',
  documentation: `
## What it does
Follows arrays that are filled channel by channel and z-scored channel by channel afterwards, and reports channels to which only one number is assigned, all along
the other axes.

## Why it matters
Less its mean, a constant is 0; 0 divided by any epsilon is 0, and by its own spread NaN. A channel that was to tell the network of a fixation or a bias tells it
nothing, and its input weights are trained on nothing.

## Example
\`\`\`python
import numpy as np

def inputs_of(n_trials, n_steps):
    inputs = np.zeros((n_trials, n_steps, 2))
    inputs[:, 50:100, 0] = 1.0
    inputs[:, :, 1] = 1.0
    mean = inputs.mean(axis=(0, 1))
    std = inputs.std(axis=(0, 1)) + 1e-8
    return (inputs - mean) / std
\`\`\`

## Use instead
\`\`\`python
import numpy as np

def inputs_of(n_trials, n_steps):
    inputs = np.zeros((n_trials, n_steps, 2))
    inputs[:, 50:100, 0] = 1.0
    mean = inputs[:, :, :1].mean(axis=(0, 1))
    std = inputs[:, :, :1].std(axis=(0, 1)) + 1e-8
    inputs[:, :, :1] = (inputs[:, :, :1] - mean) / std
    inputs[:, :, 1] = 1.0
    return inputs
\`\`\`

Channels that are written to in more than one place are left alone.
`,
  check: function* (context) {
    for (const frame of framesOf(context.loaded.module)) yield* inFrame(frame, context);
  },
};

export default rule;

interface Written {
  readonly target: IndexExpr;
  readonly channel: number;
  readonly value: number;
}

function* inFrame(frame: Frame, context: RuleContext): Generator<Finding> {
  const { file } = context;
  const found: Finding[] = [];
  walkFrame(frame, (expr) => {
    const array = expr.kind === 'binary' && expr.operator === '/' ? zScored(frame, expr) : null;
    if (array === null) return true;
    for (const { target, channel, value } of constantChannels(frame, array, expr.start))
      found.push({
        rule: rule.id,
        severity: 'information',
        message: `Channel ${channel} of \`${array}\` is ${value} throughout: its z-score is 0 at best, and the network never sees it. Leave it out of the normalisation.`,
        span: { file, start: target.start, end: target.end },
        related: [{ message: 'the z-score', span: { file, start: expr.start, end: expr.end } }],
        fixes: [],
      });
    return true;
  });
  yield* found;
}

/** The array of \`(x - x.mean(axis)) / (x.std(axis) + eps)\` whose axes leave the last one out. */
function zScored(frame: Frame, { left, right }: BinaryExpr): string | null {
  const centred = traced(frame, left, 1);
  if (centred.kind !== 'binary' || centred.operator !== '-') return null;
  const array = pathOf(centred.left);
  const mean = traced(frame, centred.right);
  const divisor = traced(frame, right);
  const spread = divisor.kind === 'binary' && divisor.operator === '+' ? traced(frame, divisor.left) : divisor;
  if (array === null || !isStatistic(mean, /mean$/, array) || !isStatistic(spread, /std$/, array)) return null;
  return array;
}

function isStatistic(expr: Expr, name: RegExp, array: string): boolean {
  if (expr.kind !== 'call' || !name.test(calledName(expr) ?? '')) return false;
  const of = operandOf(expr);
  if (!of || pathOf(of) !== array) return false;
  const axes = argumentOf(expr, ['axis', 'dim'], 0);
  const listed = axes?.kind === 'tuple' || axes?.kind === 'list' ? axes.items : axes ? [axes] : [];
  const numbers = listed.map(numberText);
  return numbers.length > 0 && numbers.every((each, i) => each === i);
}

/** Channels that one number is written to, along all other axes, and nothing else. */
function constantChannels(frame: Frame, array: string, before: number): Written[] {
  const made = assignedBefore(frame, array, firstWrite(frame, array));
  if (made?.kind !== 'call' || !/^(?:zeros|ones|empty|full)$/.test(calledName(made) ?? '')) return [];
  const written: (Written | null)[] = [];
  for (const statement of frame.statements) {
    if (statement.start >= before) break;
    const targets =
      statement.kind === 'assign' ? statement.targets : statement.kind === 'augmented' ? [statement.target] : [];
    for (const target of targets) {
      if (target.kind !== 'index' || pathOf(target.object) !== array) continue;
      const value = statement.kind === 'assign' && statement.value ? numberText(statement.value) : null;
      const channel = wholeChannel(target);
      written.push(channel !== null && value !== null ? { target, channel, value } : null);
      const [last] = target.indexes.slice(-1);
      const only = last ? numberText(last) : null;
      // A write to what may be any channel leaves none of them known.
      if (only === null || target.indexes.some((each) => each.kind === 'constant')) return [];
      if (channel === null || value === null) written.push({ target, channel: only, value: NaN });
    }
  }
  const known = written.filter((each) => each !== null);
  return known.filter(
    ({ channel, value }) => !Number.isNaN(value) && known.filter((each) => each.channel === channel).length === 1,
  );
}

function firstWrite(frame: Frame, array: string): number {
  const first = frame.statements.find(
    (each) =>
      each.kind === 'assign' &&
      each.targets.some((target) => target.kind === 'index' && pathOf(target.object) === array),
  );
  return first ? first.start : Infinity;
}

/** \`x[:, :, 2]\`: the last index is a number, and all others are whole. */
function wholeChannel({ indexes }: IndexExpr): number | null {
  const last = indexes.at(-1);
  const whole = indexes.slice(0, -1);
  if (!last || whole.length === 0) return null;
  const isWhole = whole.every((each) => each.kind === 'slice' && !each.lower && !each.upper);
  return isWhole ? numberText(last) : null;
}
