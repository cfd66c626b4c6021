// A configuration of a known framework that lacks a key without which the framework does not start.
import { type ConfigMap, type ConfigNode, entryFor, nodeAt } from '../config/tree';
import { type Finding } from '../finding';
import { type ConfigContext, type Rule } from '../rule';

const rule: Rule = {
  id: 'required-key',
  severity: 'warning',
  summary: 'A framework’s configuration lacks a key that the framework insists on.',
  documentation: `
## What it does
Recognises configurations of 4D Neural Cognition by their keys and reports those of the required ones that are not there.

## Why it matters
\`BrainModel\` stops with a KeyError.

## Example
\`\`\`json
{
  "lattice_shape": [20, 20, 20, 5],
  "neuron_model": { "type": "LIF", "params_default": { "tau_m": 20.0 } },
  "cell_lifecycle": { "enable_death": false },
  "plasticity": { "learning_rate": 0.01 },
  "areas": []
}
\`\`\`

## Use instead
\`\`\`json
{
  "lattice_shape": [20, 20, 20, 5],
  "neuron_model": { "type": "LIF", "params_default": { "tau_m": 20.0 } },
  "cell_lifecycle": { "enable_death": false },
  "plasticity": { "learning_rate": 0.01 },
  "senses": {},
  "areas": []
}
\`\`\`
`,
  checkConfig: check,
};

export default rule;

/** Read in src/brain_model.py of 4D Neural Cognition, December 2025: `BrainModel` raises a KeyError without one of them. */
const required = ['lattice_shape', 'neuron_model', 'cell_lifecycle', 'plasticity', 'senses', 'areas'];

function* check({ file, document, format }: ConfigContext): Iterable<Finding> {
  // A saved model holds the configuration it was made with.
  const parts = [document.root, nodeAt(document.root, ['config'])];
  for (const part of format === 'json' ? parts : []) {
    const missing = part && isFramework(part) ? required.filter((key) => !entryFor(part, key)) : [];
    const first = part?.kind === 'map' ? part.entries[0] : undefined;
    if (missing.length === 0 || !first) continue;
    const names = missing.map((key) => `\`${key}\``).join(', ');
    yield {
      rule: rule.id,
      severity: 'warning',
      message: `\`BrainModel\` needs ${names}, which ${missing.length === 1 ? 'is' : 'are'} not here.`,
      span: { file, start: first.keyStart, end: first.keyEnd },
      related: [],
      fixes: [],
    };
  }
}

/** Most of the required keys, with a model's default parameters among them, are nobody else's. */
const isFramework = (node: ConfigNode): node is ConfigMap =>
  node.kind === 'map' &&
  nodeAt(node, ['neuron_model', 'params_default']) !== null &&
  entryFor(node, 'lattice_shape') !== null &&
  required.filter((key) => entryFor(node, key)).length >= 3;
