// A weight whose sign PyNN refuses for its receptor: negative for a conductance, positive for an inhibitory current.
import { isOwnCell } from '../backends/facts/pynn';
import { importsAny, importsSpynnaker } from '../backends/facts/spynnaker';
import { type Finding, type Fix } from '../finding';
import { figure } from '../network/neurons';
import { chosenProjections } from '../network/pynn/choices';
import { numberOf, pynnProjections } from '../network/pynn/projections';
import { type Rule } from '../rule';
import { type Span } from '../text';

const rule: Rule = {
  id: 'wrong-inhibitory-sign',
  severity: 'error',
  summary: 'A weight has the wrong sign for its receptor and the target’s model.',
  documentation: `
## What it does
Compares the sign of a PyNN weight with its receptor: conductances are positive, inhibitory ones too; inhibitory currents are negative; excitatory
weights are positive.

## Why it matters
A conductance pulls the membrane towards its reversal potential, whatever its size: the receptor says in which direction, not the sign. Of a current, the
sign is all that inhibits. PyNN refuses the wrong one, and a simulator below it would excite where inhibition is meant.

## Example
\`\`\`python
import pyNN.nest as sim
cells = sim.Population(100, sim.IF_cond_exp())
synapse = sim.StaticSynapse(weight=-0.01, delay=1.0)
sim.Projection(cells, cells, sim.FixedProbabilityConnector(0.1), synapse, receptor_type="inhibitory")
\`\`\`

## Use instead
\`\`\`python
import pyNN.nest as sim
cells = sim.Population(100, sim.IF_cond_exp())
synapse = sim.StaticSynapse(weight=0.01, delay=1.0)
sim.Projection(cells, cells, sim.FixedProbabilityConnector(0.1), synapse, receptor_type="inhibitory")
\`\`\`

sPyNNaker takes the size alone, the receptor decides: there the sign is not looked at. In NEST a negative conductance is how inhibition is written.
Of backends such as GeNN's or BrainScaleS' it is not certain that they look at the sign: there it is a warning.
`,
  check: function* (context) {
    if (importsSpynnaker(context.loaded.module)) return;
    const severity = importsAny(context.loaded.module, ownBackends) ? 'warning' : 'error';
    const { calls } = context.facts;
    const seen = new Set<number>();
    for (const each of [...pynnProjections(calls), ...chosenProjections(calls)]) {
      const { model, receptor, weightUnit, weights } = each;
      const inhibitory = receptor === 'inhibitory';
      if ((!inhibitory && receptor !== 'excitatory') || weightUnit === null || isOwnCell(model)) continue;
      // The jump of a delta synapse is a current's: it inhibits by its sign.
      const conductance = weightUnit === 'µS';
      const isWrong = (value: number): boolean => (inhibitory && !conductance ? value > 0 : value < 0);
      const condition = 'condition' in each ? each.condition : '';
      if (condition !== '' && !weights.every((weight) => isWrong(numberOf(weight)))) continue;
      for (const weight of weights) {
        const value = numberOf(weight);
        if (!isWrong(value) || weight.span.file !== context.file || seen.has(weight.span.start)) continue;
        seen.add(weight.span.start);
        const found = report(weight.span, value, conductance, inhibitory, model, context.textOf(weight.span));
        // Turned round where it is handed over, the weight would be wrong on the other ways.
        yield condition === ''
          ? { ...found, severity }
          : { ...found, severity, message: `Where \`${condition}\`: ${found.message}`, fixes: [] };
      }
    }
  },
};

export default rule;

/** Backends that are kept outside PyNN: what they make of a sign is their own affair. */
const ownBackends = /^pynn_|^pyNN\.(?:genn|hardware|brainscales|nemo|arbor|neuroml|moose)/;

function report(
  span: Span,
  value: number,
  conductance: boolean,
  inhibitory: boolean,
  model: string,
  text: string,
): Omit<Finding, 'severity'> {
  const what = conductance
    ? 'a conductance, which is positive also where it inhibits'
    : 'an inhibitory current, which is negative';
  const excitatory = 'an excitatory current, which is positive';
  const kind = conductance || inhibitory ? what : excitatory;
  return {
    rule: rule.id,
    message: `${figure(value)} is the weight of an ${inhibitory ? 'inhibitory' : 'excitatory'} projection to \`${model}\`: ${kind}.`,
    span,
    related: [],
    fixes: [turned(span, text)],
  };
}

function turned(span: Span, text: string): Fix {
  const bare = /^-\s*([\w.]+)$/.exec(text)?.[1];
  const simple = /^[\w.]+(?:\[[^[\]]*\])?$/.test(text);
  return {
    title: 'Turn the sign round',
    safety: 'unsafe',
    edits: [{ span, newText: bare ?? (simple ? `-${text}` : `-(${text})`) }],
  };
}
