// How much one event moves a membrane at rest: its postsynaptic potential in mV, and beside the way to threshold.
import { type Input, type Network, type Projection } from '../network/network';
import { type Span } from '../text';
import { type Arrival } from './arrival';
import { type Cell, type Field } from './field';
import { slopeOf } from './meanfield';
import { momentsOf, peakOf } from './psp';

export interface EventSize {
  readonly source: string;
  readonly target: string;
  readonly fromOutside: boolean;
  readonly span: Span;
  readonly weightSpan: Span | null;
  readonly peakMv: number;
  /** After it arrives. */
  readonly peakMs: number;
  /** Synapses, or sources, for each neuron; null where it is not known. */
  readonly count: number | null;
  /** Of each source outside; null where it is not known, and of the network's own. */
  readonly rateHz: number | null;
  /** ∫ of the potential: what the mean moves by, per event and ms. */
  readonly areaMvMs: number;
  /** From rest to threshold; not positive where the neuron fires without input. */
  readonly gapMv: number;
  /** Set where the size is that of a small event: the driving force shrinks as the membrane moves. */
  readonly atRest: boolean;
}

export const eventSizes = (field: Field): EventSize[] =>
  field.cells.flatMap((cell) => cell.arrivals.flatMap((each) => sizeOf(each, cell) ?? []));

/** Null where the weight, the time course or the membrane is not known. */
function sizeOf(arrival: Arrival, { name, membrane }: Cell): EventSize | null {
  const { source, fromOutside, weight, unit, course, reversalMv, weightSpan, span } = arrival;
  if (!membrane || weight === null || unit === null || !course) return null;
  if ((unit === 'pA' || unit === 'nS') && membrane.capacityPf === null) return null;
  const conductance = unit === 'nS';
  if (conductance && reversalMv === null) return null;
  const slope = slopeOf(arrival, membrane, weight, membrane.leakMv);
  const peak = peakOf(course, slope, membrane.tauMs);
  const mostMv = conductance ? Math.abs((reversalMv ?? 0) - membrane.leakMv) : Infinity;
  return {
    ...{ source, target: name, fromOutside, weightSpan, span },
    peakMv: Math.sign(peak.peakMv) * Math.min(mostMv, Math.abs(peak.peakMv)),
    peakMs: peak.peakMs,
    count: arrival.count,
    rateHz: fromOutside ? arrival.rateHz : null,
    areaMvMs: momentsOf(course, slope, membrane.tauMs).areaMvMs,
    gapMv: membrane.thresholdMv - membrane.leakMv,
    atRest: conductance,
  };
}

/** The sizes of a network's own projections and inputs: a cell's arrivals begin with those, in their order. */
export function sizesIn(network: Network, field: Field): Map<Projection | Input, EventSize> {
  const sizes = new Map<Projection | Input, EventSize>();
  for (const cell of field.cells) {
    const told = [
      ...network.projections.filter(({ post }) => post === cell.name),
      ...network.inputs.filter(
        ({ target, kind }) => target === cell.name && (kind === 'poisson' || kind === 'bernoulli'),
      ),
    ];
    for (const [i, each] of told.entries()) {
      const arrival = cell.arrivals[i];
      const size = arrival && sizeOf(arrival, cell);
      if (size) sizes.set(each, size);
    }
  }
  return sizes;
}
