// A rate in hertz that is taken as a chance per step, and rate × dt in units that do not cancel.
import { fits, isWitnessed, resolve, sureness } from '../evaluate/claim';
import { type Chance } from '../evaluate/facts';
import { asConstant } from '../evaluate/poly';
import { fitsAnyUnit } from '../evaluate/numbers';
import { howFarOff } from '../conversion';
import { relatedTo, severityOf, witnessOf } from '../evidence';
import { formOf, stepsOf } from '../explain';
import { type Finding } from '../finding';
import { type Rule, type RuleContext } from '../rule';
import { exponentOf, isDimensionless, withoutBase } from '../units/dimension';
import { unitInWords } from '../units/format';
import { compare, divide, one, rational, toNumber } from '../units/rational';
import { pure } from '../units/unit';

const rule: Rule = {
  id: 'rate-per-step',
  severity: 'warning',
  summary: 'A rate is taken as a probability per step, or rate × dt does not come out as one.',
  documentation: `
## What it does
Looks at every number that a random draw is compared with or drawn by. It reports rates (hertz, per millisecond) that no time step was
multiplied with, products of hertz and milliseconds that were not divided by 1000, and chances above one.

## Why it matters
\`rand() < rate\` with 20 Hz is true in every step: each neuron fires at 1000 Hz. The other way round, 20 Hz read as "per step" is a thousand times
too much.

## Example
\`\`\`python
import numpy as np

rate_hz = 20.0
dt_ms = 1.0
spikes = np.random.rand(100) < rate_hz * dt_ms
\`\`\`

## Use instead
\`\`\`python
import numpy as np

rate_hz = 20.0
dt_ms = 1.0
spikes = np.random.rand(100) < rate_hz * dt_ms / 1000
\`\`\`

A chance of one half or more from rate × dt is information: a step holds one spike at most, so that the rate comes out too low.
`,
  check: function* (context) {
    for (const chance of context.facts.chances.values()) {
      const finding = chance.span.file === context.file ? check(chance, context) : null;
      if (finding) yield finding;
    }
  },
};

export default rule;

function check(chance: Chance, context: RuleContext): Finding | null {
  const { value, span, kind } = chance;
  if (value.quantity || fitsAnyUnit(value)) return null;
  const claim = value.claim && resolve(value.claim);
  const derivation = stepsOf(value, context.textOf);
  const found = { rule: rule.id, span, related: relatedTo(claim && witnessOf(claim)), derivation, fixes: [] };
  const role = kind === 'Poisson' ? 'the mean of a Poisson count' : 'a probability';
  const known = claim !== null && claim.term.unknowns.length === 0 && isWitnessed(claim) && claim.loose !== true;
  if (known && !fits(claim, pure)) {
    const { unit } = claim.term;
    const severity = severityOf(claim.sure, sureness.name);
    const bare = withoutBase(unit.dimension, 'step');
    if (isDimensionless(bare))
      return {
        ...found,
        severity,
        message: `This is taken as ${role}, but it is a rate times a time in units that do not cancel: ${howFarOff(divide(one, divide(unit.factor, claim.scale)))}.`,
      };
    if (exponentOf(bare, 's') === -1 && isDimensionless(withoutBase(bare, 's')))
      return {
        ...found,
        severity,
        message: `This is taken as ${role} per step, but it is in ${unitInWords(unit)}: multiply by the length of a step.`,
      };
    return null;
  }
  const exact = kind === 'Poisson' || value.draw ? null : asConstant(value.poly);
  if (!exact || value.literal) return null;
  if (compare(exact, one) > 0)
    return {
      ...found,
      severity: 'warning',
      message: `This probability is ${String(toNumber(exact))}: the draw is always below it.`,
    };
  if (compare(exact, rational(1, 2)) < 0 || !isRateTimesStep(chance)) return null;
  return {
    ...found,
    severity: 'information',
    message: `Rate × dt is ${String(toNumber(exact))}: a step holds one spike at most, so the rate comes out too low. Take shorter steps.`,
  };
}

const isRateTimesStep = ({ value }: Chance): boolean => formOf(value)?.startsWith('events per step') === true;
