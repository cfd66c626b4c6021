// The diagnostic as one pure function: a session, a model or weights, a history in; figures, verdicts and advice out.
import { leakyRunner, type Runner } from '../../core/rate/leaky';
import { type RateModel, type StoredState } from '../../core/rate/model';
import { Draws } from '../../core/tensor/draws';
import { Stuck } from '../../core/tensor/machine';
import { tensor, type Tensor } from '../../core/tensor/tensor';
import { spectralRadius, type SpectralRadius } from '../../stats/spectralRadius';
import { StatisticError } from '../../stats/error';
import { adviseOn } from './advice';
import { type Behaviour, observe } from './behaviour';
import { describeData } from './dataFigures';
import { describeModel, unitTypes } from './describe';
import { type AssignedRole, type Diagnosis, type ModelDescription } from './diagnosis';
import { describeHistory, type Series } from './history';
import { describeInputs } from './inputFigures';
import { type Learnable, tryReadouts } from './learnable';
import { figuresOf, type Matrix } from './matrices';
import { judge } from './metrics';
import { nextSteps } from './next';
import { type Session } from './session';
import { withoutCode } from './withoutCode';

export interface Subject {
  readonly files: Diagnosis['files'];
  readonly roles: readonly AssignedRole[];
  readonly session: Session;
  /** Read from the code; null where there is no code or it can't be read. */
  readonly model: RateModel | null;
  readonly noModel: string | null;
  readonly states: readonly StoredState[];
  /** What a checkpoint says of the model, and what the user sets. */
  readonly config: ReadonlyMap<string, number | string | boolean | null>;
  readonly history: readonly Series[];
  readonly notes: readonly string[];
}

export interface Watch {
  progress?(fraction: number): void;
  cancelled?(): boolean;
}

export function diagnose(subject: Subject, watch: Watch = {}): Diagnosis {
  const { files, session, states, model: read } = subject;
  const notes = [...session.notes, ...subject.notes, ...(read?.notes ?? [])];
  const guess = read ? null : withoutCode(states, subject.config, session.binMs);
  if (guess?.runner && files.code !== null)
    notes.push(`the model is taken from its weights alone, since its code can’t be read: ${subject.noModel ?? ''}`);
  notes.push(...(guess?.notes ?? []));
  const runner: Runner | null = read ?? guess?.runner ?? null;
  const data = describeData(session);
  watch.progress?.(0.1);
  const { trials, bins } = session.targets;
  const inputs = describeInputs(session.channels, trials, bins);
  const radius = radii();
  const weights = weightsOf(read, runner, states).map((each) => figuresOf(each, radius));
  watch.progress?.(0.2);
  let model: Behaviour | null = null;
  let description: ModelDescription | null = null;
  let noModel = subject.noModel ?? guess?.problem ?? null;
  let learnable: Learnable | null = null;
  const part = (from: number, to: number) => (fraction: number) => watch.progress?.(from + (to - from) * fraction);
  const cancelled = (): boolean => watch.cancelled?.() ?? false;
  if (runner) {
    const ofWeights = weights.find((each) => each.spectralRadius)?.spectralRadius?.value ?? null;
    const told = read ?? guess;
    try {
      const described = {
        name: told?.name ?? 'network',
        place: read?.span ?? null,
        arguments: read?.arguments ?? [],
        tauMs: told?.tauMs ?? null,
        dtMs: told?.dtMs ?? null,
        trained: states.length > 0,
      };
      description = describeModel(runner, described, session, ofWeights);
      // Channels in other places than the weights expect would give figures that look like results.
      if (runner.channels === session.channels.length)
        model = observe(runner, session, unitTypes(runner), { progress: part(0.2, 0.7), cancelled });
      else
        noModel = `the model takes ${runner.channels} channels and the data have ${session.channels.length}, so that it is not run; say which they are with --map inputs=a,b,c`;
    } catch (error) {
      if (!(error instanceof Stuck)) throw error;
      noModel = error.message;
    }
  }
  if (!cancelled()) {
    const free = runner && leakyRunner(runner.dynamics, freed(runner, radius));
    learnable = tryReadouts(session, model && model.notFinite === 0 ? runner : null, free, cancelled);
  }
  watch.progress?.(0.95);
  const history = subject.history.length > 0 ? describeHistory(subject.history) : null;
  const metrics = judge(model, history, files.history !== null);
  const parts = {
    files,
    roles: subject.roles,
    data,
    description,
    noModel: model ? null : noModel,
    model,
    weights,
    inputs,
    learnable,
    metrics,
    history,
    notes,
  };
  const findings = adviseOn(parts);
  watch.progress?.(1);
  return { ...parts, findings, next: nextSteps({ ...parts, findings }) };
}

/** The matrices as they act, where the code tells; else as they are stored. */
function weightsOf(read: RateModel | null, runner: Runner | null, states: readonly StoredState[]): Matrix[] {
  const acting: Matrix[] = [];
  const { recurrent, input } = runner?.dynamics ?? {};
  if (recurrent) acting.push({ name: 'W_rec', shape: recurrent.shape, data: recurrent.data, recurrent: true });
  if (input) acting.push({ name: 'W_in', shape: input.shape, data: input.data });
  const stored: readonly Matrix[] = read
    ? read.states.flatMap(({ path, tensor: { shape, data }, learnt }) => (learnt ? [{ name: path, shape, data }] : []))
    : states.map(({ path, shape, data }) => ({ name: path, shape, data, recurrent: !recurrent }));
  const isMask = ({ data }: Matrix): boolean => data.length > 1 && data.every((x) => x === 0 || x === 1 || x === -1);
  const same = (a: Matrix): boolean => acting.some((b) => a.name === b.name && a.shape.join() === b.shape.join());
  return [...acting, ...stored.filter((each) => each.shape.length > 0 && !isMask(each) && !same(each))];
}

type RadiusOf = (data: Float64Array, n: number) => SpectralRadius | null;

/** Each matrix's is computed once. */
function radii(): RadiusOf {
  const known = new Map<Float64Array, SpectralRadius | null>();
  return (data, n) => {
    const found = known.get(data);
    if (found !== undefined) return found;
    const radius = radiusOf(data, n);
    known.set(data, radius);
    return radius;
  };
}

function radiusOf(data: Float64Array, n: number): SpectralRadius | null {
  try {
    return spectralRadius({ values: data, rows: n, columns: n });
  } catch (error) {
    if (error instanceof StatisticError) return null;
    throw error;
  }
}

/** The same weights with signs drawn one by one, scaled to the same spectral radius: Dale's law bypassed, all else equal. */
function freed({ dynamics: { recurrent, units } }: Runner, ofWeights: RadiusOf): Tensor | null {
  if (!recurrent) return null;
  const draws = new Draws(1);
  const data = recurrent.data.map((weight) => (draws.uniform() < 0.5 ? -weight : weight));
  const [before, after] = [ofWeights(recurrent.data, units), ofWeights(data, units)];
  const scale = before && after && after.value > 0 ? before.value / after.value : 1;
  return tensor(
    recurrent.shape,
    data.map((weight) => weight * scale),
  );
}
