// Tries the runbook's solutions out on a model of the service: each a run before and a run after, with the same input and the same chance.
import { type StdpRule } from '../../core/network/plasticity';
import { type Recording } from '../../sim/recording';
import { figure, type Model, modelOf, networkOf, percent, rateIn, runOf, type ServiceFigures } from './model';

export interface Tried {
  readonly change: string;
  readonly before: readonly TriedFigure[];
  readonly after: readonly TriedFigure[];
  readonly because: string;
}

export interface TriedFigure {
  readonly name: string;
  readonly text: string;
}

type Try = (context: Context) => Tried;

interface Context {
  readonly figures: ServiceFigures;
  readonly model: Model;
  readonly assumed: readonly string[];
  readonly seed: number;
}

const tries: Readonly<Record<string, Try>> = {
  'lower-threshold': changing(
    (model) => ({ threshold: model.threshold / 2 }),
    'threshold',
    ({ threshold }) => threshold,
  ),
  'scale-input': changing(
    (model) => ({ inputMean: 5 * model.inputMean, inputSd: 5 * model.inputSd }),
    'input',
    ({ inputMean, inputSd }) => [inputMean, inputSd],
  ),
  'raise-alpha': changing(
    (model) => ({ alpha: model.alpha < 0.95 ? 0.95 : 1 - (1 - model.alpha) / 2 }),
    'α',
    ({ alpha }) => alpha,
  ),
  'lower-alpha': changing(
    (model) => ({ alpha: model.alpha > 0.8 ? 0.8 : model.alpha / 2 }),
    'α',
    ({ alpha }) => alpha,
  ),
  'raise-beta': changing(
    (model) => ({ beta: 2 * model.beta }),
    'β',
    ({ beta }) => beta,
  ),
  'clip-recurrence': clippedRecurrence,
  'regulate-rate': regulated,
  'clip-membrane': clippedMembrane,
  'enable-learning': learning(({ rate, ...rest }) => ({ ...rest, rate: rate > 0 ? rate : 0.001, off: false })),
  'raise-learning-rate': learning(({ rate, ...rest }) => ({ ...rest, rate: rate > 0 ? 10 * rate : 0.01 })),
  'widen-window': learning((rule) => ({
    ...rule,
    windowMs: Math.max(50, 2 * rule.windowMs),
    tauMs: Math.max(50, 2 * rule.tauMs),
  })),
  'inject-modulator': injected,
};

export const canTry = (trial: string): boolean => trial in tries;

/** @param trial as a solution of the checklist names it */
export function tryTrial(figures: ServiceFigures, trial: string, seed = 1): Tried | null {
  const found = tries[trial];
  if (!found) return null;
  const { model, assumed } = modelOf(figures, seed);
  return found({ figures, model, assumed, seed });
}

/** One number of the layer is another one. */
function changing(
  change: (model: Model) => Partial<Model>,
  name: string,
  shown: (model: Model) => number | number[],
): Try {
  return ({ model, assumed, seed }) => {
    const made = { ...model, ...change(model) };
    const words = (of: Model): string => [shown(of)].flat().map(figure).join(' ± ');
    const [before, after] = [model, made].map((each) => runOf(networkOf(each), each.dtMs, seed)) as [
      Recording,
      Recording,
    ];
    return {
      change: `${name} ${words(model)} → ${words(made)}`,
      before: activity(before),
      after: activity(after),
      because: `${verdict(rateIn(before), rateIn(after), largest(after))}${assumption(assumed)}`,
    };
  };
}

function activity(recording: Recording): TriedFigure[] {
  return [
    { name: 'spike rate per step', text: percent(rateIn(recording)) },
    { name: 'largest |u|', text: figure(largest(recording)) },
  ];
}

function largest({ traces }: Recording): number {
  let most = 0;
  for (const { isMembrane, values } of traces)
    if (isMembrane)
      for (const value of values) most = Math.max(most, Number.isFinite(value) ? Math.abs(value) : Infinity);
  return most;
}

const [sparse, runaway, diverged] = [0.01, 0.5, 100];

