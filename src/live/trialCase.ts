// What a solution is tried out with: the numbers of a session that a simulation needs, and which of them the service did not tell.
import { numberOrNull } from './schemas/reading';
import type { SessionState } from './state';
import type { ModulatorName } from './values';

/** Null where the service does not tell. Plain data: it goes to a worker. */
export interface TrialCase {
  readonly neurons: number | null;
  readonly alpha: number | null;
  readonly threshold: number | null;
  readonly beta: number | null;
  readonly dtMs: number | null;
  readonly inputMean: number | null;
  readonly inputSd: number | null;
  /** Spikes per neuron and step. */
  readonly spikeRate: number | null;
  /** Of the recurrent weights, where the service has some. */
  readonly recurrent: { readonly mean: number; readonly sd: number; readonly max: number } | null;
  readonly learning: {
    readonly enabled: boolean | null;
    readonly rate: number | null;
    readonly tauPlusMs: number | null;
    readonly tauMinusMs: number | null;
    readonly windowPlusMs: number | null;
    readonly windowMinusMs: number | null;
  };
  readonly targetRate: number | null;
  readonly levels: Readonly<Partial<Record<ModulatorName, number>>>;
  readonly baselines: Readonly<Partial<Record<ModulatorName, number>>>;
}

export function trialCase({ readings }: SessionState): TrialCase {
  const { stats, pass, lif, weights, stdp, windows, homeostasis, modulators } = readings;
  const layer = lif?.value?.find(({ alpha, threshold }) => alpha !== null && threshold !== null) ?? lif?.value?.[0];
  const input = stats?.value?.input ?? pass?.value?.input ?? null;
  const recurrent = weights?.value?.layers.find((each) => each.recurrent);
  const regulated = homeostasis?.value?.quantity.startsWith('spike rate') === true ? homeostasis.value : null;
  const window = windows?.value;
  return {
    neurons: layer?.size ?? numberOrNull(stats?.value?.neurons),
    alpha: numberOrNull(layer?.alpha),
    threshold: numberOrNull(layer?.threshold),
    beta: numberOrNull(layer?.beta),
    dtMs: numberOrNull(layer?.dtMs),
    inputMean: numberOrNull(input?.mean),
    inputSd: numberOrNull(input?.sd),
    spikeRate: numberOrNull(stats?.value?.spikeRate),
    recurrent:
      recurrent && recurrent.mean !== null && recurrent.max !== null
        ? { mean: recurrent.mean, sd: recurrent.sd ?? 0, max: recurrent.max }
        : null,
    learning: {
      enabled: stdp?.value?.enabled ?? null,
      rate: numberOrNull(stdp?.value?.learningRate),
      tauPlusMs: numberOrNull(window?.tauPlusMs),
      tauMinusMs: numberOrNull(window?.tauMinusMs),
      windowPlusMs: numberOrNull(window?.windowPlusMs),
      windowMinusMs: numberOrNull(window?.windowMinusMs),
    },
    targetRate: numberOrNull(regulated?.target),
    levels: modulators?.value?.levels ?? {},
    baselines: modulators?.value?.baseline ?? {},
  };
}
