// What to do next, in order: the first problem's cure, then the tests that tell whether it worked.
import { type Diagnosis } from './diagnosis';
import { figure } from './words';

export function nextSteps(of: Omit<Diagnosis, 'next'>): string[] {
  const { findings, metrics, data, model, history, files } = of;
  const steps: string[] = [];
  const has = (id: string): boolean => findings.some((each) => each.id === id);
  const cures = findings.filter(({ severity }) => severity === 'problem');
  cures.slice(0, 4).forEach(({ title, change }) => steps.push(`${title}: ${change}.`));
  if (!model) {
    if (files.code === null)
      steps.push(
        'Give the model’s code (--code FILE) and its checkpoint (--weights FILE), so that the model is run on these data.',
      );
  } else {
    if (cures.length > 0)
      steps.push(
        'Run this diagnostic again before any training: the input modulation should pass 50 % and the mean rate lie within half to twice the data’s.',
      );
    const target = model.match?.targetMean ?? data.mean;
    const verdict = (name: string): string | undefined => metrics.find((each) => each.name === name)?.verdict;
    if (verdict('PSTH correlation') === 'below' || verdict('PSTH correlation') === 'undefined')
      steps.push(
        `Train shortly, about 100 epochs with half of them on the PSTH alone. It goes well if the PSTH correlation passes 0.15 and still rises, the mean rate lies between ${figure(target / 2)} and ${figure(target * 2)} sp/s, and no loss exceeds 1e6.`,
      );
    else if (verdict('PSTH correlation') === 'minimum')
      steps.push(
        'Train on, some 500 epochs with 200 of warm-up: a PSTH correlation above 0.5 with a validation loss that is stable is good.',
      );
    if (verdict('PSTH correlation') === 'below' && !has('scale-mismatch'))
      steps.push(
        'If the correlation stays near zero: see that the read-out scale is learnt, print the shapes of inputs and targets, and try larger input weights.',
      );
    if (has('flat-in-time') || has('constant-units'))
      steps.push(
        'If outputs stay constant in time: spectral radius 1.0 to 1.1, noise above 0, and inputs that change within the trial.',
      );
    if (of.description?.dale && verdict('PSTH correlation') !== 'good')
      steps.push(
        'If that fails: train once with Dale’s law bypassed (the raw weights, no signs). Above 0.3 the constraint is at fault, else the loss, the data or the learning rate.',
      );
  }
  if (!history)
    steps.push(
      'Keep the losses of each epoch in a history.json and give it with --history: explosions, plateaus and a term that rules the others show there.',
    );
  return steps;
}