function verdict(before: number, after: number, most: number): string {
  if (most > diverged) return `The membrane still goes to ${figure(most)}.`;
  if (after === 0) return before === 0 ? 'Still nothing fires.' : 'Nothing fires any more: that is too much of it.';
  if (after < sparse) return `It fires, but in ${percent(after)} of the steps still less than the runbook’s 1 %.`;
  if (after > runaway)
    return before > runaway
      ? 'More than half still fires in every step.'
      : 'More than half fires in every step then: that is too much of it.';
  return before >= sparse && before <= runaway
    ? `The rate was within the runbook’s limits already, and stays so.`
    : 'The rate comes within the runbook’s limits.';
}

const assumption = (assumed: readonly string[]): string =>
  assumed.length === 0 ? '' : ` Not told by the service, and assumed: ${assumed.join('; ')}.`;

/** Weights are clipped, not the sum of what they carry: where none is beyond 1, nothing changes. */
function clippedRecurrence({ figures, model, assumed, seed }: Context): Tried {
  const { recurrent } = figures;
  const before = runOf(networkOf(model), model.dtMs, seed);
  const part = recurrent === null ? 1 : clippedMean(recurrent.mean, recurrent.sd) / (recurrent.mean || 1);
  const made = { ...model, recurrence: model.recurrence * Math.min(1, Math.max(0, part)) };
  const after = runOf(networkOf(made), made.dtMs, seed);
  const change =
    recurrent === null
      ? 'recurrent weights clipped to −1 … 1'
      : `recurrent weights up to ${figure(recurrent.max)} clipped to 1`;
  const nothing =
    recurrent !== null && recurrent.max <= 1
      ? `The largest recurrent weight is ${figure(recurrent.max)}: there is nothing to clip. `
      : recurrent === null
        ? 'The service does not tell its recurrent weights: what is clipped of them is not known, and nothing was. '
        : '';
  return {
    ...{ change, before: activity(before), after: activity(after) },
    because: `${nothing}${verdict(rateIn(before), rateIn(after), largest(after))}${assumption(assumed)}`,
  };
}

/** The mean of a normal draw that is moved to ±1 where it is beyond, by summing over its quantiles. */
function clippedMean(mean: number, sd: number): number {
  const points = 2001;
  let [sum, total] = [0, 0];
  for (let k = 0; k < points; k++) {
    const z = -5 + (10 * k) / (points - 1);
    const weight = Math.exp((-z * z) / 2);
    sum += weight * Math.max(-1, Math.min(1, mean + sd * z));
    total += weight;
  }
  return sum / total;
}

/** The loss acts on weights over many passes; here the threshold follows the same target, which comes to the same rate. */
function regulated({ figures, model, assumed, seed }: Context): Tried {
  const target = figures.targetRate ?? 0.1;
  const homeostasis = { target, rate: 0.02, relative: false, windowSteps: 50, lowest: 0.01, highest: Infinity };
  const steps = 2000;
  const before = runOf(networkOf(model), model.dtMs, seed, steps);
  const after = runOf(networkOf(model, { homeostasis }), model.dtMs, seed, steps);
  const threshold = after.regulated?.[0]?.threshold.at(-1);
  const moved = threshold === undefined ? [] : [{ name: 'threshold at the end', text: figure(threshold) }];
  return {
    change: `the rate is drawn to ${percent(target)} per step`,
    before: [
      ...activity(before),
      ...(moved.length > 0 ? [{ name: 'threshold at the end', text: figure(model.threshold) }] : []),
    ],
    after: [...activity(after), ...moved],
    because: `${verdict(rateIn(before), rateIn(after), largest(after))} Tried as a threshold that follows the rate; the loss does it by the weights, more slowly.${assumption(assumed)}`,
  };
}

const clip = 10;

/** u is moved to ±10 where it is beyond. A neuron that is driven beyond still fires in every step. */
function clippedMembrane({ model, assumed, seed }: Context): Tried {
  const before = runOf(networkOf(model), model.dtMs, seed);
  const most = largest(before);
  const text = figure(Math.min(clip, most));
  const grows = Math.abs(model.alpha) >= 1;
  return {
    change: `u clamped to −${clip} … ${clip}`,
    before: activity(before),
    after: [{ name: 'largest |u|', text }],
    because: `The membrane stays within ±${clip}.${grows ? ` With α = ${figure(model.alpha)} it is driven there all the same: the cause is α, which has to be below 1.` : ''}${assumption(assumed)}`,
  };
}

interface Rule {
  readonly rate: number;
  readonly off: boolean;
  readonly windowMs: number;
  readonly tauMs: number;
}

