// A neuron whose threshold is at or below the value it is reset to: every spike is followed by the next.
import { type Finding } from '../finding';
import { type Parameter } from '../network/network';
import { figure, isPlainThreshold, parameterOf, placeIn, populationsIn } from '../network/neurons';
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'threshold-below-reset',
  severity: 'error',
  summary: 'A neuron’s threshold is at or below its reset potential.',
  documentation: `
## What it does
Compares the threshold of integrate-and-fire neurons with their reset, and the spike detection of adaptive exponential ones, with the simulator's
defaults where the script gives only one of the two.

## Why it matters
A neuron that is reset to its threshold or above it fires again as soon as its refractory period is over, whatever its input. NEST refuses such a
neuron, other simulators run it.

## Example
\`\`\`python
import nest
cells = nest.Create("iaf_psc_exp", 100, {"V_th": -70.0, "V_reset": -55.0})  # the two are exchanged
\`\`\`

## Use instead
\`\`\`python
import nest
cells = nest.Create("iaf_psc_exp", 100, {"V_th": -55.0, "V_reset": -70.0})
\`\`\`

A reset above the resting potential is sound, and so is one above the exponential's threshold V_T in an adaptive exponential neuron: it makes bursts.
`,
  check: function* (context) {
    for (const { network, population } of populationsIn(context.networks)) {
      const reset =
        parameterOf(population, 'reset') ?? named(population.params['V_reset'] ?? population.params['v_reset']);
      const peak = population.params['V_peak'] ?? population.params['v_spike'];
      const threshold = isPlainThreshold(population) ? parameterOf(population, 'threshold') : named(peak);
      if (!reset || !threshold || (reset.byDefault && threshold.byDefault)) continue;
      const [top, bottom] = [threshold.value, reset.value];
      if (top === null || bottom === null || top > bottom || threshold.unit !== reset.unit) continue;
      // Brian's `v > 1` is not met at a reset to 1.
      const strict = network.backend === 'brian2' && !(threshold.span && /[<>]=/.test(context.textOf(threshold.span)));
      if (top === bottom && strict) continue;
      const span = placeIn(context.file, population, threshold, reset);
      if (!span) continue;
      const what = isPlainThreshold(population) ? 'threshold' : 'spike detection';
      const said = (each: Parameter): string => `${figure(each.value ?? 0)} mV${each.byDefault ? ' (by default)' : ''}`;
      const finding: Finding = {
        rule: rule.id,
        severity: 'error',
        message: `The ${what} of \`${population.name}\`, ${said(threshold)}, is not above its reset, ${said(reset)}: it would fire without end.`,
        span,
        related: [],
        fixes:
          threshold.span?.file === context.file && reset.span?.file === context.file
            ? [exchange(threshold.span, reset.span, context.textOf(threshold.span), context.textOf(reset.span))]
            : [],
      };
      yield finding;
    }
  },
};

export default rule;

const named = (parameter: Parameter | undefined): Parameter | null => parameter ?? null;

function exchange(a: Finding['span'], b: Finding['span'], textOfA: string, textOfB: string): Finding['fixes'][number] {
  return {
    title: 'Exchange threshold and reset',
    safety: 'unsafe',
    edits: [
      { span: a, newText: textOfB },
      { span: b, newText: textOfA },
    ],
  };
}
