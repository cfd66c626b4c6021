// Tests what `spikelint.json` does to the files it holds for: severities, rules that are off or ignored, units of names, assumed values.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type DocumentReport } from '../../../src/core/lint';
import { matches } from '../../../src/core/settled';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();

function report(text: string, settings: object, file = 'net/model.py', at = 'net/spikelint.json'): DocumentReport {
  const projects = [{ file: at, text: JSON.stringify(settings) }];
  const [found] = linter.lint([{ file, text }], { projects });
  assert.ok(found);
  return found;
}

const rulesIn = ({ findings }: DocumentReport): string[] => findings.map(({ rule, severity }) => `${severity} ${rule}`);

const mismatch =
  'import nest\nw_nA = 0.1\nn = nest.Create("iaf_psc_exp", 2)\nnest.Connect(n, n, syn_spec={"weight": w_nA})\n';

describe('the rules of a project file', () => {
  test('are as severe as it says', () => {
    assert.deepEqual(rulesIn(report(mismatch, {})), ['warning unit-mismatch']);
    for (const severity of ['information', 'warning', 'error'])
      assert.deepEqual(rulesIn(report(mismatch, { rules: { 'unit-mismatch': severity } })), [
        `${severity} unit-mismatch`,
      ]);
  });

  test('are silent where they are off, and leave an ignore comment of them alone', () => {
    const settings = { rules: { 'unit-mismatch': 'off' } };
    assert.deepEqual(rulesIn(report(mismatch, settings)), []);
    const ignored = mismatch.replace('w_nA})', 'w_nA})  # spikelint: ignore[unit-mismatch] on purpose');
    assert.deepEqual(rulesIn(report(ignored, settings)), []);
  });

  test('are silent in the files that it names', () => {
    assert.deepEqual(rulesIn(report(mismatch, { ignore: { 'model.py': ['unit-mismatch'] } })), []);
    assert.deepEqual(rulesIn(report(mismatch, { ignore: { 'other.py': ['unit-mismatch'] } })), [
      'warning unit-mismatch',
    ]);
    assert.deepEqual(rulesIn(report(mismatch, { ignore: { '*.py': ['mixed-units'] } })), ['warning unit-mismatch']);
  });

  test('hold for configuration files, which can not all bear a comment', () => {
    const config = '{ "neuron_model": { "params_default": { "tau_m": 20.0, "tau_m": 30.0 } } }';
    assert.deepEqual(rulesIn(report(config, {}, 'net/a/config.json')), ['warning duplicate-key']);
    assert.deepEqual(rulesIn(report(config, { ignore: { 'a/*.json': ['duplicate-key'] } }, 'net/a/config.json')), []);
    assert.deepEqual(rulesIn(report(config, { rules: { 'duplicate-key': 'off' } }, 'net/a/config.json')), []);
  });

  test('are those of the nearest folder, and of none beside', () => {
    const projects = [
      { file: 'net/spikelint.json', text: '{ "rules": { "unit-mismatch": "error" } }' },
      { file: 'net/old/spikelint.json', text: '{ "rules": { "unit-mismatch": "off" } }' },
    ];
    const found = (file: string): string[] => linter.lint([{ file, text: mismatch }], { projects }).flatMap(rulesIn);
    assert.deepEqual(found('net/old/deep/model.py'), []);
    assert.deepEqual(found('net/older/model.py'), ['error unit-mismatch']);
    assert.deepEqual(found('other/model.py'), ['warning unit-mismatch']);
  });

  test('are checked themselves', () => {
    const text = '{ "ignore": { "a.py": ["unit-missmatch"], "b.py": "unit-mismatch" } }';
    assert.deepEqual(
      linter.lint([{ file: 'spikelint.json', text }]).flatMap(({ findings }) => findings.map((each) => each.message)),
      [
        'There is no rule `unit-missmatch`: did you mean `unit-mismatch`?',
        'What is ignored in `b.py` is a list of rules: ["unit-mismatch"].',
      ],
    );
  });
});

