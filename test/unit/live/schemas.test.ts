// Tests that answers are understood in the forms that services give them, and that what is not told stays unknown.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readHealth, readLif, readSnapshots, readStats } from '../../../src/live/schemas/activity';
import {
  readDeltas,
  readHistogram,
  readHomeostasis,
  readStdp,
  readWeights,
  readWindows,
} from '../../../src/live/schemas/learning';
import { courseReader, readCourses, readInjections, readLevels, readMap } from '../../../src/live/schemas/modulation';
import { unwrapped } from '../../../src/live/schemas/reading';
import { readAttention, readGate, readMembrane, readPass } from '../../../src/live/schemas/recordings';
import { readRaster } from '../../../src/live/schemas/spikes';

describe('spike rates', () => {
  const rate = (json: unknown): number | null => readStats(json, [])?.spikeRate ?? null;

  test('are found by their names, wherever they are wrapped', () => {
    for (const json of [
      { spike_rate: 0.125 },
      { spikeRate: '0.125' },
      { data: { stats: { mean_spike_rate: 0.125 } } },
      { stats: { spike_rate: { mean: 0.125, std: 0.1 } } },
      { spike_rate: '12.5%' },
      { spike_rate_percent: 12.5 },
      {
        layers: [
          { name: 'a', spike_rate: 0.1 },
          { name: 'b', spike_rate: 0.15 },
        ],
      },
      { blocks: { block_0: { spike_rate: 0.1 }, block_1: { spike_rate: 0.15 } } },
    ])
      assert.equal(rate(json), 0.125, JSON.stringify(json));
  });

  test('that are no part of 1 are not guessed at', () => {
    const notes: string[] = [];
    assert.equal(readStats({ spike_rate: 42, num_neurons: 10 }, notes)?.spikeRate ?? null, null);
    assert.match(notes.join(), /42 is no part of 1 per step/);
    assert.equal(readStats({ spike_rate_hz: 42 }, [])?.rateHz, 42);
  });

  test('are not read out of what has none', () => {
    for (const json of [null, 3, 'x', [], {}, { learning_rate: 0.1 }, { spike_rate: NaN }, { spike_rate: 'NaN' }])
      assert.equal(rate(json), null, JSON.stringify(json));
  });
});

describe('an envelope', () => {
  test('is opened where nothing but the like stands beside what is in it', () => {
    const inner = { l1: { mean: 0.1, std: 0.2 }, l2: { mean: 0.3, std: 0.4 } };
    const json = { success: true, data: inner, meta: { requestId: 'a', tookMs: 3 } };
    assert.equal(unwrapped(json), inner);
    assert.deepEqual(
      readWeights(unwrapped(json))?.layers.map(({ name, mean }) => [name, mean]),
      [
        ['l1', 0.1],
        ['l2', 0.3],
      ],
    );
    for (const none of [null, [], { data: 3 }, { spike_rate: 1, data: {} }, { data: {}, result: {} }, {}])
      assert.equal(unwrapped(none), undefined, JSON.stringify(none));
  });
});

