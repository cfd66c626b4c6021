// What `spikelint probe` prints of what changed in a run: weights that learned, synapses that tired, modulators, thresholds and attention.
import type { AttentionFigures } from '../diagnose/attention';
import type { Learned, Recording, WeightSummary } from '../sim/recording';
import type { Style } from './style';
import { table } from './table';
import { count, figure } from './words';

export interface Changed {
  readonly recording: Recording;
  readonly attention: readonly AttentionFigures[];
}

/** Keys that are there only where there is something to say. */
export function changesJson({ recording, attention }: Changed): object {
  const { learned, released, modulated, regulated } = recording;
  return {
    ...(learned && { learned: learned.map(learnedJson) }),
    ...(released && { shortTerm: released }),
    ...(modulated && { modulators: modulated.map((each) => ({ ...each, values: Array.from(each.values) })) }),
    ...(regulated && {
      homeostasis: regulated.map((each) => ({
        ...each,
        highest: finite(each.highest),
        lowest: finite(each.lowest),
        rate: Array.from(each.rate),
        threshold: Array.from(each.threshold),
      })),
    }),
    ...(attention.length > 0 && {
      attention: attention.map((each) => ({ ...each, counts: Array.from(each.counts), edges: Array.from(each.edges) })),
    }),
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

function learnedJson({ before, after, edges, course, ...rest }: Learned): object {
  const summary = (of: WeightSummary): object => ({ ...of, counts: Array.from(of.counts) });
  const { intervalMs, mean, sd } = course;
  return {
    ...rest,
    before: summary(before),
    after: summary(after),
    edges: Array.from(edges),
    course: { intervalMs, mean: Array.from(mean), sd: Array.from(sd) },
  };
}

const share = (part: number): string => `${figure(part * 100)} %`;

/** Paragraphs, each with its heading. */
export function changesText({ recording, attention }: Changed, style: Style): string[] {
  const lines: string[] = [];
  const { learned = [], released = [], modulated = [], regulated = [] } = recording;
  if (learned.length > 0) {
    const titles = ['weights that learn', 'synapses', 'before', 'after', 'range', 'at bounds', 'changed'];
    const [title = '', ...body] = table(
      [titles, ...learned.map(learnedRow)],
      ['left', ...titles.slice(1).map(() => 'right' as const)],
    );
    lines.push('', style.bold(title), ...body);
  }
  if (released.length > 0) lines.push('', style.bold('short-term plasticity'));
  for (const { source, target, meanShare, first, last } of released)
    lines.push(
      `  ${source} → ${target}: ${meanShare === null ? 'no event' : `an event carries ${figure(meanShare)} of the weight on average, ${figure(first)} at first, ${figure(last)} at last`}`,
    );
  if (modulated.length > 0) lines.push('', style.bold('neuromodulators'));
  for (const { name, values, baseline } of modulated) {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    lines.push(
      `  ${name}: ${least === most ? `stays at ${figure(least)}` : `${figure(values[0] ?? 0)} at first, ${figure(least)} to ${figure(most)}, ${figure(values.at(-1) ?? 0)} at last`}, baseline ${figure(baseline)}`,
    );
  }
  if (regulated.length > 0) lines.push('', style.bold('homeostasis'));
  for (const { population, target, rate, threshold } of regulated)
    lines.push(
      `  ${population}: ${figure(rate.at(-1) ?? 0)} spikes a step against a target of ${figure(target)}; threshold ${figure(threshold[0] ?? 0)} → ${figure(threshold.at(-1) ?? 0)}`,
    );
  if (attention.length > 0) lines.push('', style.bold('attention'));
  for (const { name, population, heads, tokens, mean, sd, min, max } of attention)
    lines.push(
      `  ${name} over ${population}: ${count(heads, 'head')}, ${count(tokens, 'step')}; weights ${figure(mean)} ± ${figure(sd)}, ${figure(min)} to ${figure(max)}`,
    );
  return lines;
}

function learnedRow({ source, target, weightUnit, synapses, before, after, changed }: Learned): string[] {
  const unit = weightUnit === null ? '' : ` ${weightUnit}`;
  const spread = ({ mean, sd }: WeightSummary): string => `${figure(mean)} ± ${figure(sd)}${unit}`;
  return [
    `${source} → ${target}`,
    String(synapses),
    ...[spread(before), spread(after), `${figure(after.min)} to ${figure(after.max)}${unit}`],
    `${share(after.atLowest)} low, ${share(after.atHighest)} high`,
    share(changed),
  ];
}
