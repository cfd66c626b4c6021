// What the figures of a diagnostic call for: each with its evidence, what to change first, and why.
import { type Advice, type Diagnosis, type ModelDescription } from './diagnosis';
import { adviceOnHistory } from './adviceOnHistory';
import { adviceOnModel } from './adviceOnModel';
import { figure, percent } from './words';

type Parts = Omit<Diagnosis, 'findings' | 'next'>;

export function adviseOn(parts: Parts): Advice[] {
  const order = { problem: 0, warning: 1, note: 2 };
  return [...adviceOnData(parts), ...adviceOnModel(parts), ...adviceOnHistory(parts.history)].sort(
    (a, b) => order[a.severity] - order[b.severity],
  );
}

function adviceOnData({ data, inputs, description }: Parts): Advice[] {
  const found: Advice[] = [];
  const { outliers, clip, stepHz, countingStd, mask, nan, infinite, max, mean } = data;
  const [trials, bins, neurons] = data.shape;
  if (infinite > 0)
    found.push({
      id: 'infinite-in-targets',
      severity: 'problem',
      title: 'The rates hold infinite numbers',
      evidence: `${infinite} of ${trials * bins * neurons}; they are left out of the figures here`,
      change: 'find the division by 0 that made them, such as a rate over an empty window, and mask those bins',
      why: 'one of them makes every mean, every loss and every gradient infinite or NaN',
    });
  if (nan > 0)
    found.push({
      id: 'nan-in-targets',
      severity: nan === trials * bins * neurons ? 'problem' : 'warning',
      title: 'The rates hold NaN',
      evidence: `${nan} of ${trials * bins * neurons} numbers are NaN (${percent(nan / (trials * bins * neurons))})`,
      change: 'mask them out of every mean; take percentiles after that, or with nanpercentile',
      why: 'filled with 0 they count as silence and pull the PSTH down; a percentile taken before they are replaced is NaN',
    });
  if (outliers.count > 0)
    found.push({
      id: 'outliers',
      severity: 'warning',
      title: 'Single bins stand far above the rest',
      evidence: `${outliers.count} values (${percent(outliers.fraction)}) are above ${outliers.threshold} sp/s, up to ${figure(max)}; a clip at the ${clip.percentile}th percentile (${figure(clip.threshold)} sp/s) changes ${clip.count} values and the mean from ${figure(mean)} to ${figure(clip.meanAfter)} sp/s`,
      change: 'fit to trial averages or smoothed rates first; clip only if the few highest bins still rule the loss',
      why:
        stepHz === null
          ? 'a squared error is ruled by its largest differences'
          : `with ${figure(data.binMs)} ms bins ${figure(max)} sp/s is a burst of ${Math.round(max / stepHz)} spikes, not a fault of the recording: averaging tames it, a clip removes spikes`,
    });
  if (stepHz !== null && countingStd !== null)
    found.push({
      id: 'rates-in-steps',
      severity: 'note',
      title: `The rates are spike counts in steps of ${figure(stepHz)} sp/s`,
      evidence: `every value is a multiple of 1000/${figure(data.binMs)} ms; counting alone spreads single bins by ${figure(countingStd)} sp/s at this mean, of ${figure(data.std)} in all`,
      change: 'compare PSTHs or smoothed rates; don’t ask single trials of the model to spread as the data do',
      why: 'a rate model puts out the rate, not the counts drawn from it: the counting noise is not its to learn',
    });
  if (mask && mask.emptyTrials > 0)
    found.push({
      id: 'empty-trials',
      severity: 'problem',
      title: `${mask.emptyTrials} of ${trials} trials have no valid bin`,
      evidence: `their duration is shorter than one bin; ${percent(mask.validBins / mask.allBins)} of all bins count`,
      change: 'check the unit and the meaning of the durations; leave these trials out of training and validation',
      why: 'they take part in every batch and every `mean(0)` with nothing but zeros',
    });
  if (mask && mask.validBins < 0.95 * mask.allBins)
    found.push({
      id: 'masked-mean',
      severity: 'warning',
      title: 'A mean over all bins is not the mean of the recording',
      evidence: `over the ${percent(mask.validBins / mask.allBins)} of bins that count the mean is ${figure(mask.mean)} sp/s, over all ${figure(mean)}`,
      change: 'average as `(rates*mask).sum(0) / mask.sum(0).clamp(min=1)`, and correlate only bins with enough trials',
      why: '`(rates*mask).mean(0)` divides by all trials and makes the PSTH fall off as trials end',
    });
  if (data.constantNeurons.length > 0)
    found.push({
      id: 'constant-neurons',
      severity: 'warning',
      title: 'Neurons that do not change',
      evidence: `${data.constantNeurons.length} of ${neurons}: ${listed(data.constantNeurons)}`,
      change: 'leave them out of the loss and of the mean correlation',
      why: 'no correlation is defined for a constant, and dividing by its spread makes gradients explode',
    });
  const dead = inputs?.channels.filter((each) => each.dead) ?? [];
  if (dead.length > 0)
    found.push({
      id: 'dead-channels',
      severity: 'problem',
      title: `${dead.length} of ${inputs?.channels.length ?? 0} input channels are dead`,
      evidence: `${dead.map(({ name, mean: value }) => `${name} is ${figure(value)} throughout`).join(', ')}`,
      change: 'find out why they were exported empty, or leave them out of the inputs',
      why: 'their weights get no gradient; a z-score of a constant is 0 everywhere, so normalising hides it',
    });
  if (description && inputs && description.channels !== inputs.channels.length)
    found.push({
      id: 'channel-count',
      severity: 'problem',
      title: 'Model and data have different numbers of inputs',
      evidence: `the model takes ${description.channels} channels, the data have ${inputs.channels.length}`,
      change: 'say which arrays the inputs are, in the order of the code: --map inputs=a,b,c',
      why: 'channels in another order reach the wrong weights, and nothing fails',
      place: description.place,
    });
  return [...found, ...timeStep(data.binMs, description)];
}

function timeStep(binMs: number | null, description: ModelDescription | null): Advice[] {
  const dtMs = description?.dtMs ?? null;
  if (binMs === null || dtMs === null || !description || Math.abs(dtMs - binMs) <= 0.01 * binMs) return [];
  return [
    {
      id: 'step-is-no-bin',
      severity: 'problem',
      title: 'The model’s step is not the data’s bin',
      evidence: `dt is ${figure(dtMs)} and the bins are ${figure(binMs)} ms wide`,
      change: `make dt ${figure(binMs)} ms, or bin the data in ${figure(dtMs)} ms`,
      why: 'each step is held against one bin: all time constants are off by the ratio',
      place: description.places.update ?? description.place,
    },
  ];
}

const listed = (numbers: readonly number[]): string =>
  numbers.slice(0, 8).join(', ') + (numbers.length > 8 ? ` and ${numbers.length - 8} more` : '');
