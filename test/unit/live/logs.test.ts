// Tests that a log tells the same facts in whatever dress it comes: bare, with timestamps, behind compose's names, in Docker's JSON, in colours, as structured lines.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readLogs } from '../../../src/live/logs';

const lines = [
  'INFO stdp_enabled=true',
  'INFO mean spike_rate: 0.62',
  'WARNING gradient norm: 12.5',
  'INFO learning_rate adjusted to 0.0005',
  'ERROR membrane overflow in block 2',
];

const dressed: Readonly<Record<string, (line: string, i: number) => string>> = {
  'as it was printed': (line) => line,
  'with the times of docker logs -t': (line, i) => `2026-11-22T00:00:0${i}.123456789Z ${line}`,
  'with the times of logging': (line, i) => `2026-11-22 00:00:0${i},123 t4dm.spiking ${line}`,
  'behind compose’s name': (line) => `t4dm-service-1  | ${line}`,
  'behind the names of several services, in colours': (line, i) =>
    `\u001b[3${i}mt4dm-1        |\u001b[0m 2026-11-22T00:00:00Z \u001b[1m${line}\u001b[0m`,
  'with colours between a name and its number': (line) =>
    line.replace(/([:=] ?)(\S+)$/, '\u001b[2m$1\u001b[0m\u001b[36m$2\u001b[0m'),
  'as Docker keeps it': (line) =>
    JSON.stringify({ log: `${line}\n`, stream: 'stderr', time: '2026-11-22T00:00:00.000000000Z' }),
  'as kubectl gives it': (line) => `2026-11-22T00:00:00.000000000Z stderr F ${line}`,
  'with carriage returns, over a bar of progress': (line) =>
    `epoch 3:  40%|####      | 4/10\repoch 3:  50%|#####     | 5/10\r${line}\r`,
};

describe('a log', () => {
  for (const [name, dress] of Object.entries(dressed))
    test(`is read ${name}`, () => {
      const facts = readLogs(lines.map(dress).join('\n'));
      assert.equal(facts.stdpEnabled?.value, true);
      assert.deepEqual(facts.spikeRates, [0.62]);
      assert.deepEqual(facts.gradients, [12.5]);
      assert.deepEqual(facts.learningRates, [0.0005]);
      assert.equal(facts.overflows.count, 1);
      assert.deepEqual([facts.errors.count, facts.errors.last?.line], [1, 5]);
      assert.doesNotMatch(facts.errors.last?.text ?? '', /\u001b|\\n|####/);
    });

  test('of structured lines', () => {
    const facts = readLogs(
      [
        '{"event": "spike stats", "mean_spike_rate": 0.004, "level": "info", "timestamp": "2026-11-22T00:00:00Z"}',
        '{"level":"error","msg":"membrane overflow","u":512}',
        'level=warning msg="stdp update skipped" reason=nan',
        JSON.stringify({
          log: `${JSON.stringify({ grad_norm: 3.5, learning_rate: 1e-4 })}\n`,
          stream: 'stdout',
          time: '',
        }),
        'level=fatal msg="gradient is nan"',
      ].join('\n'),
    );
    assert.deepEqual(facts.spikeRates, [0.004]);
    assert.deepEqual(facts.gradients, [3.5, NaN]);
    assert.deepEqual(facts.learningRates, [0.0001]);
    assert.equal(facts.skippedUpdates.count, 1);
    assert.equal(facts.errors.count, 2);
  });

  test('shows no key', () => {
    for (const secret of ['X-API-Key: abc123def', '"api_key": "abc123def"', 'key=abc123def', 'token=abc123def'])
      assert.doesNotMatch(readLogs(`ERROR spike ${secret}`).errors.last?.text ?? '', /abc123def/, secret);
  });

  test('of other things says nothing', () => {
    const facts = readLogs('INFO: Started server process [1]\n{"log":"listening\\n"}\n\n{"log":\n');
    assert.deepEqual([facts.relevant, facts.errors.count, facts.spikeRates], [0, 0, []]);
  });
});
