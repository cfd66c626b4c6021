// A value with which the block that takes it can't do what it is for.
import { type Refusal, spanKey } from '../evaluate/facts';
import { type Finding } from '../finding';
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'impossible-value',
  severity: 'warning',
  summary: 'A block is given a value with which it can not work.',
  documentation: `
## What it does
Holds the arguments of T4DM's blocks against what their formulas need: a share of the membrane between 0 and 1, a threshold above rest, amplitudes and time constants
above 0, a target rate that a neuron can have.

## Why it matters
None of them raises. A target of 10 spikes a step is never reached, so that the threshold falls until everything fires; a negative depression strengthens; a
threshold of 0 is reached by a neuron that gets nothing.

## Example
\`\`\`python
from t4dm.learning.homeostasis import HomeostasisControl

control = HomeostasisControl(target_rate=10, learning_rate=0.001)
\`\`\`

## Use instead
\`\`\`python
from t4dm.learning.homeostasis import HomeostasisControl

control = HomeostasisControl(target_rate=0.01, learning_rate=0.001)
\`\`\`

Values that are odd and work, such as a neuron that keeps nothing of its membrane, are only worth a note. A share above 1 is \`growing-membrane\`.
`,
  last: true,
  check: function* ({ facts, file, textOf, raised }) {
    // A number in another unit is reported as that.
    const said = new Set(raised.map(({ span }) => spanKey(span)));
    for (const each of facts.refusals.values())
      if (each.span.file === file && !said.has(spanKey(each.span))) yield report(each, textOf(each.span));
  },
};

export default rule;

const figure = (value: number): string => String(Number(value.toPrecision(4))).replace('-', '−');

function report({ callee, parameter, value, severity, why, instead, span }: Refusal, written: string): Finding {
  const isNumber = /^-?[\d._]+(?:[eE][+-]?\d+)?$/.test(written);
  return {
    rule: rule.id,
    severity,
    message: `\`${parameter}\` of \`${callee}\` is ${figure(value)}: ${why}.`,
    span,
    related: [],
    fixes:
      instead && isNumber
        ? [{ title: instead.title, safety: 'unsafe', edits: [{ span, newText: String(instead.value) }] }]
        : [],
  };
}
