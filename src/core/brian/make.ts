// What Brian's constructors give: things that hold what they were made with, and the units that their arguments take.
import { argument, argumentSpan, type Call } from '../evaluate/library';
import { type Run } from '../evaluate/run';
import { sequence, table, text, thing, type Thing, type Value } from '../evaluate/value';
import { type Span } from '../text';
import { expectQuantity } from './expect';
import { addText, identifiersIn, namesInForce, textsOfThing } from './names';
import { modelOf, wholeOf } from './model';
import { groupTypes, signatures } from './signatures';

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** SI units of the arguments that every class of a name takes. */
const argumentUnits: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  NeuronGroup: { refractory: 's', dt: 's' },
  SpatialNeuron: { refractory: 's', dt: 's', Cm: 'F/m²', Ri: 'Ω·m' },
  Synapses: { delay: 's', dt: 's' },
  PoissonGroup: { rates: 'Hz', dt: 's' },
  PoissonInput: { rate: 'Hz' },
  SpikeGeneratorGroup: { times: 's', period: 's', dt: 's' },
  TimedArray: { dt: 's' },
  StateMonitor: { dt: 's' },
  Clock: { dt: 's' },
};

/** Null for a class that is not known. */
export function makeThing(run: Run, given: Call): Thing | null {
  const name = lastName(given.path);
  const signature = Object.hasOwn(signatures, name) ? signatures[name] : undefined;
  if (!signature) return null;
  const made = thing(`brian2.${name}`, given.span);
  signature.forEach((key, i) => put(made, key, argument(given, key, i), argumentSpan(given, key, i)));
  for (const [key, value] of given.keywords) put(made, key, value, argumentSpan(given, key, -1));
  if (name === 'Network') made.fields.set('objects', sequence('list', [...given.args]));
  const spreads = given.node?.args.some((each) => each.star !== '') ?? false;
  if (spreads) made.fields.set('spread', text(''));
  for (const [key, symbol] of Object.entries(argumentUnits[name] ?? {}))
    expectQuantity(run, made.fields.get(key), made.places.get(key) ?? given.span, {
      callee: name,
      parameter: key,
      unit: symbol,
    });
  if (name === 'PoissonInput') {
    expectWeight(run, made);
    const target = made.fields.get('target');
    if (target?.kind === 'thing') addText(wholeOf(target), made.fields.get('weight'));
  }
  if (groupTypes.has(made.type)) {
    // Where no run is seen, the names in force here are the next best; more may come.
    const names = namesInForce(run, given.scope, identifiersIn(textsOfThing(made)), undefined);
    names.open = true;
    made.fields.set('first names', names);
  }
  if (groupTypes.has(made.type) || name === 'PoissonInput' || name === 'Network')
    run.called(
      'brian2',
      name === 'Synapses'
        ? 'synapses'
        : name === 'PoissonInput'
          ? 'poisson input'
          : name === 'Network'
            ? 'network'
            : 'create',
      new Map([['made', made]]),
      given.span,
    );
  return made;
}

function put(made: Thing, key: string, value: Value | undefined, place: Span): void {
  if (!value) return;
  made.fields.set(key, value);
  made.places.set(key, place);
}

/** The weight of a PoissonInput has the unit of the variable that it is added to. */
function expectWeight(run: Run, made: Thing): void {
  const [target, variable, weight] = ['target', 'target_var', 'weight'].map((key) => made.fields.get(key));
  if (target?.kind !== 'thing' || variable?.kind !== 'text') return;
  const dimension = modelOf(target).variables.get(variable.value)?.dimension;
  if (!dimension) return;
  expectQuantity(run, weight, made.places.get('weight') ?? made.span ?? { file: '', start: 0, end: 0 }, {
    callee: 'PoissonInput',
    parameter: 'weight',
    unit: dimension,
    note: `as \`${variable.value}\` of its target`,
  });
}

/** `Equations('…', tau=10*ms)`, a sum of texts or of equations. */
export function makeEquations(given: Call): Thing {
  const [first] = given.args;
  const made = thing('brian2.Equations', given.span);
  if (first?.kind === 'thing' && first.type === 'brian2.Equations') return first;
  const replaced = table();
  for (const [key, value] of given.keywords) replaced.entries.set(key, value);
  if (first) made.fields.set('text', first);
  made.fields.set('replaced', replaced);
  return made;
}

export const joinedEquations = (left: Thing, right: Value, span: Span): Thing =>
  thing('brian2.Equations', span, new Map<string, Value>([['parts', sequence('list', [left, right])]]));

/** `P[:3200]`; `P[5]` is one neuron of it. */
export function subgroup(of: Thing, index: Value | undefined, span: Span): Thing {
  const part = thing('brian2.Subgroup', span, new Map<string, Value>([['source', of]]));
  if (index?.kind === 'thing' && index.type === 'slice') {
    for (const [from, to] of [
      ['lower', 'start'],
      ['upper', 'stop'],
      ['step', 'step'],
    ] as const) {
      const value = index.fields.get(from);
      if (value) part.fields.set(to, value);
    }
  } else if (index) part.fields.set('index', index);
  return part;
}
