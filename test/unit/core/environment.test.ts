// Settings of the environment: what is read of files that make them and of code that reads them, and what a hover says.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseConfig } from '../../../src/core/config/parse';
import { setsEnvironment } from '../../../src/core/environment/files';
import { environmentIn } from '../../../src/core/environment/settings';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();

describe('files that set the environment', () => {
  test('are known by their names', () => {
    for (const name of ['.env', 'lab/.env.test', 'prod.env', 'run.sh', 'Dockerfile', 'a/Dockerfile.worker', 'docker-compose.prod.yml'])
      assert.ok(setsEnvironment(name), name);
    for (const name of ['environment.yml', 'model.py', 'config.json', 'values.yaml', 'env.py'])
      assert.ok(!setsEnvironment(name), name);
  }); // prettier-ignore

  test('a Dockerfile’s instructions go on over lines, and their places are those of the text', () => {
    const text = 'FROM python\nARG RATE=5\nENV A_B="x y" \\\n    TAU_MS=20\nENV OLD 0.5\nRUN echo C=1\n';
    const settings = environmentIn('Dockerfile', 'docker', parseConfig('docker', text).root);
    assert.deepEqual(
      settings.map(({ name, value }) => [name, value]),
      [
        ['RATE', '5'],
        ['A_B', 'x y'],
        ['TAU_MS', '20'],
        ['OLD', '0.5'],
      ],
    );
    for (const { name, nameSpan, value, span } of settings) {
      assert.equal(text.slice(nameSpan.start, nameSpan.end), name);
      assert.ok(text.slice(span.start, span.end).includes(value));
    }
  });

  test('of a compose file, only what stands under `environment` is a setting', () => {
    const text =
      'services:\n  a:\n    environment:\n      - TAU=20\n      - "MODE=fast"\n    labels:\n      OTHER: 1\n';
    const settings = environmentIn('compose.yaml', 'yaml', parseConfig('yaml', text).root);
    assert.deepEqual(
      settings.map(({ name, value, span }) => [name, value, text.slice(span.start, span.end)]),
      [
        ['TAU', '20', '20'],
        ['MODE', 'fast', 'fast'],
      ],
    );
  });
});

describe('a hover over a setting', () => {
  const code = `import os
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="LAB_")
    rate: float = Field(default=10.0, gt=0, le=100.0, description="how often a neuron fires")

steps = int(os.environ.get("LAB_STEPS", "100"))
`;
  const text = 'LAB_RATE=20\nLAB_STEPS=50\nT4DM_STDP_LEARNING_RATE=0.01\nPATH_TO=1\n';
  const context = [
    { file: 'lab/settings.py', text: code },
    { file: 'lab/compose.yaml', text: 'services:\n  a:\n    environment:\n      LAB_STEPS: 70\n' },
  ];
  const said = (name: string): string =>
    linter.explain({ file: 'lab/.env', text }, text.indexOf(name) + 1, { context })?.form ?? '';

  test('says what a class of settings takes, and its default', () => {
    assert.match(said('LAB_RATE'), /how often a neuron fires; takes a number, above 0, at most 100/);
    assert.match(said('LAB_RATE'), /where it is not set, `10\.0` holds/);
  });

  test('says what the code makes of the text, and what another file sets', () => {
    assert.match(said('LAB_STEPS'), /takes a whole number/);
    assert.match(said('LAB_STEPS'), /compose\.yaml sets it to `70`/);
  });

  test('says what a rate of learning comes to, and nothing of what nobody knows', () => {
    assert.match(said('T4DM_STDP'), /100 pairs go from 0 to 1/);
    assert.equal(said('PATH_TO'), '');
  });
});
