// Judges activity: the block's health, the spike rate against the runbook's 1 % and 50 %, one traced pass, and the raster.
import type { Answers } from '../values';
import { answerTo, counted, type Evidence, figure, type Item, type Judged, origin, percent, unknown } from './evidence';
import { againstRunaway, againstSilence, issues } from './solutions';

/** The runbook's "extreme sparsity" and "runaway": spikes per neuron and step. */
export const sparseBelow = 0.01;
export const runawayAbove = 0.5;

const health: Item = {
  id: 'health',
  item: 'Check the health of the spiking blocks',
  from: ['health'],
  judge(evidence) {
    const known = answerTo(evidence, 'health');
    const errors = evidence.logs?.errors;
    if (!known && errors && errors.count > 0)
      return {
        ...{ verdict: 'warning', value: errors.count, text: `${counted(errors.count, 'error')} in the log` },
        because: `the last is in line ${errors.last?.line}: ${errors.last?.text}`,
      };
    if (!known) return unknown(evidence, 'health', 'no route tells the health of the service');
    const said = known.messages.length > 0 ? `: ${known.messages.join('; ')}` : '';
    const because = `the service says "${known.status}"${said}${origin(evidence, 'health')}`;
    const verdict = known.ok === null ? 'unknown' : known.ok ? 'good' : 'fault';
    return { verdict, value: known.status, text: known.status ?? 'not known', because };
  },
};

const spikeRate: Item = {
  id: 'spike-rate',
  item: 'Check the spike rate',
  from: ['stats'],
  judge(evidence) {
    const stats = answerTo(evidence, 'stats');
    const fromLog = evidence.logs?.spikeRates.findLast(Number.isFinite);
    const rate = stats ? perStep(evidence, stats) : null;
    if (rate !== null && stats) return judgeRate(rate, `${wordsOf(stats)}${origin(evidence, 'stats')}`, evidence);
    if (fromLog !== undefined && fromLog >= 0 && fromLog <= 1)
      return judgeRate(fromLog, `the last of ${evidence.logs?.spikeRates.length} spike rates in the log`, evidence);
    const [silent, wild] = [evidence.logs?.noSpikes, evidence.logs?.explosions];
    if (wild && wild.count > 0)
      return {
        ...{
          verdict: 'fault',
          value: null,
          text: `${counted(wild.count, 'warning')} of a spike explosion`,
          issue: issues.runaway,
        },
        ...{ because: `line ${wild.last?.line} of the log: ${wild.last?.text}`, solutions: againstRunaway },
      };
    if (silent && silent.count > 0)
      return {
        ...{
          verdict: 'fault',
          value: 0,
          text: `${counted(silent.count, 'warning')} of no spikes`,
          issue: issues.noSpikes,
        },
        ...{ because: `line ${silent.last?.line} of the log: ${silent.last?.text}`, solutions: againstSilence },
      };
    if (typeof stats?.rateHz === 'number')
      return {
        ...{ verdict: 'unknown', value: null, text: `${figure(stats.rateHz)} Hz` },
        because: 'the runbook’s limits are per step, and how long a step is the service does not say',
      };
    return unknown(evidence, 'stats', 'no route tells a spike rate');
  },
};

/** Hz become a rate per step where the service tells its step. */
function perStep(evidence: Evidence, { spikeRate: rate, rateHz }: Answers['stats']): number | null {
  if (rate !== null) return rate;
  const dtMs = answerTo(evidence, 'lif')?.find((each) => each.dtMs !== null)?.dtMs;
  return rateHz !== null && typeof dtMs === 'number' ? (rateHz * dtMs) / 1000 : null;
}

function wordsOf({ spikes, neurons, steps, silent }: Answers['stats']): string {
  const parts = [
    spikes === null ? null : `${spikes} spikes`,
    neurons === null ? null : `of ${neurons} neurons`,
    steps === null ? null : `in ${steps} steps`,
  ].filter((each) => each !== null);
  const quiet = silent === null || silent === 0 ? '' : `; ${percent(silent)} of the neurons never fired`;
  return `${parts.length > 1 ? parts.join(' ') : 'as the statistics tell it'}${quiet}`;
}

function judgeRate(rate: number, words: string, evidence: Evidence): Judged {
  const text = `${percent(rate)} per step`;
  const hertz = rate > 0 ? ` (${figure(rate * 1000)} Hz where a step is 1 ms)` : '';
  const plain = { value: rate, text };
  if (rate === 0)
    return {
      ...plain,
      verdict: 'fault',
      because: `nothing fires: ${words}`,
      issue: issues.noSpikes,
      solutions: againstSilence,
    };
  if (rate < sparseBelow)
    return {
      ...{ ...plain, verdict: 'warning', issue: issues.sparse, solutions: againstSilence },
      because: `below the runbook’s 1 %${hertz}: ${words}`,
    };
  if (rate > runawayAbove)
    return {
      ...{ ...plain, verdict: 'fault', issue: issues.runaway, solutions: againstRunaway },
      because: `above the runbook’s 50 %${hertz}: ${words}`,
    };
  const climbing = climb(evidence);
  if (climbing !== null)
    return {
      ...{ ...plain, verdict: 'warning', issue: issues.runaway, solutions: againstRunaway },
      because: `it climbs: ${climbing}`,
    };
  return { ...plain, verdict: 'good', because: `between the runbook’s 1 % and 50 %${hertz}: ${words}` };
}

