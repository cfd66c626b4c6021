// A neuromodulator that scales something and is never changed after it was set up.
import { isFalse, learningSettings } from '../backends/facts/t4dm';
import { settingsIn } from '../environment/settings';
import { type Finding } from '../finding';
import { walkExpressions, walkStatements } from '../python/walk';
import { type AttributeExpr, type ClassStmt, type Expr, type FunctionStmt, type Stmt } from '../python/syntax';
import { type Rule, type RuleContext } from '../rule';

const rule: Rule = {
  id: 'frozen-modulator',
  severity: 'information',
  summary: 'A neuromodulator’s level is set once and never changed.',
  documentation: `
## What it does
Finds levels of dopamine, acetylcholine, noradrenaline, serotonin and the like that a class sets to a number when it is made and multiplies with later, while
nothing that can be seen ever gives them another value; and settings of T4DM that switch its neuromodulators off (\`T4DM_NEUROMOD_ENABLED\`).

## Why it matters
Learning that is gated by such a level runs at a fixed rate, or not at all where the level was set to zero. It looks as if it were modulated.

## Example
\`\`\`python
class Learner:
    def __init__(self):
        self.dopamine = 0.0
        self.weight = 0.5

    def step(self, eligibility):
        self.weight += 0.01 * self.dopamine * eligibility
\`\`\`

## Use instead
\`\`\`python
class Learner:
    def __init__(self):
        self.dopamine = 0.0
        self.weight = 0.5

    def reward(self, amount):
        self.dopamine += amount

    def step(self, eligibility):
        self.weight += 0.01 * self.dopamine * eligibility
\`\`\`

Another file may set the level, and so this is never more than information.
`,
  check: function* (context) {
    const classes: ClassStmt[] = [];
    walkStatements(context.loaded.module.body, (statement) => {
      if (statement.kind === 'class') classes.push(statement);
      return true;
    });
    for (const type of classes) yield* inClass(type, context);
  },
  checkConfig: function* (context) {
    for (const { name, value, span } of settingsIn(context, learningSettings.prefix)) {
      const isOff = learningSettings.modulators.some((each) => each === name) && isFalse(value);
      const isNever =
        learningSettings.updates.some((each) => each === name) && /^(?:0|never|none)$/i.test(value.trim());
      if (!isOff && !isNever) continue;
      const message = `\`${name}\` ${isOff ? 'switches the neuromodulators off' : 'lets the neuromodulators never be updated'}: their levels stay where they begin.`;
      yield { rule: rule.id, severity: 'information', message, span, related: [], fixes: [] };
    }
  },
};

export default rule;

const modulator =
  /^(?:dopamine|acetylcholine|noradrenaline|norepinephrine|serotonin|neuromod(?:ulator|ulation)?|modulator|da|ach|ne|reward_?signal)(?:_?(?:level|signal|conc(?:entration)?))?$/i;

function* inClass(type: ClassStmt, context: RuleContext): Iterable<Finding> {
  const init = type.body.find((each): each is FunctionStmt => each.kind === 'function' && each.name === '__init__');
  for (const { attribute, statement } of init ? levelsIn(init) : []) {
    const { name } = attribute;
    if (!isFactor(type.body, name) || isChanged(context, name, statement)) continue;
    yield {
      rule: rule.id,
      severity: 'information',
      message: `\`${name}\` is set here and scales what follows, but nothing here ever changes it.`,
      span: { file: context.file, start: attribute.start, end: attribute.end },
      related: [],
      fixes: [],
    };
  }
}

/** \`self.dopamine = 0.0\`: a number, not what was passed in. */
function levelsIn(init: FunctionStmt): { readonly attribute: AttributeExpr; readonly statement: Stmt }[] {
  const found: { attribute: AttributeExpr; statement: Stmt }[] = [];
  walkStatements(init.body, (statement) => {
    if (statement.kind !== 'assign' || statement.value?.kind !== 'number') return true;
    for (const target of statement.targets)
      if (isOwn(target) && modulator.test(target.name)) found.push({ attribute: target, statement });
    return true;
  });
  return found;
}

const isOwn = (expr: Expr): expr is AttributeExpr =>
  expr.kind === 'attribute' && expr.object.kind === 'name' && expr.object.id === 'self';

function isFactor(body: readonly Stmt[], name: string): boolean {
  let found = false;
  walkExpressions(body, (expr) => {
    if (expr.kind === 'binary' && expr.operator === '*')
      found ||= [expr.left, expr.right].some((each) => isOwn(each) && each.name === name);
    return !found;
  });
  return found;
}

/** Set anywhere else, under whatever object, by name in a text, or handed out whole. */
function isChanged({ modules }: RuleContext, name: string, first: Stmt): boolean {
  let changed = false;
  for (const { module } of modules) {
    walkStatements(module.body, (statement) => {
      const targets =
        statement === first
          ? []
          : statement.kind === 'assign'
            ? statement.targets
            : statement.kind === 'augmented'
              ? [statement.target]
              : [];
      changed ||= targets.some((each) => reaches(each, name));
      return !changed;
    });
    walkExpressions(module.body, (expr) => {
      changed ||= expr.kind === 'string' && expr.value === name;
      changed ||= expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.id === 'setattr';
      return !changed;
    });
  }
  return changed;
}

function reaches(target: Expr, name: string): boolean {
  if (target.kind === 'tuple' || target.kind === 'list') return target.items.some((each) => reaches(each, name));
  return (
    (target.kind === 'attribute' && target.name === name) || (target.kind === 'index' && reaches(target.object, name))
  );
}
