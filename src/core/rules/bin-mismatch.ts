// Bins that are not what the text says: no whole number of steps, another width than the comment, other multiples than the prose.
import { constantsOf } from '../constants';
import { bindingsIn } from '../evaluate/facts';
import { constantOf } from '../evaluate/numbers';
import { factorsOf, isStepName, nameAmong } from '../formulas';
import { type Finding } from '../finding';
import { type Rule, type RuleContext } from '../rule';
import { roundedIn } from '../rounded';
import { type Span } from '../text';
import { toNumber } from '../units/rational';

const rule: Rule = {
  id: 'bin-mismatch',
  severity: 'warning',
  summary: 'Bins are no whole number of steps, or of another width than the text says.',
  documentation: `
## What it does
Reports a bin that is not a whole number of time steps where the rest is cut off, a comment that gives another width than the number has, and
rates that are said to be multiples of something other than one spike per bin.

## Why it matters
A bin of 2.5 steps that is cut to 2 makes every rate a fifth too small. One spike in a bin of 25 ms is 40 sp/s: a rate of 10 sp/s can't be in such data,
and a threshold there separates nothing.

## Example
\`\`\`python
bin_ms = 2.5
dt_ms = 1.0
steps_per_bin = int(bin_ms / dt_ms)
\`\`\`

## Use instead
\`\`\`python
bin_ms = 2.0
dt_ms = 1.0
steps_per_bin = round(bin_ms / dt_ms)
\`\`\`
`,
  check: function* (context) {
    yield* cut(context);
    yield* misnamed(context);
    yield* multiples(context);
  },
};

export default rule;

/** A width, not a count: `steps_per_bin` is none. */
const binName = /(?<!per)(?:^|_)bin(?:_?(?:size|width|length|duration))?(?:_(?:ms|s|sec))?$/i;

/** `int(bin / dt)` with something after the point. */
function* cut({ facts, file, loaded, textOf }: RuleContext): Iterable<Finding> {
  for (const { inner, expr, value } of roundedIn(facts, file, loaded.module.body)) {
    if (value <= 1 || Number.isInteger(value)) continue;
    const { above, below } = factorsOf(
      inner.kind === 'binary' && inner.operator === '//' ? { ...inner, operator: '/' } : inner,
    );
    if (nameAmong(above, (name) => binName.test(name)) === null || nameAmong(below, isStepName) === null) continue;
    const kept = Math.floor(value);
    const part = (value - kept) / value;
    // A rest of rounding is none.
    if (part < 1e-6) continue;
    yield {
      rule: rule.id,
      severity: part >= 0.01 ? 'warning' : 'information',
      message: `\`${textOf({ file, start: inner.start, end: inner.end })}\` is ${Number(value.toPrecision(6))} steps, and ${kept} are counted: rates over this bin come out ${Math.round(part * 100)} % too small.`,
      span: { file, start: expr.start, end: expr.end },
      related: [],
      fixes: [],
    };
  }
}

const said =
  /(\d+(?:\.\d+)?)\s*-?\s*(ms|msec|milliseconds?|s|sec|seconds?)\b[^,;.]*\bbin|\bbins?\b[^,;.]*?(\d+(?:\.\d+)?)\s*-?\s*(ms|msec|milliseconds?|s|sec|seconds?)\b/i;

/** `bin_ms = 25  # 40 ms bins`. */
function* misnamed({ facts, file, loaded }: RuleContext): Iterable<Finding> {
  for (const { name, span, values } of bindingsIn(facts, file)) {
    if (!binName.test(name)) continue;
    const comment = loaded.trailing.get(loaded.lines.lineAt(span.end));
    const match = comment && said.exec(comment.text);
    const exact = constantOf(values[0]);
    if (!comment || !match || !exact || exact.n <= 0n) continue;
    const saidMs = Number(match[1] ?? match[3]) * (/^m/i.test(match[2] ?? match[4] ?? '') ? 1 : 1000);
    const ratio = saidMs / toNumber(exact);
    // A power of ten is another unit, not another width.
    if (saidMs === 0 || Number.isInteger(Number(Math.log10(ratio).toFixed(9)))) continue;
    yield {
      rule: rule.id,
      severity: 'warning',
      message: `The comment speaks of bins of ${saidMs} ms, but \`${name}\` is ${toNumber(exact)}.`,
      span,
      related: [{ message: 'the comment', span: { file, start: comment.start, end: comment.end } }],
      fixes: [],
    };
  }
}

const prose = /multiples?\s+of\s+(\d+(?:\.\d+)?)\s*(?:sp\/s|spikes?\/s(?:ec)?|spikes?\s+per\s+second|Hz)\b/gi;

/** `rates are multiples of 10 sp/s` beside bins of 25 ms, whose rates are multiples of 40. */
function* multiples({ facts, file, loaded }: RuleContext): Iterable<Finding> {
  const bins = [...constantsOf(facts, file)].filter(([name]) => binName.test(name));
  const [only] = bins;
  if (!only || bins.length > 1) return;
  const [name, { value, unit, span }] = only;
  const seconds = unit ? toNumber(value) * toNumber(unit.factor) : toNumber(value) / (toNumber(value) >= 1 ? 1000 : 1);
  if (!(seconds > 0)) return;
  const perBin = 1 / seconds;
  for (const comment of loaded.module.comments) {
    for (const match of comment.text.matchAll(prose)) {
      const wanted = Number(match[1]);
      if (Math.abs(wanted - perBin) < 1e-6 * perBin) continue;
      const start = comment.start + match.index;
      const at: Span = { file, start, end: start + match[0].length };
      yield {
        rule: rule.id,
        severity: 'warning',
        message: `One spike in a bin of ${Number((seconds * 1000).toPrecision(6))} ms is ${Number(perBin.toPrecision(4))} sp/s: rates are multiples of that, not of ${wanted}.`,
        span: at,
        related: [{ message: `\`${name}\` is the width of a bin`, span }],
        fixes: [],
      };
    }
  }
}
