// Our own compact syntax tree of a Python module: plain objects with offsets, made once per statement and shared between versions of a text.

export interface Node {
  /** UTF-16 offsets into the module's text. They move when an edit before them shifts the statement. */
  start: number;
  end: number;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '<<' | '>>' | '&' | '|' | '^';
export type CompareOperator = '<' | '>' | '<=' | '>=' | '==' | '!=' | 'in' | 'not in' | 'is' | 'is not';

export interface NameExpr extends Node {
  kind: 'name';
  id: string;
}
/** `text` as written: `1_000`, `0x1f`, `20.`, `1e-3`, `2j`. */
export interface NumberExpr extends Node {
  kind: 'number';
  text: string;
}
/** `value` with escapes resolved and adjacent literals joined; for an f-string `parts` holds text and expressions in order and `value` is ''. */
export interface StringExpr extends Node {
  kind: 'string';
  value: string;
  bytes: boolean;
  parts: (string | Expr)[] | null;
}
export interface ConstantExpr extends Node {
  kind: 'constant';
  value: true | false | null | '...';
}
export interface SequenceExpr extends Node {
  kind: 'tuple' | 'list' | 'set';
  items: Expr[];
}
/** A `null` key is a `**` spread. */
export interface DictExpr extends Node {
  kind: 'dict';
  entries: { key: Expr | null; value: Expr }[];
}
export interface AttributeExpr extends Node {
  kind: 'attribute';
  object: Expr;
  name: string;
  nameStart: number;
}
export interface IndexExpr extends Node {
  kind: 'index';
  object: Expr;
  /** One per comma: `a[1:2, None]` has two. */
  indexes: Expr[];
}
export interface SliceExpr extends Node {
  kind: 'slice';
  lower: Expr | null;
  upper: Expr | null;
  step: Expr | null;
}
export interface Argument extends Node {
  /** Set for `name=value`. */
  name: string | null;
  /** `*value` or `**value`. */
  star: '' | '*' | '**';
  value: Expr;
}
export interface CallExpr extends Node {
  kind: 'call';
  callee: Expr;
  args: Argument[];
}
export interface UnaryExpr extends Node {
  kind: 'unary';
  operator: '-' | '+' | '~' | 'not';
  operand: Expr;
}
export interface BinaryExpr extends Node {
  kind: 'binary';
  operator: BinaryOperator;
  left: Expr;
  right: Expr;
}
export interface BooleanExpr extends Node {
  kind: 'boolean';
  operator: 'and' | 'or';
  left: Expr;
  right: Expr;
}
/** `a < b <= c`: operands a, b, c and operators <, <=. */
export interface CompareExpr extends Node {
  kind: 'compare';
  operands: Expr[];
  operators: CompareOperator[];
}
export interface ConditionalExpr extends Node {
  kind: 'conditional';
  test: Expr;
  body: Expr;
  orElse: Expr;
}
export interface Parameter extends Node {
  name: string;
  /** '' for an ordinary one; '*' and '**' collect; a bare `*` or `/` is left out, with `keywordOnly` set on what follows `*`. */
  star: '' | '*' | '**';
  keywordOnly: boolean;
  annotation: Expr | null;
  defaultValue: Expr | null;
}
export interface LambdaExpr extends Node {
  kind: 'lambda';
  params: Parameter[];
  body: Expr;
}
export interface ComprehensionClause {
  target: Expr;
  iterable: Expr;
  conditions: Expr[];
}
export interface ComprehensionExpr extends Node {
  kind: 'comprehension';
  result: 'list' | 'set' | 'dict' | 'generator';
  /** The key of a dict comprehension. */
  key: Expr | null;
  element: Expr;
  clauses: ComprehensionClause[];
}
export interface YieldExpr extends Node {
  kind: 'yield';
  from: boolean;
  value: Expr | null;
}
export interface AwaitExpr extends Node {
  kind: 'await';
  value: Expr;
}
export interface StarExpr extends Node {
  kind: 'star';
  star: '*' | '**';
  value: Expr;
}
export interface WalrusExpr extends Node {
  kind: 'walrus';
  target: NameExpr;
  value: Expr;
}
/** What the grammar could not make sense of. */
export interface BadExpr extends Node {
  kind: 'bad';
}

export type Expr =
  | NameExpr
  | NumberExpr
  | StringExpr
  | ConstantExpr
  | SequenceExpr
  | DictExpr
  | AttributeExpr
  | IndexExpr
  | SliceExpr
  | CallExpr
  | UnaryExpr
  | BinaryExpr
  | BooleanExpr
  | CompareExpr
  | ConditionalExpr
  | LambdaExpr
  | ComprehensionExpr
  | YieldExpr
  | AwaitExpr
  | StarExpr
  | WalrusExpr
  | BadExpr;

export interface ExprStmt extends Node {
  kind: 'expression';
  value: Expr;
}
/** `a = b = value`: two targets. An annotated assignment has an annotation and may have no value (`value` null). */
export interface AssignStmt extends Node {
  kind: 'assign';
  targets: Expr[];
  annotation: Expr | null;
  value: Expr | null;
}
export interface AugmentedStmt extends Node {
  kind: 'augmented';
  operator: BinaryOperator;
  target: Expr;
  value: Expr;
}
export interface FunctionStmt extends Node {
  kind: 'function';
  name: string;
  nameStart: number;
  params: Parameter[];
  returns: Expr | null;
  decorators: Expr[];
  isAsync: boolean;
  body: Stmt[];
}
export interface ClassStmt extends Node {
  kind: 'class';
  name: string;
  nameStart: number;
  bases: Argument[];
  decorators: Expr[];
  body: Stmt[];
}
export interface ReturnStmt extends Node {
  kind: 'return';
  value: Expr | null;
}
/** `elif` is an `if` alone in `orElse`. */
export interface IfStmt extends Node {
  kind: 'if';
  test: Expr;
  body: Stmt[];
  orElse: Stmt[];
}
export interface ForStmt extends Node {
  kind: 'for';
  target: Expr;
  iterable: Expr;
  body: Stmt[];
  orElse: Stmt[];
}
export interface WhileStmt extends Node {
  kind: 'while';
  test: Expr;
  body: Stmt[];
  orElse: Stmt[];
}
export interface WithStmt extends Node {
  kind: 'with';
  items: { value: Expr; target: Expr | null }[];
  body: Stmt[];
}
export interface TryStmt extends Node {
  kind: 'try';
  body: Stmt[];
  handlers: { type: Expr | null; name: string | null; body: Stmt[] }[];
  orElse: Stmt[];
  finalBody: Stmt[];
}
export interface ImportedName extends Node {
  /** Dotted path of the module, or the name taken from it. */
  path: string;
  alias: string | null;
}
export interface ImportStmt extends Node {
  kind: 'import';
  names: ImportedName[];
}
/** `from ..pkg.mod import a as b`: level 2, module `pkg.mod`; `*` is one name with path `*`. */
export interface ImportFromStmt extends Node {
  kind: 'importFrom';
  module: string;
  level: number;
  names: ImportedName[];
}
export interface ScopeStmt extends Node {
  kind: 'global' | 'nonlocal';
  names: string[];
}
export interface MatchStmt extends Node {
  kind: 'match';
  subject: Expr;
  /** Patterns are kept as expressions where they read as one, else `bad`; `captures` are the names they bind. */
  cases: { pattern: Expr; captures: NameExpr[]; guard: Expr | null; body: Stmt[] }[];
}
export interface DeleteStmt extends Node {
  kind: 'delete';
  targets: Expr[];
}
/** assert, raise, Python 2's print and exec: the expressions are evaluated for what they mention. */
export interface MentionStmt extends Node {
  kind: 'assert' | 'raise' | 'print' | 'exec';
  values: Expr[];
}
export interface JumpStmt extends Node {
  kind: 'pass' | 'break' | 'continue';
}
export interface TypeAliasStmt extends Node {
  kind: 'typeAlias';
  name: NameExpr;
  value: Expr;
}
/** A statement that holds a syntax error: nothing in it is believed, the next one is read as usual. */
export interface BadStmt extends Node {
  kind: 'bad';
}

export type Stmt =
  | ExprStmt
  | AssignStmt
  | AugmentedStmt
  | FunctionStmt
  | ClassStmt
  | ReturnStmt
  | IfStmt
  | ForStmt
  | WhileStmt
  | WithStmt
  | TryStmt
  | ImportStmt
  | ImportFromStmt
  | ScopeStmt
  | MatchStmt
  | DeleteStmt
  | MentionStmt
  | JumpStmt
  | TypeAliasStmt
  | BadStmt;

/** A comment with its `#`. */
export interface Comment extends Node {
  text: string;
  /** True where nothing but white space stands before it on its line. */
  ownLine: boolean;
}

export interface Module {
  readonly text: string;
  readonly body: Stmt[];
  /** In the order of the text. */
  readonly comments: Comment[];
  readonly errors: Node[];
}
