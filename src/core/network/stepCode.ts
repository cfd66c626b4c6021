// What a user's own function or method does to a neuron in one step, followed through its syntax: each variable's new value, and whether it fired.
import { type Expression } from '../equations/tree';
import { type Argument, type CallExpr, type Expr, type Stmt } from '../python/syntax';
import { isMembraneName } from './membraneName';
import { numberNode } from './recipe';

const place = { start: 0, end: 0 };
const flag = (value: boolean): Expression => ({ kind: 'flag', value, ...place });
const nameOf = (name: string): Expression => ({ kind: 'name', name, ...place });
const alike = (a: Expression, b: Expression): boolean =>
  a === b || (a.kind === 'flag' && b.kind === 'flag' && a.value === b.value);
const where = (test: Expression, then: Expression, other: Expression): Expression =>
  alike(then, other)
    ? then
    : test.kind === 'flag'
      ? test.value
        ? then
        : other
      : { kind: 'call', name: 'where', args: [test, then, other], ...place };

/** What an expression gives: a number, several of them, or what is not followed. */
type Worth = Expression | readonly Worth[] | null;
const isNumber = (worth: Worth | undefined): worth is Expression =>
  worth !== null && worth !== undefined && !Array.isArray(worth);

/** How the code calls what it is given, and what it can look up. */
export interface Surroundings {
  /** The objects whose attributes are the neuron's variables. */
  readonly objects: ReadonlySet<string>;
  /** The value of a name that is no variable: a constant of the module, a parameter; null where it is not known. */
  readonly constantOf: (name: string) => number | null;
  /** Variables that are arguments, and given back. */
  readonly states: ReadonlySet<string>;
  /** The body of another method of the neuron. */
  readonly methodOf: (name: string) => readonly Stmt[] | null;
}

export interface StepCode {
  /** The variables that the step changes, with what they become of what they were. */
  readonly changed: ReadonlyMap<string, Expression>;
  readonly fired: Expression | null;
  /** What it gives back. */
  readonly result: Worth;
  /** Names that are read and neither changed nor known. */
  readonly open: ReadonlySet<string>;
  /** What it is given that holds the variables. */
  readonly objects: ReadonlySet<string>;
}

interface State {
  /** Of the neuron. */
  readonly own: Map<string, Expression>;
  readonly local: Map<string, Worth>;
}

interface Done {
  readonly state: State;
  /** Whether the code has returned by then, and what. */
  readonly done: Expression;
  readonly result: Worth;
}

/** Names of flags that say that a neuron has fired. */
const firedName = /^(?:has_)?(?:spik|fire)(?:e|ed|ing|d|s)?(?:_flag)?$|^(?:is_)?(?:spiking|firing)$/i;
const functions: Readonly<Record<string, string>> = {
  ...{ exp: 'exp', log: 'log', log10: 'log10', sqrt: 'sqrt', abs: 'abs', fabs: 'abs', floor: 'floor', ceil: 'ceil' },
  ...{ sin: 'sin', cos: 'cos', tan: 'tan', sinh: 'sinh', cosh: 'cosh', tanh: 'tanh', int: 'int' },
};
/** Methods of arrays that give the same numbers in another dress. */
const sameValue =
  /^(?:float|double|half|int|long|bool|to|astype|type|type_as|clone|copy|detach|cpu|numpy|item|squeeze)$/;
const mostSteps = 4000;

export function stepCodeOf(body: readonly Stmt[], surroundings: Surroundings): StepCode | null {
  const reader = new Reader(surroundings);
  const { state, result } = reader.run(body, { own: new Map(), local: new Map() });
  if (reader.tooLong) return null;
  const changed = new Map([...state.own].filter(([, value]) => !(value.kind === 'name' && value.name === '?')));
  const fired = firedOf(result, state) ?? reader.resetWhere;
  return { changed, fired, result, open: reader.open, objects: reader.objects };
}

