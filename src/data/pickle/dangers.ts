// Keeps what a pickle would do to the machine of whoever loads it with Python: it is not done here, and it is said.
import { type Pickled } from './values';

const modules = new Set(
  `os posix nt subprocess sys importlib runpy pty socket shutil webbrowser marshal ctypes code codeop commands popen2 bdb pdb
   timeit cProfile profile trace ensurepip pip pickle _pickle cPickle dill._dill cloudpickle.cloudpickle asyncio urllib requests http
   httplib ftplib smtplib telnetlib xmlrpc tempfile signal threading multiprocessing _thread imp zipimport pydoc doctest idlelib`
    .split(/\s+/)
    .filter(Boolean),
);
const functions = new Set(
  `eval exec execfile compile open file __import__ input raw_input breakpoint apply globals locals vars exit quit delattr setattr`
    .split(/\s+/)
    .flatMap((name) => [`builtins.${name}`, `__builtin__.${name}`])
    .concat(
      `types.FunctionType types.CodeType types.LambdaType io.open io.FileIO _io.open _io.FileIO io.open_code numpy.load numpy.loads
       numpy.save numpy.fromfile torch.load torch.save torch.hub.load torch.serialization.load joblib.load pandas.read_pickle pathlib.Path.unlink`.split(
        /\s+/,
      ),
    ),
);

/** As it is written by who means it. */
const usualNames: Readonly<Record<string, string>> = { posix: 'os', nt: 'os', __builtin__: 'builtins', _io: 'io' };

const longestShown = 60;
const mostShown = 5;

export class Dangers {
  private readonly found = new Map<string, string>();

  private note(name: string, how: string): void {
    const module = name.slice(0, name.lastIndexOf('.'));
    const [top = ''] = name.split('.');
    if (!modules.has(module) && !modules.has(top) && !functions.has(name)) return;
    const shown = name.replace(/^\w+/, (each) => usualNames[each] ?? each);
    this.found.set(shown, how === '' ? (this.found.get(shown) ?? '') : how);
  }

  reachedFor(name: string): void {
    this.note(name, '');
  }

  wouldCall(name: string, args: readonly Pickled[]): void {
    const first = args.find((each) => typeof each === 'string');
    const text = first === undefined ? '' : JSON.stringify(first.slice(0, longestShown));
    this.note(name, `(${text}${args.length > 1 || first === undefined ? '…' : ''})`);
  }

  /** One line, or none. */
  notes(): string[] {
    if (this.found.size === 0) return [];
    const shown = [...this.found].slice(0, mostShown).map(([name, how]) => name + how);
    const more = this.found.size > shown.length ? ` and ${this.found.size - shown.length} more` : '';
    return [
      `warning: loaded with Python this file would reach for ${shown.join(', ')}${more}; it was not executed here, and the file should not be loaded where it could be`,
    ];
  }
}
