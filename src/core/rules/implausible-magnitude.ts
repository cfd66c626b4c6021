// A number that no one means in the unit it is taken in, and many mean in another prefix of it.
import { unit } from '../backend';
import { fits, isWitnessed, resolve, sureness, unitOf } from '../evaluate/claim';
import { type Arrival, spanKey } from '../evaluate/facts';
import { constantOf, fitsAnyUnit } from '../evaluate/numbers';
import { asConstant } from '../evaluate/poly';
import { convertingFix } from '../conversion';
import { stepsOf } from '../explain';
import { type Finding, type Fix } from '../finding';
import { type Rule, type RuleContext } from '../rule';
import { formatUnit, unitInWords } from '../units/format';
import { asMeant, misfit } from '../magnitudes';
import { countsPatches, oddSize } from '../quantitySizes';
import { type Num } from '../evaluate/value';
import { unitOfSymbol } from '../units/parse';
import { sameKind, type Unit } from '../units/unit';
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
    yield* checkNamed(context);
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

/** `C_m = 198*nF`: what carries its unit goes into equations, where only its name tells what it is. */
function* checkNamed({ facts, file, textOf }: RuleContext): Iterable<Finding> {
  const named = [...(facts.bindings.get(file)?.values() ?? [])].flatMap(({ name, span, values: [value] }) => {
    const number = value?.kind === 'num' && value.quantity && isOfBrian(value) ? value : null;
    const [exact, of] = [number && constantOf(number), number && unitOf(number.claim)];
    return exact && of && number ? [{ name, unit: of, value: toFloat(exact), span, number }] : [];
  });
  const patches = countsPatches(named);
  for (const each of named) {
    const factor = oddSize(each, patches);
    if (factor === null) continue;
    const end = each.span.end + mostAfterName;
    const written = /^\s*[=:]\s*(-?[\d.]+(?:e-?\d+)?)\s*\*\s*([A-Za-z_]+)/.exec(
      textOf({ file, start: each.span.end, end }),
    );
    const [all = '', number = '', symbol = ''] = written ?? [];
    const given = unitOfSymbol(symbol);
    const meant = given && factorDown(given, factor);
    if (!given || !meant) continue;
    const start = each.span.end + all.length - symbol.length;
    const span = { file, start: each.span.end + all.indexOf(number), end: each.span.end + all.length };
    yield {
      rule: rule.id,
      severity: isTest(file) ? 'information' : 'warning',
      message: `\`${each.name}\` is ${number} ${formatUnit(given)}, which is hardly meant: ${number} ${formatUnit(meant)} would be usual.`,
      span,
      related: [],
      fixes: [
        {
          title: `Write ${meant.symbol ?? ''}`,
          safety: 'unsafe',
          edits: [{ span: { file, start, end: span.end }, newText: meant.symbol ?? symbol }],
        },
      ],
    };
  }
}

/** Within so many characters of its name a plain number stands. */
const mostAfterName = 60;

const isOfBrian = ({ claim }: Num): boolean =>
  claim?.evidence.some(({ text }) => /^a quantity of Brian/.test(text)) ?? false;

const prefixes = ['', 'm', 'u', 'n', 'p', 'f'];

/** The unit a thousand times smaller (or larger), as it is called in scripts. */
function factorDown(given: Unit, factor: number): Unit | null {
  const base = baseSymbols.find((each) => sameKind(given, each.unit));
  const at = base ? prefixes.findIndex((each) => near(toFloat(given.factor), toFloat(base.unit.factor), each)) : -1;
  const prefix = base && at !== -1 ? prefixes[at + (factor > 1 ? 1 : -1)] : undefined;
  const symbol = prefix === undefined || !base ? null : prefix === '' ? base.whole : `${prefix}${base.symbol}`;
  const found = symbol === null ? null : unitOfSymbol(symbol);
  return found && { ...found, symbol };
}

const near = (factor: number, base: number, prefix: string): boolean =>
  Math.abs(factor / base / 10 ** (-3 * prefixes.indexOf(prefix)) - 1) < 1e-6;

const baseSymbols = [
  { symbol: 'V', whole: 'volt' },
  { symbol: 's', whole: 'second' },
  { symbol: 'F', whole: 'farad' },
  { symbol: 'S', whole: 'siemens' },
  { symbol: 'A', whole: 'amp' },
].map((each) => ({ ...each, unit: unit(each.symbol) }));

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
