// A weight that inhibits by a sign which one path of the code applies and another leaves out.
import { type Finding } from '../finding';
import { lastNameOf } from '../constants';
import { childrenOf, walkExpressions, walkStatements } from '../python/walk';
import { type AttributeExpr, type ClassStmt, type Expr, type FunctionStmt, type Stmt } from '../python/syntax';
import { type Rule, type RuleContext } from '../rule';

const rule: Rule = {
  id: 'half-applied-sign',
  severity: 'warning',
  summary: 'A weight is added without the sign that the code gives it elsewhere.',
  documentation: `
## What it does
Finds classes with a method that gives a weight its sign, negative where the synapse is inhibitory, and places that add up the bare weight of
such an object instead.

## Why it matters
On the path that adds the bare weight, inhibitory neurons excite. The network runs away, or behaves differently in two modes that should agree.

## Example
\`\`\`python
class Synapse:
    def __init__(self, weight, inhibitory):
        self.weight = weight
        self.inhibitory = inhibitory

    def effective_weight(self):
        return -abs(self.weight) if self.inhibitory else abs(self.weight)

def total_input(synapses):
    synaptic_input = 0.0
    for synapse in synapses:
        synaptic_input += synapse.weight
    return synaptic_input
\`\`\`

## Use instead
\`\`\`python
class Synapse:
    def __init__(self, weight, inhibitory):
        self.weight = weight
        self.inhibitory = inhibitory

    def effective_weight(self):
        return -abs(self.weight) if self.inhibitory else abs(self.weight)

def total_input(synapses):
    synaptic_input = 0.0
    for synapse in synapses:
        synaptic_input += synapse.effective_weight()
    return synaptic_input
\`\`\`

Code that looks at the sign, the type or the kind of the synapse itself is left alone, and so is everything that stores or changes the weight.
`,
  check: function* (context) {
    const signed = context.modules
      .flatMap((each) => classesIn(each.module.body))
      .flatMap((each) => signing(each) ?? []);
    if (signed.length === 0) return;
    const found: Finding[] = [];
    walkStatements(context.loaded.module.body, (statement) => {
      if (statement.kind === 'function') found.push(...inFunction(statement, signed, context));
      return true;
    });
    const seen = new Set<number>();
    for (const each of found) if (!seen.has(each.span.start) && seen.add(each.span.start)) yield each;
  },
};

export default rule;

interface Signed {
  readonly owner: string;
  readonly attribute: string;
  readonly method: string;
}

const kind = /inhib|sign|polarity|excit|neuron_?type|synapse_?type|effective|dale/i;

function classesIn(body: readonly Stmt[]): ClassStmt[] {
  const classes: ClassStmt[] = [];
  walkStatements(body, (statement) => {
    if (statement.kind === 'class') classes.push(statement);
    return true;
  });
  return classes;
}

/** A method that asks whether it inhibits and gives minus the weight where it does. */
function signing(type: ClassStmt): Signed | null {
  for (const method of type.body) {
    if (method.kind !== 'function' || method.body.length > 4 || method.name.startsWith('__')) continue;
    let attribute: string | null = null;
    let asks = false;
    walkExpressions(method.body, (expr) => {
      const name = lastNameOf(expr);
      if (name !== null && /inhib/i.test(name)) asks = true;
      if (expr.kind === 'unary' && expr.operator === '-') attribute ??= ownWeight(expr.operand);
      return true;
    });
    if (asks && attribute !== null) return { owner: type.name, attribute, method: method.name };
  }
  return null;
}

/** \`self.weight\` or \`abs(self.weight)\`. */
function ownWeight(expr: Expr): string | null {
  if (expr.kind === 'call' && lastNameOf(expr.callee) === 'abs')
    return expr.args[0] ? ownWeight(expr.args[0].value) : null;
  const own = expr.kind === 'attribute' && expr.object.kind === 'name' && expr.object.id === 'self';
  return own && /weight|strength|efficacy|^w$/i.test(expr.name) ? expr.name : null;
}

/** What is added up to be a neuron's input, by its name. */
const input = /input|current|psp|psc|drive|potential|i_?syn|^v$|net/i;

/** A sum that is called no more than that is what its function is called. */
const total = /^(?:total|sum_?|acc|result|s|x)$/i;

function inFunction(of: FunctionStmt, signed: readonly Signed[], context: RuleContext): Finding[] {
  // A function that looks at the kind of the synapse anywhere decides for itself.
  if (mentions(of.body, kind)) return [];
  const found: Finding[] = [];
  walkStatements(of.body, (statement) => {
    if (statement.kind !== 'augmented' || statement.operator !== '+') return true;
    const sum = lastNameOf(statement.target) ?? '';
    if (!input.test(sum) && !(total.test(sum) && input.test(of.name))) return true;
    const bare = bareWeight(statement.value, signed);
    if (!bare) return true;
    const { expr, fact } = bare;
    const span = { file: context.file, start: expr.start, end: expr.end };
    const object = context.textOf({ file: context.file, start: expr.object.start, end: expr.object.end });
    found.push({
      rule: rule.id,
      severity: 'warning',
      message: `\`${context.textOf(span)}\` is added without its sign: \`${fact.owner}.${fact.method}\` makes it negative where it inhibits, and here it excites.`,
      span,
      related: [],
      fixes: [
        { title: `Use \`${fact.method}\``, safety: 'unsafe', edits: [{ span, newText: `${object}.${fact.method}()` }] },
      ],
    });
    return true;
  });
  return found;
}

/** The weight itself, or the weight times something. */
function bareWeight(
  expr: Expr,
  signed: readonly Signed[],
): { readonly expr: AttributeExpr; readonly fact: Signed } | null {
  if (expr.kind === 'binary' && expr.operator === '*')
    return bareWeight(expr.left, signed) ?? bareWeight(expr.right, signed);
  if (expr.kind !== 'attribute' || !/^(?:s|c|e|syn\w*|conn\w*|edge|link)$/i.test(lastNameOf(expr.object) ?? ''))
    return null;
  const fact = signed.find((each) => each.attribute === expr.name);
  return fact ? { expr, fact } : null;
}

function mentions(body: readonly Stmt[], pattern: RegExp): boolean {
  let found = false;
  const look = (expr: Expr): boolean => {
    const name =
      expr.kind === 'name' ? expr.id : expr.kind === 'attribute' ? expr.name : expr.kind === 'string' ? expr.value : '';
    found ||= pattern.test(name);
    return !found && childrenOf(expr).length > 0;
  };
  walkExpressions(body, look);
  return found;
}
