// Attributes of Brian's things: state variables as quantities, parts of groups, what is assigned to them.
import { claimOf } from '../evaluate/claim';
import { external } from '../evaluate/library';
import { coversAll } from '../evaluate/assignment';
import { bareNumber, constantOf, symbolNumber } from '../evaluate/numbers';
import { constant } from '../evaluate/poly';
import { type Run } from '../evaluate/run';
import { type Scope } from '../evaluate/scope';
import { flag, num, table, type Thing, thing, text, type Value } from '../evaluate/value';
import { type Dimension, isDimensionless } from '../units/dimension';
import { one, rational, toNumber } from '../units/rational';
import { makeUnit } from '../units/unit';
import { formatUnit } from '../units/format';
import { parseUnit } from '../units/parse';
import { type Span } from '../text';
import { expectQuantity } from './expect';
import { subgroup } from './make';
import { modelOf, wholeOf } from './model';
import { placeOfSynapse } from './programs';
import { identifiersIn, namesInForce, textsOf } from './names';
import { quantityOf } from '../evaluate/unitLibraries';
import { groupTypes, monitorTypes } from './signatures';

function stripped(value: Value | undefined): Value | null {
  if (value?.kind === 'num') return bareNumber(value);
  return value?.kind === 'sequence' ? { ...value, items: value.items.map((each) => stripped(each) ?? each) } : null;
}

const isGroup = (of: Thing): boolean => groupTypes.has(of.type) || of.type === 'brian2.Subgroup';

export function memberOf(run: Run, of: Thing, name: string): Value | null {
  if (of.type === 'brian2.Clock') return name === 'dt' ? timestep(run, of) : null;
  // What a TimedArray keeps are bare numbers in SI.
  if (of.type === 'brian2.TimedArray') return /^(?:values|dt)$/.test(name) ? stripped(of.fields.get(name)) : null;
  if (monitorTypes.has(of.type)) return recorded(run, of, name);
  if (!isGroup(of)) return null;
  if (name === 'namespace') return namespaceOf(wholeOf(of));
  if (name === 'N' && wholeOf(of) === of && of.fields.has('N')) return of.fields.get('N') ?? null;
  if (of.type === 'brian2.Synapses' && (/^(?:pre|post)$/.test(name) || isPathway(of, name))) {
    return thing(
      'brian2.Pathway',
      of.span,
      new Map<string, Value>([
        ['synapses', of],
        ['name', text(name)],
      ]),
    );
  }
  const bare = name.replace(/_$/, '');
  const known = modelOf(of).variables.get(bare);
  if (!known || name === 'N') return isMethod(name) ? external(`${of.type}.${name}`, of) : null;
  return stateOf(run, wholeOf(of), bare, known.dimension, name !== bare);
}

/** One of several texts that a spike runs: `on_pre={'up': …, 'down': …}`. */
const isPathway = (of: Thing, name: string): boolean =>
  ['on_pre', 'on_post'].some((key) => {
    const code = of.fields.get(key);
    return code?.kind === 'table' && code.entries.has(name);
  });

/** What a group's own names are; names can be put in after it was made. */
function namespaceOf(of: Thing): Value {
  const known = of.fields.get('namespace');
  if (known && known.kind !== 'nothing') return known;
  const made = table();
  of.fields.set('namespace', made);
  return made;
}

const isMethod = (name: string): boolean =>
  /^(?:connect|run_regularly|run_on_event|set_states|get_states|set_event_schedule|summed|custom_operation|add_attribute|set_spikes)$/.test(
    name,
  );

