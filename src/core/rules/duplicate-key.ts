// A key that stands twice in one map of a configuration file, or in one dictionary of a script.
import { walkConfig } from '../config/tree';
import { type Finding, type Severity } from '../finding';
import { type DictExpr, type Expr } from '../python/syntax';
import { walkExpressions } from '../python/walk';
import { type ConfigContext, type Rule } from '../rule';
import { type Span } from '../text';

const rule: Rule = {
  id: 'duplicate-key',
  severity: 'warning',
  summary: 'A key stands twice in one map of a configuration file or in one dictionary.',
  documentation: `
## What it does
Reports keys of JSON, YAML and TOML files that their map holds already, and keys of a script's dictionaries that stand in them twice.

## Why it matters
The later value wins without a word, and whoever changes the earlier one changes nothing.

## Example
\`\`\`json
{
  "tau_m": 20.0,
  "V_th": -50.0,
  "tau_m": 10.0
}
\`\`\`

## Use instead
\`\`\`json
{
  "tau_m": 10.0,
  "V_th": -50.0
}
\`\`\`
`,
  check: function* (context) {
    const found: Finding[] = [];
    walkExpressions(context.loaded.module.body, (expr) => {
      if (expr.kind === 'dict') found.push(...inDict(expr, context.file, context.textOf));
      return true;
    });
    yield* found;
  },
  checkConfig: (context) => (context.format === 'csv' ? [] : check(context)),
};

export default rule;

/** Keys that are there to be read by people: JSON has no comments of its own. */
const remark = /^(?:_|#|\/\/|\$comment$|comments?$|notes?$)/i;

function* check({ file, document }: ConfigContext): Iterable<Finding> {
  const found: Finding[] = [];
  if (!document.root) return;
  walkConfig(document.root, (node) => {
    if (node.kind !== 'map') return undefined;
    for (const { key, keyStart, keyEnd, isDuplicate, isMerged } of node.entries) {
      if (!isDuplicate || isMerged || remark.test(key)) continue;
      const first = node.entries.find((each) => each.key === key && !each.isMerged);
      found.push({
        rule: rule.id,
        severity: 'warning',
        message: `\`${key}\` stands here twice: this value holds, and the earlier one is lost.`,
        span: { file, start: keyStart, end: keyEnd },
        related: first
          ? [{ message: 'the earlier one', span: { file, start: first.keyStart, end: first.keyEnd } }]
          : [],
        fixes: [],
      });
    }
    return undefined;
  });
  yield* found;
}

const keyOf = (key: Expr | null): string | null => {
  if (key?.kind === 'string' && !key.parts) return `"${key.value}"`;
  return key?.kind === 'number' ? key.text : null;
};

function* inDict(dict: DictExpr, file: string, textOf: (span: Span) => string): Iterable<Finding> {
  const seen = new Map<string, (typeof dict.entries)[number]>();
  for (const entry of dict.entries) {
    // A spread between the two may be what the second one overrides.
    if (!entry.key) seen.clear();
    const key = keyOf(entry.key);
    if (key === null || !entry.key) continue;
    const first = seen.get(key);
    if (first?.key) {
      const place = (node: Expr): Span => ({ file, start: node.start, end: node.end });
      const [old, now] = [textOf(place(first.value)), textOf(place(entry.value))];
      yield report(key, place(entry.key), place(first.key), old === now ? 'information' : 'warning', old, now, {
        file,
        start: first.key.start,
        end: dict.entries[dict.entries.indexOf(first) + 1]?.key?.start ?? first.value.end,
      });
    }
    seen.set(key, entry);
  }
}

const brief = (text: string): string => (text.length > 30 ? `${text.slice(0, 29)}…` : text);

function report(
  key: string,
  span: Span,
  first: Span,
  severity: Severity,
  old: string,
  now: string,
  removed: Span,
): Finding {
  return {
    rule: rule.id,
    severity,
    message:
      severity === 'warning'
        ? `${key} stands here twice: ${brief(now)} counts, and ${brief(old)} is thrown away.`
        : `${key} stands here twice with the same value.`,
    span,
    related: [{ message: 'the earlier one', span: first }],
    fixes: removed ? [{ title: 'Remove the first one', safety: 'safe', edits: [{ span: removed, newText: '' }] }] : [],
  };
}
