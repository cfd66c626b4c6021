// Where the membranes of a network's populations settle, how far they spread, and how often they are expected to fire: the diffusion approximation.
import { type Membrane } from './cell';
import { type Arrival } from './arrival';
import { type Cell, type Field } from './field';
import { fixedPoint } from './fixedPoint';
import { momentsOf, peakOf } from './psp';
import { type Firing, quickRate, rateOf, slowRate } from './siegert';

export interface Prediction {
  readonly name: string;
  /** Of the membrane without a threshold, driven from outside alone; null where something of it is not known. */
  readonly externalMeanMv: number | null;
  readonly externalSdMv: number | null;
  /** The same with what the network itself sends, at the expected rates. */
  readonly meanMv: number | null;
  readonly sdMv: number | null;
  /** From the mean up to the threshold; negative where the mean alone makes it fire. */
  readonly gapMv: number | null;
  readonly rateHz: number | null;
  /** By what it was estimated, or why it was not. */
  readonly how: string;
}

export interface PredictOptions {
  /** Multiplies the weights and currents from outside. */
  readonly scale?: number;
  /** This population alone, with its inputs and its own synapses. */
  readonly only?: string;
}

/** Past it an editor would be kept waiting. */
const mostCells = 400;

export function predict(field: Field, { scale = 1, only }: PredictOptions = {}): Prediction[] {
  const cells = field.cells
    .filter((each) => only === undefined || each.name === only)
    .map((each) => ({
      ...each,
      arrivals: each.arrivals.filter(({ fromOutside, source }) => fromOutside || only === undefined || source === only),
    }));
  const open = openQuestions(cells);
  const solved = cells.filter((each) => !open.has(each.name));
  const solution = solve(solved.slice(0, mostCells), scale);
  return cells.map((cell) => prediction(cell, scale, open.get(cell.name) ?? null, solution));
}

/** By name: what is not known of a population, or of one that it hears. */
function openQuestions(cells: readonly Cell[]): Map<string, string> {
  const open = new Map<string, string>();
  for (const cell of cells) {
    const reason = cell.because ?? [...cell.unknown, ...cell.arrivals.flatMap((each) => missingIn(each, cell))][0];
    if (reason !== undefined) open.set(cell.name, reason);
  }
  const names = new Set(cells.map(({ name }) => name));
  for (let before = -1; before < open.size;) {
    before = open.size;
    for (const { name, arrivals } of cells) {
      if (open.has(name)) continue;
      const silent = arrivals.find(
        ({ fromOutside, source }) => !fromOutside && (open.has(source) || !names.has(source)),
      );
      if (silent) open.set(name, `the rate of \`${silent.source}\``);
    }
  }
  return open;
}

function missingIn(
  { source, stops, fromOutside, count, rateHz, weight, course, unit, reversalMv }: Arrival,
  cell: Cell,
): string[] {
  if (stops) return [];
  const of = `of \`${source}\``;
  if (count === null) return [`how many synapses ${of} a neuron has`];
  if (fromOutside && rateHz === null) return [`the rate ${of}`];
  if (cell.relay) return [];
  if (weight === null || unit === null) return [`the weight ${of}`];
  if (course === null) return [`the synaptic time constant ${of}`];
  if (unit === 'nS' && reversalMv === null) return [`the reversal potential ${of}`];
  return unit === 'pA' && cell.membrane?.capacityPf === null ? ['the capacity of the membrane'] : [];
}

interface State {
  readonly meanMv: number;
  readonly sdMv: number;
  readonly noiseMv: number;
  readonly correlationMs: number;
  readonly tauMs: number;
}

/** Events per second that reach each neuron. */
function ratePerNeuron(
  { stops, count, fromOutside, rateHz, source }: Arrival,
  rateOfSource: (name: string) => number,
): number {
  return stops ? 0 : (count ?? 0) * (fromOutside ? (rateHz ?? 0) : rateOfSource(source));
}

