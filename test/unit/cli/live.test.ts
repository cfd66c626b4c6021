// Tests `spikelint live` against the test service over real HTTP: exit codes, one line where it fails, JSON as its schema says, and the key in nothing that is written.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { Fault } from '../../live/faults';
import { secret, withService } from '../live/_client';
import { type Ran, run } from './_machine';
import { faultsOf, type Schema } from './_schema';

const schema = JSON.parse(readFileSync('docs/schemas/live.schema.json', 'utf8')) as Schema;
const setting = { folder: 'test/golden/models' };

async function live(words: readonly string[], env: Record<string, string> = {}, input = ''): Promise<Ran> {
  const ran = await run(['live', ...words], { ...setting, env, input });
  assert.equal(`${ran.out}${ran.err}`.includes(secret), false, 'the key is printed');
  return ran;
}

interface Json {
  readonly reached: string[];
  readonly missing: string[];
  readonly session: string | null;
  readonly checklist: {
    id: string;
    verdict: string;
    value: unknown;
    solutions: { trial: string | null; tried?: object }[];
  }[];
  readonly troubles: { message: string }[];
}

const jsonOf = async (words: readonly string[], env: Record<string, string> = {}, input = ''): Promise<Json> => {
  const { out, err } = await live([...words, '--format', 'json'], env, input);
  assert.notEqual(out, '', err);
  const json = JSON.parse(out) as Json;
  assert.deepEqual(faultsOf(json, schema), []);
  return json;
};

