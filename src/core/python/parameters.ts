// The parameters of a function or a lambda.
import { identifier } from './strings';
import { type TreeReader } from './reader';
import { type Parameter } from './syntax';

/** The cursor is on the list of parameters. */
export function parameterList(reader: TreeReader): Parameter[] {
  const params: Parameter[] = [];
  let keywordOnly = false;
  if (!reader.enterNamed()) return params;
  do {
    if (reader.type === 'keyword_separator') keywordOnly = true;
    else if (reader.type !== 'positional_separator') {
      const parameter = readParameter(reader, keywordOnly);
      if (parameter.star === '*') keywordOnly = true;
      params.push(parameter);
    }
  } while (reader.nextNamed());
  reader.leave();
  return params;
}

const starOf: Readonly<Record<string, '' | '*' | '**'>> = {
  list_splat_pattern: '*',
  dictionary_splat_pattern: '**',
};

function readParameter(reader: TreeReader, keywordOnly: boolean): Parameter {
  const { start, end } = reader;
  const parameter: Parameter = { start, end, name: '', star: '', keywordOnly, annotation: null, defaultValue: null };
  const isCompound = /^(typed_|default_)/.test(reader.type);
  if (!isCompound) {
    nameParameter(reader, parameter);
    return parameter;
  }
  reader.enterNamed();
  nameParameter(reader, parameter);
  while (reader.nextNamed()) {
    const isType = reader.type === 'type';
    const value = reader.expression();
    if (isType) parameter.annotation = value;
    else parameter.defaultValue = value;
  }
  reader.leave();
  return parameter;
}

/** `x`, `*x` or `**x`; Python 2's `(a, b)` stays without a name. */
function nameParameter(reader: TreeReader, parameter: Parameter): void {
  parameter.star = starOf[reader.type] ?? '';
  if (parameter.star !== '') {
    const inner = reader.childExpression();
    if (inner?.kind === 'name') parameter.name = inner.id;
  } else if (reader.type === 'identifier') parameter.name = identifier(reader.own);
}