/** Mean and spread of the free membrane at given rates of the sources. */
function stateOf(cell: Cell, membrane: Membrane, scale: number, rateOfSource: (name: string) => number): State {
  const arrivals = cell.arrivals.map((each) => ({
    ...each,
    perMs: ratePerNeuron(each, rateOfSource) / 1000,
    weight: (each.weight ?? 0) * (each.fromOutside ? scale : 1),
  }));
  const leak = 1 / membrane.tauMs;
  let [conductance, pull] = [leak, leak * (membrane.leakMv + cell.currentMv + cell.injectedMv * scale)];
  // Conductances in units of the capacity, as rates: what they add to the leak on average.
  for (const { unit, weight, course, perMs, reversalMv } of arrivals) {
    if (unit !== 'nS' || !course) continue;
    const added = (perMs * momentsOf(course, weight, 1).areaMvMs) / (membrane.capacityPf ?? 1);
    conductance += added;
    pull += added * (reversalMv ?? 0);
  }
  const tauMs = 1 / conductance;
  let meanMv = pull * tauMs;
  const base = meanMv;
  let [variance, white, filtered] = [(cell.noiseMv2PerMs * tauMs) / 2, cell.noiseMv2PerMs * tauMs, 0];
  for (const each of arrivals) {
    if (!each.course || each.perMs === 0) continue;
    const slope = slopeOf(each, membrane, each.weight, base);
    const { areaMvMs, powerMv2Ms, correlationMs } = momentsOf(each.course, slope, tauMs);
    if (each.unit !== 'nS') meanMv += each.perMs * areaMvMs;
    const events = each.perMs * each.dispersion;
    const share = (events * areaMvMs * areaMvMs) / tauMs;
    variance += events * powerMv2Ms;
    white += share;
    filtered += share * correlationMs;
  }
  return {
    meanMv,
    sdMv: Math.sqrt(variance),
    noiseMv: Math.sqrt(white),
    correlationMs: white > 0 ? filtered / white : 0,
    tauMs,
  };
}

/** What an event drives the membrane by at the peak of its current, in mV/ms; of a jump its height. */
export function slopeOf(
  { unit, reversalMv, course }: Arrival,
  membrane: Membrane,
  weight: number,
  atMv: number,
): number {
  if (unit === 'mV') return course?.shape === 'delta' ? weight : weight / membrane.tauMs;
  const capacityPf = membrane.capacityPf ?? 1;
  return unit === 'nS' ? (weight * ((reversalMv ?? 0) - atMv)) / capacityPf : weight / capacityPf;
}

const firingOf = (membrane: Membrane, state: State): Firing => ({
  membraneTimeMs: state.tauMs,
  refractoryMs: membrane.refractoryMs,
  thresholdMv: membrane.thresholdMv,
  resetMv: membrane.resetMv,
  meanMv: state.meanMv,
  noiseMv: state.noiseMv,
  synapticTimeMs: state.correlationMs,
  spreadMv: state.sdMv,
});

interface Solution {
  readonly rates: ReadonlyMap<string, number>;
  readonly converged: boolean;
}

/** Rates that bring about themselves. */
function solve(cells: readonly Cell[], scale: number): Solution {
  const index = new Map(cells.map(({ name }, at) => [name, at]));
  const { rates, converged } = fixedPoint(
    (given) => {
      const rateOfSource = (name: string): number => given[index.get(name) ?? -1] ?? 0;
      return cells.map((cell) => {
        if (cell.relay || !cell.membrane) return passedOn(cell, rateOfSource);
        return rateOf(firingOf(cell.membrane, stateOf(cell, cell.membrane, scale, rateOfSource))) ?? Number.NaN;
      });
    },
    cells.map(() => 0),
  );
  return { rates: new Map(cells.map(({ name }, i) => [name, rates[i] ?? 0])), converged };
}

const passedOn = ({ arrivals }: Cell, rateOfSource: (name: string) => number): number =>
  arrivals.reduce((sum, each) => sum + ratePerNeuron(each, rateOfSource), 0);

