// Reads an expression: Python's operators, names, numbers and calls, as much of Python as equation strings may hold.
import { type ArithmeticOperator, type ComparisonOperator, type Expression, type Place, type Problem } from './tree';

export type Parsed<T> =
  { readonly value: T; readonly problem: null } | { readonly value: null; readonly problem: Problem };

interface Token extends Place {
  readonly kind: 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
}

const tokenPattern =
  /(?<blank>(?:\s|\\\r?\n|#[^\n]*)+)|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_]\w*)|(?<sign>\*\*|\/\/|<=|>=|==|!=|[-+*/%<>(),])/y;

/** @param text the whole text; only `from` to `to` of it is read, and places are counted in the whole */
export function parseExpression(text: string, from = 0, to = text.length): Parsed<Expression> {
  try {
    const tokens = tokensOf(text, from, to);
    const reader = new Reader(tokens);
    const value = reader.expression();
    reader.expectEnd();
    return { value, problem: null };
  } catch (error) {
    if (error instanceof Unreadable) return { value: null, problem: error.problem };
    throw error;
  }
}

class Unreadable extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

const fail = (message: string, { start, end }: Place): never => {
  throw new Unreadable({ message, start, end });
};

function tokensOf(text: string, from: number, to: number): Token[] {
  const tokens: Token[] = [];
  let at = from;
  while (at < to) {
    tokenPattern.lastIndex = at;
    const match = tokenPattern.exec(text);
    const [found = ''] = match ?? [];
    if (!match || (match.groups?.['blank'] === undefined && at + found.length > to))
      fail(`\`${text[at] ?? ''}\` is not understood`, { start: at, end: at + 1 });
    const groups = match?.groups ?? {};
    if (groups['blank'] === undefined) {
      const kind = groups['number'] !== undefined ? 'number' : groups['name'] !== undefined ? 'name' : 'sign';
      tokens.push({ kind, text: found, start: at, end: at + found.length });
    }
    at += found.length;
  }
  const last = tokens[tokens.length - 1];
  const end = last?.end ?? from;
  tokens.push({ kind: 'end', text: '', start: Math.max(from, end - 1), end });
  return tokens;
}

/** Deeper than this nobody writes an equation. */
const maxDepth = 200;

class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  private get token(): Token {
    return this.tokens[this.at] ?? { kind: 'end', text: '', start: 0, end: 0 };
  }

  private take(): Token {
    const taken = this.token;
    if (taken.kind !== 'end') this.at++;
    return taken;
  }

  private is(...texts: readonly string[]): boolean {
    const { kind, text } = this.token;
    return kind !== 'end' && kind !== 'number' && texts.includes(text);
  }

  expectEnd(): void {
    if (this.token.kind !== 'end') fail(`\`${this.token.text}\` is not expected here`, this.token);
  }

  expression(): Expression {
    if (++this.depth > maxDepth) fail('this is nested too deeply', this.token);
    const result = this.logic('or', () => this.logic('and', () => this.negation()));
    this.depth--;
    return result;
  }

  private logic(operator: 'or' | 'and', operand: () => Expression): Expression {
    let left = operand();
    while (this.is(operator)) {
      this.take();
      const right = operand();
      left = { kind: 'logic', operator, left, right, start: left.start, end: right.end };
    }
    return left;
  }

  private negation(): Expression {
    if (!this.is('not')) return this.comparison();
    const { start } = this.take();
    const operand = this.negation();
    return { kind: 'unary', operator: 'not', operand, start, end: operand.end };
  }

  /** `a < b < c` is `a < b and b < c`. */
  private comparison(): Expression {
    let left = this.sum();
    let whole: Expression | null = null;
    while (this.is('<', '>', '<=', '>=', '==', '!=')) {
      const operator = this.take().text as ComparisonOperator;
      const right = this.sum();
      const here: Expression = { kind: 'compare', operator, left, right, start: left.start, end: right.end };
      whole = whole
        ? { kind: 'logic', operator: 'and', left: whole, right: here, start: whole.start, end: here.end }
        : here;
      left = right;
    }
    return whole ?? left;
  }

  private sum(): Expression {
    return this.leftToRight(['+', '-'], () => this.leftToRight(['*', '/', '//', '%'], () => this.signed()));
  }

  private leftToRight(operators: readonly string[], operand: () => Expression): Expression {
    let left = operand();
    while (this.is(...operators)) {
      const operator = this.take().text as ArithmeticOperator;
      const right = operand();
      left = { kind: 'binary', operator, left, right, start: left.start, end: right.end };
    }
    return left;
  }

  /** A sign binds less than a power: `-x**2` is `-(x**2)`. */
  private signed(): Expression {
    if (!this.is('-', '+')) return this.power();
    if (++this.depth > maxDepth) fail('this is nested too deeply', this.token);
    const sign = this.take();
    const operand = this.signed();
    this.depth--;
    return { kind: 'unary', operator: sign.text as '-' | '+', operand, start: sign.start, end: operand.end };
  }

  private power(): Expression {
    const base = this.atom();
    if (!this.is('**')) return base;
    this.take();
    const exponent = this.signed();
    return { kind: 'binary', operator: '**', left: base, right: exponent, start: base.start, end: exponent.end };
  }

  private atom(): Expression {
    const token = this.take();
    const { start, end, text } = token;
    if (token.kind === 'number') return { kind: 'number', text, start, end };
    if (token.kind === 'name') {
      if (text === 'True' || text === 'False') return { kind: 'flag', value: text === 'True', start, end };
      if (/^(?:and|or|not|if|else|in|is|lambda|for)$/.test(text)) fail(`\`${text}\` is not expected here`, token);
      return this.is('(') ? this.call(token) : { kind: 'name', name: text, start, end };
    }
    if (text === '(') {
      const inner = this.expression();
      const close = this.close(token);
      return { ...inner, start, end: close.end };
    }
    return fail(token.kind === 'end' ? 'something is missing at the end' : `\`${text}\` is not expected here`, token);
  }

  private close(open: Token): Token {
    if (!this.is(')'))
      fail(
        this.token.kind === 'end' ? 'a parenthesis is not closed' : `\`${this.token.text}\` is not expected here`,
        this.token.kind === 'end' ? open : this.token,
      );
    return this.take();
  }

  private call({ text: name, start }: Token): Expression {
    const open = this.take();
    const args: Expression[] = [];
    while (!this.is(')')) {
      args.push(this.expression());
      if (!this.is(',')) break;
      this.take();
    }
    const close = this.close(open);
    return { kind: 'call', name, args, start, end: close.end };
  }
}
