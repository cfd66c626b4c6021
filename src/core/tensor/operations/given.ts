// What an operation was called with, by name or position, and how it gives back an array that remembers where it came from.
import { type Span } from '../../text';
import { toAxes, toShape, toTensor } from '../convert';
import { type Machine } from '../machine';
import { map, ShapeError, type Tensor, zip } from '../tensor';
import { isTensor, numberOf, type Value } from '../values';

export type Operation = (given: Given) => Value;
export type Operations = Readonly<Record<string, Operation>>;

export class Given {
  constructor(
    readonly machine: Machine,
    readonly name: string,
    readonly args: readonly Value[],
    readonly keywords: ReadonlyMap<string, Value>,
    readonly span: Span,
    /** Whether the name ended in an underscore: the first argument is changed. */
    readonly changes: boolean,
    /** The dotted path that it was called by, where it was not a method. */
    readonly library = '',
  ) {}

  get(names: string, at = -1): Value | undefined {
    for (const name of names.split(' ')) {
      const found = this.keywords.get(name);
      if (found !== undefined) return found;
    }
    return at >= 0 ? this.args[at] : undefined;
  }

  number(names: string, at: number, otherwise: number): number {
    return numberOf(this.get(names, at)) ?? otherwise;
  }

  flag(names: string): boolean {
    return this.get(names) === true;
  }

  /** The array at a place; numbers and lists count as arrays. */
  tensor(at = 0, names = this.changes ? 'tensor' : 'input x a'): Tensor {
    const found = toTensor(this.get(names, at));
    if (!found) throw new ShapeError(`${this.name} is given something that is no array`);
    return found;
  }

  axes(at: number): readonly number[] | null {
    return toAxes(this.get('dim axis axes', at));
  }

  shape(at: number, names = 'size shape'): readonly number[] | null {
    const named = this.get(names);
    if (named !== undefined) return named === null ? [] : toShape([named]);
    const rest = this.args.slice(at);
    const [first] = rest;
    const listed = first !== undefined && numberOf(first) === null;
    return toShape(listed ? [first] : rest.filter((each) => typeof each === 'number'));
  }

  give(result: Tensor, inputs: readonly (Value | undefined)[] = this.args, op = this.name): Value {
    return this.machine.traced(result, op, inputs, this.span);
  }

  /** Element by element; a plain number stays one. */
  each(f: (value: number) => number): Value {
    const [first] = this.args;
    const only = typeof first === 'number' || typeof first === 'boolean' ? Number(first) : null;
    if (only !== null) return f(only);
    const of = this.tensor();
    return this.give(map(of, f), [of]);
  }

  pairs(f: (x: number, y: number) => number, op = this.name): Value {
    const [a, b] = [this.get('input x x1', 0), this.get('other y x2', 1)];
    const [x, y] = [numberOf(a), numberOf(b)];
    if (x !== null && y !== null && !isTensor(a) && !isTensor(b)) return f(x, y);
    const [p, q] = [this.tensor(0, 'input x x1'), this.tensor(1, 'other y x2')];
    return this.give(zip(p, q, f), [a, b], op);
  }
}
