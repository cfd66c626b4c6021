// A `# spikelint: ignore[…]` that silences nothing, or names no rule.
import { type Finding } from '../finding';
import { type Rule } from '../rule';
import { type Suppression } from '../suppressions';

const rule: Rule = {
  id: 'unused-suppression',
  severity: 'information',
  summary: 'An ignore comment silences nothing.',
  last: true,
  documentation: `
## What it does
Reports \`# spikelint: ignore[rule]\` comments on lines where that rule finds nothing.

## Why it matters
Once the code under it is mended, the comment only waits to hide the next mistake.

## Example
\`\`\`python
w_nA = 0.09  # spikelint: ignore[unit-mismatch] checked by hand
\`\`\`

## Use instead
\`\`\`python
w_nA = 0.09
\`\`\`
`,
  check: ({ suppressions, loaded, ruleIds }) => unused(suppressions, loaded.module.text, ruleIds),
  checkConfig: ({ suppressions, text, ruleIds }) => unused(suppressions, text, ruleIds),
};

export default rule;

function* unused(suppressions: readonly Suppression[], text: string, ruleIds: readonly string[]): Iterable<Finding> {
  for (const { span, used, rules } of suppressions) {
    // A name that is no rule's is reported as that.
    if (used || rules.some((each) => !ruleIds.includes(each))) continue;
    const lead = /\s*$/.exec(text.slice(0, span.start))?.[0].length ?? 0;
    yield {
      rule: rule.id,
      severity: 'information',
      message:
        rules.length === 0
          ? 'This ignore comment names no rule.'
          : `Nothing here is silenced by \`ignore[${rules.join(', ')}]\`.`,
      span,
      related: [],
      fixes: [
        {
          title: 'Remove the ignore comment',
          safety: 'safe',
          edits: [{ span: { ...span, start: span.start - (span.start - lead > 0 ? lead : 0) }, newText: '' }],
        },
      ],
    };
  }
}
