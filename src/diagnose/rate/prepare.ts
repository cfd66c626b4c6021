// From opened files to what the diagnostic works on: which array is which, the checkpoint's weights, the code's model, the history.
import { type Plain } from '../../core/rate/arguments';
import { type RateModel } from '../../core/rate/model';
import { type Linter, type LintOptions, type SourceDocument } from '../../core/lint';
import { type DataFile } from '../../data/dataset';
import { DataError } from '../../data/error';
import { type Subject } from './diagnose';
import { type AssignedRole } from './diagnosis';
import { type Cast, castRoles, dataRoles, type Mapping, nameOf } from './roles';
import { seriesOf } from './series';
import { readSession, type Session } from './session';
import { type Checkpoint, readCheckpoint } from './stored';

export interface NamedFile {
  readonly name: string;
  readonly file: DataFile;
}

export interface Code {
  readonly linter: Pick<Linter, 'rateModel' | 'readingOrder'>;
  readonly document: SourceDocument;
  /** Files beside it that may tell in which order the inputs are read. */
  readonly beside: readonly SourceDocument[];
  readonly options: Pick<LintOptions, 'read' | 'projects' | 'context'>;
  readonly model: string | null;
}

export interface Given {
  readonly data: NamedFile;
  readonly mapping: Mapping;
  readonly weights: readonly NamedFile[];
  readonly code: Code | null;
  readonly history: NamedFile | null;
  readonly set: ReadonlyMap<string, Plain>;
  readonly seed: number;
}

/** Throws a DataError, in one line, where the data can't be understood. */
export function prepare(
  given: Given,
  watch: { progress?(fraction: number): void; cancelled?(): boolean } = {},
): Subject {
  const { data, mapping, weights, code, history, set, seed } = given;
  for (const role of mapping.keys())
    if (role !== 'axes' && !dataRoles.some((each) => each === role))
      throw new DataError(`there is no role "${role}": there are ${dataRoles.join(', ')}, axes`);
  const casting = castRoles(data.file.datasets, mapping);
  if (casting.cast === null) throw new DataError(casting.problem);
  const notes: string[] = [...casting.cast.notes];
  const cast = inOrder(casting.cast, mapping, code, notes);
  const session = readSession(cast, watch);
  const checkpoint = joined(
    weights.map(({ name, file }) => readCheckpoint(file.datasets, name.replace(/^.*[/\\]|\.\w+$/g, ''))),
  );
  if (weights.length > 0 && checkpoint.states.length === 0)
    throw new DataError(`${weights.map(({ name }) => name).join(', ')}: no weights are found in it`);
  const read = code && readModel(code, session, checkpoint, set, seed, watch.cancelled);
  notes.push(...checkpoint.notes, ...placing(read?.model ?? null));
  return {
    files: {
      data: data.name,
      weights: weights.map(({ name }) => name),
      code: code?.document.file ?? null,
      history: history?.name ?? null,
    },
    roles: rolesOf(cast, read?.model ?? null),
    session,
    model: read?.model ?? null,
    noModel: read?.problem ?? (code || weights.length > 0 ? null : 'neither code nor weights are given'),
    states: checkpoint.states,
    config: new Map([...checkpoint.config, ...set]),
    history: history ? seriesOf(history.file) : [],
    notes,
  };
}

/** Inputs in the order of the code, where it tells: channels in another order reach the wrong weights. */
function inOrder(cast: Cast, mapping: Mapping, code: Code | null, notes: string[]): Cast {
  if (mapping.has('inputs') || cast.inputs.length < 2 || !code) return cast;
  const names = cast.inputs.map(nameOf);
  const order = code.linter.readingOrder([code.document, ...code.beside], names);
  if (!order) {
    notes.push(
      'the inputs are taken in the order of the file: no code was found that reads them by name; --map inputs=a,b,c sets it',
    );
    return cast;
  }
  const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const left = names.filter((name) => !order.includes(name));
  if (left.length > 0)
    notes.push(
      `${left.join(', ')}: the code doesn’t read ${left.length === 1 ? 'it' : 'them'} among the inputs; last in order`,
    );
  const inputs = [...cast.inputs].sort((a, b) => place(nameOf(a)) - place(nameOf(b)));
  return {
    ...cast,
    inputs,
    because: { ...cast.because, inputs: 'by their names, in the order in which the code reads them' },
  };
}

function joined(all: readonly Checkpoint[]): Checkpoint {
  return {
    states: all.flatMap(({ states }) => states),
    config: new Map(all.flatMap(({ config }) => [...config])),
    notes: all.flatMap(({ notes }) => notes),
  };
}

function readModel(
  code: Code,
  { channels, types, targets }: Session,
  { states, config }: Checkpoint,
  set: ReadonlyMap<string, Plain>,
  seed: number,
  cancelled: (() => boolean) | undefined,
): { readonly model: RateModel | null; readonly problem: string | null } {
  const count = (type: 'E' | 'I'): number | undefined => types?.filter((each) => each === type).length;
  const [excitatory, inhibitory] = [count('E'), count('I')];
  const counts = {
    inputs: channels.length,
    outputs: targets.neurons,
    units: targets.neurons,
    ...(excitatory === undefined ? {} : { excitatory }),
    ...(inhibitory === undefined ? {} : { inhibitory }),
  };
  const options = {
    ...code.options,
    set,
    config,
    states,
    counts,
    steps: targets.bins,
    seed,
    ...(code.model === null ? {} : { model: code.model }),
    ...(cancelled ? { cancelled } : {}),
  };
  return code.linter.rateModel(code.document, options);
}

function placing(model: RateModel | null): string[] {
  if (!model) return [];
  const notes: string[] = [];
  if (model.unplaced.length > 0) notes.push(`stored, but not in the model: ${model.unplaced.join(', ')}`);
  if (model.unfilled.length > 0)
    notes.push(`in the model, but not stored, and so initialised by the seed: ${model.unfilled.join(', ')}`);
  return notes;
}

function rolesOf(cast: Cast, model: RateModel | null): AssignedRole[] {
  const { targets, axes, because } = cast;
  const names = ['trials', 'bins', 'neurons'] as const;
  const order = names.filter((name) => axes[name] !== null).sort((a, b) => (axes[a] as number) - (axes[b] as number));
  const words = order.map((name) => (name === 'bins' ? 'time' : name)).join(' × ');
  const found: AssignedRole[] = [
    { role: 'targets', paths: [targets.path], because: `${because.targets ?? ''}; its axes are ${words}` },
  ];
  for (const role of dataRoles) {
    if (role === 'targets') continue;
    const of = cast[role];
    const paths = Array.isArray(of)
      ? (of as readonly { path: string }[]).map(({ path }) => path)
      : of
        ? [(of as { path: string }).path]
        : [];
    if (paths.length > 0) found.push({ role, paths, because: because[role] ?? '' });
  }
  const place = model?.dynamics.spans;
  if (model && place)
    found.push({
      role: 'model',
      paths: [model.name],
      because:
        model.others.length === 0
          ? 'the class with a recurrence'
          : `the class that fits best; there are also ${model.others.join(', ')}`,
    });
  return found;
}
