// Tests the diagnostic of a rate network: every figure against torch and numpy on the same files, and the verdicts on data made to deserve them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { createLinter } from '../../../src/core/lint';
import { openData } from '../../../src/data/open';
import { type DataFile } from '../../../src/data/dataset';
import { diagnose } from '../../../src/diagnose/rate/diagnose';
import { type Diagnosis } from '../../../src/diagnose/rate/diagnosis';
import { type Given, prepare } from '../../../src/diagnose/rate/prepare';
import { memoryBytes } from '../../../src/data/bytes';
import { grammar } from '../_grammar';
import { tools } from '../data/_files';

interface Spread {
  readonly mean: number;
  readonly std: number;
}

interface Expected {
  readonly units: number[];
  readonly data: Readonly<Record<string, number>> & { readonly excitatory: Spread };
  readonly inputs: Spread & { readonly channels: readonly (Spread & { readonly nonzero: number })[] };
  readonly model: {
    readonly actual: Spread;
    readonly zero: Spread;
    readonly tenfold: Spread;
    readonly modulation: number;
    readonly temporalStd: number;
    readonly targetTemporalStd: number;
  };
  readonly match: {
    readonly correlation: number;
    readonly modelMean: number;
    readonly targetMean: number;
    readonly modelSpread: number;
    readonly targetSpread: number;
    readonly loss: Readonly<Record<string, number>>;
  };
  readonly spectralRadius: number;
}

const folder = 'test/fixtures/rates';
const expected = JSON.parse(readFileSync('test/recordings/rate_network.json', 'utf8')) as Expected;
const linter = createLinter(grammar);

const open = async (name: string): Promise<{ name: string; file: DataFile }> => ({
  name,
  file: await openData(memoryBytes(readFileSync(`${folder}/${name}`)), tools, name),
});

const code = (name: string, text = readFileSync(`${folder}/${name}`, 'utf8')): Given['code'] => ({
  linter,
  document: { file: name, text },
  beside: [],
  options: {},
  model: null,
});

async function given(more: Partial<Given> = {}): Promise<Given> {
  return {
    data: await open('session.mat'),
    mapping: new Map(),
    weights: [],
    code: null,
    history: null,
    set: new Map(),
    seed: 1,
    ...more,
  };
}

const near = (got: number | null | undefined, wanted: number | undefined, what: string): void =>
  assert.ok(
    typeof got === 'number' &&
      wanted !== undefined &&
      Math.abs(got - wanted) <= 1e-6 * Math.max(Math.abs(wanted), 1e-9),
    `${what} is ${String(got)} and not ${String(wanted)}`,
  );

const idsOf = ({ findings }: Diagnosis): string[] => findings.map(({ id }) => id);

