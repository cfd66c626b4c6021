// GeNN's synapse groups: how many of the one population reach each neuron of the other.
import { constantOf } from '../../evaluate/numbers';
import { type Num, type Thing } from '../../evaluate/value';
import { toNumber } from '../../units/rational';
import { type Span } from '../../text';
import { tableField, textField, thingField } from '../../backends/genn/things';
import { exactNumber, over, times, whole } from '../given';
import { type ConnectionRule } from '../network';

const sizeOf = (of: Thing | null): Num | null => exactNumber(of?.fields.get('size'));

const connectivityOf = (of: Thing): { readonly name: string; number(key: string): Num | null } => {
  const snippet = thingField(of, 'connectivity');
  return {
    name: textField(snippet, 'model'),
    number: (key) => exactNumber(snippet ? tableField(snippet, 'params')?.entries.get(key) : undefined),
  };
};

/** Sparse and procedural groups have the connections of their initialiser; a dense one has all of them. */
const isDense = (of: Thing): boolean => {
  const matrix = of.fields.get('matrix');
  const name = matrix?.kind === 'text' ? matrix.value : matrix?.kind === 'external' ? matrix.path : '';
  return /DENSE/.test(name) && !of.fields.has('connectivity');
};

export function sourcesPerTarget(of: Thing, span: Span): Num | null {
  const [pre, post] = [sizeOf(thingField(of, 'source')), sizeOf(thingField(of, 'target'))];
  if (isDense(of)) return pre;
  const { name, number } = connectivityOf(of);
  switch (name) {
    case 'OneToOne':
      return whole(1);
    case 'FixedProbability':
    case 'FixedProbabilityNoAutapse':
      return times(number('prob'), pre, span);
    case 'FixedNumberPreWithReplacement':
      return number('num');
    case 'FixedNumberPostWithReplacement':
      return over(times(number('num'), pre, span), post, span);
    case 'FixedNumberTotalWithReplacement':
      return over(number('num'), post, span);
    default:
      return null;
  }
}

export function ruleOf(of: Thing): ConnectionRule {
  if (isDense(of)) return { kind: 'all-to-all' };
  const { name, number } = connectivityOf(of);
  const known = (key: string): number | null => {
    const exact = constantOf(number(key) ?? undefined);
    return exact && toNumber(exact);
  };
  if (name === 'OneToOne') return { kind: 'one-to-one' };
  if (name.startsWith('FixedProbability')) {
    const probability = known('prob');
    return probability === null ? { kind: 'unknown', text: name } : { kind: 'fixed-probability', probability };
  }
  const count = known('num');
  if (count !== null) {
    if (name === 'FixedNumberPreWithReplacement') return { kind: 'fixed-indegree', indegree: count };
    if (name === 'FixedNumberPostWithReplacement') return { kind: 'fixed-outdegree', outdegree: count };
    if (name === 'FixedNumberTotalWithReplacement') return { kind: 'fixed-total', total: count };
  }
  return { kind: 'unknown', text: name === '' ? 'of the script’s own' : name };
}
