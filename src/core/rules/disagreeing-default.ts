// A table in the text gives a parameter another default than the code or the configuration file that it opens.
import { partKey } from '../evaluate/facts';
import { type ConfigNode, walkConfig } from '../config/tree';
import { type SaidDefault, tabledDefaults } from '../defaultTables';
import { type Finding } from '../finding';
import { lastNameOf } from '../constants';
import { type Expr, type Stmt } from '../python/syntax';
import { expressionsOf, walkExpression, walkStatements } from '../python/walk';
import { type Rule, type RuleContext } from '../rule';
import { type Span } from '../text';
import { equal, negate, parseDecimal, type Rational } from '../units/rational';

const rule: Rule = {
  id: 'disagreeing-default',
  severity: 'information',
  summary: 'A table gives a parameter another default than the code, or than the configuration file that it opens.',
  documentation: `
## What it does
Reads the tables of defaults in docstrings and in the Markdown cells of a notebook (a column "Default" beside the names) and compares them with the defaults of
signatures and of \`get\`, and where the code has none, with the configuration files that it opens.

## Why it matters
The three are written by hand, at different times. Who takes the parameters from the table reproduces another model than the one that was run.

## Example
\`\`\`python
"""A leaky neuron.

| Parameter | Default | Description            |
|-----------|---------|------------------------|
| \`v_reset\` | -65.0   | reset potential (mV)   |
| \`tau_m\`   | 10.0    | time constant (ms)     |
"""

def lif(v_reset=-70.0, tau_m=10.0):
    return v_reset / tau_m
\`\`\`

## Use instead
\`\`\`python
"""A leaky neuron.

| Parameter | Default | Description            |
|-----------|---------|------------------------|
| \`v_reset\` | -70.0   | reset potential (mV)   |
| \`tau_m\`   | 10.0    | time constant (ms)     |
"""

def lif(v_reset=-70.0, tau_m=10.0):
    return v_reset / tau_m
\`\`\`

Where several functions have defaults of their own under the name, one that agrees is enough. A number with a unit behind it is not compared.
`,
  check: function* (context) {
    for (const table of tables(context)) {
      if (table.said.length === 0) continue;
      const inCode = defaultsInCode(context);
      const inFiles = valuesInFiles(context);
      for (const said of table.said) {
        const given = inCode.get(said.name) ?? inFiles.get(said.name) ?? [];
        const [first] = given;
        if (!first || given.some(({ value }) => equal(value, said.value))) continue;
        yield report(said, table.at(said), first, context);
      }
    }
  },
};

export default rule;

interface Given {
  readonly value: Rational;
  readonly text: string;
  readonly span: Span;
  readonly where: string;
}

interface TableOfDefaults {
  readonly said: readonly SaidDefault[];
  /** Where in the module the number stands; null in a Markdown cell. */
  at(said: SaidDefault): Span | null;
}

function tables({ loaded, file, textOf, prose }: RuleContext): TableOfDefaults[] {
  const found: TableOfDefaults[] = prose.map((text) => ({ said: tabledDefaults(text), at: () => null }));
  walkStatements(loaded.module.body, (statement) => {
    if (statement.kind !== 'expression' || statement.value.kind !== 'string') return true;
    const { start, end } = statement.value;
    found.push({
      said: tabledDefaults(unquoted(textOf({ file, start, end }))),
      at: (said) => ({ file, start: start + said.start, end: start + said.end }),
    });
    return true;
  });
  return found;
}

/** With blanks for the quotes, so that offsets stay. */
const unquoted = (source: string): string =>
  source.replace(/^\w{0,2}(?:"""|'''|["'])|(?:"""|'''|["'])$/g, (quotes) => ' '.repeat(quotes.length));

function report(said: SaidDefault, at: Span | null, given: Given, { file, textOf }: RuleContext): Finding {
  const here = at ?? given.span;
  return {
    rule: rule.id,
    severity: 'information',
    message: `The table gives \`${said.name}\` the default ${said.text}, ${given.where} ${given.text}.`,
    span: here.file === file ? here : { file, start: 0, end: 0 },
    related: at ? [{ message: `${given.text} stands here`, span: given.span }] : [],
    fixes:
      at && textOf(at) === said.text
        ? [{ title: `Say ${given.text}`, safety: 'safe', edits: [{ span: at, newText: given.text }] }]
        : [],
  };
}

/** The defaults of signatures, of class fields, and of \`get\`. */
function defaultsInCode({ loaded, file, textOf }: RuleContext): Map<string, Given[]> {
  const found = new Map<string, Given[]>();
  const add = (name: string, expr: Expr | null, where: string): void => {
    const value = expr && numberOf(expr);
    if (!expr || !value) return;
    const span = { file, start: expr.start, end: expr.end };
    found.set(name, [...(found.get(name) ?? []), { value, text: textOf(span), span, where }]);
  };
  const visit = (statement: Stmt): boolean => {
    if (statement.kind === 'function')
      for (const each of statement.params) add(each.name, each.defaultValue, 'the signature');
    if (statement.kind === 'class')
      for (const field of statement.body)
        if (field.kind === 'assign' && field.annotation && field.targets[0]?.kind === 'name')
          add(field.targets[0].id, field.value, 'the class');
    for (const expr of expressionsOf(statement))
      walkExpression(expr, (each) => {
        const [key, value] = each.kind === 'call' && lastNameOf(each.callee) === 'get' ? each.args : [];
        if (key?.value.kind === 'string' && value) add(key.value.value, value.value, 'the code');
        return true;
      });
    return true;
  };
  walkStatements(loaded.module.body, visit);
  return found;
}

/** The numbers of the configuration files that are opened and read by key, by their last key. */
function valuesInFiles({ facts, file: script }: RuleContext): Map<string, Given[]> {
  const found = new Map<string, Given[]>();
  const readParts = new Set([...facts.keyReads.values()].map(({ part }) => partKey(part)));
  for (const { file, root, span } of facts.openedConfigs.values()) {
    if (span.file !== script || !(readParts.has(partKey({ file, path: [] })) || facts.lostParts.size === 0)) continue;
    const name = file.slice(file.lastIndexOf('/') + 1);
    walkConfig(root, (node: ConfigNode, _, entry) => {
      const value = node.kind === 'scalar' && node.type === 'number' && entry ? parseDecimal(node.text) : null;
      if (!value || !entry || node.kind !== 'scalar') return undefined;
      const place = { file, start: node.start, end: node.end };
      found.set(entry.key, [
        ...(found.get(entry.key) ?? []),
        { value, text: node.text, span: place, where: `\`${name}\`` },
      ]);
      return undefined;
    });
  }
  return found;
}

function numberOf(expr: Expr): Rational | null {
  if (expr.kind === 'number') return parseDecimal(expr.text);
  if (expr.kind !== 'unary' || expr.operator !== '-' || expr.operand.kind !== 'number') return null;
  const value = parseDecimal(expr.operand.text);
  return value && negate(value);
}