/** A state variable is a quantity that goes by its name; `v_` is its bare number in SI. */
function stateOf(run: Run, of: Thing, name: string, dimension: Dimension | null, bare: boolean): Value | null {
  if (!dimension) return null;
  const at = of.span ?? { file: '', start: 0, end: 0 };
  const unit = makeUnit(one, dimension);
  const symbol = { id: `brian2:${at.file}:${at.start}:${name}${bare ? '_' : ''}`, text: name, name };
  // A variable of `: 1` may well count in millivolts: the model gives it no unit.
  const text = bare ? `a number in ${formatUnit(unit)}` : `the model gives \`${name}\` this unit`;
  const said = { kind: 'api', text, span: of.span, unit } as const;
  const value = symbolNumber(run, symbol, of.span, isDimensionless(dimension) ? null : claimOf(unit, said));
  return { ...value, quantity: !bare && !isDimensionless(dimension), shape: null };
}

function recorded(run: Run, of: Thing, name: string): Value | null {
  const source = of.fields.get('source');
  if (name === 't' || name === 't_') return stateOf(run, of, 't', parseUnit('s')?.dimension ?? null, name === 't_');
  if (name === 'rate' && of.type === 'brian2.PopulationRateMonitor')
    return stateOf(run, of, 'rate', parseUnit('Hz')?.dimension ?? null, false);
  if (source?.kind !== 'thing' || !isGroup(source)) return null;
  const bare = name.replace(/_$/, '');
  const known = /^(?:i|count|num_spikes|N)$/.test(name) ? undefined : modelOf(source).variables.get(bare);
  return known ? stateOf(run, of, bare, known.dimension, name !== bare) : null;
}

const tenth = rational(1, 10000);

/** The default clock's step is 0.1 ms until the script sets it. */
function timestep(run: Run, of: Thing): Value {
  const own = of.fields.get('dt');
  if (own) return own;
  const last = run.facts.calls.filter((each) => each.backend === 'brian2' && each.what === 'dt').pop();
  const set = last?.args.get('dt');
  const second = parseUnit('s');
  if (set) return set;
  return second ? num(constant(tenth), { ...quantityOf(second, 'Brian'), origin: null }) : num(constant(tenth));
}

/** `P.v[:100] = …`, `P.v['i < 100'] = …`, `S.w[3, 5] = …`: as of the part that is meant. */
export function assignElements(
  run: Run,
  of: Thing,
  name: string,
  value: Value,
  span: Span,
  keys: readonly Value[],
  scope: Scope | null,
): boolean {
  const isWhole = coversAll(keys);
  const part = isWhole || !isGroup(of) ? null : partAt(of, keys, span);
  return assignMember(run, part ?? of, name, value, span, isWhole, scope);
}

/** Null where it is not known which ones the index picks. */
function partAt(of: Thing, keys: readonly Value[], span: Span): Thing | null {
  const [key] = keys;
  if (!key) return null;
  const isSynapses = of.type === 'brian2.Synapses';
  if (!isSynapses && keys.length === 1 && (key.kind === 'num' ? !key.shape?.length : isSlice(key)))
    return subgroup(of, key, span);
  const where =
    isSynapses && keys.length === 2
      ? whereBoth(keys)
      : isSynapses && key.kind !== 'text'
        ? whereAt(key)
        : whereIn(key, isSynapses);
  if (where === null) return null;
  const part = thing('brian2.Subgroup', span, new Map<string, Value>([['source', of]]));
  part.fields.set('where', text(where));
  return part;
}

const isSlice = (key: Value): boolean => key.kind === 'thing' && key.type === 'slice';

/** A condition as text, or a short list of indices as one. */
function whereIn(key: Value, isSynapses: boolean): string | null {
  if (key.kind === 'text') return key.value;
  if (key.kind !== 'sequence' || isSynapses || key.count || key.items.length > 64) return null;
  const each = key.items.map((item) => constantOf(item));
  const known = each.filter((item) => item !== null && item.n >= 0n);
  return known.length === each.length && known.length > 0
    ? known.map((item) => `i == ${toNumber(item ?? rational(0))}`).join(' or ')
    : null;
}