/** What is given back, a variable or a name that says so. */
function firedOf(result: Worth, { own, local }: State): Expression | null {
  const given = Array.isArray(result) ? (result as readonly Worth[]) : [result];
  const told = given.find((each) => isNumber(each) && isCondition(each));
  if (isNumber(told)) return told;
  for (const names of [own, local])
    for (const [name, value] of names) if (firedName.test(name) && isNumber(value)) return value;
  return null;
}

function isCondition(of: Expression): boolean {
  if (of.kind === 'call') return of.name === 'where' && of.args.slice(1).every(isCondition);
  return (
    of.kind === 'compare' || of.kind === 'logic' || of.kind === 'flag' || (of.kind === 'unary' && of.operator === 'not')
  );
}

class Reader {
  readonly open = new Set<string>();
  readonly objects = new Set<string>();
  /** Where a membrane is set to something under a condition on a membrane. */
  resetWhere: Expression | null = null;
  tooLong = false;
  private steps = 0;
  private depth = 0;

  constructor(private readonly around: Surroundings) {}

  run(body: readonly Stmt[], from: State): Done {
    let now: Done = { state: from, done: flag(false), result: null };
    for (const [k, stmt] of body.entries()) {
      if (++this.steps > mostSteps) this.tooLong = true;
      if (this.tooLong) return now;
      const next = this.statement(stmt, now.state);
      if (next.done.kind === 'flag' && !next.done.value) {
        now = next;
        continue;
      }
      if (next.done.kind === 'flag') return next;
      const rest = this.run(body.slice(k + 1), next.state);
      return {
        state: merged(next.done, next.state, rest.state),
        done: { kind: 'logic', operator: 'or', left: next.done, right: rest.done, ...place },
        result: chosen(next.done, next.result, rest.result),
      };
    }
    return now;
  }

  private statement(stmt: Stmt, state: State): Done {
    const on = (next: State): Done => ({ state: next, done: flag(false), result: null });
    switch (stmt.kind) {
      case 'assign': {
        if (!stmt.value) return on(state);
        const value = this.worth(stmt.value, state);
        return on(stmt.targets.reduce((next, target) => this.put(target, value, next), state));
      }
      case 'augmented': {
        const { operator, target, value } = stmt;
        const whole: Expr = { kind: 'binary', operator, left: target, right: value, start: stmt.start, end: stmt.end };
        return on(this.put(target, this.worth(whole, state), state));
      }
      case 'if': {
        const test = this.worth(stmt.test, state);
        if (!isNumber(test)) return on(state);
        const [then, other] = [this.run(stmt.body, copied(state)), this.run(stmt.orElse, copied(state))];
        this.noteReset(test, stmt.body, state);
        return {
          state: merged(test, then.state, other.state),
          done: where(test, then.done, other.done),
          result: chosen(test, then.result, other.result),
        };
      }
      case 'return':
        return { state, done: flag(true), result: stmt.value ? this.worth(stmt.value, state) : null };
      case 'expression':
        return on(stmt.value.kind === 'call' ? this.called(stmt.value, state) : state);
      default:
        return on(state);
    }
  }

  /** `if v >= threshold: v = reset`. */
  private noteReset(test: Expression, body: readonly Stmt[], state: State): void {
    const sets = body.some(
      (each) =>
        each.kind === 'assign' &&
        each.targets.some((target) => {
          const name = this.variableOf(target) ?? (target.kind === 'name' ? target.id : null);
          return name !== null && isMembrane(name);
        }),
    );
    if (sets && this.resetWhere === null && isCondition(test) && state.own.size + state.local.size > 0)
      this.resetWhere = test;
  }

  /** `self.reset()` of the same neuron; what else is called changes no variable. */
  private called({ callee }: CallExpr, state: State): State {
    if (callee.kind !== 'attribute' || callee.object.kind !== 'name') return state;
    const body = this.around.objects.has(callee.object.id) ? this.around.methodOf(callee.name) : null;
    if (!body || this.depth > 3) return state;
    this.depth++;
    const { state: after } = this.run(body, { own: state.own, local: new Map() });
    this.depth--;
    return { own: after.own, local: state.local };
  }

