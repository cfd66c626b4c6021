// A calculation as a list of operations on numbers, each used as often as it is needed: what equations are compiled to.

export type Unary =
  | ('neg' | 'abs' | 'floor' | 'ceil' | 'trunc' | 'sqrt' | 'not')
  | ('exp' | 'expm1' | 'log' | 'log10' | 'log1p' | 'exprel')
  | ('sin' | 'cos' | 'tan' | 'sinh' | 'cosh' | 'tanh' | 'arcsin' | 'arccos' | 'arctan');
export type Binary =
  ('add' | 'sub' | 'mul' | 'div' | 'pow' | 'min' | 'max') | ('lt' | 'gt' | 'le' | 'ge' | 'eq' | 'ne' | 'and' | 'or');

/** A place in the tape. */
export type Node = number & { readonly node: unique symbol };

export type Operation =
  | { readonly kind: 'constant'; readonly value: number }
  /** A number of each neuron, by the place of its array. */
  | { readonly kind: 'slot'; readonly slot: number }
  /** A number that all neurons share in one step, by its place. */
  | { readonly kind: 'shared'; readonly shared: number }
  | { readonly kind: 'unary'; readonly by: Unary; readonly a: Node }
  | { readonly kind: 'binary'; readonly by: Binary; readonly a: Node; readonly b: Node }
  /** `b` where `a` is not 0, else `c`. */
  | { readonly kind: 'select'; readonly a: Node; readonly b: Node; readonly c: Node }
  /** A number drawn anew for each neuron: uniform in [0, 1), standard normal, or Poisson of mean `a`. */
  | { readonly kind: 'uniform' | 'normal' }
  | { readonly kind: 'poisson'; readonly a: Node }
  /** The value of a table at time `a` in column `b`. */
  | { readonly kind: 'table'; readonly table: number; readonly a: Node; readonly b: Node };

export class Tape {
  readonly operations: Operation[] = [];
  private readonly known = new Map<string, Node>();

  constant(value: number): Node {
    return this.put({ kind: 'constant', value }, `c${Object.is(value, -0) ? '-0' : value}`);
  }

  slot(slot: number): Node {
    return this.put({ kind: 'slot', slot }, `s${slot}`);
  }

  shared(shared: number): Node {
    return this.put({ kind: 'shared', shared }, `h${shared}`);
  }

  uniform(): Node {
    return this.append({ kind: 'uniform' });
  }

  normal(): Node {
    return this.append({ kind: 'normal' });
  }

  poisson(a: Node): Node {
    return this.append({ kind: 'poisson', a });
  }

  table(table: number, a: Node, b: Node): Node {
    return this.put({ kind: 'table', table, a, b }, `t${table} ${a} ${b}`);
  }

  unary(by: Unary, a: Node): Node {
    const value = this.valueOf(a);
    if (value !== null) return this.constant(applyUnary(by, value));
    return this.put({ kind: 'unary', by, a }, `${by} ${a}`);
  }

  binary(by: Binary, a: Node, b: Node): Node {
    const [left, right] = [this.valueOf(a), this.valueOf(b)];
    if (left !== null && right !== null) return this.constant(applyBinary(by, left, right));
    return this.simpler(by, a, b, left, right) ?? this.put({ kind: 'binary', by, a, b }, `${by} ${a} ${b}`);
  }

  select(a: Node, b: Node, c: Node): Node {
    const value = this.valueOf(a);
    if (value !== null) return value === 0 ? c : b;
    return b === c ? b : this.put({ kind: 'select', a, b, c }, `? ${a} ${b} ${c}`);
  }

  add = (a: Node, b: Node): Node => this.binary('add', a, b);
  sub = (a: Node, b: Node): Node => this.binary('sub', a, b);
  mul = (a: Node, b: Node): Node => this.binary('mul', a, b);
  div = (a: Node, b: Node): Node => this.binary('div', a, b);

  /** The number that a node always is; null where it is none. */
  valueOf(node: Node): number | null {
    const operation = this.at(node);
    return operation.kind === 'constant' ? operation.value : null;
  }

  at(node: Node): Operation {
    return this.operations[node] as Operation;
  }

  /** What changes nothing is left out. */
  private simpler(by: Binary, a: Node, b: Node, left: number | null, right: number | null): Node | null {
    if (by === 'add') return left === 0 ? b : right === 0 ? a : null;
    if (by === 'sub') return right === 0 ? a : left === 0 ? this.unary('neg', b) : null;
    if (by === 'mul') {
      if (left === 0 || right === 0) return this.constant(0);
      return left === 1 ? b : right === 1 ? a : null;
    }
    if (by === 'div') return right === 1 ? a : left === 0 ? a : null;
    if (by === 'and') return left !== null ? (left === 0 ? a : b) : right !== null ? (right === 0 ? b : a) : null;
    if (by === 'pow' && right !== null && Number.isInteger(right) && right >= 0 && right <= 8)
      return this.power(a, right);
    return null;
  }

  private power(a: Node, exponent: number): Node {
    if (exponent === 0) return this.constant(1);
    if (exponent === 1) return a;
    const half = this.power(a, exponent >> 1);
    const square = this.mul(half, half);
    return exponent % 2 === 1 ? this.mul(square, a) : square;
  }

  private put(operation: Operation, key: string): Node {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const made = this.append(operation);
    this.known.set(key, made);
    return made;
  }

  private append(operation: Operation): Node {
    return (this.operations.push(operation) - 1) as Node;
  }
}

/** The nodes that an operation takes. */
export function operandsOf(operation: Operation): readonly Node[] {
  switch (operation.kind) {
    case 'unary':
    case 'poisson':
      return [operation.a];
    case 'binary':
    case 'table':
      return [operation.a, operation.b];
    case 'select':
      return [operation.a, operation.b, operation.c];
    default:
      return [];
  }
}

export const exprel = (x: number): number => (x === 0 ? 1 : Math.expm1(x) / x);

export function applyUnary(by: Unary, a: number): number {
  switch (by) {
    case 'neg':
      return -a;
    case 'not':
      return a === 0 ? 1 : 0;
    case 'exprel':
      return exprel(a);
    case 'arcsin':
      return Math.asin(a);
    case 'arccos':
      return Math.acos(a);
    case 'arctan':
      return Math.atan(a);
    default:
      return Math[by](a);
  }
}

export function applyBinary(by: Binary, a: number, b: number): number {
  switch (by) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'mul':
      return a * b;
    case 'div':
      return a / b;
    case 'pow':
      return a ** b;
    case 'min':
      return Math.min(a, b);
    case 'max':
      return Math.max(a, b);
    case 'lt':
      return a < b ? 1 : 0;
    case 'gt':
      return a > b ? 1 : 0;
    case 'le':
      return a <= b ? 1 : 0;
    case 'ge':
      return a >= b ? 1 : 0;
    case 'eq':
      return a === b ? 1 : 0;
    case 'ne':
      return a !== b ? 1 : 0;
    case 'and':
      return a !== 0 && b !== 0 ? 1 : 0;
    case 'or':
      return a !== 0 || b !== 0 ? 1 : 0;
  }
}
