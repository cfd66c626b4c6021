// A name in an equation that neither the model nor the script defines.
import { type Code, codeIn } from '../brian/code';
import { Findings, placeOf } from '../brian/findings';
import { Lookup } from '../brian/lookup';
import { type Expression, nodesOf, type Place } from '../equations/tree';
import { type Rule, type RuleContext } from '../rule';
import { type Dimension } from '../units/dimension';
import { nearest } from '../nearest';

const rule: Rule = {
  id: 'undefined-in-equation',
  severity: 'error',
  summary: 'A name in an equation is defined neither in the model nor where the run begins.',
  documentation: `
## What it does
Looks up every name of Brian 2's equations, thresholds, resets and synaptic statements as Brian 2 does: in the model's variables, among Brian's own
functions, constants and units, in the group's \`namespace\`, and among the variables that are in force where \`run\` is called.

## Why it matters
Names are looked up when the run begins. A typing mistake in a text is not seen by Python's own tools, and shows only after the network was built.

## Example
\`\`\`python
from brian2 import *
tau_m = 10*ms
G = NeuronGroup(10, 'dv/dt = -v/tau_mem : volt')
run(100*ms)
\`\`\`

## Use instead
\`\`\`python
from brian2 import *
tau_m = 10*ms
G = NeuronGroup(10, 'dv/dt = -v/tau_m : volt')
run(100*ms)
\`\`\`

Where not all names can be known (a star import of an unknown module, a namespace that is put together at run time, no \`run\` in sight), nothing is said.
`,
  check: function* (context) {
    const findings = new Findings(context, rule.id);
    for (const code of codeIn(context.facts)) checkCode(context, findings, code);
    yield* findings.all();
  },
};

export default rule;

function checkCode(context: RuleContext, findings: Findings, code: Code): void {
  if (code.kind === 'broken') return;
  if (code.kind === 'expression') {
    checkNames(context, findings, code, code.expression, code.lookup);
    return;
  }
  const local = new Map<string, Dimension | null>();
  const lookup = new Lookup(code.group, null, new Map(), local);
  for (const each of code.parsed.statements) {
    checkNames(context, findings, code, each.expression, lookup);
    if (lookup.meaningOf(each.name).kind !== 'undefined') continue;
    if (each.operator === '') local.set(each.name, null);
    else report(context, findings, code, each.name, each.namePlace, lookup);
  }
}

function checkNames(context: RuleContext, findings: Findings, code: Code, within: Expression, lookup: Lookup): void {
  for (const node of nodesOf(within)) {
    if (node.kind === 'name' && lookup.meaningOf(node.name).kind === 'undefined')
      report(context, findings, code, node.name, node, lookup);
    if (node.kind === 'call' && lookup.isUndefinedFunction(node.name))
      report(context, findings, code, node.name, { start: node.start, end: node.start + node.name.length }, lookup);
  }
}

function report(context: RuleContext, findings: Findings, code: Code, name: string, at: Place, lookup: Lookup): void {
  const close = nearest(
    name,
    [...lookup.names()].filter((each) => each[0] === name[0]),
  );
  const hint = close === null ? '' : ` Is \`${close}\` meant?`;
  findings.add(
    'error',
    placeOf(context, code, at),
    `\`${name}\` is defined neither in the model nor where the run begins.${hint}`,
  );
}
