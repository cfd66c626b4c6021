// Data files as models read them: HDF5, JSON, YAML, pickles, command-line arguments. What stands under a key is a symbol known by that key.
import { valueOfConfig } from '../configuration';
import { type Call, external, type Library } from '../library';
import { keySymbol, literal, namedClaim, symbolNumber } from '../numbers';
import { type Run } from '../run';
import { nothing, type Num, num, sequence, table, text, thing, type Thing, unknown, type Value } from '../value';
import { callPath, combinePath, isPath, pathAttribute, pathText } from '../filePaths';
import { parseDecimal } from '../../units/rational';

const pathOf = (of: Thing): string => {
  const path = of.fields.get('path');
  return path?.kind === 'text' ? path.value : '';
};

export const fileNode = (path: string, call: { readonly span: Thing['span'] }): Thing =>
  thing('file.node', call.span, new Map<string, Value>([['path', text(path)]]));

const files: Library = {
  roots: [
    'h5py',
    'json',
    'yaml',
    'pickle',
    'file',
    'tables',
    'toml',
    'tomllib',
    'hdf5storage',
    'dill',
    'joblib',
    'nrrd',
    'ruamel',
    'omegaconf',
    'argparse',
    'os',
    'sys',
    'pathlib',
    'easydict',
  ],
  call: (run, call) => callFile(run, call),
  constant: (run, path) => {
    // The largest number there is stands for one that nothing comes to.
    if (path === 'sys.float_info.max') return num({ terms: [] }, { special: 'inf', literal: true });
    // To run the network, the script is started without arguments.
    return run.settling && path === 'sys.argv' ? sequence('list', [text('script.py')]) : null;
  },
  attribute: (run, of, name) => {
    if (of.type === 'argparse.ArgumentParser') return external(`argparse.ArgumentParser.${name}`, of);
    if (isPath(of)) return pathAttribute(of, name);
    // What is read of an open file is known by the file.
    if (of.type === 'file.handle') return /^read(?:_text)?$/.test(name) ? external('file.handle.read', of) : null;
    if (of.type !== 'file.node') return null;
    if (name === 'attrs' || name === 'value' || name === 'root') return of;
    if (name === 'shape') return unknown('a shape');
    if (
      /^(?:keys|values|items|get|close|create_dataset|create_group|require_dataset|visit|astype|flush|copy|mean|sum|max|min|std)$/.test(
        name,
      )
    )
      return external(`file.node.${name}`, of);
    return index(run, of, [text(name)]);
  },
  combine: (run, left, right, operator) => combinePath(run, left, right, operator),
  index: (run, of, indexes) => (of.type === 'file.node' ? index(run, of, indexes) : null),
};

function index(run: Run, of: Thing, indexes: readonly Value[]): Value {
  const [first] = indexes;
  const path = pathOf(of);
  if (first?.kind === 'text')
    return fileNode(path === '' || of.fields.has('root') ? first.value : `${path}/${first.value}`, of);
  // `f['rates'][:, mask]`: numbers are read, whatever part of them.
  return path === '' ? unknown('a file indexed by what is not known') : symbolNumber(run, keySymbol(path), of.span);
}

function callFile(run: Run, call: Call): Value | null {
  const { path } = call;
  if (/^h5py\.File$|^tables\.open_file$/.test(path)) return fileNode('', call);
  if (
    /^(?:json|yaml|pickle|toml|tomllib|dill|joblib|omegaconf|hdf5storage|ruamel)\b.*\.(?:load|safe_load|loads|full_load|loadmat|load_all)$/.test(
      path,
    )
  )
    return configuration(run, call) ?? table('the file', true);
  if (path === 'easydict.EasyDict') return call.args[0] ?? table();
  if (path.startsWith('argparse.')) return callArguments(run, call);
  if (path.startsWith('file.node.')) return callNode(run, call);
  if (path === 'file.handle.read') return call.receiver;
  const asPath = /^(?:os\.path|pathlib)\./.test(path) ? callPath(call) : null;
  if (asPath) return asPath;
  return null;
}

