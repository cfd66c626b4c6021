// Tests that an edited text comes out as if it had been read for the first time, with the statements that were not edited kept.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { parseModule } from '../../../src/core/python/parse';
import { grammar } from '../_grammar';
import { sample } from './_sample';

/** A generator with a seed: a failure can be seen again. */
function seeded(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const snippets = [
  ...[
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '"""',
    '\n',
    '    ',
    '\n    ',
    ' ',
    'x',
    '=',
    ':',
    '\\',
    '#',
    '\t',
    '@',
    ';',
  ],
  ...[
    'if x:\n',
    'else:\n',
    'def f(',
    'f"{',
    '%',
    '!ls',
    '\r\n',
    'lambda: ',
    'try:\n',
    'except ',
    'match x:\n',
    '    case 1:\n',
  ],
  ...['class A:\n', 'é', '\n\n', 'for i in ', ' as ', 'return '],
];

function edited(text: string, random: (limit: number) => number): string {
  const at = random(text.length + 1);
  const kind = random(10);
  if (kind < 5) return text.slice(0, at) + (snippets[random(snippets.length)] ?? '') + text.slice(at);
  if (kind < 7) return text.slice(0, at) + text.slice(at + 1 + random(3));
  if (kind < 8) return text.slice(0, at) + text.slice(at + random(400));
  const from = random(text.length);
  return text.slice(0, at) + text.slice(from, from + random(300)) + text.slice(at);
}

const texts = [
  sample,
  ...readdirSync('.', { recursive: true, encoding: 'utf8' })
    .filter((path) => /^(?:examples|test)\/.*\.py$/.test(path.replaceAll('\\', '/')))
    .sort()
    .slice(0, 5)
    .map((path) => readFileSync(path, 'utf8')),
];

describe('incremental parsing', () => {
  test('random edits', () => {
    const random = seeded(20_261_121);
    for (let round = 0; round < 24; round++) {
      let text = texts[round % texts.length] ?? sample;
      let module = parseModule(grammar, text);
      for (let step = 0; step < 20; step++) {
        const before = text;
        text = edited(text, random);
        module = parseModule(grammar, text, module);
        assert.deepEqual(
          module,
          parseModule(grammar, text),
          `round ${round}, step ${step}:\n${before}\n=====\n${text}`,
        );
      }
    }
  });

  test('unchanged statements are the same objects, moved', () => {
    const before = parseModule(grammar, sample);
    const [firstImport] = before.body;
    const last = before.body.at(-1);
    const lastStart = last?.start ?? 0;
    const at = sample.indexOf('tau_m = 20.');
    const text = `${sample.slice(0, at)}added = 1\n${sample.slice(at)}`;
    const after = parseModule(grammar, text, before);
    assert.equal(after.body[0], firstImport);
    assert.equal(after.body.at(-1), last);
    assert.equal(last?.start, lastStart + 'added = 1\n'.length);
    assert.equal(after.body.length, before.body.length + 1);
  });

  test('an edit inside a long class keeps the other methods', () => {
    const methods = Array.from({ length: 40 }, (_, at) => `    def method_${at}(self, a):\n        return a + ${at}\n`);
    const text = `class Big:\n${methods.join('\n')}`;
    const before = parseModule(grammar, text);
    const kept = before.body[0]?.kind === 'class' ? [...before.body[0].body] : [];
    const after = parseModule(grammar, text.replace('a + 20', 'a - 20'), before);
    const found = after.body[0]?.kind === 'class' ? after.body[0].body : [];
    assert.equal(found.length, 40);
    assert.deepEqual(
      found.map((each, at) => (each === kept[at] ? null : at)).filter((at) => at !== null),
      [20],
    );
  });
});