/** Weights that move no membrane to speak of, so that both runs have the same spikes and only learning differs. */
const scale = 1e-6;

const ruleOf = ({ rate, off, windowMs, tauMs }: Rule): StdpRule => ({
  ...{ kind: 'stdp', tauPlusMs: tauMs, tauMinusMs: tauMs, potentiation: rate, depression: 1.05 * rate },
  ...{ exponentPlus: 0, exponentMinus: 0, wMin: 0, wMax: scale, pairing: 'all', delayed: 'neither' },
  ...{ windowPlusMs: windowMs, windowMinusMs: windowMs },
  ...(off ? { off: true as const } : {}),
});

function told({ learning: { enabled, rate, tauPlusMs, windowPlusMs } }: ServiceFigures): Rule {
  // T4DM's own: 20 ms, and what the runbook sets as the rate.
  return { off: enabled === false, rate: rate ?? 0.001, windowMs: windowPlusMs ?? 20, tauMs: tauPlusMs ?? 20 };
}

function learning(change: (rule: Rule) => Rule): Try {
  return ({ figures, model, assumed, seed }) => {
    const now = told(figures);
    const made = change(now);
    const [before, after] = [now, made].map((rule) =>
      runOf(networkOf(model, { rule: ruleOf(rule) }), model.dtMs, seed),
    ) as [Recording, Recording];
    const moved = rateIn(after) > 0;
    const [old, changed] = [changedIn(before), changedIn(after)];
    const words = !moved
      ? 'Nothing fires in the model, so that no pair of spikes comes about: cure that first.'
      : changed === 0
        ? 'Still no weight changes.'
        : old === 0
          ? `${percent(changed)} of the weights change now.`
          : 'Weights changed before, too; they change more.';
    return {
      change: `${ruleWords(now)} → ${ruleWords(made)}`,
      before: learned(before),
      after: learned(after),
      because: `${words}${assumption(assumed)}`,
    };
  };
}

const ruleWords = ({ off, rate, windowMs, tauMs }: Rule): string =>
  off ? 'STDP off' : `learning rate ${figure(rate)}, window ${figure(windowMs)} ms, τ+ ${figure(tauMs)} ms`;

const changedIn = ({ learned: all }: Recording): number => all?.[0]?.changed ?? 0;

function learned(recording: Recording): TriedFigure[] {
  const [first] = recording.learned ?? [];
  if (!first) return [{ name: 'weights that changed', text: percent(0) }];
  const move = (first.after.mean - first.before.mean) / scale;
  return [
    { name: 'weights that changed', text: percent(first.changed) },
    {
      name: 'mean weight, of the largest',
      text: `${percent(first.before.mean / scale)} → ${percent(first.after.mean / scale)}`,
    },
    { name: 'change in a step', text: `${figure(move / Math.max(1, recording.timing.steps))} of the largest` },
  ];
}

/** T4DM's dopamine: up to half more potentiation and 30 % less depression; it falls back within 200 ms. */
function injected({ figures, model, assumed, seed }: Context): Tried {
  const level = figures.levels['DA'] ?? 0.5;
  const baseline = figures.baselines['DA'] ?? 0.5;
  const rule = ruleOf({ ...told(figures), off: false });
  const modulator = (amount: number) => ({
    ...{ name: 'DA', level, baseline, decayMs: 200, driven: true, acts: { potentiation: 0.5, depression: -0.3 } },
    injections: amount === 0 ? [] : [{ atMs: 0, amount }],
    span: { file: '', start: 0, end: 0 },
  });
  const [before, after] = [0, 0.8 - level].map((amount) =>
    runOf(networkOf(model, { rule, modulators: [modulator(amount)] }), model.dtMs, seed),
  ) as [Recording, Recording];
  const most = (recording: Recording): TriedFigure[] => {
    const values = recording.modulated?.find(({ name }) => name === 'DA')?.values ?? new Float64Array([level]);
    return [
      { name: 'DA at most', text: figure(values.reduce((top, each) => Math.max(top, each), 0)) },
      ...learned(recording),
    ];
  };
  return {
    change: `DA ${figure(level)} → 0.8, once`,
    before: most(before),
    after: most(after),
    because: `An injection that works raises the level at once; it falls back to ${figure(baseline)} with 200 ms. If the service’s own level stays put, the bus does not take it.${assumption(assumed)}`,
  };
}
