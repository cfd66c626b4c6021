// One matrix or projection in depth: its distribution by sign, degrees, Dale's law and balance neuron by neuron, and its spectrum.
import { type WeightSource } from '../../data/weights/source';
import { type Presynaptic } from '../../stats/dale';
import { degreeHistogram } from '../../stats/degreeHistogram';
import {
  balanceOf,
  type DaleOfLines,
  daleEitherWayOf,
  daleOf,
  degreesOf,
  type LineSums,
  LineTally,
} from '../../stats/lineTally';
import { noRange, SignedHistogram, widen } from '../../stats/signedHistogram';
import { ConnectionFigures, type Control, describe, everyOf, pass, teller } from './reading';
import { type Balance, type Lines, type WeightDetail } from './report';
import { spectrumOf } from './spectrum';

const bins = 80;
/** More are not told one by one. */
const mostMixed = 200;
const mostPoints = 4000;
/** Sums of so many rows and columns are kept: 24 bytes each. */
const mostLines = 2 ** 23;

export interface DetailOptions {
  /** Where the sending neurons stand; as Dale's law is kept better where it isn't said. */
  readonly presynaptic?: Presynaptic | undefined;
}

export function detailOf(source: WeightSource, { presynaptic }: DetailOptions = {}, control?: Control): WeightDetail {
  const tell = teller([source], 2, control);
  const figures = new ConnectionFigures();
  const { rows, columns } = source;
  const tally = everyOf(source) === 1 && rows + columns <= mostLines ? new LineTally(rows, columns) : null;
  let range = noRange;
  for (const { piece } of pass([source], control, tell)) {
    figures.add(piece.values);
    range = widen(range, piece.values);
    if (piece.kind === 'list') tally?.addList(piece.rows, piece.columns, piece.values);
    else tally?.addBlock(piece.row, piece.column, piece.height, piece.width, piece.values);
  }
  const histogram = new SignedHistogram(range, bins);
  for (const { piece } of pass([source], control, tell)) histogram.add(piece.values);
  const lines = tally && linesOf(tally, presynaptic ?? source.senders);
  const { nan, infinite } = figures.result;
  return {
    set: describe(source),
    figures: figures.result,
    linear: histogram.linear,
    log: histogram.log,
    lines,
    spectrum: spectrumOf(source, lines?.presynaptic ?? 'columns', nan + infinite, control),
  };
}

export function linesOf(tally: LineTally, known: Presynaptic | null): Lines {
  const law: DaleOfLines =
    known === null ? daleEitherWayOf(tally) : daleOf(known === 'columns' ? tally.columns : tally.rows, known);
  const [receivers, senders] =
    law.presynaptic === 'columns' ? [tally.rows, tally.columns] : [tally.columns, tally.rows];
  const { mixed, ...rest } = law;
  return {
    ...rest,
    isKnown: known !== null,
    mixedCount: mixed.length,
    mixed: mixed.slice(0, mostMixed),
    inDegree: degreeHistogram(degreesOf(receivers)),
    outDegree: degreeHistogram(degreesOf(senders)),
    balance: pointsOf(receivers),
  };
}

function pointsOf(receivers: LineSums): Balance {
  const { positive, negative } = receivers;
  const count = positive.length;
  const shown = Math.min(count, mostPoints);
  const neurons = Uint32Array.from({ length: shown }, (_, k) => Math.floor((k * count) / shown));
  return {
    neurons,
    excitation: Float64Array.from(neurons, (neuron) => positive[neuron] as number),
    inhibition: Float64Array.from(neurons, (neuron) => -(negative[neuron] as number)),
    receivers: count,
    mean: balanceOf(receivers).meanBalance,
  };
}
