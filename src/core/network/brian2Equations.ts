// The parsed equations of a population as plain data, with the values of their names in SI: what a simulation of them starts from.
import { type Thing } from '../evaluate/value';
import { numberOf, polyOfValue, type Settings } from '../brian/algebra';
import { modelOf } from '../brian/model';
import { lookupOf } from '../brian/neuron';
import { textOf } from '../brian/parts';
import { parseExpression } from '../equations/expression';
import { parseStatements } from '../equations/statements';
import { type Expression, namesIn } from '../equations/tree';
import { type EquationModel } from './network';

/** Null where the model's text is not known in full. */
export function equationModel(group: Thing, settings: Settings): EquationModel | null {
  const model = modelOf(group);
  if (!model.complete) return null;
  const equations = model.parts.flatMap((each) => each.parsed.equations);
  const [thresholdText, resetText, refractoryText] = ['threshold', 'reset', 'refractory'].map((key) =>
    textOf(group, key),
  );
  const threshold = expressionOf(thresholdText);
  const refractory = expressionOf(refractoryText);
  const reset = resetText === null || resetText === undefined ? [] : [...parseStatements(resetText).statements];
  const used = [
    ...equations.map((each) => each.expression),
    threshold,
    refractory,
    ...reset.map((each) => each.expression),
  ];
  const lookup = lookupOf(model);
  const constants: Record<string, number | null> = {};
  for (const expression of used) {
    for (const { name } of expression ? namesIn(expression) : []) {
      const meaning = lookup.meaningOf(name);
      const value = meaning.kind === 'value' ? meaning.value : settings.get(name);
      if (meaning.kind === 'value' || value) constants[name] = numberOf(polyOfValue(value));
    }
  }
  return {
    ...{ equations, threshold, reset, refractory, constants },
    refractoryS: numberOf(polyOfValue(group.fields.get('refractory'))),
    method: textOf(group, 'method'),
  };
}

const expressionOf = (text: string | null | undefined): Expression | null =>
  text === null || text === undefined ? null : parseExpression(text).value;
