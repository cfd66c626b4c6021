// Tests the files that a live stream is saved as: everything that memory holds, readable again.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { exportedText } from '../../../src/extension/live/exporting';
import { type StreamUpdate } from '../../../src/protocol/live';

const atMs = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const update: StreamUpdate = {
  cursor: 3,
  fresh: true,
  status: { phase: 'running', trouble: null, nextTryMs: null, lastAnswerMs: atMs, events: [] },
  discovery: null,
  sessions: [
    {
      session: 'a, "b"',
      state: { session: 'a, "b"', readings: {}, troubles: [] },
      checklist: [],
      series: [
        {
          name: 'spikeRate',
          from: Float64Array.of(atMs, atMs + 1000),
          to: Float64Array.of(atMs, atMs + 2000),
          min: Float64Array.of(0.1, 0.1),
          mean: Float64Array.of(0.1, 0.15),
          max: Float64Array.of(0.1, NaN),
        },
      ],
      spikes: { times: Float64Array.of(atMs + 0.5), ids: Uint32Array.of(7), neurons: 8, dropped: 0 },
      histograms: [],
    },
  ],
};

describe('the export of a live stream', () => {
  test('as CSV has a line per sample and per spike, with exact times and quoted names', () => {
    assert.deepEqual(exportedText(update, 'csv').trimEnd().split('\n'), [
      'time,until,session,what,neuron,mean,lowest,highest',
      '2026-01-02T03:04:05.678Z,2026-01-02T03:04:05.678Z,"a, ""b""",spikeRate,,0.1,0.1,0.1',
      '2026-01-02T03:04:06.678Z,2026-01-02T03:04:07.678Z,"a, ""b""",spikeRate,,0.15,0.1,NaN',
      '2026-01-02T03:04:05.678Z,2026-01-02T03:04:05.678Z,"a, ""b""",spike,7,,,',
    ]);
  });

  test('as JSON has plain lists, and null for what is no number', () => {
    const read = JSON.parse(exportedText(update, 'json')) as {
      version: number;
      sessions: { series: { mean: number[]; max: (number | null)[] }[]; spikes: { ids: number[] } }[];
    };
    assert.equal(read.version, 1);
    assert.deepEqual(read.sessions[0]?.series[0]?.mean, [0.1, 0.15]);
    assert.deepEqual(read.sessions[0]?.series[0]?.max, [0.1, null]);
    assert.deepEqual(read.sessions[0]?.spikes.ids, [7]);
  });
});
