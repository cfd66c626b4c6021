// What a training history calls for.
import { type Advice } from './diagnosis';
import { type HistoryFigures } from './history';
import { figure, percent } from './words';

export function adviceOnHistory(history: HistoryFigures | null): Advice[] {
  if (!history) return [];
  const found: Advice[] = [];
  const [worst] = history.explosions;
  const rate = history.learningRate ? ` (it is ${figure(history.learningRate.last)})` : '';
  if (worst)
    found.push({
      id: 'loss-exploded',
      severity: 'problem',
      title: 'The loss explodes',
      evidence: `${history.explosions.map(({ name, epoch, value, before }) => `${name} goes from about ${figure(before)} to ${value - value === 0 ? figure(value) : 'infinity'} in epoch ${epoch}`).join('; ')}`,
      change: `lower the learning rate to a tenth${rate}, clip the gradient’s norm at 1, and see that rates can’t grow without bound: loop gain, weights, a function that does not saturate`,
      why:
        worst.value > 100
          ? 'a z-scored error is at most 4: a number like this comes from rates that were not normalised and ran away'
          : 'one step went so far that what was learnt before is gone',
    });
  // A penalty on the weights or the activity is not there to fall.
  const flat = history.series.filter(
    ({ name, trend }) =>
      trend === 'flat' && !/val|test|reg|penal|decay|spars|smooth|(?:^|[_/])(?:l1|l2|kl)/i.test(name),
  );
  if (flat.length > 0)
    found.push({
      id: 'loss-flat',
      severity: 'warning',
      title: 'Losses that do not fall',
      evidence: flat
        .slice(0, 4)
        .map(({ name, first, last }) => `${name} goes from ${figure(first)} to ${figure(last)}`)
        .join('; '),
      change:
        'see what the term can still tell models apart by; for a trial-matching loss bring the PSTH into shape first',
      why: 'flat outputs are all alike to a loss that matches trials: it plateaus and gives no direction',
    });
  const plateau = history.series.find(
    ({ name, plateauFrom, trend }) =>
      plateauFrom !== null &&
      (trend === 'falling' || trend === 'flat') &&
      /train/i.test(name) &&
      /total|loss/i.test(name),
  );
  if (plateau && !flat.some(({ name }) => name === plateau.name))
    found.push({
      id: 'plateau',
      severity: 'note',
      title: 'Training got no better towards the end',
      evidence: `${plateau.name} gained less than a hundredth after epoch ${plateau.plateauFrom ?? 0} of ${plateau.epochs}`,
      change: 'stop there, or lower the learning rate from there on',
      why: 'what is left are fluctuations of the size of the learning rate',
    });
  const { dominant } = history;
  if (dominant && dominant.fraction > 0.65 && dominant.change > -0.1)
    found.push({
      id: 'one-term-dominates',
      severity: 'problem',
      title: `${dominant.name} makes up ${percent(dominant.fraction)} of the loss and does not fall`,
      evidence: `it changed by ${percent(dominant.change)} from start to end`,
      change:
        'train in two stages: its weight 0 for a warm-up of some 200 epochs, then a linear ramp to its full weight over 100',
      why: 'the other terms must give the model a shape before this one can tell good from bad; as long as it is flat it only adds noise to the gradient',
    });
  if (history.overfitting)
    found.push({
      id: 'overfitting',
      severity: 'warning',
      title: 'The validation loss rises while the training loss falls',
      evidence: `it is lowest in epoch ${history.overfitting.from} and ends ${figure(history.overfitting.gap)} times above the training loss`,
      change: 'take the checkpoint of that epoch; a stronger regularisation (1e-3), fewer units, or more trials',
      why: 'what is learnt after it is the noise of the training trials',
    });
  for (const { name, best, epoch, last } of history.scores)
    if (/val/i.test(name) && best - last > 0.1)
      found.push({
        id: 'score-lost',
        severity: 'warning',
        title: `${name} was better before`,
        evidence: `${figure(best)} in epoch ${epoch}, ${figure(last)} at the end`,
        change: 'keep the checkpoint with the best score, not the one with the lowest loss',
        why: 'the loss rewards something else than the score',
      });
  const broken = history.series.filter(({ notFinite }) => notFinite > 0);
  if (broken.length > 0)
    found.push({
      id: 'history-not-finite',
      severity: 'problem',
      title: 'The history holds NaN or infinite losses',
      evidence: broken
        .slice(0, 4)
        .map(({ name, notFinite, epochs }) => `${name}: ${notFinite} of ${epochs}`)
        .join('; '),
      change: 'find the first epoch with one, and look at the model’s outputs before it',
      why: 'weights updated by NaN stay NaN',
    });
  return found;
}
