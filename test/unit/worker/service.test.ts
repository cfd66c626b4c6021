// Tests the worker's answers with the real grammar, linter and simulator, over a port as its host would.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type WorkerMethods } from '../../../src/protocol/analysis';
import { CancelledError, Peer } from '../../../src/protocol/peer';
import { portPair } from '../../../src/protocol/port';
import { serve } from '../../../src/worker/main';

const assets = join(process.cwd(), 'out/unit/worker-assets');
mkdirSync(assets, { recursive: true });
const require = createRequire(join(process.cwd(), 'package.json'));
copyFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), join(assets, 'tree-sitter.wasm'));
copyFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm'), join(assets, 'tree-sitter-python.wasm'));

function host(): Peer<Record<never, never>, WorkerMethods> {
  const [near, far] = portPair();
  serve(far, assets);
  return new Peer(near, {}, { sharesMemory: true });
}

const faulty = {
  file: 'file:///w/model.py',
  text: [
    'import pyNN.nest as sim',
    'from weights import w_pA',
    'sim.setup(timestep=0.1)',
    'noise = sim.Population(10, sim.SpikeSourcePoisson(rate=800.0))',
    'cells = sim.Population(10, sim.IF_curr_exp(v_rest=-65.0, v_thresh=-50.0))',
    'sim.Projection(noise, cells, sim.AllToAllConnector(), synapse_type=sim.StaticSynapse(weight=w_pA, delay=1.0))',
  ].join('\n'),
};
const weights = { file: 'file:///w/weights.py', text: '# in a file of its own\nw_pA = 120.0\n' };

describe('the worker', () => {
  test('lints documents with what they import, and places everything it says', async () => {
    const [report, ...others] = await host().request('lint', { documents: [faulty], context: [weights], projects: [] });
    assert.equal(others.length, 0);
    const finding = report?.findings.find(({ rule }) => rule === 'unit-mismatch');
    assert.equal(finding?.span.line, 6);
    assert.equal(faulty.text.slice(finding.span.start, finding.span.end), 'w_pA');
    assert.deepEqual(
      finding.related.map(({ span }) => [span.file, span.line]),
      [[weights.file, 2]],
    );
    assert.equal(report?.networks[0]?.populations[0]?.span.line, 5);
  });

  test('explains the expression at an offset, across files, with places', async () => {
    const text = 'from weights import w_pA\nn = 4\ntotal = n * w_pA * 2.0\n';
    const document = { file: 'file:///w/use.py', text };
    const explain = (offset: number) =>
      host().request('explain', { document, offset, context: [weights], projects: [] });
    const product = await explain(text.indexOf('* 2.0'));
    assert.deepEqual([product?.value, product?.unit, product?.span.line], ['960', 'pA', 3]);
    assert.ok(product);
    assert.ok(product.evidence.some(({ span }) => span?.file === weights.file && span.line === 2));
    assert.deepEqual(
      product.steps.map(({ value, span }) => [value, span?.line]),
      [
        ['480 pA', 3],
        ['960 pA', 3],
      ],
    );
    assert.equal(await explain(2), null);
  });

  test('knows a page for every rule', async () => {
    const pages = await host().request('rules', null);
    assert.ok(pages.some(({ id }) => id === 'unit-mismatch'));
    assert.ok(pages.every(({ id, summary, documentation }) => id && summary && documentation.length > 100));
  });

  test('simulates the network it has read, telling how far it is', async () => {
    const peer = host();
    const [report] = await peer.request('lint', { documents: [faulty], context: [weights], projects: [] });
    const network = report?.networks[0];
    assert.ok(network);
    const heard: number[] = [];
    const options = { ms: 50, seed: 1 };
    const recording = await peer.request('probe', { network, options }, { progress: (part) => heard.push(part) });
    assert.equal(recording.ms, 50);
    assert.equal(recording.populations[0]?.size, 10);
    assert.ok(recording.times.length > 0, 'a weight a thousand times too large makes it fire');
    assert.ok(heard.length > 1 && heard.every((part, at) => part > (heard[at - 1] ?? 0)));
    const again = await peer.request('probe', { network, options });
    assert.deepEqual(again.times, recording.times);
  });

  test('reads the networks that a probe runs, which a lint does not look for', async () => {
    const peer = host();
    const text = [
      'def update(v, current):',
      '    new_v = v * 0.9 + current',
      '    spiked = new_v >= -50.0',
      '    if spiked:',
      '        new_v = -65.0',
      '    return spiked, new_v',
    ].join('\n');
    const document = { file: 'file:///w/neuron.py', text };
    const [report] = await peer.request('lint', { documents: [document], context: [], projects: [] });
    assert.deepEqual(report?.networks, []);
    const { networks, error } = await peer.request('networks', { document, context: [], projects: [] });
    assert.equal(error, null);
    assert.deepEqual(
      networks.map(({ populations }) => populations.map(({ name, span }) => [name, span.line])),
      [[['update', 1]]],
    );
    const options = { ms: 300, seed: 1 };
    const { examination } = await peer.request('examine', { document, context: [], projects: [], network: 0, options });
    // From -65 the potential decays past -50 in three steps of 1 ms: -58.5, -52.65, -47.385.
    assert.equal(examination.populations[0]?.spikes, 100);
  });

  test('examines a document’s network, and tries out what would cure it', async () => {
    const peer = host();
    const document = { file: 'file:///w/cortex.py', text: readFileSync('examples/pynn-weight-in-pA.py', 'utf8') };
    const asked = { document, context: [], projects: [], network: 0, options: { ms: 200, seed: 1 } };
    const { run, recording, examination } = await peer.request('examine', asked);
    assert.ok(recording.times.length > 0);
    assert.deepEqual(
      examination.symptoms.map(({ kind }) => kind),
      ['runaway'],
    );
    const remedies = await peer.request('remedies', { run });
    const [first] = remedies;
    assert.equal(first?.rule, 'unit-mismatch');
    assert.equal(first.edits[0]?.span.file, document.file);
    assert.ok((first.edits[0]?.span.line ?? 0) > 0, 'its edits have places');
    await assert.rejects(peer.request('remedies', { run: run + 1 }), /run the probe again/);
  });

  test('stops in the middle of a run that is cancelled', async () => {
    const peer = host();
    const [report] = await peer.request('lint', { documents: [faulty], context: [weights], projects: [] });
    const network = report?.networks[0];
    assert.ok(network);
    const abort = new AbortController();
    const startMs = performance.now();
    const running = peer.request('probe', { network, options: { ms: 1e7, seed: 1 } }, { signal: abort.signal });
    abort.abort();
    await assert.rejects(running, CancelledError);
    await peer.request('rules', null); // the worker is free again
    assert.ok(performance.now() - startMs < 5000);
  });
});

