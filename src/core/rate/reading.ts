// Where a file builds no other network: the rate network that a class of it defines, with what the user sets of it.
import { type RunOptions, type SourceModule } from '../evaluate/run';
import { type Given } from '../evaluate/settling';
import { type Network } from '../network/network';
import { toNumber } from '../units/rational';
import { type Plain } from './arguments';
import { agrees } from './agreement';
import { mayHoldRates } from './hint';
import { readRateModel } from './model';
import { type Fed, rateNetwork } from './network';

export interface RateNetworkReading {
  readonly network: Network | null;
  /** Names that were set and have a meaning here. */
  readonly used: ReadonlySet<string>;
  /** Why a class that looks like one is not read, in one sentence. */
  readonly problem: string | null;
}

const nothing: RateNetworkReading = { network: null, used: new Set(), problem: null };

/** A problem begins with the name of its class. */
const looksRecurrent = /^\w*(?:RNN|Rnn|Recurrent|Reservoir)\w*: /;

export function readRateNetwork(
  source: SourceModule,
  { findModule }: Pick<RunOptions, 'findModule'>,
  given: ReadonlyMap<string, Given>,
): RateNetworkReading {
  if (!mayHoldRates(source.module.text)) return nothing;
  const set = new Map<string, Plain>();
  for (const [name, { value }] of given) set.set(name, typeof value === 'object' ? toNumber(value) : value);
  const seed = set.get('weights_seed');
  const chosen = set.get('class');
  // A class that takes any name would take these for its own.
  const own = new Map([...set].filter(([name]) => !/^(?:weights_seed|class|input(?:\.\d+)?)$/.test(name)));
  const { model, problem } = readRateModel(source, {
    findModule,
    set: own,
    ...(typeof seed === 'number' ? { seed } : {}),
    ...(typeof chosen === 'string' ? { model: chosen } : {}),
  });
  // Of any other class it says nothing that it is no such network.
  if (!model) {
    if (!looksRecurrent.test(problem) || problem.includes('no recurrence')) return nothing;
    // What was set may be what it still wants for the next reading: it is no stranger.
    return { network: null, used: new Set(given.keys()), problem };
  }
  const used = new Set(model.arguments.flatMap(({ name, from }) => (from === 'set' ? [name] : [])));
  for (const name of ['weights_seed', 'class']) if (set.has(name)) used.add(name);
  const network = rateNetwork(model, fedBy(set, used, model.channels));
  if (network === null) return nothing;
  if (typeof network === 'string') return { network: null, used, problem: network };
  if (!agrees(model))
    return {
      network: null,
      used,
      problem: `${model.name} does more in a step than leak, send and receive: its own forward pass gives other rates`,
    };
  return { network, used, problem: null };
}

/** `input=0.5` for all channels, `input.2=0.5` for one, counted from 0. */
function fedBy(set: ReadonlyMap<string, Plain>, used: Set<string>, channels: number): Fed {
  const each = new Map<number, number>();
  let all: number | null = null;
  for (const [name, value] of set) {
    const [, place] = /^input(?:\.(\d+))?$/.exec(name) ?? [null, null];
    if (place === null || typeof value !== 'number') continue;
    if (place === undefined) all = value;
    else if (Number(place) < channels) each.set(Number(place), value);
    else continue;
    used.add(name);
  }
  return { all, each };
}
