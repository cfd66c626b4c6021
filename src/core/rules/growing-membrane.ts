// A membrane that keeps more of itself from step to step than it had.
import { type Finding } from '../finding';
import { type Population } from '../network/network';
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'growing-membrane',
  severity: 'warning',
  summary: 'A stepped neuron keeps more than all of its membrane each step, and grows without bound.',
  documentation: `
## What it does
Reads the share of its membrane that a neuron of T4DM, Norse, BindsNET or SpikingJelly keeps from step to step, and reports shares above one, and
below minus one.

## Why it matters
A membrane that keeps less than all of itself is bounded: by I / (1 − alpha) for inputs up to I. One that keeps 1.02 of itself doubles every 35 steps, with any
input or none. Clipping gradients does nothing against it, for it does not come from them.

## Example
\`\`\`python
import torch
from t4dm.spiking.lif import LIFNeuron

lif = LIFNeuron(size=256, alpha=1.02, v_thresh=1.0)
u = torch.zeros(256)
for step in range(100):
    spikes, u = lif(torch.rand(256), u)
\`\`\`

## Use instead
\`\`\`python
import torch
from t4dm.spiking.lif import LIFNeuron

lif = LIFNeuron(size=256, alpha=0.98, v_thresh=1.0)
u = torch.zeros(256)
for step in range(100):
    spikes, u = lif(torch.rand(256), u)
\`\`\`

A share of exactly one is an integrator without leak, which does not grow by itself: nothing is said of it here.
`,
  last: true,
  check: function* ({ networks, file, raised }) {
    const seen = new Set<number>();
    // snnTorch cuts beta to between 0 and 1 in every step.
    const stepped = networks.filter(({ backend }) => backend !== 'snntorch');
    for (const population of stepped.flatMap((each) => each.populations)) {
      const finding = population.span.file === file ? report(population) : null;
      // A time constant in place of a share is reported as that.
      const { start, end } = population.span;
      if (!finding || seen.has(start) || raised.some(({ span }) => span.start >= start && span.end <= end)) continue;
      seen.add(start);
      yield finding;
    }
  },
};

export default rule;

function report({ name, stepping, span }: Population): Finding | null {
  const kept = stepping?.kept ?? null;
  if (kept === null || Math.abs(kept) <= 1) return null;
  const share = String(Number(kept.toPrecision(4))).replace('-', '−');
  const doubling = Math.ceil(Math.log(2) / Math.log(Math.abs(kept)));
  return {
    rule: rule.id,
    severity: 'warning',
    message: `\`${name}\` keeps ${share} of its membrane each step: it doubles every ${doubling} ${doubling === 1 ? 'step' : 'steps'}, whatever its input. A share below 1 is bounded by input / (1 − share).`,
    span,
    related: [],
    fixes: [],
  };
}
