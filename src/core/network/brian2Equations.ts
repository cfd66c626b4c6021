// The parsed equations of a population as plain data, with the values of their names in SI: what a simulation of them starts from.
import { brianUnit } from '../backends/facts/brian2';
import { numberOf, polyOfValue } from '../brian/algebra';
import { Lookup } from '../brian/lookup';
import { modelOf } from '../brian/model';
import { lookupOf } from '../brian/neuron';
import { rangeOf, sizeOf, textOf } from '../brian/parts';
import { type AllSettings, type SetValue } from '../brian/settings';
import { parseExpression } from '../equations/expression';
import { parseStatements } from '../equations/statements';
import { type Expression, namesIn, nodesOf } from '../equations/tree';
import { asConstant, type Atom } from '../evaluate/poly';
import { type Num, type Thing, type Value } from '../evaluate/value';
import { toNumber } from '../units/rational';
import { arrayNumbers } from './arrayNumbers';
import { type Equation, type EquationModel, type Regular, type Start, type TimeTable } from './network';
import { numberNode, recipeOf } from './recipe';

/** Null where the model's text is not known in full. */
export function equationModel(group: Thing, all: AllSettings): EquationModel | null {
  const model = modelOf(group);
  if (!model.complete) return null;
  const equations = model.parts.flatMap((each) => each.parsed.equations);
  const [thresholdText, resetText, refractoryText] = ['threshold', 'reset', 'refractory'].map((key) =>
    textOf(group, key),
  );
  const threshold = expressionOf(thresholdText);
  const refractory = expressionOf(refractoryText);
  const reset = resetText === null || resetText === undefined ? [] : [...parseStatements(resetText).statements];
  const starts = startsOf(group, all);
  const regular = regularOf(group, all);
  const changes = all.changesOf(group).map(({ atS, settings }) => ({ atS, starts: startsOf(group, settings) }));
  const set = [...starts, ...changes.flatMap((each) => each.starts)];
  const used = [
    ...equations.map((each) => each.expression),
    ...[threshold, refractory],
    ...reset.map((each) => each.expression),
    ...set.map((each) => each.expression),
    ...regular.flatMap(({ statements }) => statements.map((each) => each.expression)),
  ];
  return {
    ...{ threshold, reset, refractory, starts, ...namesOf(group, used, all) },
    equations: [...equations, ...drawnParameters(set, equations)],
    refractoryS: numberOf(polyOfValue(group.fields.get('refractory'))),
    method: textOf(group, 'method'),
    ...(regular.length > 0 ? { regular } : {}),
    ...(changes.length > 0 ? { changes } : {}),
  };
}

const expressionOf = (text: string | null | undefined): Expression | null =>
  text === null || text === undefined ? null : parseExpression(text).value;

/** What the names and the functions in them stand for that the model does not define. */
export function namesOf(
  group: Thing,
  used: readonly (Expression | null)[],
  all: AllSettings,
): Pick<EquationModel, 'constants' | 'tables'> {
  const lookup = lookupOf(modelOf(group));
  const constants: Record<string, number | null> = {};
  const tables: Record<string, TimeTable> = {};
  for (const expression of used) {
    for (const { name } of expression ? namesIn(expression) : []) {
      const meaning = lookup.meaningOf(name);
      const unit = meaning.kind === 'own' ? brianUnit(name) : null;
      if (meaning.kind === 'value') constants[name] = numberOf(polyOfValue(meaning.value));
      else if (unit) constants[name] = toNumber(unit.factor);
    }
    for (const node of expression ? nodesOf(expression) : []) {
      const meaning = node.kind === 'call' ? lookup.meaningOf(node.name) : null;
      const table = meaning?.kind === 'value' ? tableOf(meaning.value) : null;
      if (table && node.kind === 'call') tables[node.name] = table;
    }
  }
  // A text that is assigned is looked up where that is done.
  const sets = [all, ...all.changesOf(group).map(({ settings }) => settings)];
  for (const { value, names } of sets.flatMap((each) => each.allOf(group))) {
    const expression = value.kind === 'text' ? expressionOf(value.value) : null;
    const local = new Lookup(modelOf(group), names);
    for (const { name } of expression ? namesIn(expression) : []) {
      const known = (constants[name] ?? null) === null ? local.valueOf(name) : null;
      if (known) constants[name] = numberOf(polyOfValue(known));
    }
  }
  for (const [name, value] of all.of(group)) constants[name] ??= numberOf(polyOfValue(value));
  return { constants, tables };
}