/** A configuration file of the workspace, read where the code opens it under a known name. */
function configuration(run: Run, call: Call): Value | null {
  const [handle] = call.args;
  const opened = handle?.kind === 'thing' && handle.type === 'file.handle' ? handle.fields.get('name') : undefined;
  // Some loaders take the name itself.
  const given = /^(?:toml|omegaconf|hdf5storage)\b.*\.load$/.test(call.path) ? handle : undefined;
  const name = pathText(opened ?? given);
  const found = name === null ? null : run.options.findConfig?.(name, call.span.file);
  if (!found) return null;
  run.facts.openedConfigs.set(found.file, { file: found.file, root: found.root, span: call.span });
  return valueOfConfig(found.file, found.root, '', [], run.settled);
}

function callNode(run: Run, call: Call): Value | null {
  const of = call.receiver;
  if (of?.kind !== 'thing') return null;
  const name = call.path.slice('file.node.'.length);
  const [first, second] = call.args;
  if (name === 'get' && first?.kind === 'text') return index(run, of, [first]);
  if (name === 'create_group' && first?.kind === 'text') return index(run, of, [first]);
  if (name === 'astype' || name === 'copy') return of;
  if (name === 'items')
    return sequence(
      'list',
      [sequence('tuple', [unknown('a key'), unknown('a dataset')])],
      num({ terms: [] }, { special: 'nan' }),
    );
  if (name === 'create_dataset' && first?.kind === 'text') {
    const data = call.keywords.get('data') ?? second;
    run.facts.writes.push({ key: pathIn(call.receiver, first.value), value: data ?? nothing, span: call.span });
    return index(run, of, [first]);
  }
  return null;
}

/** A dataset's key with the groups that it is in. */
function pathIn(group: Value | null, key: string): string {
  const path = group?.kind === 'thing' ? group.fields.get('path') : undefined;
  return path?.kind === 'text' && path.value !== '' ? `${path.value}/${key}` : key;
}

function callArguments(run: Run, call: Call): Value | null {
  const name = call.path.slice(call.path.lastIndexOf('.') + 1);
  if (name === 'ArgumentParser') return thing('argparse.ArgumentParser', call.span);
  const parser = call.receiver;
  if (parser?.kind !== 'thing') return null;
  if (name === 'add_argument') {
    const flags = call.args.flatMap((each) => (each.kind === 'text' ? [each.value] : []));
    const long = flags.find((each) => each.startsWith('--')) ?? flags[0];
    const dest = call.keywords.get('dest');
    const key = dest?.kind === 'text' ? dest.value : long?.replace(/^-+/, '').replaceAll('-', '_');
    if (key !== undefined) {
      const standard = defaultOf(run, call, key);
      const value = run.settling?.valueOf(key, call.span.file, standard) ?? standard;
      run.journal.write(parser.fields, `arg:${key}`, value);
    }
    return nothing;
  }
  if (
    name === 'add_argument_group' ||
    name === 'add_mutually_exclusive_group' ||
    name === 'add_subparsers' ||
    name === 'add_parser'
  )
    return parser;
  if (name === 'set_defaults') {
    for (const [key, value] of call.keywords) run.journal.write(parser.fields, `arg:${key}`, value);
    return nothing;
  }
  if (name !== 'parse_args' && name !== 'parse_known_args') return null;
  const result = table('the command line', true);
  for (const [key, value] of parser.fields) if (key.startsWith('arg:')) result.entries.set(key.slice(4), value);
  return name === 'parse_args' ? result : sequence('tuple', [result, unknown('the other arguments')]);
}

/** A bare default is unitless so far, as a bare number under a name is. */
const named = (run: Run, value: Num, key: string, call: Call): Num =>
  value.literal ? { ...value, literal: false, claim: namedClaim(run, key, call.span) } : value;

function defaultOf(run: Run, call: Call, key: string): Value {
  const given = call.keywords.get('default');
  const action = call.keywords.get('action');
  if (given?.kind === 'text') {
    // argparse turns a text default by `type`, as it would what is typed.
    const type = call.keywords.get('type');
    const exact =
      type?.kind === 'external' && /^builtins\.(?:float|int)$/.test(type.path) ? parseDecimal(given.value) : null;
    return exact ? named(run, literal(exact), key, call) : given;
  }
  if (given?.kind === 'num') return named(run, given, key, call);
  if (given && given.kind !== 'nothing') return given;
  if (action?.kind === 'text' && (action.value === 'store_true' || action.value === 'store_false'))
    return { kind: 'flag', value: action.value === 'store_false' };
  return unknown(`the command-line argument \`${key}\``, { id: `arg:${key}`, text: key, name: key });
}

export default files;
