// What a checkpoint holds: the model's weights by their paths, and what it says of the model's arguments.
import { type Dataset, elementCount } from '../../data/dataset';
import { type Plain } from '../../core/rate/arguments';
import { type StoredState } from '../../core/rate/model';

export interface Checkpoint {
  readonly states: readonly StoredState[];
  readonly config: ReadonlyMap<string, Plain>;
  readonly notes: readonly string[];
}

/** Weights of more numbers than this are left out: 512 MB. */
const mostNumbers = 2 ** 26;
const beside =
  /(?:^|\/)(?:optim\w*|optimizer\w*|scheduler\w*|metrics?|history|loss(?:es)?|ema|rng\w*|grad\w*|best_\w+)(?:\/|\[|_|$)/i;
const containers =
  /^(?:\/?(?:model_state_dict|state_dict|model_state|model|net|network|module|params|weights|ema_model)\/)+/i;
const configs =
  /(?:^|\/)(?:model_?(?:config|args|kwargs|params|hparams)|config|hparams|hyper_?parameters|args|settings)\/([^/]+)$/i;

/** @param single the name that an array takes which has none, such as the only one of an `.npy` */
export function readCheckpoint(datasets: readonly Dataset[], single: string): Checkpoint {
  const states: StoredState[] = [];
  const config = new Map<string, Plain>();
  const notes: string[] = [];
  let held = 0;
  const inState = datasets.some(({ path }) => /state_dict\//i.test(path));
  for (const each of datasets) {
    const argument = configs.exec(each.path)?.[1];
    if (argument !== undefined) {
      const value = plainOf(each);
      // What is said of the model comes before what is said of the training.
      if (value !== undefined && (!config.has(argument) || /model_/i.test(each.path))) config.set(argument, value);
      continue;
    }
    if (beside.test(each.path) || each.unread !== null || each.shape.includes(0)) continue;
    if (inState && !/state_dict\//i.test(each.path)) continue;
    if (!inState && each.shape.length === 0 && /^(?:number|bool)$/.test(each.dtype)) {
      const value = plainOf(each);
      if (value !== undefined) config.set(each.path, value);
      continue;
    }
    const size = elementCount(each.shape);
    if (held + size > mostNumbers) {
      notes.push(`${each.path} is left out: it is too large`);
      continue;
    }
    held += size;
    const data = each.read(
      each.shape.map(() => 0),
      each.shape,
    );
    const path =
      each.path === 'array' ? single : each.path.replace(containers, '').replace(/^\//, '').replaceAll('/', '.');
    states.push({ path, shape: each.shape, data });
  }
  return { states, config, notes };
}

function plainOf(of: Dataset): Plain | undefined {
  if (of.text !== undefined) return of.text;
  if (of.unread !== null || of.shape.length > 0) return of.dtype === 'none' ? null : undefined;
  const [value] = of.read([], []);
  if (value === undefined) return undefined;
  return of.dtype === 'bool' ? value !== 0 : value;
}
