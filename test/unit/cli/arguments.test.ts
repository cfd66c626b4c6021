// Tests how arguments are read and what is said of those that make no sense.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readArguments } from '../../../src/cli/arguments';
import type { Command } from '../../../src/cli/command';
import { nearest } from '../../../src/core/nearest';
import { UsageProblem } from '../../../src/cli/problem';

const command: Command = {
  name: 'try',
  operands: 'FILE',
  least: 1,
  most: 2,
  summary: '',
  description: [],
  options: [
    { name: 'format', value: 'FORMAT', help: '', choices: ['text', 'json'], byDefault: 'text' },
    { name: 'ms', value: 'MS', help: '' },
  ],
  examples: [],
  run: () => Promise.resolve(0),
};

const refusal = (...words: string[]): string => {
  try {
    const given = readArguments(command, words);
    given.number('ms', { above: 0 });
  } catch (error) {
    assert.ok(error instanceof UsageProblem);
    return error.message;
  }
  return 'taken';
};

describe('arguments', () => {
  test('stand in any order, values with a space or an equals sign', () => {
    const given = readArguments(command, ['--ms=5', 'a.py', '--format', 'json', 'b.py']);
    assert.deepEqual(given.operands, ['a.py', 'b.py']);
    assert.equal(given.text('format'), 'json');
    assert.equal(given.number('ms'), 5);
  });

  test('have their defaults, and the last one wins', () => {
    assert.equal(readArguments(command, ['a']).text('format'), 'text');
    assert.equal(readArguments(command, ['a']).number('ms'), undefined);
    assert.equal(readArguments(command, ['a', '--ms', '1', '--ms', '-2']).number('ms'), -2);
  });

  test('behind "--" are operands, and so is a lone dash', () => {
    assert.deepEqual(readArguments(command, ['-', '--', '--ms']).operands, ['-', '--ms']);
  });

  test('that make no sense are refused in one line', () => {
    assert.equal(refusal(), '"try" needs FILE');
    assert.equal(refusal('a', 'b', 'c'), '"try" takes no "c": one at a time');
    assert.equal(refusal('a', '--fromat', 'json'), '"try" has no option --fromat; --format is meant?');
    assert.equal(refusal('a', '-x'), '"try" has no option -x');
    assert.equal(refusal('a', '--ms'), '--ms needs a value: --ms MS');
    assert.equal(refusal('a', '--format', 'xml'), '--format is one of text, json, not "xml"');
    for (const ms of ['', ' ', 'ten', '0', '-1', 'Infinity', 'NaN'])
      assert.equal(refusal('a', `--ms=${ms}`), `--ms takes a number above 0, not "${ms}"`);
    assert.equal(refusal('a', '--ms', '1e3'), 'taken');
  });
});

test('the nearest word is one that a slip of the finger leads to', () => {
  assert.equal(nearest('chekc', ['check', 'units']), 'check');
  assert.equal(nearest('Units', ['check', 'units']), 'units');
  assert.equal(nearest('simulate', ['check', 'units']), null);
});
