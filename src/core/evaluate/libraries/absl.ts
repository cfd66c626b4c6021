// absl: flags with their defaults, and the `main` that `app.run` calls.
import { callByValue } from '../calls';
import { argument, type Call, type Library } from '../library';
import { type Run } from '../run';
import { nothing, type Table, table, unknown, type Value } from '../value';

const flags = new WeakMap<Run, Table>();

/** All flags of a program are in one place, whoever defines them. */
function flagsOf(run: Run): Table {
  const known = flags.get(run);
  if (known) return known;
  const made = table(null, true);
  flags.set(run, made);
  return made;
}

const absl: Library = {
  roots: ['absl'],
  canonical: (path) => path.replace(/^absl\.app\.flags\b/, 'absl.flags'),
  constant: (run, path) => (path === 'absl.flags.FLAGS' ? flagsOf(run) : null),
  call: (run, call) => {
    if (/^absl\.flags\.DEFINE_\w+$/.test(call.path)) return define(run, call);
    const [main] = call.args;
    if (call.path !== 'absl.app.run') return null;
    if (main?.kind === 'function') callByValue(run, main, [unknown('the command line')], call.span);
    return nothing;
  },
};

/** Without an argument on the command line a flag is its default. */
function define(run: Run, call: Call): Value {
  const name = argument(call, 'name', 0);
  const value = argument(call, 'default', 1);
  if (name?.kind !== 'text') return nothing;
  const symbol = { id: `flag:${name.value}`, text: name.value, name: name.value };
  const given = value && value.kind !== 'nothing' ? value : unknown(`the flag \`${name.value}\``, symbol);
  const { entries, valuePlaces } = flagsOf(run);
  run.journal.write(entries, name.value, given);
  const place = call.keywordSpans.get('default') ?? call.argSpans[1];
  if (place) valuePlaces.set(name.value, place);
  return nothing;
}

export default absl;
