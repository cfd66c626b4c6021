// How an operation depends on some others: as a·x + b, with a and b free of them, or in no such way.
import { type Node, operandsOf, type Tape } from './tape';

/** `rest` + Σ `factors[x]` · x; null stands for 0. */
export interface Linear {
  readonly factors: ReadonlyMap<Node, Node>;
  readonly rest: Node | null;
}

const free = (rest: Node): Linear => ({ factors: new Map(), rest });

/**
 * Null where the node depends on the variables in any other way.
 * @param momentary whether a part that does so stands for what it is at the moment
 */
export function linearIn(tape: Tape, node: Node, variables: ReadonlySet<Node>, momentary = false): Linear | null {
  const known = new Map<Node, Linear | null>();
  const of = (each: Node): Linear | null => {
    const found = known.get(each);
    if (found !== undefined) return found;
    const made = decompose(tape, each, variables, of) ?? (momentary ? free(each) : null);
    known.set(each, made);
    return made;
  };
  return of(node);
}

function decompose(
  tape: Tape,
  node: Node,
  variables: ReadonlySet<Node>,
  of: (each: Node) => Linear | null,
): Linear | null {
  if (variables.has(node)) return { factors: new Map([[node, tape.constant(1)]]), rest: null };
  const operation = tape.at(node);
  const parts = operandsOf(operation).map(of);
  if (parts.every((part) => part !== null && part.factors.size === 0)) return free(node);
  const [left, right] = parts;
  if (left === null || left === undefined) return null;
  if (operation.kind === 'unary') return operation.by === 'neg' ? map(left, (x) => tape.unary('neg', x)) : null;
  if (operation.kind !== 'binary' || right === null || right === undefined) return null;
  switch (operation.by) {
    case 'add':
      return sum(tape, left, right);
    case 'sub':
      return sum(
        tape,
        left,
        map(right, (x) => tape.unary('neg', x)),
      );
    case 'mul': {
      const [moving, still] = left.factors.size === 0 ? [right, operation.a] : [left, operation.b];
      if (left.factors.size > 0 && right.factors.size > 0) return null;
      return map(moving, (x) => tape.mul(x, still));
    }
    case 'div':
      return right.factors.size > 0 ? null : map(left, (x) => tape.div(x, operation.b));
    default:
      return null;
  }
}

const map = ({ factors, rest }: Linear, by: (node: Node) => Node): Linear => ({
  factors: new Map([...factors].map(([variable, factor]) => [variable, by(factor)])),
  rest: rest === null ? null : by(rest),
});

function sum(tape: Tape, left: Linear, right: Linear): Linear {
  const factors = new Map(left.factors);
  for (const [variable, factor] of right.factors) {
    const own = factors.get(variable);
    factors.set(variable, own === undefined ? factor : tape.add(own, factor));
  }
  const rest = left.rest === null ? right.rest : right.rest === null ? left.rest : tape.add(left.rest, right.rest);
  return { factors, rest };
}

/** Whether it depends on a node that is wanted; what is behind a `closed` one is not looked at. */
export function reaches(
  tape: Tape,
  node: Node,
  wanted: (node: Node) => boolean,
  closed: (node: Node) => boolean = () => false,
): boolean {
  const seen = new Set<Node>();
  const look = (each: Node): boolean => {
    if (wanted(each)) return true;
    if (seen.has(each) || closed(each)) return false;
    seen.add(each);
    return operandsOf(tape.at(each)).some(look);
  };
  return look(node);
}
