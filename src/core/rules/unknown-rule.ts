// A `# spikelint: ignore[…]` that names a rule that does not exist.
import { type Finding } from '../finding';
import { nearest } from '../nearest';
import { type Rule } from '../rule';
import { type Suppression } from '../suppressions';

const rule: Rule = {
  id: 'unknown-rule',
  severity: 'warning',
  summary: 'An ignore comment names a rule that does not exist.',
  documentation: `
## What it does
Reports names in \`# spikelint: ignore[…]\` that are no rule's.

## Why it matters
The comment silences nothing, and whoever wrote it believes that it does.

## Example
\`\`\`python
w = 87.8  # spikelint: ignore[unit-missmatch] checked by hand
\`\`\`

## Use instead
\`\`\`python
w = 87.8  # spikelint: ignore[unit-mismatch] checked by hand
\`\`\`

\`spikelint rule\` lists all rules. Names that \`spikelint.json\` does not know are reported by \`unknown-setting\`.
`,
  check: ({ suppressions, loaded, ruleIds }) => unknown(suppressions, loaded.module.text, ruleIds),
  checkConfig: ({ suppressions, text, ruleIds }) => unknown(suppressions, text, ruleIds),
};

export default rule;

function* unknown(suppressions: readonly Suppression[], text: string, ruleIds: readonly string[]): Iterable<Finding> {
  for (const { span, rules } of suppressions) {
    let from = text.indexOf('[', span.start) + 1;
    for (const name of rules) {
      const start = text.indexOf(name, from);
      from = start + name.length;
      if (ruleIds.includes(name)) continue;
      const meant = nearest(name, ruleIds);
      const at = { ...span, start, end: start + name.length };
      yield {
        rule: rule.id,
        severity: 'warning',
        message: `There is no rule \`${name}\`${meant === null ? '' : `: did you mean \`${meant}\`?`}`,
        span: at,
        related: [],
        fixes:
          meant === null
            ? []
            : [{ title: `Change to \`${meant}\``, safety: 'safe', edits: [{ span: at, newText: meant }] }],
      };
    }
  }
}