function regularOf(group: Thing, all: AllSettings): Regular[] {
  return all.repeatedOf(group).flatMap(({ of, code, every }): Regular[] => {
    const range = of === group ? { start: 0, stop: null } : rangeOf(of);
    const everyS = every && numberOf(polyOfValue(every));
    if (!range || (every && everyS === null)) return [];
    return [{ statements: parseStatements(code.value).statements, everyS, from: range.start, to: range.stop }];
  });
}

function tableOf(value: Value): TimeTable | null {
  if (value.kind !== 'thing' || value.type !== 'brian2.TimedArray') return null;
  const dtS = numberOf(polyOfValue(value.fields.get('dt')));
  const rows = value.fields.get('values');
  const array = rows?.kind === 'num' ? arrayNumbers(rows) : null;
  if (dtS !== null && array) return { dtS, values: array, columns: 1 };
  if (dtS === null || rows?.kind !== 'sequence' || rows.count) return null;
  const numbers = rows.items.map((each) => (each.kind === 'sequence' ? each.items : [each]));
  const values = numbers.flat().map((each) => numberOf(polyOfValue(each)));
  const columns = numbers[0]?.length ?? 1;
  if (values.includes(null) || numbers.some((each) => each.length !== columns)) return null;
  return { dtS, values: values as number[], columns };
}

/** What the script sets before the run, where it says for which neurons; numbers that are drawn for several variables at once are drawn first. */
export function startsOf(group: Thing, all: AllSettings): Start[] {
  const { variables } = modelOf(group);
  return startsFrom(group, all.allOf(group), (name) => Boolean(variables.get(name)?.equation));
}

/** @param takes whether a variable can be set */
export function startsFrom(
  group: Thing,
  sets: readonly Pick<SetValue, 'of' | 'name' | 'value' | 'whole'>[],
  takes: (name: string) => boolean,
): Start[] {
  const drawn = new Set<string>();
  return sets.flatMap(({ of, name, value, whole }): Start[] => {
    const range = whole ? { start: 0, stop: null } : of === group ? null : rangeOf(of);
    if (!takes(name) || !range) return [];
    const common = { variable: name, from: range.start, to: range.stop };
    if (value.kind === 'text') return [{ ...common, expression: expressionOf(value.value) }];
    if (value.kind === 'sequence' && !value.count) {
      const each = value.items.map((item) => numberOf(polyOfValue(item)));
      const size = (range.stop ?? sizeOf(group) ?? each.length) - range.start;
      if (!each.includes(null) && each.length === size)
        return [{ ...common, expression: null, each: each as number[] }];
    }
    if (value.kind !== 'num') return [{ ...common, expression: null }];
    const recipe = recipeOf(value, range.start, (atom) => stateOf(group, atom));
    // Synapses are counted in the order in which Brian makes them, which is not ours.
    const byPlace = recipe && group.type === 'brian2.Synapses' && speaksOf(recipe.expression, 'i');
    if (byPlace) return [{ ...common, expression: null }];
    const array = recipe ? null : arrayNumbers(value, range.stop === null ? sizeOf(group) : range.stop - range.start);
    if (array && group.type !== 'brian2.Synapses') return [{ ...common, expression: null, each: array }];
    if (!recipe) return [{ ...common, expression: numberStart(value) }];
    const before = recipe.draws.flatMap((each): Start[] => {
      const key = `${each.name} ${range.start}:${range.stop ?? ''}`;
      if (drawn.has(key)) return [];
      drawn.add(key);
      return [{ ...common, variable: each.name, expression: { kind: 'call', name: each.by, args: [], ...at } }];
    });
    return [...before, { ...common, expression: recipe.expression }];
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
