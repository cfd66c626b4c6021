// What PyNN's `get_simulator` reads from the command line: argparse's options, from tuples.
import { type Call } from '../../evaluate/library';
import { type Run } from '../../evaluate/run';
import { no, type Table, table, unknown, type Value } from '../../evaluate/value';

/** `get_simulator(("benchmark", "help"), ("--debug", "help", {"action": "store_true"}))`: argparse's options. */
export function commandLine(run: Run, given: Call): Table {
  const result = table('the command line', true);
  for (const each of given.args) {
    const [flag, , settings] = each.kind === 'sequence' ? each.items : [];
    const name = flag?.kind === 'text' ? flag.value.replace(/^-+/, '').replaceAll('-', '_') : '';
    if (name === '') continue;
    const entries = settings?.kind === 'table' ? settings.entries : new Map<string, Value>();
    const action = entries.get('action');
    const standard =
      action?.kind === 'text' && action.value === 'store_true'
        ? no
        : (entries.get('default') ??
          unknown(`the command-line argument \`${name}\``, { id: `arg:${name}`, text: name, name }));
    result.entries.set(name, run.settling?.valueOf(name, given.span.file, standard) ?? standard);
  }
  return result;
}