describe('a raster', () => {
  const wanted = { times: [1, 2, 2, 5], ids: [0, 1, 2, 0] };
  const forms: Readonly<Record<string, unknown>> = {
    'two columns': { times: [1, 2, 2, 5], neurons: [0, 1, 2, 0] },
    'columns within': { raster: { spike_times: [1, 2, 2, 5], neuron_ids: [0, 1, 2, 0] } },
    'one entry per spike': {
      spikes: [
        [1, 0],
        [2, 1],
        [2, 2],
        [5, 0],
      ],
    },
    'fields for each spike, in no order': {
      events: [
        { t: 5, neuron: 0 },
        { t: 1, neuron: 0 },
        { t: 2, neuron: 1 },
        { t: 2, neuron: 2 },
      ],
    },
    'who fired in each step': {
      data: [
        { step: 1, fired: [0] },
        { step: 2, fired: [1, 2] },
        { step: 5, neurons: [0] },
      ],
    },
    'times by neuron': { spike_times: { '0': [1, 5], '1': [2], '2': [2] } },
    'times by named neuron': { spike_trains: { neuron_0: [1, 5], neuron_1: [2], neuron_2: [2] } },
    'lists in order': { spike_trains: [[1, 5], [2], [2]] },
    'a matrix, step by step': {
      raster: [
        [0, 0, 0],
        [1, 0, 0],
        [0, 1, 1],
        [0, 0, 0],
        [0, 0, 0],
        [1, 0, 0],
      ],
    },
    'a matrix of flags, neuron by neuron': {
      num_neurons: 3,
      spikes: [
        [false, true, false, false, false, true],
        [false, false, true, false, false, false],
        [false, false, true, false, false, false],
      ],
    },
  };
  for (const [name, json] of Object.entries(forms))
    test(`is read from ${name}`, () => {
      const read = readRaster(json, []);
      const pairs = read?.times.map((time, k) => `${time} ${read.ids[k]}`).sort();
      assert.deepEqual(
        pairs,
        wanted.times.map((time, k) => `${time} ${wanted.ids[k]}`),
      );
    });

  test('has its unit and its neurons where they are told', () => {
    const read = readRaster({ time_unit: 's', num_neurons: 9, times: [0.1], ids: [3] }, []);
    assert.deepEqual([read?.unit, read?.neurons], ['s', 9]);
    assert.equal(readRaster({ times_ms: [1], ids: [3] }, [])?.unit, 'ms');
    const dated = readRaster({ times: ['2026-02-05T09:14:02', 1], ids: [1, 2] }, []);
    assert.equal(dated?.unit, 'epoch');
  });

  test('one moment of a stream is read', () => {
    const read = readRaster({ step: 12, ids: [3, 5] }, []);
    assert.deepEqual([read?.times, read?.ids, read?.unit], [[12, 12], [3, 5], 'step']);
  });

  test('pairs are led by the neuron where the second number can be none', () => {
    const read = readRaster(
      [
        [0, 1.5],
        [7, 10.25],
        [3, 2.5],
      ],
      [],
    );
    assert.deepEqual(
      [read?.times, read?.ids],
      [
        [1.5, 2.5, 10.25],
        [0, 3, 7],
      ],
    );
    // Two neurons with two spikes each look the same.
    const trains = readRaster(
      [
        [0, 1.5],
        [3, 10.25],
      ],
      [],
    );
    assert.deepEqual(trains?.ids, [0, 0, 1, 1]);
  });

  test('of nothing is empty, and of something else none', () => {
    assert.deepEqual(readRaster({ spikes: [] }, [])?.times, []);
    for (const json of [{}, { spikes: 'many' }, { times: [1, 2], ids: [1] }, { times: [1], ids: [-1] }, 7])
      assert.equal(readRaster(json, []), null, JSON.stringify(json));
  });
});