  private put(target: Expr, value: Worth, state: State): State {
    if (target.kind === 'tuple' || target.kind === 'list') {
      const items = Array.isArray(value) ? (value as readonly Worth[]) : [];
      return target.items.reduce((next, each, k) => this.put(each, items[k] ?? null, next), state);
    }
    const next = copied(state);
    const variable = this.variableOf(target);
    if (variable !== null) next.own.set(variable, isNumber(value) ? value : nameOf('?'));
    else if (target.kind === 'name') next.local.set(target.id, value);
    return next;
  }

  /** `self.v`, `neuron.params['tau']`, `state['v']`. */
  private variableOf(target: Expr): string | null {
    if (target.kind === 'attribute') return this.isOwn(target.object) ? target.name : null;
    const [key] = target.kind === 'index' ? target.indexes : [];
    if (target.kind !== 'index' || target.indexes.length !== 1 || !key) return null;
    return key.kind === 'string' && this.isOwn(target.object) ? key.value : null;
  }

  private isOwn(object: Expr): boolean {
    if (object.kind === 'name') {
      const isOne = this.around.objects.has(object.id);
      if (isOne) this.objects.add(object.id);
      return isOne;
    }
    return (
      object.kind === 'attribute' &&
      /^(?:params|parameters|state|p|config)$/.test(object.name) &&
      this.isOwn(object.object)
    );
  }

  private worth(expr: Expr, state: State): Worth {
    const of = (each: Expr): Worth => this.worth(each, state);
    switch (expr.kind) {
      case 'number': {
        const value = Number(expr.text.replace(/_/g, ''));
        return Number.isFinite(value) ? numberNode(value) : null;
      }
      case 'constant':
        return typeof expr.value === 'boolean' ? flag(expr.value) : null;
      case 'name': {
        const local = state.local.get(expr.id);
        if (local !== undefined) return local;
        return this.around.states.has(expr.id) ? nameOf(expr.id) : this.constant(expr.id);
      }
      case 'tuple':
      case 'list':
        return expr.items.map(of);
      case 'attribute':
      case 'index': {
        const variable = this.variableOf(expr);
        return variable === null ? null : (state.own.get(variable) ?? this.unchanged(variable));
      }
      case 'unary': {
        const operand = of(expr.operand);
        if (!isNumber(operand) || expr.operator === '~') return null;
        return expr.operator === '+' ? operand : { kind: 'unary', operator: expr.operator, operand, ...place };
      }
      case 'binary':
        return this.binary(expr.operator, of(expr.left), of(expr.right));
      case 'boolean': {
        const [left, right] = [of(expr.left), of(expr.right)];
        return isNumber(left) && isNumber(right)
          ? { kind: 'logic', operator: expr.operator, left, right, ...place }
          : null;
      }
      case 'compare':
        return this.compared(expr, state);
      case 'conditional': {
        const [test, then, other] = [of(expr.test), of(expr.body), of(expr.orElse)];
        return isNumber(test) ? chosen(test, then, other) : null;
      }
      case 'call':
        return this.call(expr, state);
      default:
        return null;
    }
  }

  private binary(operator: string, left: Worth, right: Worth): Worth {
    if (!isNumber(left) || !isNumber(right) || !/^(?:[-+*/%]|\*\*|\/\/)$/.test(operator)) return null;
    return { kind: 'binary', operator: operator as '+', left, right, ...place };
  }

  private compared(expr: Extract<Expr, { kind: 'compare' }>, state: State): Worth {
    const operands = expr.operands.map((each) => this.worth(each, state));
    let all: Expression | null = null;
    for (const [k, operator] of expr.operators.entries()) {
      const [left, right] = [operands[k], operands[k + 1]];
      if (!isNumber(left) || !isNumber(right) || !/^(?:<|>|<=|>=|==|!=)$/.test(operator)) return null;
      const one: Expression = { kind: 'compare', operator: operator as '<', left, right, ...place };
      all = all ? { kind: 'logic', operator: 'and', left: all, right: one, ...place } : one;
    }
    return all;
  }

