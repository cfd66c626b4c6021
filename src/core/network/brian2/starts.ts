// What Brian 2's variables are set to before a run or between two: for all neurons, for a part of them, or where a condition holds.
import { numberOf, polyOfValue } from '../../brian/algebra';
import { modelOf } from '../../brian/model';
import { rangeOf, sizeOf, textOf } from '../../brian/parts';
import { type AllSettings, type SetValue } from '../../brian/settings';
import { parseExpression } from '../../equations/expression';
import { type Expression, namesIn, withNames } from '../../equations/tree';
import { asConstant, type Atom } from '../../evaluate/poly';
import { type Num, type Thing, type Value } from '../../evaluate/value';
import { toNumber } from '../../units/rational';
import { arrayNumbers } from '../arrayNumbers';
import { type Equation, type Start } from '../network';
import { numberNode, recipeOf } from '../recipe';

/** Numbers that are drawn for several variables at once are drawn first. */
export function startsOf(group: Thing, all: AllSettings): Start[] {
  const { variables } = modelOf(group);
  const sets = all.allOf(group).filter(({ value }) => value.kind !== 'thing');
  return startsFrom(group, sets, (name) => Boolean(variables.get(name)?.equation));
}

type Setting = Pick<SetValue, 'of' | 'name' | 'value' | 'whole'>;

/** @param takes whether a variable can be set */
export function startsFrom(group: Thing, sets: readonly Setting[], takes: (name: string) => boolean): Start[] {
  const drawn = new Set<string>();
  return sets.flatMap((set) => (takes(set.name) ? startsOfOne(group, set, drawn) : []));
}

/** The neurons that are set, and the condition that picks among them. */
interface Chosen {
  readonly start: number;
  readonly stop: number | null;
  readonly where: Expression | null;
}

function chosenBy(group: Thing, { of, whole }: Setting): Chosen | null {
  if (whole) return { start: 0, stop: null, where: null };
  const condition = textOf(of, 'where');
  if (condition === null) {
    const range = of === group ? null : rangeOf(of);
    return range && { ...range, where: null };
  }
  const around = of.fields.get('source');
  const range = around?.kind === 'thing' ? rangeOf(around) : null;
  const where = parseExpression(condition).value;
  return range && where && { ...range, where };
}

function startsOfOne(group: Thing, set: Setting, drawn: Set<string>): Start[] {
  const { name, value } = set;
  const chosen = chosenBy(group, set);
  if (!chosen) return [];
  const { start: first, stop } = chosen;
  const common = { variable: name, from: first, to: stop };
  const within = (expression: Expression | null): Start => ({
    ...common,
    expression: expression && among(chosen, name, expression),
  });
  if (value.kind === 'text') {
    const expression = parseExpression(value.value).value;
    return [within(expression && countedFrom(expression, chosen))];
  }
  const last = stop ?? sizeOf(group);
  const size = last === null ? null : last - first;
  const each = chosen.where ? null : numbersFor(value, size);
  if (each) return [{ ...common, expression: null, each }];
  if (value.kind !== 'num') return [{ ...common, expression: null }];
  const recipe = recipeOf(value, first, (atom) => stateOf(group, atom));
  // Synapses are counted in the order in which Brian makes them, which is not ours.
  const byPlace = recipe && group.type === 'brian2.Synapses' && speaksOf(recipe.expression, 'i');
  if (byPlace) return [{ ...common, expression: null }];
  if (!recipe) {
    const array = group.type === 'brian2.Synapses' || chosen.where ? null : arrayNumbers(value, size);
    return [array ? { ...common, expression: null, each: array } : within(numberStart(value))];
  }
  const before = recipe.draws.flatMap((draw): Start[] => {
    const key = `${draw.name} ${first}:${stop ?? ''}`;
    if (drawn.has(key)) return [];
    drawn.add(key);
    return [{ ...common, variable: draw.name, expression: { kind: 'call', name: draw.by, args: [], ...at } }];
  });
  return [...before, within(recipe.expression)];
}

/** A list with a number for each. */
function numbersFor(value: Value, size: number | null): number[] | null {
  if (value.kind !== 'sequence' || value.count) return null;
  const each = value.items.map((item) => numberOf(polyOfValue(item)));
  return !each.includes(null) && (size === null || each.length === size) ? (each as number[]) : null;
}

/** Where the condition does not hold, the variable stays what it is. */
function among(chosen: Chosen, variable: string, expression: Expression): Expression {
  if (!chosen.where) return expression;
  const own: Expression = { kind: 'name', name: variable, ...at };
  return { kind: 'call', name: 'where', args: [countedFrom(chosen.where, chosen), expression, own], ...at };
}

/** In a part of a group `i` counts from its first neuron and `N` is its size (Brian 2.5.1, groups/subgroup.py). */
export function countedFrom(
  expression: Expression,
  { start, stop }: { readonly start: number; readonly stop: number | null },
): Expression {
  if (start === 0 && stop === null) return expression;
  return withNames(expression, (name) => {
    const index: Expression = { kind: 'name', name: 'i', ...at };
    if (name === 'i' && start > 0)
      return { kind: 'binary', operator: '-', left: index, right: numberNode(start), ...at };
    return name === 'N' && stop !== null ? numberNode(stop - start) : null;
  });
}

const speaksOf = (expression: Expression, name: string): boolean =>
  [...namesIn(expression)].some((each) => each.name === name);

/** `neuron.w = a * (neuron.v - EL)`: what a variable of the group is by then. */
function stateOf(group: Thing, { id, text }: Atom): string | null {
  const { file = '', start = 0 } = group.span ?? {};
  return id === `brian2:${file}:${start}:${text}` && modelOf(group).variables.has(text) ? text : null;
}

/** Parameters that hold what was drawn, beside those of the script. */
export function drawnParameters(starts: readonly Start[], known: readonly Equation[]): Equation[] {
  const own = new Set(known.map(({ name }) => name));
  const names = new Set(starts.map(({ variable }) => variable).filter((name) => !own.has(name)));
  return [...names].map((name) => ({
    ...{
      kind: 'parameter' as const,
      name,
      namePlace: at,
      expression: null,
      unit: '1',
      unitPlace: at,
      flags: [],
      ...at,
    },
  }));
}

const at = { start: 0, end: 0 };

/** One number for all, or a uniform or normal draw for each. */
function numberStart(value: Num): Expression | null {
  const mean = asConstant(value.poly);
  if (!mean || value.special) return null;
  if (!value.draw) return numberNode(toNumber(mean));
  const variance = value.draw.variance && asConstant(value.draw.variance);
  const name = value.draw.distribution.replace(/^scaled /, '');
  if (!variance || (name !== 'uniform' && name !== 'normal')) return null;
  const spread = Math.sqrt(toNumber(variance));
  // A uniform draw of that spread is √12 spreads wide.
  const [from, width] =
    name === 'uniform' ? [toNumber(mean) - Math.sqrt(3) * spread, Math.sqrt(12) * spread] : [toNumber(mean), spread];
  const draw: Expression = { kind: 'call', name: name === 'uniform' ? 'rand' : 'randn', args: [], ...at };
  const scaled: Expression = { kind: 'binary', operator: '*', left: numberNode(width), right: draw, ...at };
  return { kind: 'binary', operator: '+', left: numberNode(from), right: scaled, ...at };
}
