// Tests of the finding on drives that differ: on which number it sits, what it says, and what keeps it quiet.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Finding } from '../../../src/core/finding';
import { type SourceDocument } from '../../../src/core/report';
import { togetherIn } from '../../../src/core/drive/together';
import { background, fixed, linter } from './_drives';

const findingsIn = (documents: readonly SourceDocument[], fixes = false): readonly Finding[] =>
  linter().drives(documents, { fixes }).findings;

const textAt = (documents: readonly SourceDocument[], { span }: Finding): string =>
  documents.find(({ file }) => file === span.file)?.text.slice(span.start - 2, span.end) ?? '';

const nameOf = ({ span }: { span: Finding['span'] }): string => span.file.split('/').pop() ?? '';

const changed = (documents: readonly SourceDocument[], file: string, from: string, to: string): SourceDocument[] =>
  documents.map((each) => {
    if (!each.file.endsWith(`/${file}`)) return each;
    assert.ok(each.text.includes(from), from);
    return { ...each, text: each.text.replace(from, to) };
  });

describe('drive-mismatch on examples/background', () => {
  const documents = background();

  test('sits on the rate in NEST and on the factor of ten in sPyNNaker', () => {
    const warnings = findingsIn(documents).filter(({ severity }) => severity === 'warning');
    assert.deepEqual(
      warnings.map((each) => [nameOf(each), textAt(documents, each)]),
      [
        ['nest_cortex.py', ': 10.0'],
        ['spinnaker_cortex.py', '* 10.0'],
      ],
    );
    const [nest, spinnaker] = warnings;
    assert.match(nest?.message ?? '', /1\/10 of the mean drive of cortex\.py .*: 0\.1·W pA\/ms against W pA\/ms/);
    assert.match(spinnaker?.message ?? '', /10 times the mean drive .*10000\/9 times the variance/);
    assert.deepEqual(nest?.related.map(nameOf).sort(), ['cortex.py', 'spinnaker_cortex.py']);
    const last = nest?.derivation?.at(-1);
    assert.deepEqual(last, { text: 'mean ÷ mean, variance ÷ variance', value: '1/10, 1/9' });
  });

  test('says milder that the flag keeps the TensorFlow path from being taken, and where', () => {
    const dead = findingsIn(documents).filter((each) => nameOf(each) === 'cortex.py');
    assert.deepEqual(
      dead.map(({ severity, related }) => [severity, related.length]),
      [['information', 1]],
    );
  });

  test('every fix leaves no warning on the path it mends', () => {
    const before = findingsIn(documents, true).filter(({ severity }) => severity === 'warning');
    for (const finding of before) {
      assert.ok(finding.fixes.length > 1);
      for (const fix of finding.fixes) {
        const left = findingsIn(fixed(documents, fix)).filter(({ severity }) => severity === 'warning');
        assert.ok(!left.some((each) => nameOf(each) === nameOf(finding)), fix.title);
      }
    }
  });

  test('an equal mean with another variance is information', () => {
    const mended = changed(documents, 'spinnaker_cortex.py', '* 10.0 / 1000.0', '/ 1000.0');
    const [only] = findingsIn(mended).filter((each) => nameOf(each) === 'spinnaker_cortex.py');
    assert.equal(only?.severity, 'information');
    assert.match(only.message, /100\/9 times its variance/);
  });

  test('with a declared reference the others are held against it, and the fix for it is preferred', () => {
    const declared = changed(documents, 'nest_cortex.py', 'import h5py', 'import h5py  # spikelint: reference');
    const found = findingsIn(declared, true).filter(({ severity }) => severity === 'warning');
    assert.deepEqual(found.map(nameOf), ['spinnaker_cortex.py']);
    assert.match(found[0]?.message ?? '', /^`bkg_weights` gives 100 times the mean drive of nest_cortex\.py/);
    assert.doesNotMatch(found[0]?.message ?? '', /Nothing says/);
    assert.equal(found[0]?.fixes.filter(({ preferred }) => preferred).length, 1);
  });

  test('an ignore comment on the line of the number silences it, and is not called unused', () => {
    const comment = "# spikelint: ignore[drive-mismatch] that machine's own\n";
    const quiet = changed(documents, 'spinnaker_cortex.py', '# pA -> nA\n', `# pA -> nA ${comment}`);
    assert.ok(!findingsIn(quiet).some((each) => nameOf(each) === 'spinnaker_cortex.py'));
    const reports = linter().lint(quiet);
    assert.deepEqual(
      reports.flatMap(({ findings }) => findings.filter(({ rule }) => rule === 'unused-suppression')),
      [],
    );
  });
});

describe('drive-mismatch keeps quiet', () => {
  const nest = (rateHz: number, weightPa: number): string =>
    [
      'import nest',
      "cells = nest.Create('iaf_psc_exp', 10)",
      `noise = nest.Create('poisson_generator', params={'rate': ${rateHz}.0})`,
      `nest.Connect(noise, cells, syn_spec={'weight': ${weightPa}.0})`,
      '',
    ].join('\n');

  test('of models that share nothing but the name of a population', () => {
    const documents = [
      { file: 'm/a.py', text: nest(1000, 20) },
      { file: 'm/b.py', text: nest(8000, 20) },
    ];
    assert.deepEqual(findingsIn(documents), []);
  });

  test('unless one of them is declared to be right', () => {
    const documents = [
      { file: 'm/a.py', text: `# spikelint: reference\n${nest(1000, 20)}` },
      { file: 'm/b.py', text: nest(8000, 20) },
    ];
    const [only] = findingsIn(documents);
    assert.match(only?.message ?? '', /8 times the mean drive of a\.py/);
    assert.equal(textAt(documents, only as Finding), ': 8000.0');
  });
});

describe('scripts that have to be held against each other', () => {
  const reach = (keys: readonly string[], feeds = true, isReference = false) => ({ keys, feeds, isReference });
  const nothing = { references: [], groups: {} };

  test('are those that share a stored thing, of which one at least feeds it to neurons', () => {
    const scripts = [
      { file: 'a.py', reach: reach(['bkg_weights']) },
      { file: 'b.py', reach: reach(['bkg_weights', 'other'], false) },
      { file: 'c.py', reach: reach(['other'], false) },
      { file: 'd.py', reach: reach([]) },
    ];
    assert.deepEqual(togetherIn(scripts, nothing), [['a.py', 'b.py']]);
  });

  test('are those of a group, and those beside a reference', () => {
    const scripts = ['m/a.py', 'm/b.py', 'n/c.py'].map((file) => ({ file, reach: reach([]) }));
    assert.deepEqual(togetherIn(scripts, { references: [], groups: { noise: ['a.py#E', 'n/c.py'] } }), [
      ['m/a.py', 'n/c.py'],
    ]);
    assert.deepEqual(togetherIn(scripts, { references: ['b.py'], groups: {} }), [['m/a.py', 'm/b.py']]);
  });

  test('are not the hundred files of a collection', () => {
    const scripts = Array.from({ length: 100 }, (_, i) => ({ file: `${i}.py`, reach: reach(['image_stack']) }));
    assert.deepEqual(togetherIn(scripts, nothing), []);
  });
});
