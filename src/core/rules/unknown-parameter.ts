// A parameter that the model does not have: a name of another model or another simulator, or a slip of the pen.
import { nestModel, nestTakes } from '../backends/facts/nest';
import { pynnCells } from '../backends/facts/pynnCells';
import { pynnTakes } from '../backends/facts/pynn';
import { importsSpynnaker } from '../backends/facts/spynnaker';
import { type ApiCall } from '../evaluate/facts';
import { type Table } from '../evaluate/value';
import { type Finding } from '../finding';
import { nearest } from '../nearest';
import { type Rule, type RuleContext } from '../rule';
import { type Span } from '../text';
import { roleOfName } from '../units/roles';

const rule: Rule = {
  id: 'unknown-parameter',
  severity: 'warning',
  summary: 'A neuron model, synapse or device is given a parameter that it does not have.',
  documentation: `
## What it does
Compares the parameters given to NEST's own models and to PyNN's standard cells with those that they have, and finds slips of the pen in what synapses,
devices, NetPyNE's rules and current sources are given.

## Why it matters
The simulators refuse it, in the middle of building the network. Mostly it is another model's name for the same thing: \`v_thresh\` for \`V_th\`, \`tau_m\`
for a conductance-based neuron that has \`C_m\` and \`g_L\` instead.

## Example
\`\`\`python
import nest
cells = nest.Create("iaf_psc_exp", 100, {"tau_membrane": 20.0})
\`\`\`

## Use instead
\`\`\`python
import nest
cells = nest.Create("iaf_psc_exp", 100, {"tau_m": 20.0})
\`\`\`

Models of one's own, and variants made with NESTML, are not looked at.
`,
  check: function* (context) {
    const seen = new Set<string>();
    const places = new Set<number>();
    const pynn = !importsSpynnaker(context.loaded.module);
    for (const call of context.facts.calls) {
      if (call.dead !== null) continue;
      // A model chosen in a loop may be any; only what is written beside the model's own name is sure.
      if (!context.textOf(call.span).includes(modelOf(call))) continue;
      for (const finding of check(call, context, pynn)) {
        const key = `${finding.span.start}:${finding.message}`;
        if (seen.has(key)) continue;
        seen.add(key);
        places.add(finding.span.start);
        yield finding;
      }
    }
    for (const slip of context.facts.slips.values()) {
      const span = slip.span.file === context.file ? keyBefore(slip.span, slip.key, true, context) : null;
      if (!span || places.has(span.start)) continue;
      places.add(span.start);
      yield {
        rule: rule.id,
        severity: 'warning',
        message: `\`${slip.callee}\` takes no \`${slip.key}\`; is \`${slip.meant}\` meant?`,
        span,
        related: [],
        fixes: [{ title: `Write ${slip.meant}`, safety: 'unsafe', edits: [{ span, newText: slip.meant }] }],
      };
    }
  },
};

export default rule;

const modelOf = (call: ApiCall): string => {
  const made = call.args.get('made');
  const model = made?.kind === 'thing' ? made.fields.get('model') : undefined;
  return model?.kind === 'text' && model.value !== '' ? model.value : '\n';
};

function* check(call: ApiCall, context: RuleContext, pynn: boolean): Iterable<Finding> {
  const made = call.args.get('made');
  if (call.what !== 'create' || made?.kind !== 'thing') return;
  const [model, params] = [made.fields.get('model'), made.fields.get(call.backend === 'nest' ? 'given' : 'params')];
  if (model?.kind !== 'text' || params?.kind !== 'table') return;
  const name = model.value;
  if (call.backend === 'nest') {
    const known = [...(nestModel(name)?.fact.parameters.keys() ?? [])];
    for (const key of params.entries.keys())
      if (!nestTakes(name, key)) yield* report(name, key, known, placeOf(name, params, key, context));
  }
  // sPyNNaker's cells take names of their own beside PyNN's.
  if (call.backend === 'pynn' && pynn) {
    const known = [...(pynnCells.get(name)?.parameters.keys() ?? [])];
    for (const key of params.entries.keys())
      if (!pynnTakes(name, key)) yield* report(name, key, known, placeOf(name, params, key, context));
  }
}

/** The key as it stands in a dictionary or before an argument; null where it was put in later, perhaps for another model. */
function placeOf(model: string, params: Table, key: string, context: RuleContext): Span | null {
  const value = params.valuePlaces.get(key);
  if (value?.file !== context.file) return null;
  // A key that is computed is written nowhere as it is.
  if (!/^\w+$/.test(key)) return null;
  // PyNN's cells take keywords; what NEST's collections get by keyword is set later.
  return keyBefore(value, key, pynnCells.has(model), context);
}

function keyBefore(value: Span, key: string, keywords: boolean, context: RuleContext): Span | null {
  if (!/^\w+$/.test(key)) return null;
  const start = Math.max(0, value.start - key.length - 40);
  const before = context.textOf({ ...value, start, end: value.start });
  const keyword = keywords ? `|[(,\\s]${key}\\s*=\\s*$` : '';
  const written = new RegExp(`["']${key}["']\\s*:\\s*$${keyword}`).exec(before);
  if (!written) return null;
  const at = start + written.index + written[0].indexOf(key);
  return { ...value, start: at, end: at + key.length };
}

function* report(model: string, key: string, known: readonly string[], span: Span | null): Iterable<Finding> {
  if (!span) return;
  const role = roleOfName(key)?.role;
  const meant = known.find((each) => role !== undefined && roleOfName(each)?.role === role) ?? nearest(key, known);
  yield {
    rule: rule.id,
    // Elder versions had three parameters where there is a list now.
    severity: known.includes(key.replace(/\d$/, '')) ? 'information' : 'warning',
    message: `\`${model}\` has no parameter \`${key}\`${meant === null ? '' : `; is \`${meant}\` meant?`}`,
    span,
    related: [],
    fixes: [],
  };
}
