// Tests of the worked case: one background in TensorFlow, NEST and sPyNNaker, its exact ratios, and every change that makes them equal.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ComparisonData, type DriveReport } from '../../../src/core/drive/report';
import { type SourceDocument } from '../../../src/core/report';
import { background, fixed, linter } from './_drives';

const derive = (documents: readonly SourceDocument[], references: readonly string[] = [], fixes = true): DriveReport =>
  linter().drives(documents, { references, fixes });

function comparisonOf(report: DriveReport): ComparisonData {
  const [only, ...others] = report.comparisons;
  assert.ok(only);
  assert.equal(others.length, 0);
  return only;
}

const member = (comparison: ComparisonData, file: string): ComparisonData['members'][number] => {
  const found = comparison.members.find((each) => each.id.includes(`/${file}#`));
  assert.ok(found, file);
  return found;
};

const files = ['cortex.py', 'nest_cortex.py', 'spinnaker_cortex.py'];

describe('the background of examples/background', () => {
  const documents = background();
  const report = derive(documents);
  const comparison = comparisonOf(report);

  test('has the means 1 : 1/10 : 10 and the variances 0.9 : 0.1 : 1000 W²', () => {
    const drives = files.map((file) => report.drives.find((each) => each.id.includes(`/${file}#`)));
    assert.deepEqual(
      drives.map((each) => each?.mean?.text),
      ['W pA/ms', '0.1·W pA/ms', '10·W pA/ms'],
    );
    assert.deepEqual(
      drives.map((each) => each?.variance?.text),
      ['0.9·W² pA²/ms', '0.1·W² pA²/ms', '1000·W² pA²/ms'],
    );
    assert.deepEqual(
      files.map((file) => member(comparison, file).meanRatio),
      ['1', '1/10', '10'],
    );
    assert.deepEqual(
      files.map((file) => member(comparison, file).varianceRatio),
      ['1', '1/9', '10000/9'],
    );
    assert.equal(comparison.equal, false);
    assert.equal(comparison.declared, false);
  });

  test('is dead in TensorFlow with the default flag, and the place of the flag is a step', () => {
    const drive = report.drives.find((each) => each.id.includes('/cortex.py#'));
    assert.equal(drive?.live, false);
    assert.match(drive?.because ?? '', /use_recorded_noise/);
    assert.ok(drive?.steps.some((each) => each.value === 'use_recorded_noise=True' && each.span !== undefined));
  });

  test('lives where the flag is given as false', () => {
    const changed = documents.map((each) =>
      each.file.endsWith('store.py')
        ? {
            ...each,
            text: `${each.text}\n\ncell, layer = build(load(), weights, None, use_recorded_noise=False)\nlayer(x)\n`,
          }
        : each,
    );
    const drive = derive(changed, [], false).drives.find((each) => each.id.includes('/cortex.py#'));
    assert.equal(drive?.live, true);
    assert.equal(drive?.mean?.text, 'W pA/ms');
  });

  test('is heard by all neurons in TensorFlow, and by each on its own in the simulators', () => {
    assert.deepEqual(
      files.map((file) => report.drives.find((each) => each.id.includes(`/${file}#`))?.shared),
      [true, false, false],
    );
    assert.match(member(comparison, 'nest_cortex.py').sharing ?? '', /events of its own/);
  });

  test('leads from the stored value to the drive step by step, with places', () => {
    const drive = report.drives.find((each) => each.id.includes('spinnaker'));
    const shown = drive?.steps.map(({ text, value }) => `${text} = ${value}`) ?? [];
    for (const expected of [
      "model['background'][members, :] = bkg_weights",
      'weights * 10.0 = 10·bkg_weights·vsc',
      'weights * 10.0 / 1000.0 = 0.01·bkg_weights·vsc',
      'weight per event taken in nA, × 1000 = 10·bkg_weights·vsc pA',
      'rate of each = 100 Hz',
      '`bkg_weights` is kept as = 10·W/vsc',
      'so the weight per event is = 100·W pA',
    ])
      assert.ok(shown.includes(expected), `${expected} in\n${shown.join('\n')}`);
    const stored = drive?.steps.find((each) => each.text.includes('is kept as'));
    assert.ok(stored?.span?.file.endsWith('cortex.py'));
  });

  for (const file of ['nest_cortex.py', 'spinnaker_cortex.py']) {
    for (const fix of member(comparison, file).fixes) {
      test(`is equal in ${file} after: ${fix.title}`, () => {
        const after = comparisonOf(derive(fixed(documents, fix), [], false));
        const now = member(after, file);
        assert.equal(now.meanRatio, '1');
        assert.equal(now.verdict === 'equal', fix.title.includes('same mean and variance'));
      });
    }
  }

  test('is offered a change of the rate before one of the weight, and none is preferred', () => {
    const titles = member(comparison, 'nest_cortex.py').fixes.map((each) => each.title);
    assert.equal(titles[0], 'Change the rate: 10.0 → 100.0 (same mean and variance)');
    assert.ok(titles.includes('Remove `/ 10.0` from the weight (same mean, 11× the variance)'));
    const pynn = member(comparison, 'spinnaker_cortex.py').fixes.map((each) => each.title);
    assert.equal(pynn[0], 'Change the rate: 100.0 → 1000.0, and the weight: 10.0 → 0.1 (same mean and variance)');
    assert.ok(pynn.includes('Remove `* 10.0` from the weight (same mean, 11× the variance)'));
    assert.ok(comparison.members.every((each) => each.fixes.every((fix) => fix.preferred !== true)));
  });

  test('is fixed in the other files only, and with a preference, once a reference is declared', () => {
    const declared = comparisonOf(derive(documents, ['cortex.py']));
    assert.equal(declared.declared, true);
    const { fixes } = member(declared, 'nest_cortex.py');
    assert.deepEqual(
      fixes.map((each) => each.preferred === true),
      fixes.map((_, i) => i === 0),
    );
    for (const fix of declared.members.flatMap((each) => each.fixes))
      assert.ok(
        fix.edits.every((each) => !each.span.file.endsWith('/cortex.py')),
        fix.title,
      );
  });

  test('takes a comment for a declared reference', () => {
    const marked = documents.map((each) =>
      each.file.endsWith('nest_cortex.py') ? { ...each, text: `# spikelint: reference\n${each.text}` } : each,
    );
    const declared = comparisonOf(derive(marked, [], false));
    assert.ok(declared.reference.includes('nest_cortex.py'));
    assert.deepEqual(
      files.map((file) => member(declared, file).meanRatio),
      ['10', '1', '100'],
    );
  });
});

describe('mended in the wrong way', () => {
  const scaled = (line: string): readonly [string | null, string | null] => {
    const documents = background().map((each) =>
      each.file.endsWith('spinnaker_cortex.py')
        ? { ...each, text: each.text.replace('    return weights * 10.0 / 1000.0  # pA -> nA', line) }
        : each,
    );
    const comparison = comparisonOf(derive(documents, [], false));
    const { meanRatio, varianceRatio } = member(comparison, 'spinnaker_cortex.py');
    return [meanRatio, varianceRatio];
  };

  test('the division by ten makes it equal to NEST, and a tenth of TensorFlow', () => {
    assert.deepEqual(scaled('    return weights / 10.0 / 1000.0'), ['1/10', '1/9']);
  });

  test('the division of what is stored is not equivalent', () => {
    assert.deepEqual(scaled("    return model['background'][members, :] / 10.0")[0], '100/vsc');
  });

  test('a normalisation that is undone twice shows as vsc', () => {
    assert.deepEqual(scaled("    return weights * model['params'][type_id, P.VSC] / 10.0 / 1000.0")[0], 'vsc/10');
  });
});
