// A recurrent population that fires in volleys of nearly everybody.
import { rateHistogram } from '../../stats/psth';
import { defaultSynchronyBinMs } from '../../stats/synchrony';
import { figure, percent } from '../numbers';
import { type SymptomKind } from '../symptom';
import { isRecurrent } from '../wiring';

/** The part of the neurons that fires within one bin, and the part of the spikes that such bins hold. */
const volley = 0.5;
const nearlyAllSpikes = 0.8;
const fewestVolleys = 3;
const fewestNeurons = 20;

const symptom: SymptomKind = {
  kind: 'synchronous',
  order: 8,
  find({ summary, recording, range, network, population }) {
    if (summary.size < fewestNeurons || summary.spikes === 0 || !isRecurrent(network, population.name)) return null;
    // Alike and without noise, nothing could set them apart.
    if (!network.inputs.some(({ kind, shared }) => !shared && /poisson|bernoulli|noise/.test(kind))) return null;
    const { counts } = rateHistogram(recording, range, { startMs: 0, endMs: recording.ms }, defaultSynchronyBinMs);
    const perBin = (summary.rateHz * defaultSynchronyBinMs) / 1000;
    // Where everybody fires in every bin there are no volleys.
    if (perBin > volley / 2) return null;
    const volleys = counts.filter((count) => count >= volley * summary.size);
    const within = volleys.reduce((sum, count) => sum + count, 0);
    if (volleys.length < fewestVolleys || within < nearlyAllSpikes * summary.spikes) return null;
    return `${volleys.length} volleys of more than half of the neurons within ${defaultSynchronyBinMs} ms hold ${percent(within / summary.spikes)} of the spikes; synchrony is ${figure(summary.synchrony ?? 0)}, 1 for independent neurons`;
  },
};

export default symptom;
