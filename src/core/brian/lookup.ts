// What a name in an equation stands for, in Brian's order: the model's variables, Brian's own names, the group's namespace, the frame of the run.
import { unitOf } from '../evaluate/claim';
import { classOfFunction } from '../evaluate/functionClasses';
import { builtinNames } from '../evaluate/builtins';
import { constantOf } from '../evaluate/numbers';
import { surelyBare, surelyQuantity } from '../evaluate/quantity';
import { type Table, type Thing, type Value } from '../evaluate/value';
import { type Surroundings } from '../equations/dimensions';
import { equationConstants, equationFunction } from '../equations/functions';
import { brianUnit } from '../backends/facts/brian2';
import { type Dimension, dimension, dimensionless, sameDimension } from '../units/dimension';
import { toNumber } from '../units/rational';
import { endsOf, type GroupModel, modelOf, type Variable } from './model';

export type Meaning =
  | { readonly kind: 'variable'; readonly variable: Variable; readonly side: 'own' | 'pre' | 'post' }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'own'; readonly dimension: Dimension | null }
  | { readonly kind: 'undefined' }
  | { readonly kind: 'unknown' };

const noise = dimension({ s: -1 / 2 });
const undefinedName: Meaning = { kind: 'undefined' };
const unknownName: Meaning = { kind: 'unknown' };

export class Lookup implements Surroundings {
  constructor(
    readonly model: GroupModel,
    /** The frame's names, where they are not those of the group's run. */
    private readonly frame: Table | null = null,
    private readonly replaced: ReadonlyMap<string, Value> = new Map(),
    /** Names that stand in the code at hand alone: loop variables, what a statement made. */
    readonly local: Map<string, Dimension | null> = new Map(),
  ) {}

  meaningOf(name: string, depth = 0): Meaning {
    const local = this.local.get(name);
    if (local !== undefined) return { kind: 'own', dimension: local };
    const replaced = this.replaced.get(name);
    if (replaced?.kind === 'text') {
      // A text may be a whole expression.
      return depth < 4 && /^[A-Za-z_]\w*$/.test(replaced.value) && replaced.value !== name
        ? this.meaningOf(replaced.value, depth + 1)
        : unknownName;
    }
    if (replaced) return { kind: 'value', value: replaced };
    const variable = this.variable(name);
    if (variable) return variable;
    if (name === 'xi' || name.startsWith('xi_')) return { kind: 'own', dimension: noise };
    if (equationConstants.has(name)) return { kind: 'own', dimension: dimensionless };
    const found = this.inNamespaces(name);
    const unit = brianUnit(name);
    if (unit) return found && !isUnit(found) ? unknownName : { kind: 'own', dimension: unit.dimension };
    if (found) return { kind: 'value', value: found };
    if (!this.isClosed || name.startsWith('_')) return unknownName;
    return undefinedName;
  }

  private variable(name: string): Meaning | null {
    const own = this.model.variables.get(name);
    if (own) return { kind: 'variable', variable: own, side: 'own' };
    if (this.model.of.type !== 'brian2.Synapses') return null;
    const { source, target } = endsOf(this.model.of);
    const suffixed = /^(\w+)_(pre|post)$/.exec(name);
    const [, base = '', side = ''] = suffixed ?? [];
    const end = suffixed ? (side === 'pre' ? source : target) : target;
    const wanted = suffixed ? base : name;
    if (!end) return null;
    const variable = modelOf(end).variables.get(wanted);
    return variable ? { kind: 'variable', variable, side: suffixed && side === 'pre' ? 'pre' : 'post' } : null;
  }

  /** The frame's names are all known, and so are the variables of every group that takes part. */
  private get isClosed(): boolean {
    const { of, complete } = this.model;
    const groups = of.type === 'brian2.Synapses' ? Object.values(endsOf(of)) : [];
    if (!complete || groups.some((each) => each === null || !modelOf(each).complete)) return false;
    const own = of.fields.get('namespace');
    if (own && own.kind !== 'nothing' && (own.kind !== 'table' || own.open)) return false;
    const frame = this.frameNames;
    return frame !== null && !frame.open;
  }

  private get frameNames(): Table | null {
    if (this.frame) return this.frame;
    const names = this.model.of.fields.get('names') ?? this.model.of.fields.get('first names');
    return names?.kind === 'table' ? names : null;
  }

  private inNamespaces(name: string): Value | undefined {
    const own = this.model.of.fields.get('namespace');
    const explicit = own?.kind === 'table' ? own.entries.get(name) : undefined;
    return explicit ?? this.frameNames?.entries.get(name);
  }

  /** A function that is called: null where nothing by that name is known to be missing. */
  isUndefinedFunction(name: string): boolean {
    if (equationFunction(name) || this.replaced.has(name)) return false;
    // numpy's and Python's own functions come with star imports; whether Brian can translate them is another matter.
    if (builtinNames.has(name) || classOfFunction(name) !== null) return false;
    return this.meaningOf(name).kind === 'undefined';
  }

  dimensionOf(name: string): Dimension | null {
    const meaning = this.meaningOf(name);
    if (meaning.kind === 'variable') return meaning.variable.dimension;
    if (meaning.kind === 'own') return meaning.dimension;
    return meaning.kind === 'value' ? dimensionOfValue(meaning.value) : null;
  }

  dimensionOfCall(name: string): Dimension | null {
    const meaning = this.meaningOf(name);
    const { value } = meaning.kind === 'value' ? meaning : { value: null };
    if (value?.kind !== 'thing' || value.type !== 'brian2.TimedArray') return null;
    return dimensionOfValue(value.fields.get('values') ?? null);
  }

  /** The names that a misspelt one may have meant. */
  *names(): Generator<string> {
    yield* this.model.variables.keys();
    yield* this.frameNames?.entries.keys() ?? [];
    yield* this.local.keys();
  }

  numberOf(name: string): number | null {
    const meaning = this.meaningOf(name);
    const exact = meaning.kind === 'value' ? constantOf(meaning.value) : null;
    return exact && toNumber(exact);
  }

  valueOf(name: string): Value | null {
    const meaning = this.meaningOf(name);
    return meaning.kind === 'value' ? meaning.value : null;
  }
}

const isUnit = (value: Value): boolean => value.kind === 'num' && value.quantity && value.origin?.what === 'unit';

/** The dimension that a value has when the script runs; null where that is not certain. */
export function dimensionOfValue(value: Value | null): Dimension | null {
  switch (value?.kind) {
    case 'num': {
      if (surelyBare(value)) return dimensionless;
      const unit = surelyQuantity(value) ? unitOf(value.claim) : null;
      return unit?.dimension ?? null;
    }
    case 'flag':
      return dimensionless;
    case 'sequence':
      return common(value.items.slice(0, 8).map(dimensionOfValue));
    case 'choice':
      return common(value.options.map((each) => dimensionOfValue(each.value)));
    default:
      return null;
  }
}

function common(dimensions: readonly (Dimension | null)[]): Dimension | null {
  const [first] = dimensions;
  return first && dimensions.every((each) => each && sameDimension(each, first)) ? first : null;
}

export const lookupFor = (of: Thing, frame: Table | null = null): Lookup => new Lookup(modelOf(of), frame);
