// Sources that reach several neurons each: in every step they fire into a history, from which their connections deliver.
import { compile } from './equations/compile';
import { EquationNeurons } from './equations/neurons';
import { History, historyBytes } from './history';
import { blockSteps } from './orders';
import { type Train } from './plan';
import { poissonSampler } from './poisson';
import { stream } from './random';
import { skipsOf } from './skips';
import { Words } from './words';
import { type Workspace } from './workspace';

export interface TrainAtWork {
  readonly history: History;
  readonly advance: (step: number) => void;
  /** Whether its history has room for the steps of a whole block before they are delivered. */
  readonly goesAhead: boolean;
}

/** A list longer than this is not kept for a whole block of steps. */
const longestAhead = 50_000;

const stepsAhead = (most: number): number => (most <= longestAhead ? blockSteps : 0);

/** How many steps a train keeps: as far back as its spikes are delivered, and those that are ahead. */
const keptSteps = (train: Train): number =>
  train.connections.reduce((most, { delaySteps }) => Math.max(most, delaySteps), 0) +
  2 +
  stepsAhead(mostPerStep(train));

/** What it takes of the kernels' memory. */
export const trainBytes = (train: Train): number => historyBytes(mostPerStep(train), keptSteps(train));

/** The longest list of one step: far beyond what chance brings. */
function mostPerStep({ size, fires }: Train): number {
  if (fires.kind === 'bernoulli' || fires.kind === 'equations') return size;
  if (fires.kind === 'poisson') return Math.ceil(size * fires.mean + 12 * Math.sqrt(size * fires.mean)) + 64;
  let [most, run] = [1, 0];
  fires.steps.forEach((step, k) => {
    run = k > 0 && fires.steps[k - 1] === step ? run + 1 : 1;
    most = Math.max(most, run);
  });
  return most;
}

export function trainAtWork(train: Train, seed: number, dtMs: number, workspace: Workspace): TrainAtWork {
  const most = mostPerStep(train);
  const history = new History(most, keptSteps(train), 1, workspace);
  const { firstStep, endStep = Infinity } = train.span;
  const fire = firingOf(train, seed, dtMs);
  return {
    history,
    goesAhead: stepsAhead(most) > 0,
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

type Fire = (step: number, add: (source: number) => void) => void;

function firingOf({ size, fires }: Train, seed: number, dtMs: number): Fire {
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
    case 'equations': {
      const { model, purpose } = fires;
      const dtS = dtMs / 1000;
      const neurons = new EquationNeurons(size, model, compile(model, size, dtS), [], [], dtS, stream(seed, purpose));
      const fired = new Uint32Array(size);
      return (_, add) => {
        const count = neurons.step([], fired);
        for (let k = 0; k < count; k++) add(fired[k] as number);
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
