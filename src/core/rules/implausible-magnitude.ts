// A number that no one means in the unit it is taken in, and many mean in another prefix of it.
import { fits, isWitnessed, resolve, sureness } from '../evaluate/claim';
import { type Arrival, spanKey } from '../evaluate/facts';
import { constantOf, fitsAnyUnit } from '../evaluate/numbers';
import { asConstant } from '../evaluate/poly';
import { convertingFix } from '../conversion';
import { stepsOf } from '../explain';
import { type Finding, type Fix } from '../finding';
import { type Rule, type RuleContext } from '../rule';
import { formatUnit, unitInWords } from '../units/format';
import { asMeant, misfit } from '../magnitudes';
import { toNumber as toFloat, toText } from '../units/rational';

const rule: Rule = {
  id: 'implausible-magnitude',
  severity: 'warning',
  summary: 'A value has a size that is absurd in the unit taken, and usual in another prefix.',
  documentation: `
## What it does
Looks at the number that arrives at a parameter, however it was computed, and reports sizes that the parameter never has in its unit but
usually has in another: a membrane time constant of 0.02 ms, a resting potential of −0.065 mV, a rate of 0.02 Hz, a weight of 87.8 nA.

## Why it matters
SI habits and simulator habits differ by powers of a thousand. The simulator takes whatever number it is given.

## Example
\`\`\`python
cell = sim.IF_curr_exp(tau_m=0.02)
\`\`\`

## Use instead
\`\`\`python
cell = sim.IF_curr_exp(tau_m=20.0)
\`\`\`

Only sizes that can't be meant are reported: a rate of 150 000 Hz is a population's sum, 1 pF a normalised membrane, a small positive threshold a
membrane without units. 0 and infinities fit every unit. Information where such sizes are used now and then.
`,
  check: function* (context) {
    for (const arrival of context.facts.arrivals.values()) {
      const finding = arrival.span.file === context.file ? check(arrival, context) : null;
      if (finding) yield finding;
    }
  },
};

export default rule;

function check(arrival: Arrival, context: RuleContext): Finding | null {
  const { value, expected, because, callee, parameter, span } = arrival;
  const exact = arrival.kind === 'argument' ? asConstant(value.poly) : null;
  if (!exact || fitsAnyUnit(value) || value.quantity) return null;
  const claim = value.claim && resolve(value.claim);
  // Where somebody said another unit, `unit-mismatch` speaks of it.
  const said = claim !== null && claim.term.unknowns.length === 0 && isWitnessed(claim);
  if (said && !fits(claim, expected)) return null;
  const found = misfit(callee, parameter, expected, exact);
  if (!found) return null;
  // A slip of the prefix is made in all numbers of a series.
  const odd = arrival.others.every((each) => {
    const other = asConstant(each.poly);
    return !other || fitsAnyUnit(each) || misfit(callee, parameter, expected, other) !== null;
  });
  if (isNormalised(arrival, context)) return null;
  const declared = said && claim.sure >= sureness.declared;
  const [taken, meant] = [formatUnit(found.taken), formatUnit(found.meant)];
  // Of a number in a configuration file the text is not at hand, and is the number itself.
  const at = arrival.from ?? span;
  const source = context.textOf(at);
  const whose = callee === '' ? `\`${parameter}\`` : `\`${parameter}\` of \`${callee}\``;
  const written = toText(asMeant(exact, found));
  // A plain number is written anew; anything else is converted where it stands.
  const fix: Fix | null = /^(?:-?[\d._]+(?:[eE][+-]?\d+)?)?$/.test(source)
    ? { title: `Write ${written}, in ${taken}`, safety: 'unsafe', edits: [{ span: at, newText: written }] }
    : convertingFix(at, source, found.factor, meant, taken);
  return {
    rule: rule.id,
    severity: found.weak || declared || !odd || isTest(context.file) ? 'information' : 'warning',
    message: `${whose} is ${toText(exact)} ${taken}, which is hardly meant: ${toText(exact)} ${meant} would be ${written} ${taken}.`,
    span,
    related: arrival.from ? [{ message: 'the number stands here', span: arrival.from }] : [],
    derivation: [
      ...stepsOf(value, context.textOf),
      { text: because.text, value: `in ${unitInWords(found.taken)}`, span },
    ],
    fixes: fix ? [fix] : [],
  };
}

/** Tests hand over any number, to see that it arrives. */
const isTest = (file: string): boolean => /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/.test(file);

/** Of a membrane from 0 to 1, or of one whose resistance is 1 by choice, sizes tell nothing. */
function isNormalised({ span }: Arrival, { facts, networks }: RuleContext): boolean {
  for (const call of facts.calls) {
    const made = call.what === 'create' ? call.args.get('made') : undefined;
    const params = made?.kind === 'thing' ? (made.fields.get('given') ?? made.fields.get('params')) : undefined;
    if (params?.kind !== 'table') continue;
    if (![...params.valuePlaces.values()].some((each) => spanKey(each) === spanKey(span))) continue;
    const valueOf = (...names: readonly string[]): number | null => {
      const exact = names.map((each) => constantOf(params.entries.get(each))).find((each) => each);
      return exact ? toFloat(exact) : null;
    };
    const [top, rest] = [valueOf('v_thresh', 'V_th'), valueOf('v_rest', 'E_L')];
    const [capacity, tau] = [valueOf('cm', 'C_m'), valueOf('tau_m')];
    const scaled = rest === 0 && top !== null && Math.abs(top) <= 1;
    if (scaled && !isOutjumped(top, valueOf('C_m'), networks)) return true;
    if (capacity !== null && capacity === tau) return true;
  }
  return false;
}

/** The least capacity in pF that is a neuron's: normalised membranes have 1. */
const leastCapacity = 10;

/** Beside a small threshold stands a real capacity, or every weight of a membrane that jumps by its weights is above twice of it: it was not scaled. */
function isOutjumped(top: number, capacity: number | null, networks: RuleContext['networks']): boolean {
  return networks.some(({ populations, projections, inputs }) =>
    populations.some(({ name, dynamics, params }) => {
      if (!Object.values(params).some((each) => each.role === 'threshold' && each.value === top)) return false;
      if (dynamics !== 'lif-current-delta') return capacity !== null && capacity >= leastCapacity;
      const into = [
        ...projections.filter(({ post }) => post === name),
        ...inputs.filter(({ kind, target }) => kind !== 'dc' && target === name),
      ].filter(({ weight }) => weight.value === null || weight.value > 0);
      return into.length > 0 && into.every(({ weight }) => weight.unit === 'mV' && (weight.value ?? 0) > 2 * top);
    }),
  );
}
