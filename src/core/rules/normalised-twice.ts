// A weight that is divided by the voltage scale once too often, or arrives at a membrane in millivolts without being multiplied by it again.
import { type Arrival, type Write } from '../evaluate/facts';
import { type Atom, formatPoly, type Poly } from '../evaluate/poly';
import { stepsOf } from '../explain';
import { type Finding } from '../finding';
import { type Rule, type RuleContext } from '../rule';
import { exponentOf } from '../units/dimension';
import { type Unit } from '../units/unit';
import { formatUnit } from '../units/format';

const rule: Rule = {
  id: 'normalised-twice',
  severity: 'warning',
  summary: 'A normalisation by V_th − E_L is applied twice, or not undone.',
  documentation: `
## What it does
Follows the voltage scale (\`vsc\`, or V_th − E_L) through the values: from where a weight is divided by it, through the file it is stored in, to
the simulator that takes currents in pA or nA. It reports values that arrive there with the scale still in them, or in them twice.

## Why it matters
Normalised models store W / vsc. A membrane in millivolts needs W again. Forgotten, or undone twice, the weight is off by some tens: enough to
silence a network, not enough to look absurd.

## Example
\`\`\`python
import h5py
import nest

neurons = nest.Create("iaf_psc_exp", 10)
weights = h5py.File("weights.h5")
vsc = weights["V_th"] - weights["E_L"]
w = weights["weight_pA"] / vsc / vsc * vsc
nest.Connect(neurons, neurons, syn_spec={"weight": w})
\`\`\`

## Use instead
\`\`\`python
import h5py
import nest

neurons = nest.Create("iaf_psc_exp", 10)
weights = h5py.File("weights.h5")
vsc = weights["V_th"] - weights["E_L"]
w = weights["weight_pA"] / vsc * vsc
nest.Connect(neurons, neurons, syn_spec={"weight": w})
\`\`\`

The normaliser e/τ of an alpha synapse is none of these, and a current divided by the scale is a conductance where one is taken.
`,
  check: function* (context) {
    const stored = storedPowers(context.facts.writes);
    for (const arrival of context.facts.arrivals.values()) {
      const finding = arrival.span.file === context.file ? check(arrival, stored, context) : null;
      if (finding) yield finding;
    }
  },
};

export default rule;

interface Stored {
  readonly power: number;
  readonly write: Write;
}

/** By key: to which power the values of a file hold the voltage scale. Keys that are written in two ways are left out. */
function storedPowers(writes: readonly Write[]): ReadonlyMap<string, Stored> {
  const found = new Map<string, Stored | null>();
  for (const write of writes) {
    const power = write.value.kind === 'num' ? powerIn(write.value.poly, new Map()) : null;
    const key = write.key.split('/').pop() ?? write.key;
    const known = found.get(key);
    found.set(
      key,
      power === null || known === null || (known && known.power !== power.sum) ? null : { power: power.sum, write },
    );
  }
  return new Map([...found].flatMap(([key, each]) => (each && each.power !== 0 ? [[key, each] as const] : [])));
}

interface Power {
  readonly sum: number;
  readonly stored: readonly Stored[];
}

const isScale = (atom: Atom): boolean => atom.role === 'voltageScale';
/** Other voltages, and what may be one, would make up for the scale. */
const isVoltage = (atom: Atom): boolean => /^(?:threshold|leak|reset)$/.test(atom.role ?? '') || atom.parts.length > 0;

/** The power of the voltage scale in a product; null for a sum whose terms differ, or where another voltage is in it. */
function powerIn(poly: Poly, stored: ReadonlyMap<string, Stored>): Power | null {
  let power: Power | null = null;
  for (const { factors } of poly.terms) {
    const used: Stored[] = [];
    let sum = 0;
    for (const [atom, exponent] of factors) {
      if (isScale(atom)) sum += exponent;
      else if (isVoltage(atom)) return null;
      const kept = atom.id.startsWith('key:') ? stored.get(atom.id.slice('key:'.length)) : undefined;
      if (kept) {
        sum += exponent * kept.power;
        used.push(kept);
      }
    }
    if (power && power.sum !== sum) return null;
    power = { sum, stored: used };
  }
  return power;
}

const isCurrent = ({ dimension }: Unit): boolean =>
  exponentOf(dimension, 'A') === 1 && exponentOf(dimension, 's') === 0 && exponentOf(dimension, 'kg') === 0;

function check(arrival: Arrival, stored: ReadonlyMap<string, Stored>, context: RuleContext): Finding | null {
  const { value, expected, parameter, callee, span, kind } = arrival;
  if (kind !== 'argument' || value.quantity || !isCurrent(expected)) return null;
  const power = powerIn(value.poly, stored);
  if (!power || power.sum === 0) return null;
  // Multiplying by the scale is how a stored W / vsc is undone: what is stored elsewhere is not known here.
  if (power.sum === 1 && power.stored.length === 0) return null;
  // A scale alone is a voltage, and `unit-mismatch` speaks of it.
  if (value.poly.terms.some(({ factors }) => factors.every(([atom]) => isScale(atom)))) return null;
  const times =
    Math.abs(power.sum) === 1 ? 'once' : Math.abs(power.sum) === 2 ? 'twice' : `${Math.abs(power.sum)} times`;
  const what = power.sum < 0 ? 'divided by' : 'multiplied by';
  const whose = `\`${parameter}\` of \`${callee}\``;
  const more = power.sum < 0 ? 'multiply' : 'divide';
  return {
    rule: rule.id,
    severity: Math.abs(power.sum) > 1 || power.stored.length > 0 ? 'warning' : 'information',
    message: `${whose} takes ${formatUnit(expected)}, but this is still ${what} the voltage scale V_th − E_L ${times} (${formatPoly(value.poly)}): ${more} by it${Math.abs(power.sum) === 1 ? '' : ` ${times}`} on the way.`,
    span,
    related: power.stored.map(({ write }) => ({ message: `\`${write.key}\` is stored here`, span: write.span })),
    derivation: stepsOf(value, context.textOf),
    fixes: [],
  };
}
