// A `# unit:` annotation that names no unit we know.
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'unknown-unit',
  severity: 'warning',
  summary: 'A `# unit:` annotation names no known unit.',
  documentation: `
## What it does
Reports a \`# unit:\` comment whose text is not a unit.

## Why it matters
An annotation that is not understood protects nothing.

## Example
\`\`\`python
w = 87.8  # unit: picoamp
\`\`\`

## Use instead
\`\`\`python
w = 87.8  # unit: pA
\`\`\`

Units are written as symbols with a prefix (\`mV\`, \`µF/cm²\`, \`1/ms\`, \`spikes/s\`), as words (\`millivolts\`), or \`1\` for a pure number.
`,
  check: function* (context) {
    for (const { text, span } of context.facts.unknownAnnotations.values()) {
      if (span.file !== context.file) continue;
      yield {
        rule: rule.id,
        severity: resembles.test(text) ? 'warning' : 'information',
        message: `\`${text}\` is not a unit that Spikelint knows.`,
        span,
        related: [],
        fixes: [],
      };
    }
  },
};

export default rule;

/** A misspelt unit is a mistake; a unit of another field is not. */
const resembles = /amp|volt|sec|farad|siemen|ohm|hertz|hz|^[munpkµ][vasfg]$/i;