describe('the diagnostic', () => {
  let whole: Diagnosis;

  before(async () => {
    whole = diagnose(
      prepare(
        await given({
          code: code('ei.py'),
          weights: [await open('checkpoint.pt')],
          history: await open('history.json'),
        }),
      ),
    );
  });

  test('describes the data as torch and numpy do', () => {
    const { data } = whole;
    assert.deepEqual(data.shape, [24, 32, 6]);
    for (const key of ['mean', 'std', 'min', 'max', 'p99', 'psthTemporalStd', 'psthNeuronStd'] as const)
      near(data[key], expected.data[key], key);
    assert.equal(data.outliers.count, expected.data.above200);
    near(data.clip.threshold, expected.data.clip, 'the clip');
    assert.equal(data.clip.count, expected.data.clipped);
    near(data.byType[0]?.mean, expected.data.excitatory.mean, 'the mean of excitatory neurons');
    near(data.byType[0]?.std, expected.data.excitatory.std, 'their spread');
    assert.equal(data.mask?.validBins, expected.data.valid);
    assert.equal(data.mask?.emptyTrials, expected.data.empty);
    near(data.mask?.mean, expected.data.validMean, 'the mean of what counts');
    assert.equal(data.stepHz, 40);
  });

  test('describes the inputs channel by channel, and names the dead one', () => {
    near(whole.inputs?.mean, expected.inputs.mean, 'the mean');
    near(whole.inputs?.std, expected.inputs.std, 'the spread');
    whole.inputs?.channels.forEach((channel, i) => {
      near(channel.mean, expected.inputs.channels[i]?.mean, channel.name);
      if (channel.std > 0) near(channel.std, expected.inputs.channels[i]?.std, channel.name);
      near(channel.nonzero, expected.inputs.channels[i]?.nonzero, channel.name);
    });
    assert.deepEqual(
      whole.inputs?.channels.flatMap(({ name, dead }) => (dead ? [name] : [])),
      ['input_gaze'],
    );
  });

  test('runs the checkpoint as torch does, with its input, without, and with ten times it', () => {
    const { model } = whole;
    for (const key of ['actual', 'zero', 'tenfold'] as const) {
      near(model?.rates[key].mean, expected.model[key].mean, key);
      near(model?.rates[key].std, expected.model[key].std, key);
    }
    near(model?.modulation, expected.model.modulation, 'the modulation');
    near(model?.temporalStd.model, expected.model.temporalStd, 'the temporal spread');
    near(model?.temporalStd.target, expected.model.targetTemporalStd, 'the data’s');
  });

  test('holds PSTHs against each other, units paired by type', () => {
    const match = whole.model?.match;
    assert.deepEqual(match?.units, expected.units);
    assert.equal(match?.pairing, 'by type');
    assert.equal(match?.crossed, 2);
    for (const key of ['correlation', 'modelMean', 'targetMean', 'modelSpread', 'targetSpread'] as const)
      near(match?.[key], expected.match[key], key);
    for (const key of ['correlation', 'scale', 'variance', 'total'] as const)
      near(match?.loss?.[key], expected.match.loss[key], `the ${key} loss`);
    near(match?.readoutScale, expected.match.targetMean / expected.match.modelMean, 'the scale of the read-out');
  });

  test('gives the spectral radius of the weights as they act', () => {
    const [recurrent] = whole.weights;
    assert.equal(recurrent?.name, 'W_rec');
    near(recurrent?.spectralRadius?.value, expected.spectralRadius, 'the radius');
    assert.equal(recurrent?.dale?.violations, 0);
  });

  test('says what is wrong, with the gravest first', () => {
    const ids = idsOf(whole);
    for (const id of [
      'empty-trials',
      'dead-channels',
      'scale-mismatch',
      'paired-across-types',
      'loss-exploded',
      'one-term-dominates',
      'overfitting',
      'rates-in-steps',
    ])
      assert.ok(ids.includes(id), `${id} is not in ${ids.join(', ')}`);
    const order = whole.findings.map(({ severity }) => ['problem', 'warning', 'note'].indexOf(severity));
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
  });

  test('judges no metric good by accident', () => {
    const verdicts = Object.fromEntries(whole.metrics.map(({ name, verdict }) => [name, verdict]));
    assert.deepEqual(verdicts, {
      'PSTH correlation': 'below',
      'mean rate': 'below',
      'temporal spread, single trials': 'minimum',
      'temporal spread of the PSTH': 'below',
      'loss trend': 'below',
    });
  });

  test('finds that a linear read-out can learn what follows the inputs', () => {
    assert.equal(whole.learnable?.verdict, 'learnable');
  });
});

describe('models that show nothing', () => {
  const text = readFileSync(`${folder}/ei.py`, 'utf8');
  const verdictsOf = async (changed: string): Promise<Record<string, string>> => {
    const { metrics } = diagnose(prepare(await given({ code: code('ei.py', changed) })));
    return Object.fromEntries(metrics.map(({ name, verdict }) => [name, verdict]));
  };

  test('a constant one has no correlation, rather than a good or a bad one', async () => {
    const verdicts = await verdictsOf(text.replace('r = F.softplus(x)', 'r = F.softplus(x * 0)'));
    assert.equal(verdicts['PSTH correlation'], 'undefined');
    assert.equal(verdicts['temporal spread of the PSTH'], 'below');
  });

  test('one that explodes has no mean', async () => {
    const changed = text.replace('r @ w.T', '1e30 * (r @ torch.abs(w).T) ** 2');
    const { findings, metrics } = diagnose(prepare(await given({ code: code('ei.py', changed) })));
    assert.ok(findings.some(({ id }) => id === 'not-finite'));
    assert.ok(metrics.every(({ verdict }) => verdict !== 'good'));
  });

  test('no model at all leaves its metrics open', async () => {
    const { metrics, noModel } = diagnose(prepare(await given()));
    assert.ok(metrics.every(({ verdict }) => verdict === 'unknown'));
    assert.match(noModel ?? '', /neither code nor weights/);
  });
});

