// Paths as scripts put them together: `os.path.join(os.path.dirname(__file__), "net.json")`, `Path(__file__).parent / "net.json"`.
import { type Call, external } from './library';
import { type Run } from './run';
import { text, thing, type Thing, unknown, type Value } from './value';

const pathType = 'pathlib.Path';

/** The path in a text or a `Path`; null where it is not known. */
export function pathText(value: Value | undefined): string | null {
  if (value?.kind === 'text') return value.value;
  const name = value?.kind === 'thing' && value.type === pathType ? value.fields.get('name') : undefined;
  return name?.kind === 'text' ? name.value : null;
}

const folderOf = (path: string): string => {
  const at = path.lastIndexOf('/');
  return at === -1 ? '' : path.slice(0, Math.max(at, 1));
};

/** What comes later and is whole stands by itself. */
const joined = (parts: readonly string[]): string =>
  parts.reduce((path, part) => {
    if (path === '' || part.startsWith('/')) return part;
    return path.endsWith('/') ? path + part : `${path}/${part}`;
  }, '');

const makePath = (path: string, { span }: Pick<Call, 'span'>): Thing =>
  thing(pathType, span, new Map<string, Value>([['name', text(path)]]));

/** A file that is open, or its text: both know under which name it was opened. */
export const fileHandle = (path: string, { span }: Pick<Call, 'span'>): Thing =>
  thing('file.handle', span, new Map<string, Value>([['name', text(path)]]));

/** Functions of `os.path` and `pathlib`; null for all others. */
export function callPath(call: Call): Value | null {
  const { path, args } = call;
  const known = args.map(pathText);
  const [first] = known;
  if (path.startsWith(`${pathType}.`)) return onPath(call, path.slice(pathType.length + 1), known);
  if (/^pathlib\.(?:Pure|Posix|PurePosix|Windows)?Path$/.test(path))
    return known.every((each) => each !== null) ? makePath(joined(known), call) : unknown('a path');
  const name = /^os\.path\.(\w+)$/.exec(path)?.[1];
  switch (name) {
    case 'join':
      return known.every((each) => each !== null) ? text(joined(known)) : unknown('a path');
    case 'dirname':
      return typeof first === 'string' ? text(folderOf(first)) : unknown('a path');
    case 'abspath':
    case 'realpath':
    case 'normpath':
    case 'expanduser':
      return typeof first === 'string' ? text(first) : unknown('a path');
    default:
      return null;
  }
}

function onPath(call: Call, name: string, known: readonly (string | null)[]): Value | null {
  const own = pathText(call.receiver ?? undefined);
  if (own === null) return null;
  if (/^(?:resolve|absolute|expanduser)$/.test(name)) return makePath(own, call);
  if (name === 'open' || name === 'read_text' || name === 'read_bytes') return fileHandle(own, call);
  if (name === 'joinpath' && known.every((each) => each !== null)) return makePath(joined([own, ...known]), call);
  return unknown(`\`.${name}\` of a path`);
}

/** `path.parent`, and the methods. */
export function pathAttribute(of: Thing, name: string): Value {
  const own = pathText(of);
  const { span } = of;
  if (own !== null && name === 'parent' && span) return makePath(folderOf(own), { span });
  if (/^(?:resolve|absolute|expanduser|open|read_text|read_bytes|joinpath)$/.test(name))
    return external(`${pathType}.${name}`, of);
  return unknown(`\`.${name}\` of a path`);
}

/** `path / "net.json"`. */
export function combinePath(_run: Run, left: Thing, right: Value, operator: string): Value | null {
  const [own, part] = [pathText(left), pathText(right)];
  if (left.type !== pathType || operator !== '/' || !left.span) return null;
  return own === null || part === null ? unknown('a path') : makePath(joined([own, part]), { span: left.span });
}

export const isPath = ({ type }: Thing): boolean => type === pathType;