describe('spikelint live', () => {
  test('ends with 0 where nothing is wrong, and with 1 where something is', async () => {
    await withService({}, async ({ url }) => assert.equal((await live([url])).code, 0));
    await withService({ dialect: 'published', scenario: 'runaway' }, async ({ url }) => {
      const { code, out } = await live([url]);
      assert.equal(code, 1);
      assert.match(out, /✗ Check the spike rate: 9\d(?:\.\d)? % per step/);
      assert.match(out, /23 of the runbook’s routes are missing; 16 of them are answered by others/);
      // What is to be done against one issue is said once.
      assert.equal(out.split('1. Clip the recurrent weights').length, 2);
    });
  });

  for (const dialect of ['runbook', 'published', 'both'] as const)
    test(`writes JSON as its schema says: ${dialect}`, () =>
      withService({ dialect, scenario: 'runaway', sessions: { other: 'silent' } }, async ({ url }) => {
        const json = await jsonOf([url, '--session', 'other']);
        assert.equal(json.session, 'other');
        assert.equal(json.checklist.length, 14);
        assert.equal(json.checklist.find(({ id }) => id === 'spike-rate')?.value, 0);
        const tried = await jsonOf([url, '--try']);
        const [first] = tried.checklist.find(({ id }) => id === 'spike-rate')?.solutions ?? [];
        assert.ok(first?.tried);
      }));

  test('takes the key from the environment alone', () =>
    withService({ key: secret }, async (service) => {
      const without = await live([service.url]);
      assert.equal(without.code, 2);
      assert.match(
        without.err,
        /^spikelint: .* asks for a key \(401\): put it into the environment variable SPIKELINT_API_KEY/,
      );
      const wrong = await live([service.url], { SPIKELINT_API_KEY: 'another-key-altogether' });
      assert.match(wrong.err, /does not accept the key \(403\): look at what SPIKELINT_API_KEY holds/);
      assert.equal((await live([service.url], { SPIKELINT_API_KEY: secret })).code, 0);
      assert.equal(service.requests.join('\n').includes(secret), false);
    }));

  test('refuses an argument that looks like a key, and does not repeat it', async () => {
    const refused: readonly (readonly string[])[] = [
      [secret],
      ['http://localhost:1', secret],
      ['--api-key', secret, 'http://localhost:1'],
      [`--key=${secret}`, 'http://localhost:1'],
      ['-H', `X-API-Key: ${secret}`, 'http://localhost:1'],
      [`http://localhost:1/?api_key=${secret}`],
      [`http://user:${secret}@localhost:1`],
      [`X-API-Key: ${secret}`],
    ];
    for (const words of refused) {
      const { code, err } = await live(words);
      assert.equal(code, 2, words.join(' '));
      assert.match(err, /SPIKELINT_API_KEY|take it out/, words.join(' '));
    }
    const own = await live([`http://localhost:1/${secret}`], { SPIKELINT_API_KEY: secret });
    assert.equal(own.code, 2);
  });

  test('asks another host only where it is named', () =>
    withService({}, async ({ port }) => {
      const refused = await live([`http://spikes.test:${port}`]);
      assert.equal(refused.code, 2);
      assert.match(refused.err, /is another machine, and it has not been allowed.*--allow-host allows it/);
      const asked = await live([`http://spikes.test:${port}`, '--allow-host', 'spikes.test']);
      assert.match(asked.err, /there is no host of this name|could not be looked up/);
    }));

  const faults: readonly [string, Fault, RegExp][] = [
    ['500', { kind: 'status', status: 500 }, /failed \(500\)|none of the routes/],
    ['429', { kind: 'status', status: 429, retryAfter: '600' }, /asked too often \(429\)/],
    ['a web page', { kind: 'html' }, /none of the routes of a spiking service/],
    ['a redirect to another host', { kind: 'redirect', to: 'http://example.org/' }, /is not followed/],
    ['silence', { kind: 'silent' }, /did not finish its answer within 0\.2 s/],
    ['hanging up', { kind: 'hang-up' }, /hung up without an answer/],
  ];
  for (const [name, fault, words] of faults)
    test(`says in one line what is wrong where all of it is ${name}`, () =>
      withService({}, async (service) => {
        service.order('*', fault);
        const { code, out, err } = await live([service.url, '--timeout', fault.kind === 'silent' ? '0.2' : '10'], {
          SPIKELINT_API_KEY: secret,
        });
        assert.deepEqual([code > 0, err.split('\n').length <= 2], [true, true], err);
        assert.match(`${out}${err}`, words);
      }));

  test('tells the rest where one route is out of order', () =>
    withService({}, async (service) => {
      for (const fault of [
        { kind: 'nan' },
        { kind: 'cut-off' },
        { kind: 'endless', everyMs: 1 },
        { kind: 'body', text: '[1]' },
      ] as const) {
        service.order('GET /spiking/lif-params', fault);
        const json = await jsonOf([service.url, '--timeout', '0.5'], { SPIKELINT_API_KEY: secret });
        assert.equal(json.checklist.find(({ id }) => id === 'lif-params')?.verdict, 'unknown', fault.kind);
        assert.equal(json.checklist.find(({ id }) => id === 'spike-rate')?.verdict, 'good', fault.kind);
        assert.equal(json.troubles.length, 1, fault.kind);
      }
    }));

  test('runs a traced pass only where it is asked to', () =>
    withService({}, async (service) => {
      await live([service.url]);
      assert.equal(
        service.requests.some((each) => each.startsWith('POST')),
        false,
      );
      await live([service.url, '--post-trace']);
      assert.deepEqual(
        service.requests.filter((each) => each.startsWith('POST')).map((each) => each.split('?')[0]),
        ['POST /spiking/trace', 'POST /spiking/trace-membrane'],
      );
    }));

  test('reads a log that is piped in, beside a service or alone', () =>
    withService({}, async ({ url }) => {
      const log = `\u001b[31mERROR\u001b[0m key=${secret}\n2026 gradient norm: nan\n2026 STDP enabled\nlr_schedule: learning_rate adjusted to 0.0005\n`;
      const both = await jsonOf([url, '-'], { SPIKELINT_API_KEY: secret }, log);
      assert.equal(both.checklist.find(({ id }) => id === 'gradients')?.verdict, 'fault');
      const alone = await jsonOf(['-'], { SPIKELINT_API_KEY: secret }, log);
      assert.deepEqual(alone.reached, []);
      assert.equal(alone.checklist.find(({ id }) => id === 'learning-rate')?.value, 0.0005);
      assert.equal(alone.checklist.find(({ id }) => id === 'stdp-enabled')?.verdict, 'good');
      assert.equal((await live(['-'], {}, 'nothing of the kind\n')).code, 0);
    }));

  test('watches: a line of JSON for each look', () =>
    withService({}, async (service) => {
      const { out } = await live([service.url, '--watch', '0.01', '--looks', '3', '--format', 'json']);
      const lines = out.trim().split('\n');
      assert.equal(lines.length, 3);
      for (const line of lines) assert.deepEqual(faultsOf(JSON.parse(line) as object, schema), []);
    }));
});