  private call({ callee, args }: CallExpr, state: State): Worth {
    const name = callee.kind === 'name' ? callee.id : callee.kind === 'attribute' ? callee.name : '';
    const given = args.map(({ value }: Argument) => this.worth(value, state));
    const [a, b, c] = given;
    // `neuron.params.get("threshold", -50.0)`.
    const [key] = args;
    if (name === 'get' && callee.kind === 'attribute' && this.isOwn(callee.object) && key?.value.kind === 'string') {
      const variable = key.value.value;
      const known = state.own.get(variable);
      if (known) return known;
      const fixed = this.around.constantOf(variable);
      return fixed !== null ? numberNode(fixed) : (b ?? null);
    }
    if (callee.kind === 'attribute' && sameValue.test(name)) {
      const of = this.worth(callee.object, state);
      // Of a number `int()` takes the fraction away, of a condition nothing.
      if (isNumber(of) && (isCondition(of) || !/^(?:int|long|bool)$/.test(name))) return of;
    }
    if (!isNumber(a)) return null;
    if (/^(?:float|float64|float32|bool|array|asarray)$/.test(name)) return a;
    if (name === 'max' || name === 'maximum')
      return isNumber(b) ? where({ kind: 'compare', operator: '>', left: a, right: b, ...place }, a, b) : null;
    if (name === 'min' || name === 'minimum')
      return isNumber(b) ? where({ kind: 'compare', operator: '<', left: a, right: b, ...place }, a, b) : null;
    if (name === 'where' && isNumber(b) && isNumber(c)) return where(a, b, c);
    if (name === 'clip' && isNumber(b) && isNumber(c)) return { kind: 'call', name, args: [a, b, c], ...place };
    const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
    return known === undefined ? null : { kind: 'call', name: known, args: [a], ...place };
  }

  private constant(name: string): Worth {
    const value = this.around.constantOf(name);
    return value === null ? null : numberNode(value);
  }

  private unchanged(variable: string): Expression {
    this.open.add(variable);
    return nameOf(variable);
  }
}

/** `new_v` is the membrane as `v` is. */
export const isMembrane = (name: string): boolean =>
  isMembraneName(name.replace(/^(?:new|next|old)_|_(?:new|next)$/, ''));

const copied = ({ own, local }: State): State => ({ own: new Map(own), local: new Map(local) });

function chosen(test: Expression, then: Worth, other: Worth): Worth {
  if (isNumber(then) && isNumber(other)) return where(test, then, other);
  if (Array.isArray(then) && Array.isArray(other) && then.length === other.length)
    return then.map((each: Worth, k) => chosen(test, each, (other as readonly Worth[])[k] ?? null));
  if (test.kind === 'flag') return test.value ? then : other;
  // `return True` in one branch, nothing in the other.
  if (isNumber(then) && isCondition(then) && other === null) return where(test, then, flag(false));
  if (isNumber(other) && isCondition(other) && then === null) return where(test, flag(false), other);
  return null;
}

function merged(test: Expression, then: State, other: State): State {
  const own = new Map<string, Expression>();
  for (const name of new Set([...then.own.keys(), ...other.own.keys()]))
    own.set(name, where(test, then.own.get(name) ?? nameOf(name), other.own.get(name) ?? nameOf(name)));
  const local = new Map<string, Worth>();
  for (const name of new Set([...then.local.keys(), ...other.local.keys()])) {
    const [one, two] = [then.local.get(name), other.local.get(name)];
    // A name that only one branch makes is not there after the other.
    local.set(name, one === undefined ? (two ?? null) : two === undefined ? one : chosen(test, one, two));
  }
  return { own, local };
}
