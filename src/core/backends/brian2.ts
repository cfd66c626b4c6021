// Brian 2: quantities carry their units; models are texts of equations that are parsed and checked.
import { type Backend } from '../backend';
import { assignElements, assignMember, memberOf } from '../brian/members';
import { connected, partsOf, runs } from '../brian/calls';
import { joinedEquations, makeEquations, makeThing, subgroup } from '../brian/make';
import { source } from '../brian/expect';
import { readBrian2 } from '../network/brian2';
import { whyNoNetwork } from '../network/brian2/notes';
import { readBrian2Paths } from '../network/brian2/paths';
import { groupTypes } from '../brian/signatures';
import arrays from '../evaluate/libraries/arrays';
import { addText } from '../brian/names';
import { wholeOf } from '../brian/model';
import { argument, type Call, type Library } from '../evaluate/library';
import { quantityOf } from '../evaluate/unitLibraries';
import { type Run } from '../evaluate/run';
import { asAtom } from '../evaluate/poly';
import { num, nothing, sequence, text, thing, type Value, yes } from '../evaluate/value';
import { brianConstant, brianUnit, canonicalBrian, exportedByBrian, lastName } from './facts/brian2';

const backend: Backend = {
  id: 'brian2',
  title: 'Brian 2',
  source,
  library: library(),
  readNetwork: readBrian2,
  readPaths: readBrian2Paths,
  whyUnread: whyNoNetwork,
};

export default backend;

function library(): Library {
  return {
    roots: ['brian2', 'brian'],
    canonical: canonicalBrian,
    exports: () => exportedByBrian,
    constant: (run, path) => {
      if (path.startsWith('numpy.')) return arrays.constant?.(run, path) ?? null;
      const name = lastName(path);
      if (path === 'brian2.defaultclock') return thing('brian2.Clock', null, new Map([['default', yes]]));
      if (/\.constants\.\w+$/.test(path) || path === 'brian2.zero_celsius') {
        const physical = brianConstant(name);
        if (physical) return { ...quantityOf(physical, 'Brian'), origin: null };
      }
      const unit = brianUnit(name);
      return unit && quantityOf(unit, 'Brian');
    },
    call,
    attribute: memberOf,
    index: (_run, of, indexes, span) =>
      groupTypes.has(of.type) && of.type !== 'brian2.Synapses'
        ? subgroup(of, indexes[0], span)
        : of.type === 'brian2.Subgroup' || of.type === 'brian2.Synapses'
          ? of
          : null,
    combine: (_run, left, right, operator, span) =>
      left.type === 'brian2.Equations' && operator === '+' ? joinedEquations(left, right, span) : null,
    assign: (run, of, key, value, span, scope) =>
      key.kind === 'text' && assignMember(run, of, key.value, value, span, true, scope),
    assignElement: assignElements,
  };
}

function call(run: Run, given: Call): Value | null {
  const name = lastName(given.path);
  const [first] = given.args;
  // `Quantity(5)` has no dimension, `Quantity(5*mV)` that of its argument.
  if (name === 'Quantity' && first?.kind === 'num' && !given.keywords.has('dim') && given.args.length === 1)
    return num(first.poly, { ...first, quantity: true });
  if (!given.path.startsWith('brian2.')) return null;
  if (given.receiver?.kind === 'thing') return method(run, given, given.receiver, name);
  switch (name) {
    case 'Equations':
      return makeEquations(given);
    case 'run':
      runs(run, given);
      return nothing;
    case 'start_scope':
      run.called('brian2', 'start scope', new Map(), given.span);
      return nothing;
    case 'store':
    case 'restore':
      run.called('brian2', name, new Map(), given.span);
      return nothing;
    case 'network_operation':
    case 'NetworkOperation':
      run.called('brian2', 'operation', new Map(), given.span);
      return nothing;
    case 'linked_var':
      return linked(given);
    case 'Subgroup':
      return null;
    default:
      return makeThing(run, given);
  }
}

/** `linked_var(H, 'y')`, `linked_var(H.y, index=…)`: `y` of another group, read whenever it is asked for. */
function linked(given: Call): Value {
  const [of, name, index] = (['group_or_variable', 'name', 'index'] as const).map((key, i) => argument(given, key, i));
  const made = thing('brian2.Linked', given.span);
  const atom = of?.kind === 'num' ? asAtom(of.poly) : null;
  if (of?.kind === 'thing') made.fields.set('of', of);
  else if (atom) made.fields.set('state', text(atom.id));
  if (name) made.fields.set('name', name);
  if (index && index.kind !== 'nothing') made.fields.set('index', index);
  return made;
}

function method(run: Run, given: Call, of: Extract<Value, { kind: 'thing' }>, name: string): Value | null {
  if (of.type === 'brian2.Network' && (name === 'run' || name === '__call__')) {
    if (name === 'run') runs(run, given, partsOf(of));
    return nothing;
  }
  if (of.type === 'brian2.Network' && (name === 'store' || name === 'restore')) {
    run.called('brian2', name, new Map(), given.span);
    return nothing;
  }
  if (of.type === 'brian2.Network' && name === 'add') {
    const known = of.fields.get('objects');
    if (known?.kind === 'sequence') of.fields.set('objects', sequence('list', [...known.items, ...given.args]));
    run.called('brian2', 'network', new Map([['made', of]]), given.span);
    return nothing;
  }
  if (of.type === 'brian2.Synapses' && name === 'connect') {
    connected(run, given, of);
    return nothing;
  }
  const code = argument(given, 'code', name === 'run_on_event' ? 1 : 0);
  if ((name === 'run_regularly' || name === 'run_on_event') && code) {
    addText(wholeOf(of), code);
    const every = name === 'run_regularly' ? argument(given, 'dt', 1) : undefined;
    const event = name === 'run_on_event' ? argument(given, 'event', 0) : undefined;
    run.called(
      'brian2',
      name === 'run_regularly' ? 'regularly' : 'on event',
      new Map<string, Value>([
        ['of', of],
        ['code', code],
        ...(every ? [['dt', every] as const] : []),
        ...(event ? [['event', event] as const] : []),
      ]),
      given.span,
    );
    return thing('brian2.CodeRunner', given.span);
  }
  if (of.type === 'brian2.Equations' && name === 'substitute') return thing('brian2.Equations', given.span);
  return null;
}
