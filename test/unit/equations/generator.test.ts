// Brian 2's generators of synapses as plain data: what they run over, what they give, and what is none.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseGenerator } from '../../../src/core/equations/generator';
import { type Expression } from '../../../src/core/equations/tree';

/** Written with all its parentheses. */
function shown(of: Expression | null): string {
  if (of === null) return '';
  switch (of.kind) {
    case 'number':
      return of.text;
    case 'name':
      return of.name;
    case 'flag':
      return String(of.value);
    case 'call':
      return `${of.name}(${of.args.map(shown).join(', ')})`;
    case 'unary':
      return `(${of.operator} ${shown(of.operand)})`;
    default:
      return `(${shown(of.left)} ${of.operator} ${shown(of.right)})`;
  }
}

describe('generators', () => {
  for (const [text, result, over, condition] of [
    ['k for k in range(i-3, i+4) if k != i', 'k', '(i - 3), (i + 4), 1', '(k != i)'],
    ['k for k in range(N_post)', 'k', '0, N_post, 1', ''],
    ['(i + 2*k) % N_post for k in range(0, 10, 2)', '((i + (2 * k)) % N_post)', '0, 10, 2', ''],
    ['k for k in sample(N_post, p=0.1)', 'k', '0, N_post, 1, p = 0.1', ''],
    ['k for k in sample(0, N_pre, size=int(C/2)) if k < j', 'k', '0, N_pre, 1, size = int((C / 2))', '(k < j)'],
    ['i + 1', '(i + 1)', '0, 1, 1', ''],
    ['i // 2 if i > 3', '(i // 2)', '0, 1, 1', '(i > 3)'],
  ] as const)
    test(text, () => {
      const read = parseGenerator(text);
      assert.ok(read);
      const { low, high, step, chance, size } = read.over;
      const drawn = [chance && `p = ${shown(chance)}`, size && `size = ${shown(size)}`].filter((each) => each !== null);
      assert.equal(shown(read.result), result);
      assert.equal([shown(low), shown(high), shown(step), ...drawn].join(', '), over);
      assert.equal(shown(read.condition), condition);
    });

  for (const text of [
    'k for k in something(10)',
    'k for k in range(10) for l in range(3)',
    'k for k in sample(10)',
    'k for k in sample(10, p=0.1, size=2)',
    'k for k in range(10',
    'for',
  ])
    test(`none: ${text}`, () => assert.equal(parseGenerator(text), null));
});
