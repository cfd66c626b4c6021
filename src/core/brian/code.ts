// Every piece of equation code in a script, parsed, with what is expected of it and how its names are looked up: what the rules go through.
import { type ApiCall, type Facts } from '../evaluate/facts';
import { type Text, type Thing, type Value } from '../evaluate/value';
import { isTemplate } from '../equations/equations';
import { parseExpression } from '../equations/expression';
import { parseStatements, type ParsedStatements } from '../equations/statements';
import { type Equation, type Expression, type Problem } from '../equations/tree';
import { type Dimension, dimension, dimensionless, multiplyDimensions } from '../units/dimension';
import { type Span } from '../text';
import { Lookup } from './lookup';
import { type GroupModel, modelOf, type ModelPart, wholeOf } from './model';
import { groupTypes } from './signatures';

interface Common {
  readonly group: GroupModel;
  readonly text: Text;
  readonly lookup: Lookup;
  /** Where to point when the text itself has no place. */
  readonly span: Span;
  /** `the threshold`, `on_pre`, `the equation of v`. */
  readonly what: string;
  readonly problems: readonly Problem[];
}

export interface ExpressionCode extends Common {
  readonly kind: 'expression';
  readonly expression: Expression;
  /** The dimension that it has to have; null for any. */
  readonly wanted: Dimension | null;
  readonly condition: boolean;
  readonly equation: Equation | null;
  readonly part: ModelPart | null;
}
export interface StatementCode extends Common {
  readonly kind: 'statements';
  readonly parsed: ParsedStatements;
}
export interface BrokenCode extends Common {
  readonly kind: 'broken';
}
export type Code = ExpressionCode | StatementCode | BrokenCode;

const perSecond = dimension({ s: -1 });
const time = dimension({ s: 1 });
const rate = dimension({ s: -1 });

const cache = new WeakMap<Facts, readonly Code[]>();

/** Dead code is not looked at: whether its arguments would be right is not known. */
export function codeIn(facts: Facts): readonly Code[] {
  const known = cache.get(facts);
  if (known) return known;
  const made = [
    ...facts.calls
      .filter((each) => each.backend === 'brian2' && each.dead === null)
      .flatMap(codeOfCall)
      .filter((each) => !isProvoked(each.group.of))
      .filter((each) => !isTemplate(each.text.value)),
  ];
  cache.set(facts, made);
  return made;
}

/** A test wants to see its run fail. */
const isProvoked = (of: Thing): boolean => of.fields.has('provoked');

export function groupsIn(facts: Facts): readonly GroupModel[] {
  return facts.calls.flatMap((each) => {
    const made = each.backend === 'brian2' && each.dead === null ? each.args.get('made') : undefined;
    return made?.kind === 'thing' && groupTypes.has(made.type) && !isProvoked(made) ? [modelOf(made)] : [];
  });
}

function codeOfCall(call: ApiCall): Code[] {
  const made = call.args.get('made');
  switch (call.what) {
    case 'create':
    case 'synapses':
      return made?.kind === 'thing' ? codeOfGroup(made) : [];
    case 'poisson input':
      return made?.kind === 'thing' ? codeOfPoissonInput(made) : [];
    case 'set':
      return codeOfState(call);
    case 'connect':
      return codeOfConnection(call);
    case 'on event':
    case 'regularly': {
      const [of, code] = [call.args.get('of'), call.args.get('code')];
      return of?.kind === 'thing' && code?.kind === 'text'
        ? [statements(wholeOf(of), code, call.span, 'run_regularly')]
        : [];
    }
    default:
      return [];
  }
}

const spanOf = (of: Thing, key: string): Span => of.places.get(key) ?? of.span ?? { file: '', start: 0, end: 0 };

function codeOfGroup(of: Thing): Code[] {
  const group = modelOf(of);
  const code: Code[] = group.parts.flatMap((part) => codeOfPart(group, part));
  for (const [key, value] of textsIn(of, 'threshold', 'events'))
    code.push(expression(of, value, spanOf(of, key), 'the threshold', dimensionless, true));
  const isSynapses = of.type === 'brian2.Synapses';
  for (const [key, value] of isSynapses ? textsIn(of, 'on_pre', 'on_post', 'pre', 'post') : textsIn(of, 'reset'))
    code.push(statements(of, value, spanOf(of, key), key === 'reset' ? 'the reset' : key));
  for (const [key, value] of textsIn(of, 'refractory'))
    code.push(expression(of, value, spanOf(of, key), 'the refractory period', null, false));
  for (const [key, value] of textsIn(of, 'rates'))
    code.push(expression(of, value, spanOf(of, key), 'the rates', rate, false));
  for (const [key, value] of isSynapses ? textsIn(of, 'delay') : [])
    code.push(expression(of, value, spanOf(of, key), 'the delay', time, false));
  return code;
}