describe('the worker on data files', () => {
  const path = join(process.cwd(), 'test/fixtures/data/rates.npy');

  test('lists a file, gives figures, a picture and numbers of it, and forgets it when it is closed', async () => {
    const peer = host();
    const { file, listing } = await peer.request('dataOpen', { path });
    const [entry] = listing.entries;
    assert.ok(entry);
    const of = { file, path: entry.path };
    const figures = await peer.request('dataFigures', of);
    const [rows = 0, columns = 0] = entry.shape;
    const numbers = await peer.request('dataNumbers', {
      ...of,
      box: { start: entry.shape.map(() => 0), count: entry.shape },
    });
    assert.equal(numbers.length, rows * columns);
    assert.equal(figures.max, Math.max(...numbers));
    const view = { rowAxis: 0, columnAxis: 1, at: [0, 0], fromRow: 0, toRow: rows, fromColumn: 0, toColumn: columns };
    const picture = await peer.request('dataMatrix', { ...of, view: { ...view, height: rows, width: columns } });
    assert.deepEqual([...picture.cells], [...Float32Array.from(numbers)]);
    await peer.request('dataClose', { file });
    await assert.rejects(peer.request('dataFigures', of), /no longer open/);
  });

  test('reads bytes that are on no disk, and says what is wrong with others', async () => {
    const { listing } = await host().request('dataOpen', { name: path, bytes: readFileSync(path) });
    assert.equal(listing.entries.length, 1);
    await assert.rejects(host().request('dataOpen', { name: 'a.npy', bytes: new Uint8Array() }), /the file is empty/);
    await assert.rejects(host().request('dataOpen', { path: `${path}.missing` }), /ENOENT/);
  });

  test('runs the diagnostic of a rate network, and writes its report', async () => {
    const folder = 'test/fixtures/rates';
    const at = (name: string) => ({ name, place: { path: join(process.cwd(), folder, name) } });
    const text = readFileSync(`${folder}/ei.py`, 'utf8');
    const peer = host();
    const told: number[] = [];
    const diagnosis = await peer.request(
      'diagnose',
      {
        data: at('session.mat'),
        weights: [at('checkpoint.pt')],
        history: at('history.json'),
        code: { document: { file: 'file:///w/ei.py', text }, context: [], projects: [], model: null },
        roles: [],
        set: [],
        seed: 1,
      },
      { progress: (part) => told.push(part) },
    );
    assert.equal(diagnosis.description?.units, 12);
    assert.equal(diagnosis.findings.find(({ id }) => id === 'scale-mismatch')?.place?.line, 46);
    assert.ok(told.length > 2 && told.every((part, i) => part > (told[i - 1] ?? 0)), `it told ${told.join(', ')}`);
    const html = await peer.request('diagnosticReport', { diagnosis, format: 'html' });
    assert.match(html, /^<!doctype html>[\s\S]*ei\.py:46[\s\S]*<svg [\s\S]*<\/html>\n$/);
    assert.doesNotMatch(html, /<script|https?:|NaN|undefined/);
    const markdown = await peer.request('diagnosticReport', { diagnosis, format: 'markdown' });
    assert.match(markdown, /### problem: The model’s mean rate is 3\.44 times too low/);
    assert.doesNotMatch(markdown, /NaN|\.\.$/m);
  });

  test('says in one line why a file can’t be diagnosed', async () => {
    const place = { name: 'a.json', bytes: new TextEncoder().encode('{"loss": [1, 2, 3]}') };
    const params = {
      data: { name: 'a.json', place },
      weights: [],
      history: null,
      code: null,
      roles: [],
      set: [],
      seed: 1,
    };
    await assert.rejects(host().request('diagnose', params), /^Error: no firing rates are found in it/);
  });
});
