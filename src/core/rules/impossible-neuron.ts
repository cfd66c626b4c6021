// A configuration whose parameters can't be those of one neuron: a time constant of zero, a threshold below the reset.
import { hasUpstroke, type NeuronKey, type NeuronMap, neuronMaps, only } from '../config/neuron';
import { type Finding, type Severity } from '../finding';
import { type Rule } from '../rule';
import { sameUnit } from '../units/unit';

const rule: Rule = {
  id: 'impossible-neuron',
  severity: 'warning',
  summary: 'A configuration gives a neuron parameters that can not work together.',
  documentation: `
## What it does
Where a configuration file describes a neuron, by several of its parameters in one map, reports time constants, capacities and conductances
that are zero or negative, a threshold that is not above the reset, and, as information, a rest above the threshold.

## Why it matters
A neuron that is reset to its threshold or above fires at every step; one that rests above it fires without input. A negative time constant
makes the membrane run away.

## Example
\`\`\`json
{
  "tau_m": -20.0,
  "v_rest": -65.0,
  "v_reset": -70.0,
  "v_threshold": -50.0
}
\`\`\`

## Use instead
\`\`\`json
{
  "tau_m": 20.0,
  "v_rest": -65.0,
  "v_reset": -70.0,
  "v_threshold": -50.0
}
\`\`\`

Models with an upstroke of their own (\`Delta_T\`, \`V_peak\`, Izhikevich's \`a\` to \`d\`) may well be reset above their threshold. A rest
above the threshold is a known way to drive a network.
`,
  checkConfig: ({ file, document, format }) =>
    format === 'csv' ? [] : neuronMaps(file, document.root).flatMap((each) => [...check(file, each)]),
};

export default rule;

const positive: Readonly<Record<string, string>> = {
  membraneTime: 'membrane time constant',
  capacity: 'membrane capacity',
  leakConductance: 'leak conductance',
};
const notNegative: Readonly<Record<string, string>> = {
  synapticTime: 'synaptic time constant',
  refractory: 'refractory period',
  delay: 'delay',
};

function* check(file: string, map: NeuronMap): Iterable<Finding> {
  const say = (severity: Severity, at: NeuronKey, message: string, other?: NeuronKey): Finding => ({
    rule: rule.id,
    severity,
    message,
    span: { file, start: at.node.start, end: at.node.end },
    related: other
      ? [
          {
            message: `\`${other.entry.key}\` is ${other.node.text}`,
            span: { file, start: other.node.start, end: other.node.end },
          },
        ]
      : [],
    fixes: [],
  });
  for (const each of map.keys) {
    const key = `\`${each.entry.key}\` is ${each.node.text}`;
    const above = positive[each.role];
    const least = notNegative[each.role];
    if (above !== undefined && each.value <= 0) yield say('warning', each, `${key}: a ${above} is above zero.`);
    if (least !== undefined && each.value < 0) yield say('warning', each, `${key}: a ${least} is not negative.`);
  }
  const [threshold, reset, leak] = ['threshold', 'reset', 'leak'].map((role) => only(map, role));
  if (!threshold || hasUpstroke(map)) return;
  if (reset && comparable(threshold, reset) && threshold.value <= reset.value) {
    const where = threshold.value === reset.value ? 'at' : 'below';
    yield say('warning', threshold, `The threshold ${threshold.node.text} is ${where} the reset ${reset.node.text}: once it fires, the neuron fires at every step.`, reset); // prettier-ignore
  } else if (leak && comparable(threshold, leak) && leak.value > threshold.value) {
    yield say('information', leak, `The membrane rests at ${leak.node.text}, above the threshold ${threshold.node.text}: the neuron fires without input.`, threshold); // prettier-ignore
  }
}

/** In one unit, as far as anyone says, and of one size. */
function comparable(a: NeuronKey, b: NeuronKey): boolean {
  if (a.unit && b.unit) return sameUnit(a.unit, b.unit);
  return a.likely === null || b.likely === null || a.likely === b.likely;
}
