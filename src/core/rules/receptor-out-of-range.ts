// A receptor that the target does not have: NEST counts them from 1, PyNN from 0.
import { nestReceptorLists } from '../backends/facts/nest';
import { isOwnCell } from '../backends/facts/pynn';
import { type ApiCall } from '../evaluate/facts';
import { constantOf } from '../evaluate/numbers';
import { type Table, type Thing, type Value } from '../evaluate/value';
import { type Finding } from '../finding';
import { pynnProjections } from '../network/pynn/projections';
import { type Rule } from '../rule';
import { type Span } from '../text';
import { toNumber } from '../units/rational';

const rule: Rule = {
  id: 'receptor-out-of-range',
  severity: 'error',
  summary: 'A connection names a receptor that the target does not have.',
  documentation: `
## What it does
Compares the receptor of a connection with how many the target has: in NEST's multi-receptor models they are numbered from 1 to the length of the list of
time constants, in PyNN cells of one's own they go by \`synapse_0\`, \`synapse_1\` and so on.

## Why it matters
A model carried from one simulator to the other is off by one. NEST refuses receptor 0; all others then reach the neighbour's time constant, and nothing
says so.

## Example
\`\`\`python
import nest
cells = nest.Create("glif_psc", 10, {"tau_syn": [5.5, 8.5]})
nest.Connect(cells, cells, syn_spec={"weight": 3.0, "receptor_type": 0})
\`\`\`

## Use instead
\`\`\`python
import nest
cells = nest.Create("glif_psc", 10, {"tau_syn": [5.5, 8.5]})
nest.Connect(cells, cells, syn_spec={"weight": 3.0, "receptor_type": 1})
\`\`\`

A \`+ 1\` on the way from PyNN's index to NEST's is right.
`,
  check: function* (context) {
    for (const call of context.facts.calls) {
      const finding = call.backend === 'nest' && call.what === 'connect' && call.dead === null ? inNest(call) : null;
      if (finding?.span.file === context.file) yield finding;
    }
    for (const { post, model, receptor, span } of pynnProjections(context.facts.calls)) {
      const params = post.fields.get('params');
      const index = /^synapse_(\d+)$/.exec(receptor ?? '')?.[1];
      if (index === undefined || !isOwnCell(model) || params?.kind !== 'table' || params.open) continue;
      const count = [...params.entries.keys()].filter((each) => /^tau_syn_\d+$/.test(each)).length;
      if (count === 0 || Number(index) < count || span.file !== context.file) continue;
      yield report(
        span,
        `\`${model}\` has the receptors synapse_0 to synapse_${count - 1}: there is no ${receptor ?? ''}.`,
      );
    }
  },
};

export default rule;

function inNest(call: ApiCall): Finding | null {
  const [post, synapse] = [call.args.get('post'), call.args.get('synapse')];
  if (post?.kind !== 'thing' || post.fields.has('parts')) return null;
  const model = post.fields.get('model');
  const list =
    model?.kind === 'text' && Object.hasOwn(nestReceptorLists, model.value)
      ? nestReceptorLists[model.value]
      : undefined;
  if (model?.kind !== 'text' || list === undefined || readsOnly(call.args.get('pre'))) return null;
  const given = synapse?.kind === 'table' ? synapse.entries.get('receptor_type') : undefined;
  if (synapse !== undefined && (synapse.kind !== 'table' || synapse.open)) return null;
  const exact = given === undefined ? null : constantOf(given);
  if (given !== undefined && !exact) return null;
  const receptor = exact ? toNumber(exact) : 0;
  const count = lengthOf(post, list);
  if (receptor >= 1 && (count === null || receptor <= count)) return null;
  const span = (synapse?.kind === 'table' && placeOf(synapse)) || call.span;
  if (receptor >= 1)
    return report(
      span,
      `\`${model.value}\` has ${count} receptors, as many as its \`${list}\` is long: there is no receptor ${receptor}.`,
    );
  const said = exact ? 'receptor 0' : 'no `receptor_type`, which means 0';
  return report(span, `\`${model.value}\` counts its receptors from 1, and this connection names ${said}.`);
}

const placeOf = (synapse: Table): Span | undefined => synapse.valuePlaces.get('receptor_type');

/** Currents and recorders go without a receptor. */
function readsOnly(of: Value | undefined): boolean {
  const model = of?.kind === 'thing' ? of.fields.get('model') : undefined;
  return model?.kind !== 'text' || /recorder|meter|detector|dc_|ac_|noise_|step_current/.test(model.value);
}

function lengthOf(post: Thing, list: string): number | null {
  const params = post.fields.get('params');
  const value = params?.kind === 'table' ? params.entries.get(list) : undefined;
  return value?.kind === 'sequence' && !value.count ? value.items.length : null;
}

const report = (span: Span, message: string): Finding => ({
  rule: rule.id,
  severity: 'error',
  message,
  span,
  related: [],
  fixes: [],
});
