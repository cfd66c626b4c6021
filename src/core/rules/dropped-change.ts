// A change that is worked out and then dropped: the call hands it back, and nobody takes it.
import { walkStatements } from '../python/walk';
import { type Finding } from '../finding';
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'dropped-change',
  severity: 'warning',
  summary: 'A weight’s or threshold’s change is worked out, and its result is dropped.',
  documentation: `
## What it does
Reports calls of T4DM's learners and controls that hand back a change, such as \`compute_weight_change\` and \`compute_adjustment\`, and stand alone on their line.

## Why it matters
These methods change nothing themselves. The deltas are there if one looks at them, and weights and thresholds stay as they were.

## Example
\`\`\`python
from t4dm.learning.homeostasis import HomeostasisControl

control = HomeostasisControl(target_rate=0.1, learning_rate=0.001)
for rate in [0.02, 0.05, 0.08]:
    control.compute_adjustment(current_rate=rate)
\`\`\`

## Use instead
\`\`\`python
from t4dm.learning.homeostasis import HomeostasisControl

control = HomeostasisControl(target_rate=0.1, learning_rate=0.001)
threshold = 1.0
for rate in [0.02, 0.05, 0.08]:
    threshold += control.compute_adjustment(current_rate=rate)
\`\`\`

\`compute_update\` keeps the weight itself, and may stand alone.
`,
  check: function* ({ facts, file, loaded }) {
    const asked = new Map(
      facts.calls.flatMap((each) => {
        const method = each.what === 'hands back' && each.dead === null ? each.args.get('method') : undefined;
        return each.span.file === file && method?.kind === 'text' ? [[each.span.start, method.value]] : [];
      }),
    );
    // The last line of a notebook's cell shows what it hands back.
    if (asked.size === 0 || file.endsWith('.ipynb')) return;
    const found: Finding[] = [];
    walkStatements(loaded.module.body, (statement) => {
      const method = statement.kind === 'expression' ? asked.get(statement.value.start) : undefined;
      if (method === undefined || statement.kind !== 'expression' || statement.value.kind !== 'call') return true;
      const { start, end } = statement.value;
      found.push({
        rule: rule.id,
        severity: 'warning',
        message: `\`${method}\` hands back ${/threshold|adjust/.test(method) ? 'the adjustment' : /^update/.test(method) ? 'the new weight' : 'the change'} and keeps nothing: what it gives is dropped here.`,
        span: { file, start, end },
        related: [],
        fixes: [],
      });
      return true;
    });
    yield* found;
  },
};

export default rule;