const fewest = 40;

/** From the first to the last quarter of the snapshots, by more than half, and on every quarter of the way. */
function climb(evidence: Evidence): string | null {
  const rates = (answerTo(evidence, 'snapshots') ?? []).flatMap((each) =>
    each.spikeRate === null ? [] : [each.spikeRate],
  );
  const seen = [rates, evidence.rates ?? [], (evidence.logs?.spikeRates ?? []).filter(Number.isFinite)];
  const series = seen.find((each) => each.length >= fewest) ?? [];
  if (series.length < fewest) return null;
  const size = Math.floor(series.length / 4);
  const quarters = [0, 1, 2, 3].map((k) => {
    const part = series.slice(k * size, k === 3 ? undefined : (k + 1) * size);
    return part.reduce((sum, each) => sum + each, 0) / part.length;
  });
  const [first = 0, , , last = 0] = quarters;
  const rising = quarters.every((each, k) => k === 0 || each > 1.05 * (quarters[k - 1] as number));
  return rising && last > 1.5 * first && last > 0.2
    ? `from ${percent(first)} to ${percent(last)} over the last ${series.length} samples`
    : null;
}

const forwardPass: Item = {
  id: 'forward-pass',
  item: 'Test a forward pass with tracing',
  from: ['pass'],
  judge(evidence) {
    const pass = answerTo(evidence, 'pass');
    if (!pass) return unknown(evidence, 'pass', 'a trace has to be posted, which is only done when it is asked for');
    const known = pass.layers.filter(({ spikeRate: rate }) => rate !== null);
    if (known.length === 0) return unknown(evidence, 'pass', 'the trace tells no spike rate');
    const rate = (name: (rate: number) => boolean): typeof known =>
      known.filter((each) => name(each.spikeRate as number));
    const [dead, wild] = [rate((each) => each === 0), rate((each) => each > runawayAbove)];
    const text = known.map(({ name, spikeRate: each }) => `${name} ${percent(each as number)}`).join(', ');
    const where = origin(evidence, 'pass');
    const named = (layers: typeof known): string => layers.map(({ name }) => name).join(', ');
    if (wild.length > 0)
      return {
        ...{ verdict: 'fault', value: wild.length, text, issue: issues.runaway, solutions: againstRunaway },
        because: `more than half of the neurons of ${named(wild)} fired in the pass${where}`,
      };
    // What the first layers pass on and the next ones don't is lost in between.
    if (dead.length > 0 && dead.length < known.length)
      return {
        ...{ verdict: 'warning', value: dead.length, text, issue: issues.noSpikes, solutions: againstSilence },
        because: `no neuron of ${named(dead)} fired in the pass, while others did${where}`,
      };
    if (dead.length > 0) return judgeDead(evidence, text, where);
    return { verdict: 'good', value: known.length, text, because: `every layer let spikes through${where}` };
  },
};

/** One pass from rest says little of neurons that fire now and then. */
function judgeDead(evidence: Evidence, text: string, where: string): Judged {
  const stats = answerTo(evidence, 'stats');
  const rate = stats ? perStep(evidence, stats) : null;
  const because = `nothing fired in the pass${where}`;
  if (rate !== null && rate >= sparseBelow)
    return {
      verdict: 'unknown',
      value: 0,
      text,
      because: `${because}; a single pass, while ${percent(rate)} fire in a step otherwise`,
    };
  return { verdict: 'warning', value: 0, text, because, issue: issues.noSpikes, solutions: againstSilence };
}

const raster: Item = {
  id: 'raster',
  item: 'Watch the spike raster',
  from: ['raster'],
  judge(evidence) {
    const known = answerTo(evidence, 'raster');
    if (!known) return unknown(evidence, 'raster', 'no route tells which neuron fired when');
    const { times, ids, neurons } = known;
    const active = new Set(ids).size;
    const plain = {
      value: times.length,
      text: `${times.length} spikes of ${active}${neurons === null ? '' : ` of ${neurons}`} neurons`,
    };
    if (times.length === 0)
      return {
        ...plain,
        verdict: 'fault',
        because: `nothing fires${origin(evidence, 'raster')}`,
        issue: issues.noSpikes,
        solutions: againstSilence,
      };
    // Where neurons fire several times on average, half of them can't all be silent by chance.
    if (neurons !== null && active < neurons / 2 && times.length / neurons >= 3)
      return {
        ...{ ...plain, verdict: 'warning', issue: issues.noSpikes, solutions: againstSilence },
        because: `${neurons - active} of ${neurons} neurons never fire, while the others fire ${figure(times.length / active)} times each`,
      };
    return {
      ...plain,
      verdict: 'good',
      because: `${figure(times.length / Math.max(1, active))} spikes per active neuron${origin(evidence, 'raster')}`,
    };
  },
};

export const activityItems = { health, spikeRate, forwardPass, raster };