function* textsIn(of: Thing, ...keys: readonly string[]): Generator<[string, Text]> {
  for (const key of keys) {
    const value = of.fields.get(key);
    // An empty text is a place for somebody to fill in.
    if (value?.kind === 'text' && value.value.trim() !== '') yield [key, value];
    if (value?.kind === 'table') for (const each of value.entries.values()) if (each.kind === 'text') yield [key, each];
  }
}

function codeOfPart(group: GroupModel, part: ModelPart): Code[] {
  const lookup = new Lookup(group, null, part.replaced);
  const span = spanOf(group.of, 'model');
  const common = { group, text: part.text, lookup, span };
  const broken: Code[] =
    part.parsed.problems.length > 0
      ? [{ ...common, kind: 'broken', what: 'the model', problems: part.parsed.problems }]
      : [];
  const equations = part.parsed.equations.flatMap((each): Code[] => {
    if (!each.expression) return [];
    const own = group.variables.get(each.name)?.dimension ?? null;
    const wanted = own && each.kind === 'differential' ? multiplyDimensions(own, perSecond) : own;
    const what = each.kind === 'differential' ? `d${each.name}/dt` : each.name;
    return [
      {
        ...common,
        ...{ kind: 'expression', expression: each.expression, wanted, condition: false, equation: each, part },
        ...{ what, problems: [] },
      },
    ];
  });
  return [...broken, ...equations];
}

function expression(
  of: Thing,
  text: Text,
  span: Span,
  what: string,
  wanted: Dimension | null,
  condition: boolean,
  lookup: Lookup = new Lookup(modelOf(of)),
): Code {
  const { value, problem } = parseExpression(text.value);
  const common = { group: modelOf(of), text, lookup, span, what };
  if (!value) return { ...common, kind: 'broken', problems: problem ? [problem] : [] };
  return {
    ...{ ...common, kind: 'expression', expression: value, wanted, condition },
    ...{ equation: null, part: null, problems: [] },
  };
}

function statements(of: Thing, text: Text, span: Span, what: string): Code {
  const parsed = parseStatements(text.value);
  const group = modelOf(of);
  return {
    ...{ kind: 'statements', group, text, lookup: new Lookup(group), span, what, parsed },
    problems: parsed.problems,
  };
}

function codeOfPoissonInput(made: Thing): Code[] {
  const [target, variable, weight] = ['target', 'target_var', 'weight'].map((key) => made.fields.get(key));
  if (target?.kind !== 'thing' || variable?.kind !== 'text' || weight?.kind !== 'text') return [];
  const wanted = modelOf(target).variables.get(variable.value)?.dimension ?? null;
  return [expression(wholeOf(target), weight, spanOf(made, 'weight'), 'the weight', wanted, false)];
}

/** `P.v = 'Vr + rand()*(Vt - Vr)'`. */
function codeOfState(call: ApiCall): Code[] {
  const [of, name, value] = ['of', 'name', 'value'].map((key): Value | undefined => call.args.get(key));
  if (of?.kind !== 'thing' || name?.kind !== 'text' || value?.kind !== 'text') return [];
  const group = wholeOf(of);
  const wanted = modelOf(group).variables.get(name.value.replace(/^post /, ''))?.dimension ?? null;
  const names = call.args.get('names');
  const lookup = new Lookup(modelOf(group), names?.kind === 'table' ? names : null);
  return [expression(group, value, call.span, `\`${name.value}\``, wanted, false, lookup)];
}

function codeOfConnection(call: ApiCall): Code[] {
  const [of, names] = [call.args.get('synapses'), call.args.get('names')];
  if (of?.kind !== 'thing') return [];
  const frame = names?.kind === 'table' ? names : null;
  return (['condition', 'p'] as const).flatMap((key): Code[] => {
    const value = call.args.get(key);
    const lookup = new Lookup(modelOf(of), frame);
    return value?.kind === 'text'
      ? [
          expression(
            of,
            value,
            call.span,
            key === 'p' ? 'the probability' : 'the condition',
            dimensionless,
            key === 'condition',
            lookup,
          ),
        ]
      : [];
  });
}