/** `S.w[0]`, `S.w[:10]`: synapses by their place in the order in which they were made. */
function whereAt(key: Value): string | null {
  const whole = (value: Value | undefined): number | null => {
    const exact = value?.kind === 'num' && !value.shape?.length ? constantOf(value) : null;
    return exact && exact.d === 1n && exact.n >= 0n ? toNumber(exact) : null;
  };
  if (key.kind === 'thing' && isSlice(key)) {
    const [lower, upper, step] = ['lower', 'upper', 'step'].map((name) => key.fields.get(name));
    const given = (value: Value | undefined): boolean => value !== undefined && value.kind !== 'nothing';
    if (given(step)) return null;
    const [from, to] = [given(lower) ? whole(lower) : 0, given(upper) ? whole(upper) : Infinity];
    if (from === null || to === null) return null;
    return to === Infinity
      ? `${placeOfSynapse} >= ${from}`
      : `${placeOfSynapse} >= ${from} and ${placeOfSynapse} < ${to}`;
  }
  const items = key.kind === 'sequence' && !key.count && key.items.length <= 64 ? key.items : [key];
  const known = items.map(whole);
  return known.includes(null) || known.length === 0
    ? null
    : known.map((each) => `${placeOfSynapse} == ${each}`).join(' or ');
}

/** `S.w[3, 5]`, `S.w[3, :]`: synapses by the indices of both ends. */
function whereBoth(keys: readonly Value[]): string | null {
  const each = keys.map((key, at) => {
    const exact = key.kind === 'num' && !key.shape?.length ? constantOf(key) : null;
    return exact ? [`${at === 0 ? 'i' : 'j'} == ${toNumber(exact)}`] : coversAll([key]) ? [] : null;
  });
  const known = each.filter((item) => item !== null).flat();
  return each.includes(null) || known.length === 0 ? null : known.join(' and ');
}

/** `P.v = …`, `S.delay = …`, `defaultclock.dt = …`; true where it was taken. */
export function assignMember(
  run: Run,
  of: Thing,
  name: string,
  value: Value,
  span: Span,
  whole: boolean,
  scope: Scope | null,
): boolean {
  if (of.type === 'brian2.Clock') {
    if (name !== 'dt') return false;
    expectQuantity(run, value, span, { callee: 'Clock', parameter: 'dt', unit: 's' });
    if (of.fields.has('default')) run.called('brian2', 'dt', new Map([['dt', value]]), span);
    else run.journal.write(of.fields, 'dt', value);
    return true;
  }
  if (of.type === 'brian2.Pathway') {
    const synapses = of.fields.get('synapses');
    const path = of.fields.get('name');
    if (synapses?.kind !== 'thing' || name !== 'delay') return false;
    expectQuantity(run, value, span, { callee: 'Synapses', parameter: 'delay', unit: 's' });
    const named = path?.kind === 'text' ? path.value : 'pre';
    const key = named === 'pre' ? 'delay' : `${named} delay`;
    noteState(run, synapses, key, value, span, whole, scope);
    return true;
  }
  if (!isGroup(of)) return false;
  const known = modelOf(of).variables.get(name);
  if (!known) return false;
  if (known.dimension)
    expectQuantity(run, value, span, {
      callee: of.type.replace('brian2.', ''),
      parameter: name,
      unit: known.dimension,
    });
  noteState(run, of, name, value, span, whole, scope);
  return true;
}

function noteState(
  run: Run,
  of: Thing,
  name: string,
  value: Value,
  span: Span,
  whole: boolean,
  scope: Scope | null,
): void {
  run.called(
    'brian2',
    'set',
    new Map<string, Value>([
      ['of', of],
      ['name', text(name)],
      ['value', value],
      ['whole', flag(whole)],
      // A text is looked up where it is assigned.
      [
        'names',
        namesInForce(run, scope, identifiersIn([...textsOf(value), ...textsOf(of.fields.get('where'))]), undefined),
      ],
    ]),
    span,
  );
}
