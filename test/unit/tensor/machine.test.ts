// Tests the array machine on small pieces of code whose results are known in closed form.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseModule } from '../../../src/core/python/parse';
import { Machine } from '../../../src/core/tensor/machine';
import { spectralRadius } from '../../../src/core/tensor/linear';
import { isItems, isTensor, isUnknown, type Value } from '../../../src/core/tensor/values';
import { grammar } from '../_grammar';

const head =
  'import math\nimport numpy as np\nimport torch\nimport torch.nn as nn\nimport torch.nn.functional as F\nfrom torch.nn import init\n';

function valueOf(code: string): Value {
  const machine = new Machine({ findModule: () => null });
  const body = code.split('\n').map((line) => `    ${line}\n`).join(''); // prettier-ignore
  const text = `${head}def f():\n${body}    return y\ny = f()\n`;
  const { names } = machine.load({ file: 'a.py', module: parseModule(grammar, text) });
  return names.get('y') ?? null;
}

const plain = (value: Value): unknown =>
  isTensor(value)
    ? { shape: [...value.shape], data: [...value.data] }
    : isItems(value)
      ? value.items.map(plain)
      : value;

const cases: readonly (readonly [name: string, code: string, shape: readonly number[], data: readonly number[]])[] = [
  ['a range in rows, transposed', 'y = torch.arange(6).reshape(2, 3).T', [3, 2], [0, 3, 1, 4, 2, 5]],
  ['a column beside a row', 'y = torch.tensor([[1.0], [2.0]]) * torch.tensor([3.0, 4.0])', [2, 2], [3, 4, 6, 8]],
  ['a product of matrices', 'y = torch.tensor([[1.0, 2.0]]) @ torch.tensor([[3.0], [4.0]])', [1, 1], [11]],
  ['a batch of products', 'y = torch.ones(2, 3, 4) @ torch.ones(4, 5)', [2, 3, 5], new Array<number>(30).fill(4)],
  ['einsum', "y = torch.einsum('ij,bj->bi', torch.tensor([[1., 2.], [3., 4.]]), torch.tensor([[1., 10.]]))", [1, 2], [21, 43]],
  ['a part that is written', 'y = torch.zeros(2, 3)\ny[:, 1:] = 2.0\ny[0, -1] += 1', [2, 3], [0, 2, 3, 0, 2, 2]],
  ['a signed mask with an empty diagonal', 'y = np.tile([1] * 2 + [-1], (3, 1))\nnp.fill_diagonal(y, 0)', [3, 3], [0, 1, -1, 1, 0, -1, 1, 1, 0]],
  ['elements by a condition', 'x = torch.tensor([1., -2., 3.])\ny = x[x > 0]', [2], [1, 3]],
  ['rows by a list', 'y = torch.arange(6).view(3, 2)[[2, 0]]', [2, 2], [4, 5, 0, 1]],
  ['a new axis and an ellipsis', 'y = torch.ones(2, 3)[..., None]', [2, 3, 1], [1, 1, 1, 1, 1, 1]],
  ['a mean over an axis', 'y = torch.tensor([[1., 3.], [5., 9.]]).mean(dim=1, keepdim=True)', [2, 1], [2, 7]],
  ['torch’s spread, divided by n − 1', 'y = torch.tensor([[1., 3.]]).std(dim=1)', [1], [Math.SQRT2]],
  ['numpy’s spread, divided by n', 'y = np.std(np.array([[1., 3.]]), axis=1)', [1], [1]],
  ['stacked steps', 'out = []\nfor i in []:\n    pass\ny = torch.stack([torch.zeros(2), torch.ones(2)], dim=1)', [2, 2], [0, 1, 0, 1]],
  ['a bound from below', 'y = torch.clamp(torch.tensor([-1., 2.]), min=0.0)', [2], [0, 2]],
]; // prettier-ignore

describe('the array machine', () => {
  for (const [name, code, shape, data] of cases)
    test(`gives ${name}`, () => {
      const got = plain(valueOf(code)) as { shape: number[]; data: number[] };
      assert.deepEqual(got.shape, shape);
      got.data.forEach((value, i) => assert.ok(Math.abs(value - (data[i] as number)) < 1e-12, `${value} at ${i}`));
    });

  test('draws weights within the bounds that torch has, whatever its arguments are called', () => {
    const bounded = (code: string, bound: number): void => {
      const { data } = plain(valueOf(code)) as { data: number[] };
      const most = Math.max(...data.map(Math.abs));
      assert.ok(most <= bound && most > 0.8 * bound, `${most} of ${bound}`);
    };
    bounded('y = nn.Parameter(torch.Tensor(40, 25))\ninit.kaiming_uniform_(y, a=math.sqrt(5))', 0.2);
    bounded('y = torch.empty(40, 25)\nnn.init.uniform_(y, a=-0.3, b=0.3)', 0.3);
    bounded('y = nn.Linear(25, 40).weight', 0.2);
    bounded('y = torch.empty(40, 24)\nnn.init.xavier_uniform_(y)', Math.sqrt(6 / 64));
  });

  test('knows that it does not know', () => {
    assert.ok(isUnknown(valueOf('import solver\ny = solver.run(3) + 1')));
    assert.ok(isUnknown(valueOf('y = undefined_name * torch.ones(2)')));
  });

  test('opens nothing and loads nothing', () => {
    const code = "import os\ny = os.system('true')\nz = open('/etc/passwd').read()";
    assert.ok(isUnknown(valueOf(code)));
  });
});

describe('the spectral radius by squaring', () => {
  test('is right for a rotation, a nilpotent and a defective matrix', () => {
    const radius = (...rows: number[]): number | null =>
      spectralRadius(Float64Array.from(rows), Math.sqrt(rows.length));
    assert.ok(Math.abs((radius(0, -2, 2, 0) ?? NaN) - 2) < 1e-9);
    assert.equal(radius(0, 1, 0, 0), 0);
    assert.ok(Math.abs((radius(0.5, 100, 0, 0.5) ?? NaN) - 0.5) < 1e-6);
  });
});