describe('scaling inside the loop', () => {
  test('is a problem, with the loop gain it makes', async () => {
    const { findings, description } = diagnose(prepare(await given({ code: code('scaled_inside.py') })));
    const found = findings.find(({ id }) => id === 'scale-in-loop');
    assert.match(found?.evidence ?? '', /3 · r \+ 0.25/);
    assert.ok((description?.loopGain.most ?? 0) > 2);
  });

  test('is none where only the read-out is scaled', async () => {
    assert.ok(!idsOf(diagnose(prepare(await given({ code: code('ei.py') })))).includes('scale-in-loop'));
  });
});

describe('weights without code', () => {
  test('are run as the usual network, and every assumption is said', async () => {
    const found = diagnose(
      prepare(await given({ weights: [await open('checkpoint.pt')], set: new Map([['activation', 'softplus']]) })),
    );
    assert.equal(found.description?.units, 12);
    assert.ok(found.notes.some((note) => /taken to act as/.test(note)));
    // All that is assumed is so in this checkpoint, but for its dt/τ, which the configuration says.
    near(found.weights[0]?.spectralRadius?.value, expected.spectralRadius, 'the radius');
    near(found.model?.match?.correlation, expected.match.correlation, 'the correlation');
    near(found.model?.rates.tenfold.mean, expected.model.tenfold.mean, 'the mean with tenfold input');
  });
});

describe('a model that takes other channels than the data have', () => {
  test('is described, and not run', async () => {
    const found = diagnose(
      prepare(
        await given({
          code: code('ei.py'),
          weights: [await open('checkpoint.pt')],
          mapping: new Map([['inputs', ['input_cue']]]),
        }),
      ),
    );
    assert.equal(found.model, null);
    assert.match(found.noModel ?? '', /takes 5 channels and the data have 1/);
    assert.ok(idsOf(found).includes('channel-count'));
    assert.ok(found.metrics.every(({ verdict }) => verdict === 'unknown'));
  });
});

describe('which array is which', () => {
  test('can be said, and what is not there is named', async () => {
    const said = await given({ mapping: new Map([['inputs', ['input_go', 'input_cue']]]) });
    assert.deepEqual(
      diagnose(prepare(said)).inputs?.channels.map(({ name }) => name),
      ['input_go', 'input_cue'],
    );
    const wrong = await given({ mapping: new Map([['targets', ['fr']]]) });
    assert.throws(() => prepare(wrong), /there is no "fr" to take for targets/);
    const role = await given({ mapping: new Map([['target', ['fr']]]) });
    assert.throws(() => prepare(role), /there is no role "target"/);
  });

  test('a file without rates ends in one line that says what it holds', async () => {
    const none = await given({ data: await open('history.json') });
    assert.throws(() => prepare(none), /no firing rates are found in it/);
  });

  test('inputs stand in the order in which the code reads them', async () => {
    const loader =
      "def load(f):\n    parts = [f['input_where'], f['input_cue']]\n    parts.append(f['input_go'])\n    return parts\n";
    const text = `${readFileSync(`${folder}/ei.py`, 'utf8')}\n\n${loader}`;
    const { inputs } = diagnose(prepare(await given({ code: code('ei.py', text) })));
    assert.deepEqual(
      inputs?.channels.map(({ name }) => name),
      ['input_where[0]', 'input_where[1]', 'input_cue', 'input_go', 'input_gaze'],
    );
  });
});
