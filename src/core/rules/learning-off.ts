// A plasticity rule whose step is zero: it is set up, and no weight ever changes.
import { type ApiCall } from '../evaluate/facts';
import { constantOf } from '../evaluate/numbers';
import { type Table, type Thing } from '../evaluate/value';
import { lastNameOf } from '../constants';
import { constantIn } from '../agreed';
import { type Finding } from '../finding';
import { walkExpressions } from '../python/walk';
import { type CallExpr } from '../python/syntax';
import { settingsIn } from '../environment/settings';
import { isFalse, learningSettings } from '../backends/facts/t4dm';
import { type Rule } from '../rule';
import { type Span } from '../text';
import { isZero } from '../units/rational';

const rule: Rule = {
  id: 'learning-off',
  severity: 'warning',
  summary: 'Learning is set up with a rate of zero, so that nothing is ever learned.',
  documentation: `
## What it does
Reports optimisers with a learning rate of zero, and plasticity rules all of whose amplitudes are zero or that are switched off: in the script, or
in the settings of T4DM in an \`.env\` file, a shell script or a compose file (\`T4DM_STDP_ENABLED\`, \`T4DM_STDP_LEARNING_RATE\`).

## Why it matters
The run takes as long as any other, and every weight stays what it was.

## Example
\`\`\`python
import torch

def train(model):
    return torch.optim.Adam(model.parameters(), lr=0.0)
\`\`\`

## Use instead
\`\`\`python
import torch

def train(model):
    return torch.optim.Adam(model.parameters(), lr=1e-3)
\`\`\`

A plasticity rule with amplitudes of zero may be a control experiment, and is only worth a note. So is one that only potentiates, or only depresses: not
even that.
`,
  check: function* (context) {
    const found: Finding[] = [];
    const { file, facts } = context;
    // A schedule may set it step by step.
    const scheduled = /\[["']lr["']\]\s*=|schedul|warm_?up/i.test(context.loaded.module.text);
    walkExpressions(context.loaded.module.body, (expr) => {
      if (expr.kind !== 'call' || !optimiser.test(lastNameOf(expr.callee) ?? '')) return true;
      const rate = rateOf(expr);
      if (rate && !scheduled && constantIn(facts, file, rate) === 0)
        found.push(
          report('warning', 'The learning rate is zero: nothing is learned.', {
            file,
            start: rate.start,
            end: rate.end,
          }),
        );
      return true;
    });
    yield* found;
    const seen = new Set<number>();
    for (const call of facts.calls) {
      const isLearner = call.backend === 't4dm' && call.what === 'learner';
      const learner = call.dead === null && isLearner ? silentLearner(call) : null;
      if (learner?.file === file)
        yield report(
          'information',
          'The learner is switched off, or its rate is zero: no weight ever changes.',
          learner,
        );
      const span = call.dead === null && call.what === 'connect' ? silentRule(call) : null;
      if (span?.file !== file || seen.has(span.start)) continue;
      seen.add(span.start);
      yield report('information', 'The plasticity rule’s amplitudes are zero: no weight ever changes.', span);
    }
  },
  checkConfig: function* (context) {
    for (const { name, value, span } of settingsIn(context, learningSettings.prefix)) {
      if (learningSettings.learning.some((each) => each === name) && isFalse(value))
        yield report('information', `\`${name}\` switches STDP off: no weight changes.`, span);
      if (!learningSettings.rates.some((each) => each === name)) continue;
      const rate = value.trim() === '' ? NaN : Number(value);
      if (rate === 0) yield report('warning', 'The learning rate is zero: nothing is learned.', span);
    }
  },
};

export default rule;

const optimiser = /^(?:SGD|Adam|AdamW|Adamax|Adagrad|Adadelta|RMSprop|RAdam|NAdam|Rprop|LBFGS|Lion)$/;

const rateOf = (call: CallExpr): CallExpr['args'][number]['value'] | null =>
  call.args.find((each) => each.name === 'lr' || each.name === 'learning_rate')?.value ?? null;

function silentRule(call: ApiCall): Span | null {
  const synapse = call.args.get('synapse');
  if (call.backend === 'nest' && synapse?.kind === 'table') {
    const model = synapse.entries.get('synapse_model') ?? synapse.entries.get('model');
    return model?.kind === 'text' && /^stdp_(?:synapse|nn_|pl_)/.test(model.value) ? zeros(synapse, ['lambda']) : null;
  }
  if (call.backend !== 'pynn' || synapse?.kind !== 'thing') return null;
  const timing = synapse.fields.get('timing_dependence');
  const weight = synapse.fields.get('weight_dependence');
  if (timing?.kind !== 'thing') return null;
  // sPyNNaker took the amplitudes from the weight dependence in older versions.
  return (
    zeros(timing, ['A_plus', 'A_minus']) ?? (weight?.kind === 'thing' ? zeros(weight, ['A_plus', 'A_minus']) : null)
  );
}

/** T4DM's: `enabled=False`, a rate of zero, or a configuration whose amplitudes are. */
function silentLearner(call: ApiCall): Span | null {
  const made = call.args.get('made');
  const params = made?.kind === 'thing' ? made.fields.get('params') : undefined;
  if (params?.kind !== 'table') return null;
  const enabled = params.entries.get('enabled');
  if (enabled?.kind === 'flag' && !enabled.value) return params.valuePlaces.get('enabled') ?? call.span;
  const config = params.entries.get('config');
  const inner = config?.kind === 'thing' ? config.fields.get('params') : undefined;
  return zeros(params, ['learning_rate']) ?? (inner?.kind === 'table' ? zeros(inner, ['a_plus', 'a_minus']) : null);
}

/** Where the first of them stands, if all are given and zero. */
function zeros(of: Table | Thing, keys: readonly string[]): Span | null {
  const entries = of.kind === 'table' ? of.entries : of.fields;
  const all = keys.every((key) => {
    const exact = constantOf(entries.get(key));
    return exact !== null && isZero(exact);
  });
  const [first = ''] = keys;
  return all ? ((of.kind === 'table' ? of.valuePlaces : of.places).get(first) ?? null) : null;
}

const report = (severity: Finding['severity'], message: string, span: Span): Finding => ({
  rule: rule.id,
  severity,
  message,
  span,
  related: [],
  fixes: [],
});
