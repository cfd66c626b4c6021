// What is read of `# spikelint: expect` comments: measure, range, and the population they speak of.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Expectation } from '../../../src/core/expectations';
import { createLinter } from '../../../src/core/lint';
import { grammar } from '../_grammar';

const linter = createLinter(grammar);

function expected(text: string, file = 'model.py'): readonly Expectation[] {
  const [report] = linter.lint([{ file, text }]);
  assert.ok(report);
  return report.expectations;
}

const inWords = (each: Expectation): string =>
  `${each.population ?? 'all'} ${each.measure} ${each.low ?? ''}..${each.high ?? ''}`;

const network = (comment: string): string =>
  `import nest\nexc = nest.Create("iaf_psc_exp", 80)${comment}\ninh = nest.Create("iaf_psc_exp", 20)\n`;

describe('an expectation', () => {
  const read: readonly [comment: string, expectation: string][] = [
    ['  # spikelint: expect rate 5..20 Hz', 'exc rate 5..20'],
    ['  # spikelint: expect rate 5 to 20', 'exc rate 5..20'],
    ['  # spikelint: expect rate 0.005..0.02 kHz', 'exc rate 5..20'],
    ['  # spikelint: expect cv ..1.5', 'exc cv ..1.5'],
    ['  # spikelint: expect synchrony >= 1e-1', 'exc synchrony 0.1..'],
    ['  # spikelint: expect inh rate 5..20 Hz', 'inh rate 5..20'],
    ['  # spikelint: expect rate of inh 5..20 Hz', 'inh rate 5..20'],
    ['\nx = 1  # spikelint: expect rate 5..20 Hz', 'all rate 5..20'],
    ['\n# spikelint: expect rate 5..20 Hz\n# as in the paper', 'inh rate 5..20'],
  ];
  for (const [comment, expectation] of read)
    test(`${comment.trim()} is ${expectation}`, () =>
      assert.deepEqual(expected(network(comment)).map(inWords), [expectation]));

  test('keeps its text and its place, one for each clause', () => {
    const text = network('  # spikelint: expect rate 5..20 Hz, cv 0.5..1.5');
    const [rate, cv, ...none] = expected(text);
    assert.ok(rate && cv && none.length === 0);
    assert.equal(text.slice(rate.span.start, rate.span.end), 'rate 5..20 Hz');
    assert.equal(text.slice(cv.span.start, cv.span.end), 'cv 0.5..1.5');
    assert.equal(cv.text, 'cv 0.5..1.5');
  });

  test('that can not be read is no expectation', () => {
    assert.deepEqual(expected(network('  # spikelint: expect rate five')), []);
  });

  test('stands in the notebook where it is written', () => {
    const lines = network('  # spikelint: expect rate 5..20 Hz')
      .split('\n')
      .map((line) => `${line}\n`);
    const cell = { cell_type: 'code', metadata: {}, source: lines, outputs: [], execution_count: null };
    const text = JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1);
    const [only] = expected(text, 'model.ipynb');
    assert.ok(only);
    assert.equal(text.slice(only.span.start, only.span.end), 'rate 5..20 Hz');
  });
});

describe('a configuration file', () => {
  const places = (text: string, file: string): string[] =>
    expected(text, file).map(
      ({ span, ...each }) => `${inWords({ span, ...each })} at ${text.slice(span.start, span.end)}`,
    );

  test('expects in comments, where it has them', () => {
    for (const file of ['model.yaml', 'model.toml']) {
      const text = '# spikelint: expect E rate 5..20 Hz, cv ..2\n';
      assert.deepEqual(places(text, file), ['E rate 5..20 at E rate 5..20 Hz', 'all cv ..2 at cv ..2']);
    }
    const behind = 'model:\n  tau: 20.0  # spikelint: expect rate 5..20 Hz\n';
    assert.deepEqual(places(behind, 'model.yaml'), ['all rate 5..20 at rate 5..20 Hz']);
  });

  test('but not in a text', () => {
    assert.deepEqual(places('say: "# spikelint: expect rate 5..20 Hz"\n', 'model.yaml'), []);
  });

  test('expects in an entry of its own in JSON, as one text or as several', () => {
    assert.deepEqual(places('{"_spikelint": {"expect": "E rate 5..20 Hz"}}', 'model.json'), [
      'E rate 5..20 at E rate 5..20 Hz',
    ]);
    assert.deepEqual(places('{"_spikelint": {"expect": ["rate ..20", "cv 1.."]}}', 'model.json'), [
      'all rate ..20 at rate ..20',
      'all cv 1.. at cv 1..',
    ]);
  });

  test('is told what it says amiss', () => {
    for (const wrong of ['"rte 5..20 Hz"', '5', '[{}]']) {
      const [report] = linter.lint([{ file: 'model.json', text: `{"_spikelint": {"expect": ${wrong}}}` }]);
      assert.deepEqual(
        report?.findings.map(({ rule }) => rule),
        ['unknown-expectation'],
      );
    }
  });
});
