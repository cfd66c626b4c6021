// TensorFlow's Keras: layers, recurrent cells, weights and optimisers. Its numerics, `tf.Variable` among them, are the array library's.
import { type Backend } from '../backend';
import arrays from '../evaluate/libraries/arrays';
import { argument, type Call, type Library } from '../evaluate/library';
import { keySymbol, literal, symbolNumber } from '../evaluate/numbers';
import { type Run } from '../evaluate/run';
import { shapeOf } from '../evaluate/random';
import { type Num, text, thing, type Thing, type Value } from '../evaluate/value';
import { memberOrParameter, readArguments } from '../parameters';
import { rational } from '../units/rational';
import { isKerasOptimizer, kerasLayers, kerasOptimizer } from './facts/tensorflow';

const library: Library = {
  roots: ['tensorflow.keras', 'keras'],
  canonical: (path) =>
    path
      .replace(/^keras\b/, 'tensorflow.keras')
      .replace(/^tensorflow\.keras\.(?:src|_tf_keras|api)\./, 'tensorflow.keras.')
      .replace(/^tensorflow\.keras\.ops\./, 'tensorflow.'),
  constant: (run, path) => arrays.constant?.(run, path) ?? null,
  call,
  attribute: (_run, of, name) => memberOrParameter(of, name),
};

const backend: Backend = {
  id: 'tensorflow',
  title: 'TensorFlow',
  source: { title: 'Keras API documentation', version: '3.8, TensorFlow 2.18' },
  library,
};

export default backend;

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

function call(run: Run, given: Call): Value | null {
  const name = lastName(given.path);
  if (name === 'add_weight' || name === 'add_variable') return weight(run, given);
  if (given.path.startsWith('tensorflow.keras.initializers.')) return initializer(given, name);
  const isLayer = /^tensorflow\.keras\.layers\.(?:experimental\.)?\w+$/.test(given.path);
  const facts = isLayer && Object.hasOwn(kerasLayers, name) ? kerasLayers[name] : undefined;
  if (facts)
    return withParams(`tensorflow.keras.layers.${name}`, name, readArguments(run, backend, name, facts, given), given);
  if (given.path.startsWith('tensorflow.keras.optimizers.') && isKerasOptimizer(name))
    return withParams(
      'tensorflow.keras.optimizers.Optimizer',
      name,
      readArguments(run, backend, name, kerasOptimizer, given),
      given,
    );
  return arrays.call?.(run, given) ?? null;
}

const withParams = (type: string, name: string, params: Value, given: Call): Thing =>
  thing(type, given.span, new Map<string, Value>([['model', text(name)], ['params', params]])); // prettier-ignore

function initializer(given: Call, name: string): Thing {
  const made = thing(
    'tensorflow.keras.initializers.Initializer',
    given.span,
    new Map<string, Value>([['model', text(name)]]),
  );
  const value = name === 'Constant' || name === 'constant' ? argument(given, 'value', 0) : undefined;
  if (value?.kind === 'num') made.fields.set('constant', value);
  if (/^(?:Zeros|zeros)$/.test(name)) made.fields.set('constant', literal(rational(0)));
  if (/^(?:Ones|ones)$/.test(name)) made.fields.set('constant', literal(rational(1)));
  return made;
}

/** `self.add_weight(name='w_in', shape=…, initializer=…)`: a constant where the initialiser is one, else a symbol by its name. */
function weight(run: Run, given: Call): Value | null {
  const shape = shapeOf(run, argument(given, 'shape', 0));
  const by = argument(given, 'initializer', -1);
  const constant = by?.kind === 'thing' ? by.fields.get('constant') : undefined;
  const shaped = (value: Num): Num => ({ ...value, shape });
  if (constant?.kind === 'num') return shaped(constant);
  const name = given.keywords.get('name');
  return name?.kind === 'text' ? shaped(symbolNumber(run, keySymbol(name.value), given.span)) : null;
}
