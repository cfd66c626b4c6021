// Sources that reach several neurons each: in every step they fire into a history, from which their connections deliver.
import { History } from './history';
import { type Train } from './plan';
import { poissonSampler } from './poisson';
import { stream } from './random';
import { skipsOf } from './skips';
import { Words } from './words';
import { type Workspace } from './workspace';

export interface TrainAtWork {
  readonly history: History;
  readonly advance: (step: number) => void;
}

/** The longest list of one step: far beyond what chance brings. */
export function mostPerStep({ size, fires }: Train): number {
  if (fires.kind === 'bernoulli') return size;
  if (fires.kind === 'poisson') return Math.ceil(size * fires.mean + 12 * Math.sqrt(size * fires.mean)) + 64;
  let [most, run] = [1, 0];
  fires.steps.forEach((step, k) => {
    run = k > 0 && fires.steps[k - 1] === step ? run + 1 : 1;
    most = Math.max(most, run);
  });
  return most;
}

export function trainAtWork(train: Train, seed: number, workspace: Workspace): TrainAtWork {
  const back = train.connections.reduce((most, { delaySteps }) => Math.max(most, delaySteps), 0);
  const most = mostPerStep(train);
  const history = new History(most, back + 2, 1, workspace);
  const { firstStep, endStep = Infinity } = train.span;
  const fire = firingOf(train, seed);
  return {
    history,
    advance(step) {
      const start = history.next();
      let count = 0;
      if (step >= firstStep && step < endStep)
        fire(step, (source) => {
          if (count < most) history.list[start + count++] = source;
        });
      history.keep(step, count);
    },
  };
}

function firingOf({ size, fires }: Train, seed: number): (step: number, add: (source: number) => void) => void {
  switch (fires.kind) {
    case 'poisson': {
      const random = stream(seed, fires.purpose);
      const draw = poissonSampler(fires.mean * size);
      return (_, add) => {
        for (let left = draw(random); left > 0; left--) add(random.integer(size));
      };
    }
    case 'bernoulli': {
      const { probability, purpose } = fires;
      if (probability <= 0) return () => undefined;
      const skip = probability >= 1 ? () => 0 : skipsOf(probability, new Words(seed, purpose, null));
      let source = skip();
      return (_, add) => {
        for (; source < size; source += 1 + skip()) add(source);
        source -= size;
      };
    }
    case 'given': {
      const { steps, ids } = fires;
      let next = 0;
      return (step, add) => {
        for (; (steps[next] ?? Infinity) <= step; next++) add(ids[next] as number);
      };
    }
  }
}
