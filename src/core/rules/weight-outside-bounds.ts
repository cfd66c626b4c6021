// A plastic weight that begins outside of the bounds that it is kept within, or bounds that leave no room.
import { type ApiCall, spanKey } from '../evaluate/facts';
import { constantOf } from '../evaluate/numbers';
import { type Finding } from '../finding';
import { type StdpRule } from '../network/plasticity';
import { adaptiveThreshold, stdpConfig } from '../backends/facts/t4dm';
import { configOf, stdpRuleOf } from '../network/t4dm/learning';
import { numberFor } from '../parameters';
import { type Rule, type RuleContext } from '../rule';
import { type Span } from '../text';
import { toNumber } from '../units/rational';

const rule: Rule = {
  id: 'weight-outside-bounds',
  severity: 'warning',
  summary: 'A weight that learns begins outside of its bounds, or its bounds leave it no room.',
  documentation: `
## What it does
Holds the weight with which a plastic connection begins against the bounds of its rule (\`w_max\`, \`Wmax\`, \`max_weight\`), and a rule's lower bound against its upper one.

## Why it matters
The first spike pair pulls the weight to the bound, whatever its order: a network tuned to weights of 5 runs with weights of 1 from then on. Between bounds that are
equal, or crossed, nothing can be learned.

## Example
\`\`\`python
import pyNN.nest as sim

sim.setup(timestep=0.1)
cells = sim.Population(10, sim.IF_curr_exp())
rule = sim.STDPMechanism(
    timing_dependence=sim.SpikePairRule(tau_plus=20.0, tau_minus=20.0, A_plus=0.01, A_minus=0.012),
    weight_dependence=sim.AdditiveWeightDependence(w_min=0.0, w_max=0.1),
    weight=0.5,
)
sim.Projection(cells, cells, sim.AllToAllConnector(), rule)
\`\`\`

## Use instead
\`\`\`python
import pyNN.nest as sim

sim.setup(timestep=0.1)
cells = sim.Population(10, sim.IF_curr_exp())
rule = sim.STDPMechanism(
    timing_dependence=sim.SpikePairRule(tau_plus=20.0, tau_minus=20.0, A_plus=0.01, A_minus=0.012),
    weight_dependence=sim.AdditiveWeightDependence(w_min=0.0, w_max=1.0),
    weight=0.5,
)
sim.Projection(cells, cells, sim.AllToAllConnector(), rule)
\`\`\`

A weight on its bound is left alone, and so is one whose unit or sign is another than the bound's.
`,
  check: function* (context) {
    const seen = new Set<string>();
    const once = function* (found: Finding | null): Iterable<Finding> {
      if (found?.span.file !== context.file || seen.has(spanKey(found.span))) return;
      seen.add(spanKey(found.span));
      yield found;
    };
    for (const { projections } of context.networks)
      for (const { plasticity, weight, span } of projections) {
        if (plasticity?.kind !== 'stdp' || weight.value === null) continue;
        yield* once(outside(weight.value, plasticity, placeIn(context, span)));
      }
    for (const call of context.facts.calls)
      if (call.backend === 't4dm' && call.dead === null) yield* once(ofT4dm(call));
  },
};

export default rule;

const figure = (value: number): string => String(Number(value.toPrecision(4))).replace('-', '−');

function outside(weight: number, { wMin, wMax, off }: StdpRule, span: Span): Finding | null {
  if (wMax === null || off === true || weight * wMax < 0) return null;
  const [low, high] = wMax < 0 ? [wMax, -Math.abs(wMin)] : [wMin, wMax];
  if (low > high) return null;
  const slack = 1e-9 * Math.abs(high - low);
  if (weight <= high + slack && weight >= low - slack) return null;
  const found = report(
    `The weight begins at ${figure(weight)}, outside of its bounds ${figure(low)} and ${figure(high)}: the first pair of spikes pulls it to ${figure(weight > high ? high : low)}.`,
    span,
  );
  // From nothing up to the least weight is how some begin.
  return weight === 0 ? { ...found, severity: 'information' } : found;
}

function ofT4dm({ what, args, span }: ApiCall): Finding | null {
  const [made, learner] = [args.get('made'), args.get('learner')];
  if (what === 'pair' && learner?.kind === 'thing') {
    const weight = constantOf(args.get('weight'));
    return weight ? outside(toNumber(weight), stdpRuleOf(learner), span) : null;
  }
  if (made?.kind !== 'thing') return null;
  const params = configOf(made);
  if (what === 'learner' || what === 'config') {
    const [low, high] = [numberFor(params, stdpConfig, 'min_weight'), numberFor(params, stdpConfig, 'max_weight')];
    const place = params.valuePlaces.get('min_weight') ?? params.valuePlaces.get('max_weight');
    return place && low !== null && high !== null && low >= high
      ? report(`Weights are kept between ${figure(low)} and ${figure(high)}: that leaves no room to learn.`, place)
      : null;
  }
  if (what !== 'homeostasis' || made.type !== 't4dm.AdaptiveThreshold') return null;
  const [low, high] = [
    numberFor(params, adaptiveThreshold, 'min_threshold'),
    numberFor(params, adaptiveThreshold, 'max_threshold'),
  ];
  const place = params.valuePlaces.get('min_threshold') ?? params.valuePlaces.get('max_threshold');
  if (!place || low === null || high === null) return null;
  if (low >= high)
    return report(
      `The threshold is kept between ${figure(low)} and ${figure(high)}: that leaves no room to adapt.`,
      place,
    );
  return low > 1 || high < 1
    ? { ...report(`The threshold begins at 1, outside of its bounds ${figure(low)} and ${figure(high)}: the first adaptation pulls it to ${figure(low > 1 ? low : high)}.`, place), severity: 'information' }
    : null; // prettier-ignore
}

const report = (message: string, span: Span): Finding => ({
  rule: rule.id,
  severity: 'warning',
  message,
  span,
  related: [],
  fixes: [],
});

/** The weight's own place, where it is written in this file. */
function placeIn({ facts, file }: RuleContext, span: Span): Span {
  const call = facts.calls.find((each) => spanKey(each.span) === spanKey(span));
  const synapse = call?.args.get('synapse');
  const place =
    synapse?.kind === 'thing'
      ? synapse.places.get('weight')
      : synapse?.kind === 'table'
        ? synapse.valuePlaces.get('weight')
        : undefined;
  return place?.file === file ? place : span;
}
