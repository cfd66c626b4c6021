// Sections, segments and the mechanisms in them: what is written to them, what is read from them.
import { type Backend, expectUnit } from '../../backend';
import { type Call } from '../../evaluate/library';
import { type Run } from '../../evaluate/run';
import { nothing, table, type Table, text, thing, type Thing, type Value } from '../../evaluate/value';
import { type Span } from '../../text';
import { isNeuronMechanism, neuronSectionUnit } from '../facts/neuron';
import { reading } from './numbers';

export const section = 'neuron.Section';
export const mechanism = 'neuron.Mechanism';
export const ref = 'neuron.Ref';

/** `sec(0.5)`. */
export function segment(of: Thing, at: Value | null): Thing {
  const made = thing(segment.type, of.span, new Map<string, Value>([['sec', of]]));
  if (at) made.fields.set('x', at);
  return made;
}
segment.type = 'neuron.Segment';

export const reference = (of: Thing, variable: string): Thing =>
  thing(
    ref,
    of.span,
    new Map<string, Value>([
      ['of', of],
      ['variable', text(variable)],
    ]),
  );

/** The section that a section, a segment, a mechanism or a reference belongs to. */
export function sectionOf(value: Value | undefined, depth = 0): Thing | null {
  if (value?.kind !== 'thing' || depth > 8) return null;
  if (value.type === section) return value;
  return sectionOf(value.fields.get('sec') ?? value.fields.get('of') ?? value.fields.get('place'), depth + 1);
}

/** `pt3dadd(x, y, z, diam)`, of the interpreter or of a section. */
export function expectPoint(run: Run, { args, argSpans, span }: Call, backend: Backend): void {
  for (const [i, parameter] of ['x', 'y', 'z', 'diam'].entries())
    expectUnit(run, args[i], argSpans[i] ?? span, { backend, callee: 'pt3dadd', parameter, unit: 'µm' });
}

export const parametersOf = (of: Thing): Table | null => {
  const params = of.fields.get('params');
  return params?.kind === 'table' ? params : null;
};

/** Segments and mechanisms come and go: what is written to them is the section's, `gnabar` of `hh` under `gnabar_hh`. */
function homeOf(of: Thing, name: string): { readonly holder: Thing; readonly key: string } {
  const model = of.type === mechanism ? of.fields.get('model') : undefined;
  return {
    holder: (of.type === mechanism || of.type === segment.type ? sectionOf(of) : null) ?? of,
    key: model?.kind === 'text' ? `${name}_${model.value}` : name,
  };
}

export function stored(of: Thing, name: string): Value | undefined {
  const { holder, key } = homeOf(of, name);
  return parametersOf(holder)?.entries.get(key);
}

export function store(run: Run, of: Thing, name: string, value: Value, span: Span): void {
  const { holder, key } = homeOf(of, name);
  let params = parametersOf(holder);
  if (!params) {
    params = table();
    run.journal.write(holder.fields, 'params', params);
  }
  run.journal.write(params.entries, key, value);
  params.valuePlaces.set(key, span);
}

export function memberOfPlace(run: Run, of: Thing, name: string): Value | null {
  if (name.startsWith('_ref_')) return reference(of, name.slice(5));
  if (name === 'sec') return sectionOf(of);
  const home = sectionOf(of) ?? of;
  // The voltage and what depends on it move while the model runs.
  const set = /^(?:v|i\w+)$/.test(name) ? undefined : stored(of, name);
  if (set) return set;
  const symbol = neuronSectionUnit(name);
  if (symbol !== null) return reading(run, name, symbol);
  const inserted = home.fields.get('mechanisms');
  if (isNeuronMechanism(name) || (inserted?.kind === 'table' && inserted.entries.has(name)))
    return thing(
      mechanism,
      of.span,
      new Map<string, Value>([
        ['of', home],
        ['model', text(name)],
      ]),
    );
  return null;
}

const answers: Readonly<Record<string, string>> = { area: 'µm²', volume: 'µm³', ri: 'MΩ' };

/** Methods of sections and segments; calling a section gives a segment. */
export function onPlace(run: Run, backend: Backend, given: Call, of: Thing, name: string): Value | null {
  switch (name) {
    case '__call__':
      return of.type === section ? segment(of, given.args[0] ?? null) : null;
    case 'insert': {
      const [what] = given.args;
      const label =
        what?.kind === 'text'
          ? what.value
          : what?.kind === 'external'
            ? what.path.slice(what.path.lastIndexOf('.') + 1)
            : null;
      const known = of.fields.get('mechanisms');
      const inserted = known?.kind === 'table' ? known : table();
      if (label !== null) run.journal.write(inserted.entries, label, nothing);
      run.journal.write(of.fields, 'mechanisms', inserted);
      return of;
    }
    case 'connect':
      run.journal.write(of.fields, 'parent', given.args[0] ?? nothing);
      return of;
    case 'pt3dadd':
      expectPoint(run, given, backend);
      return nothing;
    case 'allseg':
      return of;
    default:
      return Object.hasOwn(answers, name) && of.type === segment.type
        ? reading(run, name, answers[name] ?? null)
        : null;
  }
}
