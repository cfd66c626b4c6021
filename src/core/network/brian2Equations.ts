// The parsed equations of a population as plain data, with the values of their names in SI: what a simulation of them starts from.
import { type Thing } from '../evaluate/value';
import { numberOf, polyOfValue } from '../brian/algebra';
import { modelOf } from '../brian/model';
import { lookupOf } from '../brian/neuron';
import { textOf } from '../brian/parts';
import { type AllSettings } from '../brian/settings';
import { parseExpression } from '../equations/expression';
import { parseStatements } from '../equations/statements';
import { type Expression, namesIn, nodesOf } from '../equations/tree';
import { brianUnit } from '../backends/facts/brian2';
import { Lookup } from '../brian/lookup';
import { toNumber } from '../units/rational';
import { startsOf, timeTableOf } from './brian2Starts';
import { type EquationModel, type TimeTable } from './network';

/** Null where the model's text is not known in full. */
export function equationModel(group: Thing, all: AllSettings): EquationModel | null {
  const settings = all.of(group);
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
  const used = [
    ...starts.map((each) => each.expression),
    ...equations.map((each) => each.expression),
    threshold,
    refractory,
    ...reset.map((each) => each.expression),
  ];
  const lookup = lookupOf(model);
  const constants: Record<string, number | null> = {};
  const tables: Record<string, TimeTable> = {};
  // A parameter that is set, by whatever, starts as it is set; it is no constant.
  const set = new Set(starts.map((each) => each.variable));
  for (const expression of used) {
    for (const node of expression ? nodesOf(expression) : []) {
      if (node.kind === 'call') {
        const table = timeTableOf(lookup.valueOf(node.name));
        if (table) tables[node.name] = table;
      }
      if (node.kind !== 'name') continue;
      const { name } = node;
      const meaning = lookup.meaningOf(name);
      const value = meaning.kind === 'value' ? meaning.value : set.has(name) ? undefined : settings.get(name);
      if (meaning.kind === 'value' || value) constants[name] = numberOf(polyOfValue(value));
      const unit = meaning.kind === 'own' ? brianUnit(name) : null;
      if (unit) constants[name] = toNumber(unit.factor);
    }
  }
  // A text that is assigned is looked up where that is done.
  for (const { value, names } of all.all(group)) {
    const expression = value.kind === 'text' ? parseExpression(value.value).value : null;
    const local = new Lookup(model, names);
    for (const { name } of expression ? namesIn(expression) : []) {
      const known = (constants[name] ?? null) === null ? local.valueOf(name) : null;
      if (known) constants[name] = numberOf(polyOfValue(known));
    }
  }
  return {
    ...{ equations, threshold, reset, refractory, constants, starts, tables },
    refractoryS: numberOf(polyOfValue(group.fields.get('refractory'))),
    method: textOf(group, 'method'),
  };
}

const expressionOf = (text: string | null | undefined): Expression | null =>
  text === null || text === undefined ? null : parseExpression(text).value;
