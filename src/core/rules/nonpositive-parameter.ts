// A time constant, capacity or conductance of zero or less, where the model divides by it or decays with it.
import { type Arrival } from '../evaluate/facts';
import { constantOf } from '../evaluate/numbers';
import { type Finding } from '../finding';
import { type Rule } from '../rule';
import { isZero, sign, toNumber } from '../units/rational';

const rule: Rule = {
  id: 'nonpositive-parameter',
  severity: 'error',
  summary:
    'A time constant or a capacity is zero or negative, or a conductance, a rate or a refractory period negative.',
  documentation: `
## What it does
Looks at the time constants, capacities, conductances, rates and refractory periods that reach a simulator's model.

## Why it matters
A membrane with a time constant of zero has no dynamics, and one with a negative time constant grows instead of decaying. Most simulators refuse
both when the network is built, after everything before it has run.

## Example
\`\`\`python
import nest
cells = nest.Create("iaf_psc_exp", 100, {"tau_m": -20.0})
\`\`\`

## Use instead
\`\`\`python
import nest
cells = nest.Create("iaf_psc_exp", 100, {"tau_m": 20.0})
\`\`\`

A time constant of facilitation may be zero: there is none then. A refractory period may be zero too.
`,
  check: function* (context) {
    for (const arrival of context.facts.arrivals.values()) {
      const finding = arrival.kind === 'argument' && arrival.span.file === context.file ? check(arrival) : null;
      if (finding) yield finding;
    }
  },
};

export default rule;

/** By the parameter's name: what it is, and whether zero is sound. */
const kinds: readonly {
  readonly names: RegExp;
  readonly of?: RegExp;
  readonly what: string;
  readonly zero: boolean;
}[] = [
  // NEURON 8.2, vclmp.mod: the second time constant of the two-electrode clamp is 0 by default.
  { names: /^tau2$/, of: /^VClamp$/, what: 'time constant', zero: true },
  { names: /^(?:t_ref|tau_ref|dead_time)/, what: 'refractory period', zero: true },
  { names: /^tau_fac|^tau_syn$|^tau_cor/, what: 'time constant', zero: true },
  // NEST 3.8, stdp_synapse.h: no check, and a window of no width.
  { names: /^tau_plus/, what: 'time constant', zero: true },
  { names: /^tau/, what: 'time constant', zero: false },
  { names: /^(?:C_m|c_m|cm)$/, what: 'capacity', zero: false },
  { names: /^(?:g_L|g_Na|g_K|g_leak|gbar_\w+|g_m)$/, what: 'conductance', zero: true },
  { names: /^rate$/, what: 'rate', zero: true },
];

function check({ value, parameter, callee, span, because }: Arrival): Finding | null {
  const kind = kinds.find((each) => each.names.test(parameter) && (each.of?.test(callee) ?? true));
  const exact = constantOf(value);
  if (!kind || !exact || sign(exact) > 0 || (isZero(exact) && kind.zero)) return null;
  return {
    rule: rule.id,
    severity: because.kind === 'assumed' ? 'information' : 'error',
    message: `The ${kind.what} \`${parameter}\` of \`${callee}\` is ${toNumber(exact)}: it has to be ${kind.zero ? 'zero or more' : 'above zero'}.`,
    span,
    related: [],
    fixes: [],
  };
}
