// The settings of the environment: what an .env file beside the script gives them, or else the default that the code names.
import { settingFor } from '../environmentValues';
import { tellMeaning } from '../facts';
import { external, type Library } from '../library';
import { type Run } from '../run';
import { thing, unknown, type Value } from '../value';
import { type Span } from '../../text';

const environ: Library = {
  roots: ['os.environ', 'os.getenv'],
  constant: (_run, path) => (path === 'os.environ' ? thing('os.environ', null) : null),
  attribute: (_run, of, name) => external(`os.environ.${name}`, of),
  index: (run, _of, [key], span) => read(run, key, undefined, span),
  call: (run, { path, args, keywords, span }) =>
    /^os\.(?:getenv|environ\.(?:get|pop|setdefault))$/.test(path)
      ? read(run, args[0] ?? keywords.get('key'), args[1] ?? keywords.get('default'), span)
      : null,
};

export default environ;

function read(run: Run, key: Value | undefined, standard: Value | undefined, span: Span): Value {
  const name = key?.kind === 'text' ? key.value : null;
  if (name === null) return standard ?? unknown('an environment variable');
  const set = settingFor(run, name, span.file);
  const where = set && decodeURIComponent(set.span.file.slice(set.span.file.lastIndexOf('/') + 1));
  tellMeaning(
    run.facts,
    span,
    set
      ? `the setting \`${name}\` of the environment: \`${where ?? ''}\` sets it to \`${set.value}\``
      : `the setting \`${name}\` of the environment${standard?.kind === 'text' ? `; where it is not set, \`${standard.value}\` holds` : ''}`,
  );
  if (set) return { kind: 'text', value: set.value, setting: { name, span: set.span } };
  if (standard?.kind === 'text') return { ...standard, setting: { name, span } };
  return standard ?? unknown('an environment variable', { id: `env:${name}`, text: name, name: name.toLowerCase() });
}
