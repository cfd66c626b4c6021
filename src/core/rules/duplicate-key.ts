// A key that stands twice in one map of a configuration file.
import { walkConfig } from '../config/tree';
import { type Finding } from '../finding';
import { type ConfigContext, type Rule } from '../rule';

const rule: Rule = {
  id: 'duplicate-key',
  severity: 'warning',
  summary: 'A key stands twice in one map of a configuration file.',
  documentation: `
## What it does
Reports keys of JSON, YAML and TOML files that their map holds already.

## Why it matters
The later value wins without a word, and whoever changes the earlier one changes nothing.

## Example
\`\`\`json
{
  "tau_m": 20.0,
  "V_th": -50.0,
  "tau_m": 10.0
}
\`\`\`

## Use instead
\`\`\`json
{
  "tau_m": 10.0,
  "V_th": -50.0
}
\`\`\`
`,
  checkConfig: (context) => (context.format === 'csv' ? [] : check(context)),
};

export default rule;

/** Keys that are there to be read by people: JSON has no comments of its own. */
const remark = /^(?:_|#|\/\/|\$comment$|comments?$|notes?$)/i;

function* check({ file, document }: ConfigContext): Iterable<Finding> {
  const found: Finding[] = [];
  if (!document.root) return;
  walkConfig(document.root, (node) => {
    if (node.kind !== 'map') return undefined;
    for (const { key, keyStart, keyEnd, isDuplicate, isMerged } of node.entries) {
      if (!isDuplicate || isMerged || remark.test(key)) continue;
      const first = node.entries.find((each) => each.key === key && !each.isMerged);
      found.push({
        rule: rule.id,
        severity: 'warning',
        message: `\`${key}\` stands here twice: this value holds, and the earlier one is lost.`,
        span: { file, start: keyStart, end: keyEnd },
        related: first
          ? [{ message: 'the earlier one', span: { file, start: first.keyStart, end: first.keyEnd } }]
          : [],
        fixes: [],
      });
    }
    return undefined;
  });
  yield* found;
}
