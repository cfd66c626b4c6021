// A learner or a regulator that is made and then only looked at.
import { isScript, usesOf } from '../python/uses';
import { walkStatements } from '../python/walk';
import { type Finding } from '../finding';
import { type Rule, type RuleContext } from '../rule';
import { type Span } from '../text';

const rule: Rule = {
  id: 'never-stepped',
  severity: 'information',
  summary: 'A learner, a homeostatic control or a bus of modulators is made, and nothing ever moves it.',
  documentation: `
## What it does
Follows T4DM's \`STDPLearner\`, \`HomeostasisControl\`, \`AdaptiveThreshold\` and \`NeuromodBus\` through the file that makes them under a plain name, and reports those of which only
attributes and states are read: no spike is given to the learner, no rate to the control, no reward to the bus.

## Why it matters
It is the first thing to look for where weights, thresholds or levels stay what they were: the part is configured, and not connected.

## Example
\`\`\`python
from t4dm.learning.stdp import STDPLearner

def train(batches):
    stdp = STDPLearner()
    for batch in batches:
        print(stdp.get_stats())
\`\`\`

## Use instead
\`\`\`python
from t4dm.learning.stdp import STDPLearner

def train(batches):
    stdp = STDPLearner()
    for batch in batches:
        stdp.record_spike(batch.source)
        stdp.record_spike(batch.target)
        stdp.compute_update(batch.source, batch.target)
\`\`\`

What is passed on, returned, kept in an object or imported by others is not judged.
`,
  check: function* (context) {
    const seen = new Set<number>();
    for (const call of context.facts.calls) {
      const part = call.backend === 't4dm' && call.dead === null ? parts[call.what] : undefined;
      if (!part || call.span.file !== context.file || seen.has(call.span.start)) continue;
      seen.add(call.span.start);
      const finding = judge(part, call.span, context);
      if (finding) yield finding;
    }
  },
};

export default rule;

interface Part {
  /** Methods that only look. */
  readonly looks: RegExp;
  /** A look that is given something hands on what somebody else moves. */
  readonly givenMoves: boolean;
  readonly what: string;
}

const parts: Readonly<Record<string, Part>> = {
  learner: {
    looks: /^(?:get_\w+|save_state|window_function)$/,
    givenMoves: false,
    what: 'no spikes are ever given to it, and no weight changes',
  },
  homeostasis: {
    looks: /^(?:get_\w+|reset)$/,
    givenMoves: false,
    what: 'no rate is ever given to it, and no threshold moves',
  },
  bus: {
    looks: /^(?:get_\w+|ach_level)$/,
    givenMoves: true,
    what: 'nothing is ever injected or handed on, and its levels stay where they begin',
  },
};

function judge(part: Part, span: Span, { loaded, file }: RuleContext): Finding | null {
  const { module } = loaded;
  const made = targetOf(module, span);
  if (!made || (made.isTop && !isScript(module))) return null;
  const { methods, isHandedOn } = usesOf(module, made.name, span.start);
  const isMoved = methods.some(({ name, isGiven }) => !part.looks.test(name) || (part.givenMoves && isGiven));
  if (isHandedOn || isMoved) return null;
  return {
    rule: rule.id,
    severity: 'information',
    message: `\`${made.name}\` is made and never stepped: ${part.what}.`,
    span: { file, start: made.start, end: made.start + made.name.length },
    related: methods
      .slice(0, 1)
      .map(({ start }) => ({ message: 'it is only looked at', span: { file, start, end: start + made.name.length } })),
    fixes: [],
  };
}

/** The plain name that a call's result is put under; null where it goes anywhere else. */
function targetOf(
  module: RuleContext['loaded']['module'],
  { start, end }: Span,
): { readonly name: string; readonly start: number; readonly isTop: boolean } | null {
  let found: { name: string; start: number; isTop: boolean } | null = null;
  const top = new Set(module.body);
  walkStatements(module.body, (statement) => {
    if (statement.kind !== 'assign' || statement.value?.start !== start || statement.value.end !== end) return true;
    const [target] = statement.targets;
    if (statement.targets.length === 1 && target?.kind === 'name')
      found = { name: target.id, start: target.start, isTop: top.has(statement) };
    return true;
  });
  return found;
}
