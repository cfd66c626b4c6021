// What a group of Brian's is made of: its parsed equations, its variables with their dimensions, and what names stand for in its run.
import { type Value, type Text, type Thing } from '../evaluate/value';
import { isTemplate, parseEquations, type ParsedEquations } from '../equations/equations';
import { type Equation, type Expression } from '../equations/tree';
import { unitOfText } from '../backends/facts/brian2';
import { type Dimension, dimension } from '../units/dimension';
import { parseUnit } from '../units/parse';
import { commonVariables, ownVariables } from './signatures';

export interface ModelPart {
  readonly text: Text;
  readonly parsed: ParsedEquations;
  /** `Equations('…', tau='taum')`: names of the text that stand for others, or for values. */
  readonly replaced: ReadonlyMap<string, Value>;
}

export interface Variable {
  readonly name: string;
  /** Null where it is not known. */
  readonly dimension: Dimension | null;
  /** Null for those that every group has. */
  readonly equation: Equation | null;
}

export interface GroupModel {
  readonly of: Thing;
  readonly parts: readonly ModelPart[];
  /** False where a part of the model is not known: it may have more variables than these. */
  readonly complete: boolean;
  readonly variables: ReadonlyMap<string, Variable>;
  /** Subexpressions by name. */
  readonly substitutes: ReadonlyMap<string, Expression>;
}

const models = new WeakMap<Thing, GroupModel>();

export function modelOf(of: Thing): GroupModel {
  const group = wholeOf(of);
  const known = models.get(group);
  if (known) return known;
  const made = makeModel(group);
  models.set(group, made);
  return made;
}

/** A subgroup has the variables of the group that it is a part of. */
export function wholeOf(of: Thing): Thing {
  const source = of.type === 'brian2.Subgroup' ? of.fields.get('source') : undefined;
  return source?.kind === 'thing' ? wholeOf(source) : of;
}

function makeModel(of: Thing): GroupModel {
  const { parts, complete } = partsOf(of.fields.get('model'));
  const variables = new Map<string, Variable>();
  const substitutes = new Map<string, Expression>();
  const put = (name: string, dim: Dimension | null, equation: Equation | null): void => {
    variables.set(name, { name, dimension: dim, equation });
  };
  for (const own of [commonVariables, ownVariables[of.type] ?? {}])
    for (const [name, symbol] of Object.entries(own)) put(name, parseUnit(symbol)?.dimension ?? null, null);
  let sound = complete && of.type !== 'brian2.SpatialNeuron' && !of.fields.has('spread');
  for (const part of parts) {
    // A text that cannot be read may define anything.
    if (part.parsed.problems.length > 0) sound = false;
    for (const each of part.parsed.equations) {
      const renamed = part.replaced.get(each.name);
      const name = renamed?.kind === 'text' ? renamed.value : each.name;
      put(name, unitOfText(each.unit)?.dimension ?? null, each);
      if (each.kind === 'subexpression' && each.expression) substitutes.set(name, each.expression);
    }
  }
  if (of.type === 'brian2.Synapses') {
    const multi = of.fields.get('multisynaptic_index');
    if (multi?.kind === 'text') put(multi.value, dimension({}), null);
  }
  return { of, parts, complete: sound, variables, substitutes };
}

function partsOf(value: Value | undefined): { parts: ModelPart[]; complete: boolean } {
  switch (value?.kind) {
    case undefined:
    case 'nothing':
      return { parts: [], complete: true };
    case 'text':
      return { parts: [partOf(value, new Map())], complete: !isTemplate(value.value) };
    case 'thing': {
      if (value.type !== 'brian2.Equations') return { parts: [], complete: false };
      const inner = value.fields.get('parts');
      if (inner?.kind === 'sequence') {
        const all = inner.items.map(partsOf);
        return { parts: all.flatMap((each) => each.parts), complete: all.every((each) => each.complete) };
      }
      const text = value.fields.get('text');
      const replaced = value.fields.get('replaced');
      if (text?.kind !== 'text') return { parts: [], complete: false };
      const replacements = replaced?.kind === 'table' ? replaced.entries : new Map<string, Value>();
      return { parts: [partOf(text, replacements)], complete: !isTemplate(text.value) };
    }
    default:
      return { parts: [], complete: false };
  }
}

const partOf = (text: Text, replaced: ReadonlyMap<string, Value>): ModelPart => ({
  text,
  parsed: isTemplate(text.value) ? { equations: [], problems: [] } : parseEquations(text.value),
  replaced,
});

/** Source and target of synapses; a target that is not given is the source. */
export function endsOf(synapses: Thing): { source: Thing | null; target: Thing | null } {
  const source = synapses.fields.get('source');
  const given = synapses.fields.get('target');
  const target = given && given.kind !== 'nothing' ? given : source;
  return { source: source?.kind === 'thing' ? source : null, target: target?.kind === 'thing' ? target : null };
}
