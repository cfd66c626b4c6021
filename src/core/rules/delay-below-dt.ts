// A synaptic delay that is shorter than the simulation's step.
import { importsSpynnaker } from '../backends/facts/spynnaker';
import { fits, resolve } from '../evaluate/claim';
import { type ApiCall, spanKey } from '../evaluate/facts';
import { constantOf } from '../evaluate/numbers';
import { type Finding } from '../finding';
import { writtenSynapses } from '../network/written';
import { type Rule, type RuleContext } from '../rule';
import { toNumber } from '../units/rational';

const rule: Rule = {
  id: 'delay-below-dt',
  severity: 'warning',
  summary: 'A delay is shorter than the time step.',
  documentation: `
## What it does
Compares the delays of connections with the resolution that the script sets, or the simulator's default.

## Why it matters
Simulators that exchange spikes once per step can't deliver within it: NEST refuses the connection, others round the delay up to a whole step.
A delay in seconds looks just like this.

## Example
\`\`\`python
import nest

nest.resolution = 0.1
neurons = nest.Create("iaf_psc_exp", 10)
nest.Connect(neurons, neurons, syn_spec={"weight": 20.0, "delay": 0.0015})
\`\`\`

## Use instead
\`\`\`python
import nest

nest.resolution = 0.1
neurons = nest.Create("iaf_psc_exp", 10)
nest.Connect(neurons, neurons, syn_spec={"weight": 20.0, "delay": 1.5})
\`\`\`

Zero is left alone: some simulators take it as their shortest delay. Where the step is set more than once, the shortest one counts.
`,
  check: function* (context) {
    const written = writtenSynapses(context.facts.calls);
    const seen = new Set<string>();
    for (const network of context.networks) {
      const dtMs = shortestStep(context.facts.calls, network.backend, network.dtMs.value);
      if (dtMs === null) continue;
      for (const { delay, span } of [...network.inputs, ...network.projections]) {
        const place = written.get(spanKey(span))?.delay;
        const delayMs = delay?.value ?? null;
        if (!place?.given || !place.plain || place.span.file !== context.file || delayMs === null) continue;
        if (!isTakenAsIs(place.span, context)) continue;
        if (!(delayMs > 0 && delayMs < dtMs * (1 - 1e-9)) || seen.has(spanKey(place.span))) continue;
        seen.add(spanKey(place.span));
        yield finding(delayMs, dtMs, place.span, context, importsSpynnaker(context.loaded.module));
      }
    }
  },
};

export default rule;

/** Not in a call that is meant to fail, which hands nothing over; and not in another unit, which `unit-mismatch` speaks of. */
function isTakenAsIs(span: Finding['span'], { facts }: RuleContext): boolean {
  const arrival = ['delay', 'delays'].map((name) => facts.arrivals.get(`${spanKey(span)}:${name}`)).find(Boolean);
  const claim = arrival?.value.claim && resolve(arrival.value.claim);
  return arrival !== undefined && (!claim || claim.term.unknowns.length > 0 || fits(claim, arrival.expected));
}

function finding(
  delayMs: number,
  dtMs: number,
  span: Finding['span'],
  context: RuleContext,
  roundsUp: boolean,
): Finding {
  const inSeconds = Number((delayMs * 1000).toPrecision(12));
  const seconds = inSeconds >= dtMs && inSeconds >= 0.1 && inSeconds <= 20;
  const source = context.textOf(span);
  const plain = /^[\d._]+(?:[eE][+-]?\d+)?$/.test(source);
  return {
    rule: rule.id,
    // sPyNNaker makes one step of it.
    severity: roundsUp && !seconds ? 'information' : 'warning',
    message: `The delay of ${delayMs} ms is shorter than the step of ${dtMs} ms${seconds ? `: if it is in seconds, it is ${inSeconds} ms` : ''}.`,
    span,
    related: [],
    fixes: seconds
      ? [
          {
            title: `Convert from s to ms: × 1000`,
            safety: 'unsafe',
            edits: [{ span, newText: plain ? String(inSeconds) : `(${source}) * 1000` }],
          },
        ]
      : [],
  };
}

/** The shortest step that the script sets anywhere; null where one of them is not known. */
function shortestStep(calls: readonly ApiCall[], backend: string, read: number | null): number | null {
  const steps = calls
    .filter((each) => each.backend === backend && (each.what === 'kernel' || each.what === 'setup'))
    .flatMap((each) => [each.args.get('resolution'), each.args.get('timestep')])
    .filter((each) => each !== undefined)
    .map((each) => constantOf(each));
  if (steps.some((each) => each === null)) return null;
  const known = steps.flatMap((each) => (each ? [toNumber(each)] : []));
  return known.length === 0 ? read : Math.min(...known);
}
