// Sets of parameters (a class body, a function's defaults, a dictionary) that hold times in seconds beside times in milliseconds, by their sizes.
import { type Expr, type Node, type Stmt } from './python/syntax';
import { walkStatements } from './python/walk';
import { walkWithParents } from './formulas';

export interface TimeParameter {
  readonly name: string;
  readonly text: string;
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

export interface MixedGroup {
  readonly second: TimeParameter;
  readonly millisecond: TimeParameter;
}

/** Time constants that are never a tenth of a millisecond: membranes, plasticity, traces, adaptation. */
const slow =
  /^tau(?:_(?:m|mem|membrane|plus|minus|pre|post|x|y|w|trace|stdp|eligibility|adapt|adaptation|theta|e|c|a))?$/i;
const windows = /(?:^|_)(?:window|windows|tau|period|duration|t_?ref(?:rac\w*)?|refractory\w*|delay)(?:_\w+)?$/i;

export function mixedGroups(body: readonly Stmt[]): MixedGroup[] {
  const groups: TimeParameter[][] = [];
  walkStatements(body, (statement) => {
    if (statement.kind === 'class') groups.push(statement.body.flatMap(assigned));
    if (statement.kind === 'function')
      groups.push(
        statement.params.flatMap(({ name, defaultValue, start }) =>
          parameter(name, defaultValue, { start, end: start + name.length }),
        ),
      );
    return true;
  });
  walkWithParents(body, (expr) => {
    if (expr.kind === 'dict')
      groups.push(
        expr.entries.flatMap(({ key, value }) =>
          key?.kind === 'string' && !key.parts ? parameter(key.value, value, key) : [],
        ),
      );
  });
  return groups.flatMap(mixed);
}

function assigned(statement: Stmt): TimeParameter[] {
  const [target] = statement.kind === 'assign' ? statement.targets : [];
  return statement.kind === 'assign' && target?.kind === 'name' ? parameter(target.id, statement.value, target) : [];
}

function parameter(name: string, value: Expr | null, { start, end }: Node): TimeParameter[] {
  return value?.kind === 'number' ? [{ name, text: value.text, value: Number(value.text), start, end }] : [];
}

function mixed(group: readonly TimeParameter[]): MixedGroup[] {
  const second = group.find(({ name, value }) => slow.test(name) && value >= 0.002 && value <= 0.09);
  const millisecond = group.find(
    ({ name, value }) =>
      value >= 5 && value <= 2000 && (/_ms$/i.test(name) ? windows.test(name.slice(0, -3)) : windows.test(name)),
  );
  return second && millisecond ? [{ second, millisecond }] : [];
}
