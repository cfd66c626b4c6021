// Reads a service's log, as `docker logs` or a file gives it, for the lines that the runbook greps for.
import { plain } from './secret';

export interface LogLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

export interface LogFacts {
  readonly lines: number;
  /** That speak of spikes, LIF, STDP, modulators, gradients or learning rates. */
  readonly relevant: number;
  /** What was said of STDP last. */
  readonly stdpEnabled: { readonly value: boolean; readonly at: LogLine } | null;
  readonly noSpikes: Noted;
  readonly explosions: Noted;
  readonly overflows: Noted;
  readonly instabilities: Noted;
  readonly skippedUpdates: Noted;
  readonly injections: Noted;
  /** Per step, in order, as far as lines give a number. */
  readonly spikeRates: readonly number[];
  readonly gradients: readonly number[];
  /** Lines of gradients, with or without a number. */
  readonly gradientLines: Noted;
  readonly learningRates: readonly number[];
  readonly errors: Noted;
}

export interface Noted {
  readonly count: number;
  readonly last: LogLine | null;
}

const mostNumbers = 100_000;
const longestLine = 4000;
const shownOfLine = 240;

const none: Noted = { count: 0, last: null };

const patterns = {
  noSpikes: /no spikes?(?: were)? detected|\b0 spikes\b/i,
  explosions: /spike explosion|runaway spik/i,
  overflows: /membrane overflow|membrane[^.]{0,40}\b(?:overflow|diverg)/i,
  instabilities:
    /numerical instability|(?:membrane|\bu\b|potential|loss|gradient|grad)\w*[^.]{0,40}\b(?:nan|inf(?:inity)?)\b/i,
  skippedUpdates: /stdp update skipped|skipp(?:ed|ing) (?:the )?stdp/i,
  injections:
    /\bnt injection|inject(?:ed|ing) (?:nt|da|dopamine|ach|acetylcholine|ne|norepinephrine|5-?ht|serotonin)\b|neuromod\w* inject/i,
  gradientLines: /gradient|backprop|grad[_ ]norm/i,
  errors: /\b(?:ERROR|CRITICAL|FATAL|Traceback)\b|\blevel(?:name)?["']?\s*[:=]\s*["']?(?:error|critical|fatal)\b/,
} as const;

/** What the runbook's own greps keep. */
const relevant =
  /spike|lif\b|stdp|neuromod|gradient|backprop|grad[_ ]norm|learning_rate|lr_schedule|\bnt injection|membrane/i;

const number = String.raw`([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|nan|inf)`;
const spikeRate = new RegExp(String.raw`(?:mean[_ ])?spike[_ ]rate["']?\s*(?:is|[:=])?\s*${number}\s*(%)?`, 'i');
const gradientNorm = new RegExp(
  String.raw`(?:grad(?:ient)?s?[_ ]*(?:norm|flow|mean|magnitude)?)["']?\s*(?:is|[:=])\s*${number}`,
  'i',
);
const learningRate = new RegExp(
  String.raw`(?:learning[_ ]rate|\blr)["']?\s*(?:(?:is|[:=]|(?:adjusted|changed|decayed|set|reduced)(?:[^.\d]{0,20})to)\s*)${number}`,
  'i',
);

export function readLogs(text: string): LogFacts {
  const noted: Record<keyof typeof patterns, Noted> = {
    ...{ noSpikes: none, explosions: none, overflows: none, instabilities: none },
    ...{ skippedUpdates: none, injections: none, gradientLines: none, errors: none },
  };
  let [lines, about] = [0, 0];
  let stdpEnabled: LogFacts['stdpEnabled'] = null;
  const [spikeRates, gradients, learningRates]: [number[], number[], number[]] = [[], [], []];
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from);
    const until = end < 0 ? text.length : end;
    const whole = bare(text.slice(from, Math.min(until, from + longestLine)));
    from = until + 1;
    lines++;
    const isRelevant = relevant.test(whole);
    if (isRelevant) about++;
    else if (!patterns.errors.test(whole)) continue;
    const line: LogLine = { line: lines, text: shown(whole) };
    for (const key of Object.keys(patterns) as (keyof typeof patterns)[])
      if (patterns[key].test(whole)) noted[key] = { count: noted[key].count + 1, last: line };
    const enabled = enabledIn(whole);
    if (enabled !== null) stdpEnabled = { value: enabled, at: line };
    const rate = spikeRate.exec(whole);
    if (rate) push(spikeRates, valueOf(rate[1]) / (rate[2] === '%' ? 100 : 1));
    const gradient = gradientNorm.exec(whole);
    if (gradient) push(gradients, valueOf(gradient[1]));
    // STDP's own rate is not the schedule of the training.
    const learning = /stdp/i.test(whole) ? null : learningRate.exec(whole);
    if (learning) push(learningRates, valueOf(learning[1]));
  }
  return { lines, relevant: about, stdpEnabled, ...noted, spikeRates, gradients, learningRates };
}

function enabledIn(line: string): boolean | null {
  if (
    /stdp(?:[_ ]learning)?[_ ](?:is )?enabled["']?\s*[:=]\s*(?:false|0|no|off)\b|stdp (?:is )?(?:disabled|not enabled|off)\b/i.test(
      line,
    )
  )
    return false;
  return /stdp(?:[_ ]learning)?[_ ](?:is )?enabled\b/i.test(line) ? true : null;
}

const push = (into: number[], value: number): void => {
  if (into.length < mostNumbers) into.push(value);
};

function valueOf(word = ''): number {
  if (/^nan$/i.test(word)) return NaN;
  return /^inf$/i.test(word) ? Infinity : Number(word);
}

/** Of a line what was written: without the colours of a terminal, what a bar of progress wrote over, and the JSON that Docker keeps lines in. */
function bare(line: string): string {
  const plainLine = line.replace(/\u001b\[[\d;?]*[A-Za-z]/g, '').replace(/\r+$/, '');
  const last = plainLine.slice(plainLine.lastIndexOf('\r') + 1);
  if (!/^\s*\{"log":"/.test(last)) return last;
  try {
    const { log } = JSON.parse(last) as { readonly log?: unknown };
    return typeof log === 'string' ? bare(log.replace(/[\r\n]+$/, '').replaceAll('\n', ' ')) : last;
  } catch {
    // Cut off: what can be read of it is.
    return last.replaceAll('\\"', '"');
  }
}

/** What looks like a key goes. */
const shown = (line: string): string =>
  plain(line)
    .replace(
      /((?:\b(?:\w+[-_])?key|api[-_]?key|token|secret|password|authorization)["']?\s*[:=]\s*["']?)[^\s"',;]+/gi,
      '$1•••',
    )
    .slice(0, shownOfLine);

/** Whether a text is likelier a log than anything else that could be meant. */
export const saysNothing = ({ relevant: about }: LogFacts): boolean => about === 0;