function prediction(cell: Cell, scale: number, open: string | null, { rates, converged }: Solution): Prediction {
  const { name, membrane, arrivals } = cell;
  const none = { name, externalMeanMv: null, externalSdMv: null, meanMv: null, sdMv: null, gapMv: null, rateHz: null };
  const rate = rates.get(name);
  if (cell.relay)
    return {
      ...none,
      rateHz: open === null ? (rate ?? null) : null,
      how: open === null ? 'passes on what it gets' : `not known: ${open}`,
    };
  if (!membrane) return { ...none, how: `not known: ${open ?? 'its model'}` };
  const outside = arrivals.filter(({ fromOutside }) => fromOutside);
  const outsideKnown = cell.unknown.length === 0 && outside.every((each) => missingIn(each, cell).length === 0);
  const external = outsideKnown ? stateOf({ ...cell, arrivals: outside }, membrane, scale, () => 0) : null;
  const known = { ...none, externalMeanMv: external?.meanMv ?? null, externalSdMv: external?.sdMv ?? null };
  if (open !== null) return { ...known, how: `not known: ${open}` };
  if (rate === undefined) return { ...known, how: `not known: more than ${mostCells} populations are not worked out` };
  if (!converged) return { ...known, how: 'not known: no rates were found that bring about themselves' };
  const state = stateOf(cell, membrane, scale, (source) => rates.get(source) ?? 0);
  const settled = { ...known, meanMv: state.meanMv, sdMv: state.sdMv, gapMv: membrane.thresholdMv - state.meanMv };
  if (Number.isNaN(rate)) return { ...settled, how: 'not known: the reset is not below the threshold' };
  return { ...settled, rateHz: rate, how: wayOf(cell, membrane, state, scale) };
}

/** By what a rate was estimated, and how far that can be trusted. */
function wayOf({ arrivals }: Cell, membrane: Membrane, state: State, scale: number): string {
  const parts: string[] = [];
  const rough: string[] = [];
  if (state.noiseMv === 0)
    parts.push(
      state.meanMv > membrane.thresholdMv
        ? 'without noise: the time from reset to threshold'
        : 'without noise it stays below threshold',
    );
  else {
    const given = firingOf(membrane, state);
    const slow = membrane.resetMv < membrane.thresholdMv && slowRate(given) > quickRate(given);
    parts.push(slow ? 'mean over the levels of slow noise' : 'diffusion approximation');
    const ratio = state.correlationMs / state.tauMs;
    const told = `τ_s/τ_m = ${Number(ratio.toPrecision(2))}`;
    if (ratio > roughAbove) rough.push(told);
    else if (ratio > 0) parts.push(told);
    if (arrivals.some(({ unit }) => unit === 'nS')) parts.push('conductances by the effective time constant');
    const largest = Math.max(0, ...arrivals.map((each) => largestOf(each, membrane, scale)));
    if (largest > largeAbove * Math.abs(membrane.thresholdMv - membrane.resetMv))
      rough.push(`events of up to ${Number(largest.toPrecision(2))} mV`);
  }
  const ended = arrivals.filter(({ stops }) => stops).map(({ source }) => `\`${source}\``);
  if (ended.length > 0) parts.push(`after ${[...new Set(ended)].join(' and ')} has stopped`);
  if (arrivals.some(({ plastic }) => plastic)) parts.push('at the weights that it starts with');
  if (arrivals.some(({ fromOutside }) => !fromOutside)) parts.push('at self-consistent rates');
  return parts.join(', ') + (rough.length > 0 ? `; rough, for ${rough.join(' and ')}` : '');
}

/** How far one event that does arrive moves the membrane. */
function largestOf(arrival: Arrival, membrane: Membrane, scale: number): number {
  const { course, weight, count, fromOutside, rateHz, stops } = arrival;
  if (!course || stops || count === 0 || (fromOutside && rateHz === 0)) return 0;
  const slope = slopeOf(arrival, membrane, (weight ?? 0) * (fromOutside ? scale : 1), membrane.leakMv);
  return Math.abs(peakOf(course, slope, membrane.tauMs).peakMv);
}

/** The approximation is for many small events. */
const largeAbove = 0.1;

/** The limits of quick and of slow noise are both left here. */
const roughAbove = 0.2;
