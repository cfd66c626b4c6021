// The classes and functions of pickles that are known here, as data: what each would make of its arguments. All others are only named.
import { memoryBytes } from '../bytes';
import { DataError } from '../error';
import { type Cursor } from './cursor';
import { buildArray, buildDtype, joblibArray, numpyCall } from './numpy';
import { torchCall } from './torch';
import { isKind, isList, made, type Pickled, type PickledDict } from './values';
import { type Context } from './machine';

/** @param name null where what would be called is itself the result of a call */
export function call(name: string | null, args: readonly Pickled[], context: Context): Pickled {
  if (name === null) return made('the result of a call', args);
  const [first, second] = args;
  switch (name.replace(/^__builtin__\./, 'builtins.').replace(/^copy_reg\./, 'copyreg.')) {
    case 'collections.OrderedDict':
    case 'collections.Counter':
    case 'builtins.dict':
      return dictOf(first);
    case 'collections.defaultdict':
      return dictOf(second);
    case 'builtins.list':
    case 'collections.deque':
      return { kind: 'list', items: isList(first) ? [...first.items] : [] };
    case 'builtins.tuple':
      return { kind: 'tuple', items: isList(first) ? [...first.items] : [] };
    case 'builtins.set':
    case 'builtins.frozenset':
      return { kind: 'set', items: isList(first) ? [...first.items] : [] };
    case 'builtins.complex':
      return {
        kind: 'dict',
        entries: [
          ['real', first ?? 0],
          ['imag', second ?? 0],
        ],
      };
    case 'builtins.int':
    case 'builtins.float':
    case 'builtins.bool':
    case 'builtins.str':
      return first !== undefined && (typeof first !== 'object' || first === null) ? first : made(name, args);
    case 'builtins.bytes':
    case 'builtins.bytearray':
      return isKind(first, 'bytes')
        ? first
        : (encoded(first) ?? { kind: 'bytes', source: memoryBytes(new Uint8Array(0)) });
    case '_codecs.encode':
      return (second === undefined || isLatin(second) ? encoded(first) : null) ?? made(name, args);
    case 'copyreg._reconstructor':
    case 'copyreg.__newobj__':
      if (!isKind(first, 'global')) break;
      context.dangers.wouldCall(first.name, args.slice(1));
      return name.endsWith('_reconstructor')
        ? reconstructed(first.name, args)
        : call(first.name, args.slice(1), context);
    case 'pathlib.PosixPath':
    case 'pathlib.WindowsPath':
    case 'pathlib.PurePosixPath':
    case 'pathlib.PureWindowsPath':
      return args.every((each) => typeof each === 'string') ? args.join('/').replace(/^\/\//, '/') : made(name, args);
  }
  return numpyCall(name, args) ?? torchCall(name, args, context) ?? made(name, args);
}

/**
 * An object is given its state; arrays and types come to be that way.
 * @param within reads a pickle that stands at the cursor
 */
export function build(target: Pickled, state: Pickled, cursor: Cursor, within: () => Pickled): Pickled {
  if (isKind(target, 'array')) buildArray(target, state);
  else if (isKind(target, 'dtype')) buildDtype(target, state);
  else if (isKind(target, 'made')) {
    if (target.by === 'joblib.numpy_pickle.NumpyArrayWrapper') return joblibArray(state, cursor, within);
    target.state = state;
  }
  return target;
}

function dictOf(from: Pickled | undefined): PickledDict {
  if (isKind(from, 'dict')) return { kind: 'dict', entries: [...from.entries] };
  const pairs = isList(from) ? from.items : [];
  const entries: PickledDict['entries'] = [];
  for (const pair of pairs) {
    if (isList(pair) && pair.items.length === 2) entries.push([pair.items[0] as Pickled, pair.items[1] as Pickled]);
  }
  return { kind: 'dict', entries };
}

/** What `object.__reduce_ex__` of old protocols writes: a class, the built-in class below it, and what that one holds. */
function reconstructed(name: string, [, , held]: readonly Pickled[]): Pickled {
  const object = made(name, []);
  if (isKind(held, 'dict')) object.entries.push(...held.entries);
  else if (isList(held)) for (const each of held.items) object.items.push(each);
  return object;
}

const isLatin = (encoding: Pickled): boolean =>
  typeof encoding === 'string' && /^(?:latin-?1|iso-?8859-1)$/i.test(encoding);

/** Bytes that an old protocol wrote as a text of as many characters. */
function encoded(text: Pickled | undefined): Pickled | null {
  if (isKind(text, 'text')) return text;
  if (typeof text !== 'string') return null;
  return { kind: 'bytes', source: memoryBytes(latinBytes(text)) };
}

export function latinBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (each) => {
    const code = each.charCodeAt(0);
    if (code > 255) throw new DataError('the bytes in the pickle are damaged');
    return code;
  });
}
