// Places in texts lead back into the literals that they were written in.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { joinedTexts, literalText, placeInText, TextBuilder } from '../../../src/core/evaluate/texts';
import { type Text } from '../../../src/core/evaluate/value';
import { literalPlaces } from '../../../src/core/python/strings';

const spanIn = (source: string, literal: string): { file: string; start: number; end: number } => {
  const start = source.indexOf(literal);
  return { file: 'model.py', start, end: start + literal.length };
};

/** What stands in the source at the place of `wanted` in the text. */
function found(source: string, of: Text, wanted: string): string | null {
  const at = of.value.indexOf(wanted);
  const span = placeInText(of, at, at + wanted.length, (each) => source.slice(each.start, each.end));
  return span && source.slice(span.start, span.end);
}

describe('literals', () => {
  for (const [written, value] of [
    [`'dv/dt = x'`, 'dv/dt = x'],
    [`"""a\n  b = c"""`, 'a\n  b = c'],
    [`'a\\n' 'x = b'`, 'a\nx = b'],
    [`('a'  # one\n   r'\\b = c')`.slice(1, -1), 'a\\b = c'],
    [`'tab\\tx\\u00b5 = y'`, 'tab\tx\u00b5 = y'],
  ] as const)
    test(JSON.stringify(written), () => {
      const places = literalPlaces(written);
      assert.equal(places?.length, value.length);
      const at = value.indexOf(' = ');
      const offset = places[at];
      if (at !== -1) assert.equal(written.slice(offset, (offset ?? 0) + 3), ' = ');
    });
  test('that are formatted have none', () => assert.equal(literalPlaces(`f'{x}'`), null));
});

test('joined texts keep the places of their parts', () => {
  const source = `a = 'first : volt'\nb = '''second\n : amp'''`;
  const joined = joinedTexts([
    literalText('first : volt', spanIn(source, `'first : volt'`)),
    literalText('second\n : amp', spanIn(source, `'''second\n : amp'''`)),
  ]);
  assert.equal(found(source, joined, 'volt'), 'volt');
  assert.equal(found(source, joined, 'amp'), 'amp');
});

test('what is filled in stands in the pattern, and what follows it keeps its place', () => {
  const source = `eqs = 'dv/dt = %s/tau : volt' % name`;
  const pattern = literalText('dv/dt = %s/tau : volt', spanIn(source, `'dv/dt = %s/tau : volt'`));
  const builder = new TextBuilder();
  builder.part(pattern, 0, 8);
  builder.filled('current', pattern, 8);
  builder.part(pattern, 10, pattern.value.length);
  const text = builder.text();
  assert.equal(text.value, 'dv/dt = current/tau : volt');
  assert.equal(found(source, text, 'tau'), 'tau');
  assert.equal(found(source, text, 'current'), `'dv/dt = %s/tau : volt'`);
});

test('a text that no literal gave has no place', () => {
  assert.equal(
    placeInText({ kind: 'text', value: 'x' }, 0, 1, () => ''),
    null,
  );
});
