// A dictionary is asked for a key that it does not have, and has the same parameter under another name that nobody asks for.
import { type Lookup } from '../evaluate/facts';
import { type Rule, type RuleContext } from '../rule';
import { type Finding } from '../finding';
import { roleOfName } from '../units/roles';

const rule: Rule = {
  id: 'misnamed-key',
  severity: 'warning',
  summary: 'A dictionary holds a parameter under another name than the one that is asked for.',
  documentation: `
## What it does
Where the code asks a dictionary for a key that it does not have, looks for the same parameter under another name that nobody asks for: \`tau_m\` beside
\`tau_membrane\`, \`V_th\` beside \`v_threshold\`.

## Why it matters
With \`get\` the default holds without a word, and changing the value in the dictionary changes nothing.

## Example
\`\`\`python
def membrane_time(params):
    return params.get("tau_membrane", 10.0)

tau = membrane_time({"tau_m": 20.0, "v_rest": -65.0})
\`\`\`

## Use instead
\`\`\`python
def membrane_time(params):
    return params.get("tau_m", 10.0)

tau = membrane_time({"tau_m": 20.0, "v_rest": -65.0})
\`\`\`

Only parameters of which a neuron has one are compared: threshold, reset, rest, capacity, leak, membrane time constant and refractory period.
`,
  check: function* (context) {
    const { lookups } = context.facts;
    const seen = new Set<string>();
    for (const lookup of lookups) {
      // What was not there yet may have been put there since.
      const late = lookup.table.entries.has(lookup.key);
      if (lookup.found || late || lookup.table.open || lookup.span.file !== context.file) continue;
      // What one dictionary lacks, another that comes the same way may have.
      const asked = lookups.filter(
        (each) => each.span.start === lookup.span.start && each.span.file === lookup.span.file,
      );
      if (asked.some((each) => each.found)) continue;
      const meant = nameFor(lookup, lookups);
      const key = `${lookup.span.start}:${lookup.key}`;
      if (meant === null || seen.has(key)) continue;
      seen.add(key);
      yield report(lookup, meant, context);
    }
  },
};

export default rule;

const single = new Set(['threshold', 'reset', 'leak', 'capacity', 'leakConductance', 'membraneTime', 'refractory']);

function nameFor(lookup: Lookup, lookups: readonly Lookup[]): string | null {
  const role = roleOfName(lookup.key)?.role;
  if (role === undefined || !single.has(role)) return null;
  const others = [...lookup.table.entries.keys()].filter((key) => roleOfName(key)?.role === role);
  const [only] = others;
  if (only === undefined || others.length > 1) return null;
  return lookups.some((each) => each.found && each.key === only) ? null : only;
}

function report({ key, hasDefault, table, span }: Lookup, meant: string, context: RuleContext): Finding {
  const text = context.textOf(span);
  const at = [`"${key}"`, `'${key}'`].map((each) => text.indexOf(each)).find((each) => each !== -1);
  const place = at === undefined ? span : { ...span, start: span.start + at, end: span.start + at + key.length + 2 };
  const held = table.places.get(meant);
  return {
    rule: rule.id,
    severity: 'warning',
    message: `The dictionary has no \`${key}\`; it has \`${meant}\`, which nothing reads${hasDefault ? ', and so the default holds' : ''}.`,
    span: place,
    related: held ? [{ message: `\`${meant}\` stands here`, span: held }] : [],
    fixes:
      at === undefined
        ? []
        : [{ title: `Read \`${meant}\``, safety: 'unsafe', edits: [{ span: place, newText: `"${meant}"` }] }],
  };
}
