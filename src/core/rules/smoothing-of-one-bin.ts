// A smoothing kernel that comes out one bin wide: the smoothing is off.
import { type Finding } from '../finding';
import { type Rule, type RuleContext } from '../rule';
import { leastOf, type Rounded, roundedIn } from '../rounded';

const rule: Rule = {
  id: 'smoothing-of-one-bin',
  severity: 'warning',
  summary: 'A smoothing kernel comes out one bin wide, so that nothing is smoothed.',
  documentation: `
## What it does
Reports \`max(1, int(width / bin))\` where the width is below two bins.

## Why it matters
\`max(1, int(8 / 25))\` is 1: every bin is averaged with itself. The code says that it smooths, the data are as rough as before, and a comparison with
data that were smoothed is off.

## Example
\`\`\`python
smooth_ms = 8
bin_ms = 25
kernel_size = max(1, int(smooth_ms / bin_ms))
\`\`\`

## Use instead
\`\`\`python
smooth_ms = 75
bin_ms = 25
kernel_size = max(1, int(smooth_ms / bin_ms))
\`\`\`

A width of exactly one bin is taken as meant.
`,
  check: function* (context) {
    for (const each of roundedIn(context.facts, context.file, context.loaded.module.body)) {
      const finding = check(each, context);
      if (finding) yield finding;
    }
  },
};

export default rule;

const smoothing = /smooth|kernel|filter|gauss|sigma|boxcar|blur|window|width|moving/i;

function check(rounded: Rounded, { file, textOf, loaded }: RuleContext): Finding | null {
  const { value, inner, expr } = rounded;
  const least = leastOf(rounded);
  if (!least || least.least !== 1 || value <= 0 || value >= 2 || value === 1) return null;
  const source = textOf({ file, start: inner.start, end: inner.end });
  const lines = loaded.lines;
  const line = lines.lineText(lines.lineAt(expr.start));
  // `max(1, int(…))` keeps counts above zero too: what is smoothed is told by the names on the line.
  if (!smoothing.test(line)) return null;
  return {
    rule: rule.id,
    severity: 'warning',
    message: `\`${source}\` is ${Number(value.toPrecision(3))}, so this kernel is one bin wide: nothing is smoothed.`,
    span: { file, start: least.call.start, end: least.call.end },
    related: [],
    fixes: [],
  };
}
