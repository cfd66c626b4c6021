// The routes of both dialects, and what each answers: seed 003's runbook under `/`, the published service (astoreyai/t4d, read at 2.0.0) under `/api/v1`.
import { type Notes, readHealth, readLif, readSessions, readSnapshots, readStats } from './schemas/activity';
import {
  readDeltas,
  readHebbian,
  readHebbianWeights,
  readHistogram,
  readHomeostasis,
  readLearningRate,
  readNorms,
  readStdp,
  readWeights,
  readWindows,
} from './schemas/learning';
import { courseReader, readCourses, readInjections, readLevels, readMap, readOrchestra } from './schemas/modulation';
import { readAttention, readGate, readMembrane, readPass } from './schemas/recordings';
import { readRaster } from './schemas/spikes';
import type { Dialect } from './state';
import type { Answers, Question } from './values';

export interface Reads {
  readonly question: Question;
  readonly read: (json: unknown, notes: Notes) => Answers[Question] | null;
  /** What has to be said of this answer: it is a demonstration, or another quantity. */
  readonly remark: string | null;
}

export interface Route {
  readonly dialect: Dialect;
  readonly method: 'GET' | 'POST';
  /** Without the prefix, and without `/api/v1`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly reads: readonly Reads[];
  /** How often it is worth asking: what moves with every step, what moves slowly, and what is only asked once. */
  readonly pace: 'fast' | 'slow' | 'once';
}

function reads<Name extends Question>(
  question: Name,
  read: (json: unknown, notes: Notes) => Answers[Name] | null,
  remark: string | null = null,
): Reads {
  return { question, read, remark };
}

const get =
  (dialect: Dialect) =>
  (path: string, pace: Route['pace'], all: readonly Reads[], query: Readonly<Record<string, string>> = {}): Route => ({
    ...{ dialect, method: 'GET', path, query, pace, reads: all },
  });

const post = (dialect: Dialect, path: string, all: readonly Reads[] = []): Route => ({
  ...{ dialect, method: 'POST', path, query: {}, pace: 'once', reads: all },
});

const runbook = get('runbook');
const published = get('published');

/** The published service has demonstrations with numbers of their own, which are not the model's. */
export const demonstration = 'from a demonstration that the service keeps beside the model';

