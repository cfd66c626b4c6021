// Parameters of one neuron in a configuration of which one is, by its size, in another prefix than the rest.
import { type NeuronKey, type NeuronMap, neuronMaps } from '../config/neuron';
import { type Finding } from '../finding';
import { type Rule } from '../rule';
import { powerOfTen, toText, parseDecimal, multiply, type Rational } from '../units/rational';
import { conversion, type Unit } from '../units/unit';
import { parseUnit } from '../units/parse';

const rule: Rule = {
  id: 'mixed-prefixes',
  severity: 'warning',
  summary: 'One parameter of a neuron is, by its size, in another prefix than its others.',
  documentation: `
## What it does
Where a configuration file describes a neuron, compares the sizes of its voltages with each other and its time constants with the rest: a
membrane time constant of 0.02 beside a refractory period of 2, a rest of −0.065 beside a threshold of −50.

## Why it matters
Numbers copied from a model in volts and seconds are a thousand times too small for one in millivolts and milliseconds.

## Example
\`\`\`json
{
  "tau_m": 0.02,
  "v_rest": -65.0,
  "v_threshold": -50.0,
  "refractory_period": 2.0
}
\`\`\`

## Use instead
\`\`\`json
{
  "tau_m": 20.0,
  "v_rest": -65.0,
  "v_threshold": -50.0,
  "refractory_period": 2.0
}
\`\`\`

A number whose name or comment says its unit is believed. A configuration that is all in volts and seconds is one too.
`,
  checkConfig: ({ file, document, format }) =>
    format === 'csv' ? [] : neuronMaps(file, document.root).flatMap((each) => [...check(file, each)]),
};

export default rule;

const voltages = /^(?:threshold|reset|leak)$/;
/** Short synaptic times and steps are found in both prefixes. */
const times = /^(?:membraneTime|refractory)$/;

function* check(file: string, map: NeuronMap): Iterable<Finding> {
  const said = (pattern: RegExp): NeuronKey[] => map.keys.filter(({ role }) => pattern.test(role));
  for (const [group, small, usual] of [
    [said(voltages), 'V', 'mV'],
    [said(times), 's', 'ms'],
  ] as const) {
    const odd = group.filter((each) => each.unit === null && each.likely === small);
    const rest = group.filter((each) => each.likely === usual || each.unit?.symbol === usual);
    const [witness] = rest;
    const [unit, meant] = [parseUnit(small), parseUnit(usual)];
    if (!witness || !unit || !meant || odd.length === 0 || odd.length >= group.length) continue;
    for (const each of odd) {
      // A refractory period of a few hundredths of a millisecond is as good as none, and may be meant so.
      if (each.role === 'refractory') continue;
      yield finding(file, each, witness, unit, meant);
    }
  }
}

function finding(file: string, { entry, node }: NeuronKey, witness: NeuronKey, unit: Unit, meant: Unit): Finding {
  const factor: Rational = conversion(unit, meant);
  const exact = parseDecimal(node.text);
  const written = exact && powerOfTen(factor) !== null ? toText(multiply(exact, factor)) : null;
  const span = { file, start: node.start, end: node.end };
  return {
    rule: rule.id,
    severity: 'warning',
    message: `\`${entry.key}\` is ${node.text}, the size of a number in ${unit.symbol ?? ''}, but \`${witness.entry.key}\` is ${witness.node.text}, the size of one in ${meant.symbol ?? ''}.`,
    span,
    related: [
      {
        message: `\`${witness.entry.key}\` stands here`,
        span: { file, start: witness.node.start, end: witness.node.end },
      },
    ],
    fixes:
      written === null
        ? []
        : [
            {
              title: `Write ${written}, in ${meant.symbol ?? ''}`,
              safety: 'unsafe',
              edits: [{ span, newText: written }],
            },
          ],
  };
}
