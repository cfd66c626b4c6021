// The parsed equations of a population as plain data, with the values of their names in SI: what a simulation of them starts from.
import { brianUnit } from '../../backends/facts/brian2';
import { numberOf, polyOfValue } from '../../brian/algebra';
import { Lookup } from '../../brian/lookup';
import { modelOf } from '../../brian/model';
import { rangeOf, textOf } from '../../brian/parts';
import { type AllSettings } from '../../brian/settings';
import { parseExpression } from '../../equations/expression';
import { parseStatements } from '../../equations/statements';
import { type Expression, namesIn, nodesOf } from '../../equations/tree';
import { type Thing, type Value } from '../../evaluate/value';
import { toNumber } from '../../units/rational';
import { tableOf } from './tables';
import { countedFrom, drawnParameters, startsOf } from './starts';
import { type EquationModel, type Regular, type Start, type TimeTable } from '../network';
import { numberNode } from '../recipe';

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
  const starts = [...namesBefore(group, all), ...startsOf(group, all)];
  const regular = regularOf(group, all);
  const changes = changesIn(group, all);
  const events = eventsOf(group, all);
  const set = [...starts, ...changes.flatMap((each) => each.starts)];
  const used = [
    ...equations.map((each) => each.expression),
    ...[threshold, refractory],
    ...reset.map((each) => each.expression),
    ...set.map((each) => each.expression),
    ...regular.flatMap(({ statements }) => statements.map((each) => each.expression)),
    ...events.flatMap(({ condition, statements }) => [condition, ...statements.map((each) => each.expression)]),
  ];
  return {
    ...{ threshold, reset, refractory, starts, ...namesOf(group, used, all) },
    equations: [...equations, ...drawnParameters(set, equations)],
    refractoryS: numberOf(polyOfValue(group.fields.get('refractory'))),
    method: textOf(group, 'method'),
    ...(regular.length > 0 ? { regular } : {}),
    ...(changes.length > 0 ? { changes } : {}),
    ...(events.length > 0 ? { events } : {}),
  };
}

/** What is set between two runs. */
export const changesIn = (of: Thing, all: AllSettings): { readonly atS: number; readonly starts: Start[] }[] =>
  all.changesOf(of).map(({ atS, settings }) => ({
    atS,
    starts: [...namedStarts(settings.renamedOf(of)), ...startsOf(of, settings)],
  }));

/** Conditions beside the threshold that the group was made with. */
function eventsOf(group: Thing, all: AllSettings): NonNullable<EquationModel['events']> {
  const given = group.fields.get('events');
  return [...(given?.kind === 'table' ? given.entries : [])].flatMap(([name, condition]) => {
    const read = condition.kind === 'text' ? parseExpression(condition.value).value : null;
    const code = all.codeAt(group, name);
    return read ? [{ name, condition: read, statements: code ? parseStatements(code.value).statements : [] }] : [];
  });
}

/** Names of the script that stand for another number in a later run are parameters; what they are before the first one. */
export function namesBefore(group: Thing, all: AllSettings): Start[] {
  const lookup = all.lookupOf(group);
  const before = new Map<string, Value>();
  for (const { settings } of all.changesOf(group))
    for (const name of settings.renamedOf(group).keys()) {
      const value = lookup.valueOf(name);
      if (value) before.set(name, value);
    }
  return namedStarts(before);
}

export const namedStarts = (values: ReadonlyMap<string, Value>): Start[] =>
  [...values].map(([variable, value]) => {
    const number = numberOf(polyOfValue(value));
    return { variable, expression: number === null ? null : numberNode(number), from: 0, to: null };
  });

const expressionOf = (text: string | null | undefined): Expression | null =>
  text === null || text === undefined ? null : parseExpression(text).value;

/** What the names and the functions in them stand for that the model does not define. */
export function namesOf(
  group: Thing,
  used: readonly (Expression | null)[],
  all: AllSettings,
): Pick<EquationModel, 'constants' | 'tables'> {
  const lookup = all.lookupOf(group);
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

export function regularOf(group: Thing, all: AllSettings): Regular[] {
  return all.repeatedOf(group).flatMap(({ of, code, every }): Regular[] => {
    const range = of === group ? { start: 0, stop: null } : rangeOf(of);
    const everyS = every && numberOf(polyOfValue(every));
    if (!range || (every && everyS === null)) return [];
    const statements = parseStatements(code.value).statements.map((each) => ({
      ...each,
      expression: countedFrom(each.expression, of === group ? { start: 0, stop: null } : range),
    }));
    return [{ statements, everyS, from: range.start, to: range.stop }];
  });
}
