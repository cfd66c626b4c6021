// The first n model units stand for n recorded neurons: with excitatory units first, cell types are paired wrongly.
import { type Frame, framesOf, lastOf, pathOf, traced, walkFrame } from '../python/frames';
import { type Expr, type IndexExpr } from '../python/syntax';
import { walkExpressions } from '../python/walk';
import { type Finding } from '../finding';
import { type Rule, type RuleContext } from '../rule';

const rule: Rule = {
  id: 'first-units-for-recorded',
  severity: 'information',
  summary: 'The first n units of a model with excitatory units first stand for n recorded neurons of mixed type.',
  documentation: `
## What it does
Finds \`model_rates[:, :, :n_recorded]\` in files that number excitatory units before inhibitory ones.

## Why it matters
Recorded neurons come in the order in which they were sorted, both types mixed. The first n units of such a model are all excitatory, so that recorded
interneurons are compared with excitatory units, and the model's inhibitory units are trained on nothing.

## Example
\`\`\`python
def loss(model_rates, target_rates, n_exc, n_inh):
    n_recorded = target_rates.shape[2]
    model_rates = model_rates[:, :, :n_recorded]
    return ((model_rates - target_rates) ** 2).mean()
\`\`\`

## Use instead
\`\`\`python
def loss(model_rates, target_rates, recorded_indices, n_exc, n_inh):
    model_rates = model_rates[:, :, recorded_indices]
    return ((model_rates - target_rates) ** 2).mean()
\`\`\`

Nothing is said of a model without types, nor where the recorded neurons are sorted by type before.
`,
  check: function* (context) {
    const { module } = context.loaded;
    const names = new Set<string>();
    walkExpressions(module.body, (expr) => {
      const name = lastOf(expr);
      if (name !== null) names.add(name);
      return true;
    });
    for (const { node } of framesOf(module)) for (const parameter of node?.params ?? []) names.add(parameter.name);
    const typed =
      [...names].some((each) => /^n_(?:exc|classic|e)$|^recorded_ind/.test(each)) &&
      [...names].some((each) => /^n_(?:inh|interneurons?|i)$|^recorded_ind/.test(each));
    const sorted = [...names].some((each) => /argsort|sort_by_type|type_order|sorted_ind/.test(each));
    if (!typed || sorted) return;
    for (const frame of framesOf(module)) yield* checkFrame(frame, context);
  },
};

export default rule;

const isWhole = (expr: Expr | undefined): boolean => expr?.kind === 'slice' && !expr.lower && !expr.upper && !expr.step;

function* checkFrame(frame: Frame, context: RuleContext): Generator<Finding> {
  const found: Finding[] = [];
  walkFrame(frame, (expr) => {
    const count = expr.kind === 'index' ? firstOnes(expr) : null;
    if (
      !count ||
      expr.kind !== 'index' ||
      !/rate|model|pred|output|^r$/i.test(lastOf(expr.object) ?? '') ||
      /target|data/i.test(lastOf(expr.object) ?? '')
    )
      return true;
    if (!countsRecorded(frame, count)) return true;
    found.push({
      rule: rule.id,
      severity: 'information',
      message: `This pairs the first units, excitatory ones first, with recorded neurons in the order of the data: choose the units by the type of each recorded neuron.`,
      span: { file: context.file, start: expr.start, end: expr.end },
      related: [],
      fixes: [],
    });
    return true;
  });
  yield* found;
}

/** The n of `[:, :, :n]` or `[..., :n]`. */
function firstOnes({ indexes }: IndexExpr): Expr | null {
  const last = indexes.at(-1);
  const rest = indexes.slice(0, -1);
  const ellipsis = rest.length === 1 && rest[0]?.kind === 'constant' && rest[0].value === '...';
  if (
    last?.kind !== 'slice' ||
    last.lower ||
    last.step ||
    !last.upper ||
    (!ellipsis && !(rest.length === 2 && rest.every(isWhole)))
  )
    return null;
  return last.upper;
}

/** `target_rates.shape[2]`, or a name that says so. */
function countsRecorded(frame: Frame, count: Expr): boolean {
  if (/n_?rec|recorded/i.test(lastOf(count) ?? '')) return true;
  const value = traced(frame, count);
  return (
    value.kind === 'index' &&
    value.object.kind === 'attribute' &&
    value.object.name === 'shape' &&
    /target|data|recorded/i.test(pathOf(value.object.object) ?? '')
  );
}
