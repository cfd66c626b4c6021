// A delay that SpiNNaker may not keep: longer than its delay slots, or between two of them.
import { defaultTimestepMs, importsSpynnaker, longestDelaySteps } from '../backends/facts/spynnaker';
import { constantOf } from '../evaluate/numbers';
import { type Finding } from '../finding';
import { figure } from '../network/neurons';
import { numberOf, pynnProjections } from '../network/pynn/projections';
import { type Rule } from '../rule';
import { type Span } from '../text';
import { toNumber } from '../units/rational';

const rule: Rule = {
  id: 'delay-out-of-range',
  severity: 'information',
  summary: 'On SpiNNaker a delay is longer than every core can keep, or no whole number of steps.',
  documentation: `
## What it does
On SpiNNaker a delay is a whole number of steps from 1 to 144: 16 on the neuron's core, and 8 times 16 more in delay extensions. The step is
1 ms where \`setup\` names none.

## Why it matters
A delay beyond what the machine keeps stops the run; one between two steps is rounded, and the network answers at another time than in other simulators.

## Example
\`\`\`python
import pyNN.spiNNaker as sim
sim.setup(timestep=1.0)
cells = sim.Population(100, sim.IF_curr_exp())
sim.Projection(cells, cells, sim.AllToAllConnector(), sim.StaticSynapse(weight=0.1, delay=200.0))
\`\`\`

## Use instead
\`\`\`python
import pyNN.spiNNaker as sim
sim.setup(timestep=1.0)
cells = sim.Population(100, sim.IF_curr_exp())
sim.Projection(cells, cells, sim.AllToAllConnector(), sim.StaticSynapse(weight=0.1, delay=120.0))
\`\`\`

It is information: the versions differ, and so do the cores.
`,
  check: function* (context) {
    if (!importsSpynnaker(context.loaded.module)) return;
    const setups = context.facts.calls.filter((each) => each.backend === 'pynn' && each.what === 'setup');
    const given = setups.at(-1)?.args.get('timestep');
    const exact = given === undefined ? null : constantOf(given);
    if ((given !== undefined && !exact) || setups.length > 1) return;
    const stepMs = exact ? toNumber(exact) : defaultTimestepMs;
    const seen = new Set<number>();
    for (const { delays } of pynnProjections(context.facts.calls)) {
      for (const delay of delays) {
        const finding =
          delay.span.file === context.file && !seen.has(delay.span.start) && check(delay.span, numberOf(delay), stepMs);
        seen.add(delay.span.start);
        if (finding) yield finding;
      }
    }
  },
};

export default rule;

function check(span: Span, delayMs: number, stepMs: number): Finding | null {
  const steps = delayMs / stepMs;
  const say = (what: string): Finding => ({
    rule: rule.id,
    severity: 'information',
    message: `With steps of ${figure(stepMs)} ms a delay of ${figure(delayMs)} ms ${what}.`,
    span,
    related: [],
    fixes: [],
  });
  if (steps > longestDelaySteps)
    return say(
      `is ${figure(steps)} steps: sPyNNaker up to 6 keeps at most ${longestDelaySteps}, and from 7 on what a core’s memory holds`,
    );
  if (steps > 1 && Math.abs(steps - Math.round(steps)) > 1e-6)
    return say(`is ${figure(steps)} steps, and is rounded to ${Math.round(steps)}`);
  return null;
}
