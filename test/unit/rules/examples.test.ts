// Every example shows what it is named for and nothing else, the sound ones show nothing, and each fix mends what it is offered for.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type Finding } from '../../../src/core/finding';
import { type SourceDocument } from '../../../src/core/lint';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();
const eight = Array.from({ length: 8 }, () => 'implausible-magnitude');

/** By file: the rules that speak up, in the order of the text. */
const expected: Readonly<Record<string, readonly string[]>> = {
  'bins-of-another-width.py': ['bin-mismatch', 'bin-mismatch'],
  'clipped-gradients.py': ['gradients-clipped-for-membrane'],
  'counted-after-reset.py': ['spikes-after-reset'],
  'dead-channel.py': ['dead-channel'],
  'defaults-that-disagree.py': ['disagreeing-default', 'disagreeing-default'],
  'delay-below-dt.py': ['delay-below-dt'],
  'delay-of-no-step.py': ['integer-dt', 'integer-dt'],
  'dt-too-large.py': ['dt-too-large'],
  'first-units-as-recorded.py': ['first-units-for-recorded'],
  'gradient-through-a-spread.py': ['division-by-spread'],
  'inverted-decay.py': ['inverted-decay', 'inverted-decay', 'inverted-decay'],
  'izhikevich-rate-as-time.py': ['divided-by-recovery-rate'],
  'key-of-another-name.py': ['missing-key'],
  'leak-to-zero.py': ['fires-without-input'],
  'loss-of-two-ranges.py': ['unbalanced-loss-terms'],
  'mean-over-masked-trials.py': ['masked-mean-over-all'],
  'membrane-that-grows.py': ['growing-membrane'],
  'nest-weight-in-nA.py': ['unit-mismatch'],
  'noise-too-weak.py': ['silent-input'],
  'percentile-of-nan.py': ['percentile-before-nan'],
  'pynn-weight-in-pA.py': ['unit-mismatch'],
  'rate-per-step.py': ['rate-per-step', 'rate-per-step'],
  'scale-in-the-loop.py': ['scale-inside-recurrence'],
  'share-of-steps-as-rate.py': ['target-in-other-units', 'target-in-other-units'],
  'sign-in-one-path.py': ['half-applied-sign'],
  'smoothing-of-one-bin.py': ['smoothing-of-one-bin'],
  'sound-nest.py': [],
  'sound-pynn.py': [],
  'start-below-the-data.py': ['activation-below-data'],
  'tau-in-seconds.py': ['seconds-as-milliseconds', 'seconds-as-milliseconds'],
  'volts-for-millivolts.py': eight,
  'weight-converted-twice.py': ['converted-twice'],
  'weight-times-ten.py': ['suspicious-weight-scale'],
  'weight-without-its-voltage-scale.py': ['normalised-twice', 'normalised-twice'],
  'weights-divided-by-tau.py': ['silent-input'],
  'weights-too-small.py': ['suspicious-weight-scale'],
};

const read = (name: string): string => readFileSync(`examples/${name}`, 'utf8');

/** With the configuration of the same name that lies beside it. */
function besides(name: string): readonly SourceDocument[] {
  return ['json', 'yaml', 'toml']
    .map((end) => name.replace(/py$/, end))
    .filter((file) => existsSync(`examples/${file}`))
    .map((file) => ({ file, text: read(file) }));
}

const lint = (file: string, text: string): readonly Finding[] =>
  linter.lint([{ file, text }], { context: besides(file) })[0]?.findings ?? [];

describe('the examples', () => {
  test('are all spoken of here', () => {
    const files = readdirSync('examples').filter((file) => file.endsWith('.py'));
    assert.deepEqual(files.sort(), Object.keys(expected).sort());
  });

  for (const [name, rules] of Object.entries(expected)) {
    test(`${name} shows what it is named for, and nothing else`, () => {
      assert.deepEqual(
        lint(name, read(name)).map(({ rule }) => rule),
        rules,
      );
    });
  }

  test('have configuration files in which nothing is wrong by themselves', () => {
    const configs = readdirSync('examples').filter((file) => /\.(?:json|yaml|toml)$/.test(file));
    assert.ok(configs.length >= 2);
    for (const file of configs) assert.deepEqual(lint(file, read(file)), [], file);
  });

  test('say in their first lines what is wrong and where to look', () => {
    for (const name of Object.keys(expected)) {
      const [, text = ''] = /^"""([^]*?)"""/.exec(read(name)) ?? [];
      assert.ok(text.length > 60, name);
      if (!name.startsWith('sound-')) assert.match(text, /Look at|Spikelint marks/, name);
    }
  });

  test('are mended by their fixes', () => {
    const mended = new Set<string>();
    for (const name of Object.keys(expected)) {
      const text = read(name);
      for (const { rule, span, fixes } of lint(name, text)) {
        for (const fix of fixes) {
          const edits = [...fix.edits].sort((a, b) => b.span.start - a.span.start);
          const result = edits.reduce(
            (all, edit) => all.slice(0, edit.span.start) + edit.newText + all.slice(edit.span.end),
            text,
          );
          const left = lint(name, result).filter((each) => each.rule === rule && each.span.start === span.start);
          assert.deepEqual(left, [], `${name}: ${fix.title}`);
          mended.add(rule);
        }
      }
    }
    assert.ok(mended.size >= 12, [...mended].join(' '));
  });
});