/** In the order in which an answer is preferred where several routes have one. */
export const routes: readonly Route[] = [
  runbook('/spiking/health', 'slow', [reads('health', readHealth)]),
  runbook('/spiking/stats', 'fast', [reads('stats', readStats)]),
  runbook('/spiking/lif-params', 'slow', [reads('lif', readLif)]),
  runbook('/spiking/neuromodulators', 'fast', [reads('modulators', readLevels)]),
  runbook('/spiking/weights', 'slow', [reads('weights', readWeights)]),
  post('runbook', '/spiking/trace', [reads('pass', readPass)]),
  post('runbook', '/spiking/trace-membrane', [reads('membrane', readMembrane)]),
  runbook('/spiking/spike-times', 'slow', [reads('spikeTimes', readRaster)], { neurons: '0,1,2' }),
  runbook('/spiking/attention-weights', 'slow', [reads('attention', readAttention)]),
  runbook('/spiking/dopamine-trace', 'slow', [
    reads('modulatorCourses', courseReader('DA', 'dopamine', 'da', 'dopamine_trace')),
  ]),
  runbook('/spiking/ach-levels', 'slow', [
    reads('modulatorCourses', courseReader('ACh', 'acetylcholine', 'ach', 'ach_levels')),
  ]),
  runbook('/spiking/monoamine-trace', 'slow', [reads('modulatorCourses', readCourses)]),
  runbook('/spiking/nt-injection-schedule', 'slow', [reads('injections', readInjections)]),
  post('runbook', '/spiking/inject-neuromod'),
  runbook('/learning/stdp-metrics', 'slow', [reads('stdp', readStdp)]),
  runbook('/learning/weight-deltas', 'slow', [reads('weightDeltas', readDeltas)], { layer: '2' }),
  runbook('/learning/stdp-windows', 'slow', [reads('windows', readWindows)]),
  runbook('/learning/hebbian-trace', 'slow', [reads('hebbian', readHebbian)]),
  runbook('/learning/homeostatic-state', 'slow', [reads('homeostasis', readHomeostasis)]),
  runbook('/visualization/spike-raster', 'fast', [reads('raster', readRaster)], { neurons: '100' }),
  runbook('/visualization/thalamic-gate', 'slow', [reads('gate', readGate)]),
  runbook('/visualization/neuromod-heatmap', 'slow', [reads('modulatorMap', readMap)]),
  runbook('/visualization/weight-distribution', 'slow', [reads('weightHistogram', readHistogram)]),

  published('/health', 'slow', [reads('health', readHealth)]),
  published('/session', 'slow', [reads('sessions', readSessions)]),
  published('/viz/spiking/dynamics', 'fast', [reads('snapshots', readSnapshots)]),
  published('/viz/spiking/export', 'once', [reads('snapshots', readSnapshots)]),
  post('published', '/viz/spiking/record'),
  published('/viz/neuromod/layers', 'slow', [reads('modulatorMap', readMap)]),
  published('/viz/bio/neuromodulators', 'fast', [reads('modulators', readOrchestra)]),
  published('/viz/bio/neuromodulators/traces', 'slow', [
    reads('modulatorCourses', readCourses, 'DA is the reward prediction error and NE the arousal gain'),
  ]),
  published('/viz/bio/homeostatic', 'slow', [reads('homeostasis', readNorms)]),
  published('/viz/bio/hebbian', 'slow', [
    reads('weights', readWeights, 'weights between memories, not between neurons'),
    reads('hebbian', readHebbianWeights, 'traces between memories, not between neurons'),
  ]),
  published('/viz/bio/learning/effective-lr', 'slow', [reads('learningRate', readLearningRate)]),
  published('/demo/nt/state', 'slow', [
    reads('modulators', readLevels, demonstration),
    reads('modulatorCourses', readDemoHistory, demonstration),
  ]),
  published('/demo/nt/traces', 'slow', [reads('injections', readInjections, demonstration)]),
  post('published', '/demo/nt/inject'),
  published('/demo/learning/state', 'slow', [
    reads('stdp', readStdp, demonstration),
    reads('windows', readWindows, demonstration),
  ]),
  published('/demo/learning/stdp-curve', 'slow', [reads('windows', readWindows, demonstration)]),
];

/** `da_history` and `ach_history`: the last 50 samples, without times. */
function readDemoHistory(json: unknown): Answers['modulatorCourses'] | null {
  return readCourses(json);
}

/** What the published service has before every route; the runbook's has nothing. */
export const dialectPrefix: Readonly<Record<Dialect, string>> = { runbook: '', published: '/api/v1' };

/** Which question answers another, where no route does. */
export interface Derivation {
  readonly question: Question;
  readonly from: Question;
  readonly how: string;
}

export const derivations: readonly Derivation[] = [
  { question: 'stats', from: 'snapshots', how: 'the mean over the snapshots of the last passes' },
  { question: 'stats', from: 'raster', how: 'counted in the raster' },
  { question: 'stats', from: 'spikeTimes', how: 'counted in the spike times of the neurons that were asked for' },
  { question: 'raster', from: 'spikeTimes', how: 'the spike times, drawn' },
  { question: 'spikeTimes', from: 'raster', how: 'the raster, neuron by neuron' },
  { question: 'membrane', from: 'snapshots', how: 'the mean membrane of each snapshot; single neurons are not told' },
  { question: 'membrane', from: 'stats', how: 'the figures of the statistics' },
  { question: 'gate', from: 'snapshots', how: 'the mean gate of each snapshot' },
  { question: 'pass', from: 'snapshots', how: 'the last snapshot of each block' },
  { question: 'modulators', from: 'modulatorCourses', how: 'the last values of the traces' },
  { question: 'modulatorMap', from: 'modulatorCourses', how: 'the traces, side by side' },
  { question: 'weights', from: 'weightHistogram', how: 'from the histogram, bin by bin' },
  { question: 'stdp', from: 'weightDeltas', how: 'from the changes of the weights' },
  { question: 'learningRate', from: 'stdp', how: 'the learning rate of STDP' },
];
