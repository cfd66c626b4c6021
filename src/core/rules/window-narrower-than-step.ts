// A plasticity window or trace that is shorter than the time step: no pair of spikes ever falls into it.
import { type ApiCall } from '../evaluate/facts';
import { constantOf } from '../evaluate/numbers';
import { type Table, type Thing } from '../evaluate/value';
import { figure } from '../network/neurons';
import { type Rule } from '../rule';
import { type Span } from '../text';
import { toNumber } from '../units/rational';

const rule: Rule = {
  id: 'window-narrower-than-step',
  severity: 'warning',
  summary: 'A plasticity rule’s time constant is shorter than the time step.',
  documentation: `
## What it does
Compares the time constants of plasticity rules with the step of the simulation.

## Why it matters
A trace with a time constant below the step is gone before the next one: pairs of spikes leave nothing behind, and the weights stay as they are.

## Example
\`\`\`python
import pyNN.nest as sim
sim.setup(timestep=1.0)
cells = sim.Population(10, sim.IF_curr_exp())
rule = sim.SpikePairRule(tau_plus=0.02, tau_minus=0.02, A_plus=0.01, A_minus=0.012)
stdp = sim.STDPMechanism(timing_dependence=rule, weight=0.1)
sim.Projection(cells, cells, sim.AllToAllConnector(), stdp)
\`\`\`

## Use instead
\`\`\`python
import pyNN.nest as sim
sim.setup(timestep=1.0)
cells = sim.Population(10, sim.IF_curr_exp())
rule = sim.SpikePairRule(tau_plus=20.0, tau_minus=20.0, A_plus=0.01, A_minus=0.012)
stdp = sim.STDPMechanism(timing_dependence=rule, weight=0.1)
sim.Projection(cells, cells, sim.AllToAllConnector(), stdp)
\`\`\`
`,
  check: function* (context) {
    const seen = new Set<number>();
    const steps = new Map(context.networks.map((each) => [each.backend, each.dtMs.value]));
    for (const call of context.facts.calls) {
      const stepMs = steps.get(call.backend) ?? null;
      if (call.dead !== null || call.what !== 'connect' || stepMs === null) continue;
      for (const { key, valueMs, span } of tracesOf(call)) {
        if (valueMs <= 0 || valueMs >= stepMs || span.file !== context.file || seen.has(span.start)) continue;
        seen.add(span.start);
        yield {
          rule: rule.id,
          severity: 'warning',
          message: `\`${key}\` is ${figure(valueMs)} ms, shorter than the step of ${figure(stepMs)} ms: a trace is gone before the next step.`,
          span,
          related: [],
          fixes: [],
        };
      }
    }
  },
};

export default rule;

interface Trace {
  readonly key: string;
  readonly valueMs: number;
  readonly span: Span;
}

function* tracesOf(call: ApiCall): Iterable<Trace> {
  const synapse = call.args.get('synapse');
  if (call.backend === 'nest' && synapse?.kind === 'table') {
    const model = synapse.entries.get('synapse_model') ?? synapse.entries.get('model');
    if (model?.kind === 'text' && /^stdp|^vogels|^jonke/.test(model.value)) yield* traces(synapse, call.span);
  }
  if (call.backend !== 'pynn' || synapse?.kind !== 'thing') return;
  const timing = synapse.fields.get('timing_dependence');
  if (timing?.kind === 'thing') yield* traces(timing, call.span);
}

function* traces(of: Table | Thing, fallback: Span): Iterable<Trace> {
  for (const [key, value] of of.kind === 'table' ? of.entries : of.fields) {
    const exact = /^tau(?:_plus|_minus|_x|_y|_plus_triplet)?$/.test(key) ? constantOf(value) : null;
    const span = (of.kind === 'table' ? of.valuePlaces : of.places).get(key) ?? fallback;
    if (exact) yield { key, valueMs: toNumber(exact), span };
  }
}
