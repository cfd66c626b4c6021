// A setting of `spikelint.json` that names nothing Spikelint knows, or has a value it can't follow.
import { type Rule } from '../rule';
import { isProjectFile, readSettings, unknownSetting } from '../settings';

const rule: Rule = {
  id: unknownSetting,
  severity: 'warning',
  summary: 'The project file sets something that does not exist.',
  documentation: `
## What it does
Reads \`spikelint.json\` and reports settings and rules that do not exist, units that are not known, and values of the wrong kind.

## Why it matters
A setting that is not followed is worse than none: whoever wrote it believes it holds.

## Example
\`\`\`json title=spikelint.json
{
  "units": { "V_th": "milivolt" },
  "rules": { "unit-missmatch": "off" }
}
\`\`\`

## Use instead
\`\`\`json title=spikelint.json
{
  "units": { "V_th": "mV" },
  "rules": { "unit-mismatch": "off" }
}
\`\`\`

The settings are \`reference\` (the file or the drive that others are compared with), \`groups\` (drives that are the same thing,
each as its id or as \`file#target\`), \`units\` (a symbol's unit), \`assume\` (a name's value: a number, \`"-50 mV"\`, true or false),
\`rules\` (\`"off"\`, \`"information"\`, \`"warning"\` or \`"error"\` for each rule's id) and
\`ignore\` (for a file, a folder or a pattern such as \`old/*.json\`, the rules that say nothing there).
`,
  checkConfig: ({ file, document, ruleIds }) =>
    isProjectFile(file) ? readSettings(file, document.root, ruleIds).findings : [],
};

export default rule;