describe('other answers', () => {
  test('neurons: one for all, by layer, or by block', () => {
    const lif = { name: 'lif', size: 256, alpha: 0.9, threshold: 1, beta: 1, dtMs: null };
    assert.deepEqual(readLif({ size: 256, alpha: 0.9, v_thresh: 1, beta: 1 }), [lif]);
    assert.deepEqual(
      readLif({
        layers: [
          { name: 'a', leak: 0.8 },
          { index: 3, params: { decay: '0.7', threshold: 2 } },
        ],
      })?.map((each) => [each.name, each.alpha, each.threshold]),
      [
        ['a', 0.8, null],
        ['block 3', 0.7, 2],
      ],
    );
    assert.deepEqual(
      readLif({ block_0: { alpha: 0.9 }, block_1: { alpha: [0.8, 0.9] } })?.map(({ alpha }) => alpha?.toFixed(2)),
      ['0.90', '0.85'],
    );
    assert.equal(readLif({ status: 'ok' }), null);
  });

  test('health: by word or by flag', () => {
    assert.equal(readHealth({ status: 'healthy' })?.ok, true);
    assert.equal(readHealth({ status: 'degraded', warnings: ['slow'] })?.ok, false);
    assert.deepEqual(readHealth({ status: 'degraded', warnings: ['slow'] })?.messages, ['slow']);
    assert.equal(readHealth({ healthy: false })?.ok, false);
    assert.equal(readHealth({ status: 'purple' })?.ok, null);
  });

  test('snapshots as the published service sends them, seconds since 1970 made ms', () => {
    const [one] =
      readSnapshots({
        snapshots: [
          { timestamp: 1_700_000_000.5, block_index: 2, spike_count: 3, spike_rate: 0.05, mean_membrane: 'NaN' },
        ],
        meta: {},
      }) ?? [];
    assert.deepEqual(
      [one?.atMs, one?.block, one?.spikes, one?.spikeRate, one?.membrane],
      [1_700_000_000_500, 2, 3, 0.05, null],
    );
    assert.deepEqual(readSnapshots({ snapshots: [], meta: {} }), []);
  });

  test('neuromodulators: by any of their names, as numbers or with what belongs to them', () => {
    const wanted = { DA: 0.1, ACh: 0.2, NE: 0.3, '5-HT': 0.4 };
    for (const json of [
      { DA: 0.1, ACh: 0.2, NE: 0.3, '5HT': 0.4 },
      { levels: { dopamine: 0.1, acetylcholine: 0.2, norepinephrine: 0.3, serotonin: 0.4, gaba: 0.5 } },
      {
        state: {
          da: { level: 0.1, baseline: 0.5 },
          ach: { level: 0.2 },
          noradrenaline: { value: 0.3 },
          '5-HT': { current: 0.4 },
        },
      },
      [
        { name: 'DA', level: 0.1 },
        { name: 'ACh', level: 0.2 },
        { name: 'NE', level: 0.3 },
        { name: '5-HT', level: 0.4 },
      ],
      {
        modulators: [
          { type: 'dopamine', value: 0.1 },
          { type: 'acetylcholine', value: 0.2 },
          { type: 'norepinephrine', value: 0.3 },
          { type: 'serotonin', value: 0.4 },
        ],
      },
    ])
      assert.deepEqual(readLevels(json)?.levels, wanted, JSON.stringify(json));
    assert.equal(readLevels({ spike_rate: 0.1 }), null);
  });

  test('traces of modulators: alone, together, or one entry per time', () => {
    const course = { times: [1, 2], values: [0.5, 0.6], unit: 'step' };
    assert.deepEqual(courseReader('DA')({ steps: [1, 2], values: [0.5, 0.6] })?.DA, course);
    assert.deepEqual(courseReader('DA', 'dopamine')({ dopamine: [0.5, 0.6] })?.DA, {
      times: [0, 1],
      values: [0.5, 0.6],
      unit: 'index',
    });
    const both = readCourses({
      timestamps: [1, 2],
      time_unit: 'step',
      norepinephrine: [0.5, 0.6],
      serotonin: [0.7, 0.8],
    });
    assert.deepEqual([both?.NE, both?.['5-HT']?.values], [course, [0.7, 0.8]]);
    const listed = readCourses({
      traces: [
        { timestamp: '2026-02-05T09:00:00', da: 0.1, ne: 1 },
        { timestamp: '2026-02-05T09:00:01', da: 0.2, ne: 1 },
      ],
    });
    assert.deepEqual([listed?.DA?.values, listed?.DA?.unit, listed?.ACh], [[0.1, 0.2], 'epoch', undefined]);
  });

  test('injections and the map of levels', () => {
    assert.deepEqual(readInjections({ schedule: [{ nt: 'dopamine', amount: 0.2, step: 40, trigger: 'reward' }] }), [
      { modulator: 'DA', at: 40, unit: 'step', amount: 0.2, event: 'reward' },
    ]);
    assert.deepEqual(readInjections({ schedule: [] }), []);
    assert.equal(readInjections({ schedule: [3] }), null);
    assert.deepEqual(readMap({ layers: { block_0: { DA: 0.5, NE: 0.1 } }, timestamp: 1 }), {
      rows: ['block_0'],
      columns: ['DA', 'NE'],
      values: [[0.5, 0.1]],
    });
    assert.deepEqual(readMap({ labels: ['DA'], values: [[0.1, 'NaN']] })?.values, [[0.1, null]]);
  });

  test('STDP: seconds are told from ms', () => {
    assert.equal(readWindows({ tau_plus: 0.02, tau_minus: 0.02 })?.tauPlusMs, 20);
    assert.equal(readWindows({ tau_plus: 20, window_pre_to_post: 20 })?.windowPlusMs, 20);
    assert.equal(readWindows({ delta_t: [-1, 1], weight_change: [-0.1, 0.1] })?.curve?.change[1], 0.1);
    assert.equal(readStdp({ stdp_enabled: 'false', lr: 0 })?.enabled, false);
    assert.equal(readStdp({ a: 1 }), null);
  });

  test('weights, their changes and histograms', () => {
    assert.deepEqual(readDeltas({ deltas: [0, 0, 0.5] })?.changed, 1);
    assert.equal(readDeltas({ layers: { a: [0, 1], b: [[2]] } })?.count, 3);
    assert.deepEqual(readWeights({ recurrent: [[1, 3]], other: 1 }), null);
    const [first] = readWeights({ layers: { recurrent: { mean: 0.4, max: 0.9 } } })?.layers ?? [];
    assert.deepEqual([first?.recurrent, first?.max], [true, 0.9]);
    assert.deepEqual(readHistogram({ bin_edges: [0, 1, 2], counts: [3, 4] })?.layers[0]?.edges, [0, 1, 2]);
    // Middles of bins: the edges lie between them.
    assert.deepEqual(readHistogram({ centers: [0.5, 1.5], counts: [3, 4] })?.layers[0]?.edges, [0, 1, 2]);
    assert.equal(readHistogram({ bins: 3, counts: [1, 2, 3, 4] }), null);
  });

  test('homeostasis of rates, and of what else is held', () => {
    assert.equal(readHomeostasis({ target_rate: 0.1, current_rate: 0.3 })?.quantity, 'spike rate per step');
    assert.equal(readHomeostasis({ mean_norm: 1.2, config: { target_norm: 1 } })?.quantity, 'length of the embeddings');
  });

  test('attention: a matrix, heads, batches, or figures', () => {
    const one = [
      [0.25, 0.75],
      [0.5, 0.5],
    ];
    for (const json of [
      { attention_weights: one },
      { attention_weights: [one] },
      { attention: [[one]] },
      one,
      { heads: { head_0: one } },
    ]) {
      const read = readAttention(json);
      assert.deepEqual([read?.heads[0], read?.figures.max], [one, 0.75], JSON.stringify(json));
    }
    assert.deepEqual(readAttention({ mean: 0.1, std: 0.005, max: 0.2 })?.figures.sd, 0.005);
    assert.equal(readAttention({ ok: true }), null);
  });

  test('membranes: step by step, by neuron, or figures, NaN counted', () => {
    const read = readMembrane({
      membrane: [
        [0, 2],
        [1, 'NaN'],
      ],
      v_thresh: 1,
    });
    assert.deepEqual([read?.neurons[0]?.values, read?.strange, read?.range.max, read?.threshold], [[0, 1], 1, 2, 1]);
    assert.deepEqual(readMembrane({ membrane_trace: { neuron_3: [0, 1] } })?.neurons[0], { id: 3, values: [0, 1] });
    assert.deepEqual(readMembrane([{ step: 0, u: [1, 2] }])?.mean, [1.5]);
    assert.equal(readMembrane({ min_membrane: -3, max_membrane: 4 })?.range.max, 4);
  });

  test('a gate and a traced pass', () => {
    assert.deepEqual(readGate({ gate: [0.2, 0.4], history: [0.1, 0.3] })?.course?.values, [0.1, 0.3]);
    assert.equal(readGate({ mean_gate: 0.7 })?.mean, 0.7);
    assert.deepEqual(readPass({ trace: { block_0: { spikes: [0, 1, 1, 0] } } })?.layers[0]?.spikeRate, 0.5);
    assert.equal(readPass({ error: 'x' }), null);
  });
});
