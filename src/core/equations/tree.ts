// The language of model equations as plain data: expressions, equations, statements; offsets are into the text that was parsed.

export interface Place {
  readonly start: number;
  readonly end: number;
}

/** As written: `10`, `0.27`, `1.`, `5e-5`. */
export interface NumberNode extends Place {
  readonly kind: 'number';
  readonly text: string;
}
export interface NameNode extends Place {
  readonly kind: 'name';
  readonly name: string;
}
export interface FlagNode extends Place {
  readonly kind: 'flag';
  readonly value: boolean;
}
export interface CallNode extends Place {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expression[];
}
export interface UnaryNode extends Place {
  readonly kind: 'unary';
  readonly operator: '-' | '+' | 'not';
  readonly operand: Expression;
}
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**';
export interface BinaryNode extends Place {
  readonly kind: 'binary';
  readonly operator: ArithmeticOperator;
  readonly left: Expression;
  readonly right: Expression;
}
export type ComparisonOperator = '<' | '>' | '<=' | '>=' | '==' | '!=';
export interface CompareNode extends Place {
  readonly kind: 'compare';
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
}
export interface LogicNode extends Place {
  readonly kind: 'logic';
  readonly operator: 'and' | 'or';
  readonly left: Expression;
  readonly right: Expression;
}

export type Expression = NumberNode | NameNode | FlagNode | CallNode | UnaryNode | BinaryNode | CompareNode | LogicNode;

export interface Equation extends Place {
  /** `dx/dt = …`, `x = …`, or a name alone. */
  readonly kind: 'differential' | 'subexpression' | 'parameter';
  readonly name: string;
  readonly namePlace: Place;
  /** Null for a parameter, and where the right side could not be read. */
  readonly expression: Expression | null;
  /** As written behind the colon: `volt`, `siemens/metre**2`, `1`, `boolean`. */
  readonly unit: string;
  readonly unitPlace: Place;
  readonly flags: readonly Flag[];
}
export interface Flag extends Place {
  readonly text: string;
}

/** `v = Vr`, `w += dw`; `operator` is what stands before the `=`. */
export interface Statement extends Place {
  readonly name: string;
  readonly namePlace: Place;
  readonly operator: '' | '+' | '-' | '*' | '/' | '//' | '%' | '**';
  readonly expression: Expression;
}

/** What could not be read, and where. */
export interface Problem extends Place {
  readonly message: string;
}

/** All nodes of an expression, the outer ones first. */
export function* nodesOf(expression: Expression): Generator<Expression> {
  yield expression;
  switch (expression.kind) {
    case 'call':
      for (const each of expression.args) yield* nodesOf(each);
      return;
    case 'unary':
      yield* nodesOf(expression.operand);
      return;
    case 'binary':
    case 'compare':
    case 'logic':
      yield* nodesOf(expression.left);
      yield* nodesOf(expression.right);
      return;
    default:
      return;
  }
}

/** The names in it that are not called. */
export function* namesIn(expression: Expression): Generator<NameNode> {
  for (const each of nodesOf(expression)) if (each.kind === 'name') yield each;
}

/** The expression with other nodes in place of some names; null leaves a name as it is. */
export function withNames(expression: Expression, of: (name: string) => Expression | null): Expression {
  const inner = (each: Expression): Expression => withNames(each, of);
  switch (expression.kind) {
    case 'name':
      return of(expression.name) ?? expression;
    case 'call':
      return { ...expression, args: expression.args.map(inner) };
    case 'unary':
      return { ...expression, operand: inner(expression.operand) };
    case 'binary':
    case 'compare':
    case 'logic':
      return { ...expression, left: inner(expression.left), right: inner(expression.right) };
    default:
      return expression;
  }
}

export const isCondition = (expression: Expression): boolean =>
  expression.kind === 'compare' ||
  expression.kind === 'logic' ||
  expression.kind === 'flag' ||
  (expression.kind === 'unary' && expression.operator === 'not');
