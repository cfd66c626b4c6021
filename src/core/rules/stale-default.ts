// A docstring that names another default than the signature has.
import { type Finding } from '../finding';
import { docstring, walkStatements } from '../python/walk';
import { type FunctionStmt, type Parameter, type StringExpr } from '../python/syntax';
import { type Rule, type RuleContext } from '../rule';
import { equal, negate, parseDecimal, type Rational } from '../units/rational';

const rule: Rule = {
  id: 'stale-default',
  severity: 'information',
  summary: 'A docstring names another default than the signature has.',
  documentation: `
## What it does
Reads the defaults that a docstring gives to a function's parameters, and compares them with those of the signature.

## Why it matters
One of the two is out of date. Who trusts the prose runs another model than he believes.

## Example
\`\`\`python
def lif(v_rest=-65.0, tau_m=20.0):
    """A leaky integrator.

    Args:
        v_rest: resting potential in mV (default: -65.0)
        tau_m: membrane time constant in ms (default: 10.0)
    """
\`\`\`

## Use instead
\`\`\`python
def lif(v_rest=-65.0, tau_m=20.0):
    """A leaky integrator.

    Args:
        v_rest: resting potential in mV (default: -65.0)
        tau_m: membrane time constant in ms (default: 20.0)
    """
\`\`\`
`,
  check: function* (context) {
    const found: Finding[] = [];
    walkStatements(context.loaded.module.body, (statement) => {
      if (statement.kind === 'function') {
        const text = docstring(statement.body);
        if (text) found.push(...compare(text, statement, context));
      }
      if (statement.kind === 'class') {
        const text = docstring(statement.body);
        const init = statement.body.find(
          (each): each is FunctionStmt => each.kind === 'function' && each.name === '__init__',
        );
        if (text && init) found.push(...compare(text, init, context));
      }
      return true;
    });
    yield* found;
  },
};

export default rule;

function* compare(text: StringExpr, { params }: FunctionStmt, context: RuleContext): Iterable<Finding> {
  const { file } = context;
  const source = context.textOf({ file, start: text.start, end: text.end });
  for (const parameter of params) {
    const given = numberOf(parameter);
    const said = given && defaultSaid(source, parameter.name, params);
    if (!given || !said || equal(said.value, given)) continue;
    const span = { file, start: text.start + said.start, end: text.start + said.end };
    const written = parameter.defaultValue;
    if (!written) continue;
    const place = { file, start: written.start, end: written.end };
    yield {
      rule: rule.id,
      severity: 'information',
      message: `The text gives \`${parameter.name}\` the default ${said.text}, the signature ${context.textOf(place)}.`,
      span,
      related: [{ message: 'the signature', span: place }],
      fixes: [
        {
          title: `Say ${context.textOf(place)}`,
          safety: 'safe',
          edits: [{ span, newText: context.textOf(place) }],
        },
      ],
    };
  }
}

function numberOf({ defaultValue }: Parameter): Rational | null {
  if (defaultValue?.kind === 'number') return parseDecimal(defaultValue.text);
  if (defaultValue?.kind !== 'unary' || defaultValue.operator !== '-' || defaultValue.operand.kind !== 'number')
    return null;
  const value = parseDecimal(defaultValue.operand.text);
  return value && negate(value);
}

interface Said {
  readonly value: Rational;
  readonly text: string;
  /** Offsets into the docstring as it is written. */
  readonly start: number;
  readonly end: number;
}

/** \`name: … default 3.0\`, on the parameter's own line or on the lines that go on with it. */
function defaultSaid(source: string, name: string, params: readonly Parameter[]): Said | null {
  const head = new RegExp(
    `^[ \\t]*["']*(?::param\\s+(?:\\w+\\s+)?|[-*]\\s+)?[\`*]*${name}[\`*]*\\s*(?:\\([^)\\n]*\\))?\\s*:`,
    'gm',
  );
  const heads = [...source.matchAll(head)];
  const [only] = heads;
  // Named twice, it may be two functions' parameter.
  if (!only || heads.length > 1) return null;
  const rest = source.slice(only.index);
  const [first = '', ...more] = rest.split('\n');
  const indent = /^[ \t]*/.exec(first)?.[0].length ?? 0;
  let length = first.length;
  for (const line of more) {
    const own = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    if (line.trim() === '' || own <= indent || params.some((each) => line.trim().startsWith(`${each.name}:`))) break;
    length += line.length + 1;
  }
  const block = rest.slice(0, length);
  // A number with a word behind it may be in another prefix than the signature's: 20 MHz for 20e6.
  const match =
    /\bdefaults?(?:\s+(?:is|to|value|value is|of))?\s*[:=]?\s*[`"']?([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?!\w|\.\d|\s*[*/^%µ]|\s+(?!or\b|if\b|and\b|for\b|which\b|as\b)[A-Za-z])/i.exec(
      block,
    );
  if (!match?.[1]) return null;
  const value = parseDecimal(match[1].replace(/^[-+]/, ''));
  if (!value) return null;
  const start = only.index + match.index + match[0].lastIndexOf(match[1]);
  const signed = match[1].startsWith('-') ? negate(value) : value;
  return { value: signed, text: match[1], start, end: start + match[1].length };
}
