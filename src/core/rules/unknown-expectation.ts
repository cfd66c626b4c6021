// A `# spikelint: expect …` that can't be followed: a word that nothing measures, a population that isn't there, no range.
import { type Misreading } from '../expectations';
import { type Finding } from '../finding';
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'unknown-expectation',
  severity: 'warning',
  summary: 'An expectation names nothing that a probe can measure.',
  documentation: `
## What it does
Reads \`# spikelint: expect …\` comments and reports measures, populations, units and ranges in them that it does not know.

## Why it matters
\`spikelint probe --expect\` and the editor's Testing view run what is expected. An expectation that can't be read is never tested, and
whoever wrote it believes that it is.

## Example
\`\`\`python
import nest

neurons = nest.Create("iaf_psc_exp", 100)  # spikelint: expect rte 5..20 Hz
\`\`\`

## Use instead
\`\`\`python
import nest

neurons = nest.Create("iaf_psc_exp", 100)  # spikelint: expect rate 5..20 Hz, cv 0.5..1.5
\`\`\`

What can be expected is \`rate\` (in Hz), \`cv\` (of the intervals between spikes), \`fano\` (of the counts in 100 ms) and \`synchrony\` (1 for
independent neurons). One end of a range may be left open: \`..20 Hz\`, \`5..\`. The comment speaks of the population that is made on its line
or on the line below it, or of the one that it names (\`expect neurons rate 5..20 Hz\`); elsewhere of every population.

A configuration file says it in a comment too, naming the population. JSON has no comments: there an entry \`_spikelint\` of the outermost map
says it, which simulators pass over: \`"_spikelint": {"expect": ["E rate 5..20 Hz", "I rate ..50 Hz"]}\`.
`,
  check: ({ expectations }) => expectations.misread.map(findingOn),
  checkConfig: ({ expectations }) => expectations.misread.map(findingOn),
};

const findingOn = ({ message, span, meant }: Misreading): Finding => ({
  rule: rule.id,
  severity: 'warning',
  message,
  span,
  related: [],
  fixes: meant === null ? [] : [{ title: `Change to \`${meant}\``, safety: 'safe', edits: [{ span, newText: meant }] }],
});

export default rule;
