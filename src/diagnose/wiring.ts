// What reaches a population by the network's description: its inputs and projections, and which of them excite.
import { type Input, type Network, type Population, type Projection, type Quantity } from '../core/network/network';
import { typical } from '../core/network/typical';
import { namesInhibition } from '../sim/model';
import { gapOf } from './parameters';

/** The named receptor says it; else the sign does. Null where neither is known. */
export function inhibits(weight: Quantity, receptor: string | null): boolean | null {
  if (/^inh|^gaba/i.test(receptor ?? '') || namesInhibition(receptor ?? '')) return true;
  if (/^exc|^ampa|^nmda/i.test(receptor ?? '')) return false;
  const mean = typical(weight);
  return mean === null ? null : mean < 0;
}

export const inputsOf = ({ inputs }: Network, name: string): readonly Input[] =>
  inputs.filter(({ target }) => target === name);

export const projectionsTo = ({ projections }: Network, name: string): readonly Projection[] =>
  projections.filter(({ post }) => post === name);

const currents: ReadonlySet<string> = new Set(['dc', 'step-current', 'ac', 'noise']);

export const isCurrent = ({ kind }: Input): boolean => currents.has(kind);

/** Whether a current of the script's own flows into it, which whoever wrote it chose. */
export const hasCurrent = (network: Network, population: Population): boolean =>
  inputsOf(network, population.name).some(isCurrent) ||
  Object.values(population.params).some(
    ({ role, value }) => role === 'constantCurrent' && value !== null && value !== 0,
  );

/** Whether everything that reaches the population is known: else its silence says nothing. */
export function isKnown(network: Network, name: string): boolean {
  const inputs = inputsOf(network, name).every(
    (each) => each.kind !== 'unknown' && (isCurrent(each) || typical(each.weight) !== null),
  );
  const projections = projectionsTo(network, name).every(
    ({ rule, weight, pre }) =>
      rule.kind !== 'unknown' &&
      typical(weight) !== null &&
      network.populations.some((each) => each.name === pre && each.dynamics !== 'unknown'),
  );
  return inputs && projections;
}

/** Whether nothing that reaches it had to be left out: else too much or too little of something says nothing. */
export function isComplete(network: Network, name: string): boolean {
  const isWeighed = ({ weight, program }: Pick<Projection, 'weight' | 'program'>): boolean =>
    typical(weight) !== null || program !== undefined;
  return (
    inputsOf(network, name).every((each) => each.kind !== 'unknown' && (isCurrent(each) || isWeighed(each))) &&
    projectionsTo(network, name).every((each) => each.rule.kind !== 'unknown' && isWeighed(each))
  );
}

/** Whether the script changes the population, or what reaches it, later than this. */
export function isChangedAfter(network: Network, { name, equations }: Population, ms: number): boolean {
  const changing = [
    equations,
    ...inputsOf(network, name).flatMap(({ firing, program }) => [firing, program]),
    ...projectionsTo(network, name).map(({ program }) => program),
  ];
  return changing.some((each) => each?.changes?.some(({ atS }) => atS * 1000 >= ms) === true);
}

/** Whether its own spikes come back to it, over however many populations. */
export function isRecurrent({ projections }: Network, name: string): boolean {
  const reached = new Set<string>();
  const waiting = [name];
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    for (const { pre, post } of projections) {
      if (pre !== from || reached.has(post)) continue;
      if (post === name) return true;
      reached.add(post);
      waiting.push(post);
    }
  }
  return false;
}

/** Listed weights of both signs: units of a trained network that keep to none. */
const isMixed = ({ each = [] }: Quantity): boolean =>
  Array.from(each).some((one) => one > 0) && Array.from(each).some((one) => one < 0);

/** Of each of its projections whether it inhibits. */
export const signsOf = ({ projections }: Network, name: string): (boolean | null)[] =>
  projections
    .filter(({ pre }) => pre === name)
    .map(({ weight, receptor }) => (isMixed(weight) ? null : inhibits(weight, receptor)));

/** The part of the network's neurons whose synapses inhibit; null where sizes or signs are not known, or nobody has synapses. */
export function inhibitoryShare(network: Network): number | null {
  let [inhibitory, all] = [0, 0];
  for (const { name, size } of network.populations) {
    const signs = signsOf(network, name);
    if (signs.length === 0) continue;
    if (size === null || signs.some((each) => each === null)) return null;
    all += size;
    if (signs.every((each) => each === true)) inhibitory += size;
  }
  return all > 0 ? inhibitory / all : null;
}

/** A threshold this far above rest, in mV, is there to switch spiking off. */
const unreachableMv = 150;

export function isSwitchedOff(population: Population): boolean {
  const gap = gapOf(population);
  return gap !== null && population.stepping?.unit !== null && gap > unreachableMv;
}

/** Whether a model without units is fed numbers that are drawn in every step: what is meant to make it fire. */
export const isFedNumbers = (network: Network, { name, stepping }: Population): boolean =>
  stepping?.unit === null &&
  inputsOf(network, name).some(({ kind, noise }) => kind === 'noise' && (noise?.sdPa ?? 0) > 0);