describe('the patterns of ignored files', () => {
  test('mean files, folders and parts of paths', () => {
    const cases: readonly (readonly [string, string, boolean])[] = [
      ['net.json', 'net.json', true],
      ['./net.json', 'net.json', true],
      ['net.json', 'a/net.json', false],
      ['net.json', 'netXjson', false],
      ['old/', 'old/a/b.py', true],
      ['old', 'old/a/b.py', true],
      ['old', 'older/a.py', false],
      ['*.json', 'net.json', true],
      ['*.json', 'a/net.json', false],
      ['**/*.json', 'a/b/net.json', true],
      ['**/*.json', 'net.json', true],
      ['**', 'anything/at/all.py', true],
    ];
    for (const [pattern, path, expected] of cases) assert.equal(matches(pattern, path), expected, `${pattern} ${path}`);
  });
});

describe('the units of a project file', () => {
  const unitOf = (text: string, settings: object, name: string): readonly unknown[] => {
    const found = report(text, settings).names.find((each) => each.name === name);
    return [found?.unit, found?.evidence[0]?.kind, found?.evidence[0]?.text];
  };

  test('are those of the names, wherever they are met', () => {
    const settings = { units: { drive: 'pA' } };
    const said = ['pA', 'declared', 'the project file gives `drive` in pA'];
    assert.deepEqual(unitOf('drive = 3.0\n', settings, 'drive'), said);
    assert.deepEqual(unitOf('def f(drive):\n    return drive\n', settings, 'drive'), said);
    assert.deepEqual(unitOf('class A:\n    def __init__(self):\n        self.drive = 3.0\n', settings, 'drive'), said);
    assert.deepEqual(unitOf('p = {"drive": 3.0}\n', settings, 'drive'), said);
    assert.deepEqual(unitOf('drives = 3.0\n', settings, 'drives')[0], null);
  });

  test('are believed against a name, and a declaration in the text against them', () => {
    assert.equal(unitOf('t_ms = 3.0\n', { units: { t_ms: 's' } }, 't_ms')[0], 's');
    assert.equal(unitOf('drive = 3.0  # unit: pA\n', { units: { drive: 'nA' } }, 'drive')[0], 'pA');
  });

  test('are witnesses in findings', () => {
    const text =
      'import nest\nstrength = 0.1\nn = nest.Create("iaf_psc_exp", 2)\nnest.Connect(n, n, syn_spec={"weight": strength})\n';
    assert.deepEqual(rulesIn(report(text, {})), []);
    assert.deepEqual(rulesIn(report(text, { units: { strength: 'nA' } })), ['error unit-mismatch']);
    assert.deepEqual(rulesIn(report(text, { units: { strength: 'pA' } })), []);
  });

  test('are those of keys in configuration files', () => {
    const found = report('{ "strength": 3.0 }', { units: { strength: 'nS' } }, 'net/config.json');
    assert.deepEqual(
      found.names.map(({ name, unit }) => [name, unit]),
      [['strength', 'nS']],
    );
  });
});

describe('the assumptions of a project file', () => {
  const valueOf = (text: string, settings: object, name: string): unknown =>
    report(text, settings).names.find((each) => each.name === name)?.value;

  test('stand where nothing tells, and nowhere else', () => {
    const settings = { assume: { n: 4, V_rest: '-65 mV' } };
    assert.equal(valueOf('def f(n):\n    m = n * 2\n    return m\n', settings, 'm'), '8');
    assert.equal(valueOf('import sys\nn = read(sys.argv)\nm = n * 2\n', settings, 'm'), '8');
    assert.equal(valueOf('n = 3\nm = n * 2\n', settings, 'm'), '6');
    assert.equal(valueOf('def f(n=3):\n    m = n * 2\n    return m\nf()\n', settings, 'm'), '6');
    const voltage = report('def f(V_rest):\n    v = V_rest + 5\n    return v\n', settings).names.find(
      (each) => each.name === 'v',
    );
    assert.deepEqual([voltage?.value, voltage?.unit], ['-60', 'mV']);
  });

  test('hold for what stands in files', () => {
    const text = 'import h5py\nf = h5py.File("a.h5", "r")\nm = f["net/scale"][()] * 2\n';
    assert.equal(valueOf(text, { assume: { scale: 2.5 } }, 'm'), '5');
  });

  test('decide which way a branch goes', () => {
    const text = 'def f(fast):\n    if fast:\n        dt_ms = 1.0\n    else:\n        dt_ms = 0.1\n    return dt_ms\n';
    assert.deepEqual(report(text, {}).dead, []);
    assert.equal(report(text, { assume: { fast: true } }).dead.length, 1);
  });
});
