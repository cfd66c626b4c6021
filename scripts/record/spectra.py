"""Records what the statistics of weight matrices are held against in test/unit/stats/: numpy on the same matrices.

    python3 scripts/record/spectra.py        (numpy 1.24; writes test/recordings/spectra.json; a few seconds)

Large matrices are not recorded but drawn alike here and in the tests, by Park and Miller's generator.
"""
import json
import os

import numpy as np

from rate_statistics import plain


def uniform(seed, count):
    values, state = np.empty(count), seed
    for i in range(count):
        state = state * 48271 % 2147483647
        values[i] = state / 2147483647
    return values


def drawn(seed, n, kind):
    """As `drawn` in test/unit/stats/_matrices.ts."""
    u = uniform(seed, n * n).reshape(n, n)
    centred = (u - 0.5) * np.sqrt(12 / n)
    if kind == 'plain':
        return centred
    if kind == 'ei':  # each column of one sign, four fifths excitatory, balanced
        return u / np.sqrt(n) * np.where(np.arange(n) < 0.8 * n, 1, -4)
    if kind == 'sparse':  # one in ten, with its own sign
        return np.where(u < 0.1, (u - 0.05) * 100 / np.sqrt(n), 0)
    if kind == 'symmetric':
        return np.triu(centred) + np.triu(centred, 1).T
    if kind == 'shifted':  # one large eigenvalue outside the circle
        return centred + 3 / n
    raise ValueError(kind)


def small_matrices():
    ring = np.roll(np.eye(9), 1, axis=1)
    orthogonal = np.linalg.qr(uniform(5, 36).reshape(6, 6) - 0.5)[0]
    graded = np.diag(10.0 ** np.arange(0, 24, 4))
    block = uniform(11, 36).reshape(6, 6) - 0.5
    cases = {
        'one entry': np.array([[-3.5]]),
        'zeros': np.zeros((5, 5)),
        'identity': np.eye(4),
        'random': drawn(3, 12, 'plain'),
        'excitatory and inhibitory': drawn(4, 40, 'ei'),
        'symmetric': drawn(5, 20, 'symmetric'),
        'rotation': np.array([[0.6, -0.8], [0.8, 0.6]]),
        'chain without a loop': np.diag([2.0, 3.0, 4.0, 5.0], 1),
        'chain in another order': np.diag([2.0, 3.0, 4.0, 5.0], 1)[[3, 1, 4, 0, 2]][:, [3, 1, 4, 0, 2]],
        'ring': ring * 0.9,
        'two rings and a chain': np.block([[ring[:4, :4] * 0, np.eye(4)[:, [1, 2, 3, 0]]], [np.eye(4)[:, [1, 0, 3, 2]], np.zeros((4, 4))]]),
        'huge': block * 1e300,
        'tiny': block * 1e-300,
        'badly scaled': graded @ block @ np.linalg.inv(graded),
        'upper triangular': np.triu(block),
        'nearly equal': np.eye(6) + 1e-9 * block,
        'rank one': np.outer(block[0], block[1]),
        'companion of (x - 1)(x - 2)(x - 3)(x - 4)': np.array([[10.0, -35, 50, -24], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]]),
    }
    result = []
    for name, a in cases.items():
        w = np.linalg.eigvals(a)
        result.append(dict(name=name, size=len(a), values=a.ravel(), re=w.real, im=w.imag, singular=np.linalg.svd(a, compute_uv=False)))
    jordan = orthogonal @ (np.eye(6) * 0.9 + np.eye(6, k=1)) @ orthogonal.T
    return dict(cases=result, defective=dict(size=6, values=jordan.ravel(), eigenvalue=0.9))


def large_matrices():
    cases = []
    for seed, n, kind in [(1, 150, 'plain'), (2, 200, 'ei'), (3, 300, 'sparse'), (4, 200, 'symmetric'), (5, 160, 'shifted'), (6, 260, 'plain')]:
        a = drawn(seed, n, kind)
        w = np.linalg.eigvals(a)
        largest = w[np.argsort(-np.abs(w))][:8]
        s = np.linalg.svd(a, compute_uv=False)
        cases.append(dict(seed=seed, size=n, kind=kind, radius=np.abs(w).max(), trace=np.trace(a), largest=np.abs(largest), singular=s[:5], all=s.sum()))
    return cases


def oblong():
    result = []
    for name, rows, columns in (('tall', 9, 5), ('wide', 5, 9), ('one row', 1, 6), ('one column', 6, 1)):
        a = uniform(rows * 10 + columns, rows * columns).reshape(rows, columns) - 0.5
        result.append(dict(name=name, rows=rows, columns=columns, values=a.ravel(), singular=np.linalg.svd(a, compute_uv=False)))
    low = np.outer(uniform(3, 7), uniform(4, 6)) + np.outer(uniform(5, 7), uniform(6, 6))
    result.append(dict(name='of rank two', rows=7, columns=6, values=low.ravel(), singular=np.linalg.svd(low, compute_uv=False)))
    return result


def fits():
    rows = 60
    x = uniform(21, rows * 5).reshape(rows, 5) * [1, 10, 0.1, 1, 1] + [0, 100, 0, 1, 2]
    noise = uniform(22, rows * 2).reshape(rows, 2) - 0.5
    y = x @ (uniform(23, 10).reshape(5, 2) - 0.5) + 0.2 * noise + 7
    cases = []
    for name, inputs, intercept, ridge in (('plain', x, True, 0), ('without an intercept', x, False, 0), ('ridge', x, True, 3.0),
                                           ('ridge without an intercept', x, False, 0.5),
                                           ('the same input twice', np.column_stack([x, x[:, 0]]), True, 0),
                                           ('more inputs than rows', np.column_stack([x, x ** 2])[:6], True, 0)):
        outputs = y[:len(inputs)]
        xc = inputs - inputs.mean(0) if intercept else inputs
        yc = outputs - outputs.mean(0) if intercept else outputs
        if ridge:
            b = np.linalg.solve(xc.T @ xc + ridge * np.eye(xc.shape[1]), xc.T @ yc)
        else:
            b = np.linalg.lstsq(xc, yc, rcond=np.finfo(float).eps * max(len(inputs), xc.shape[1]))[0]
        left = yc - xc @ b
        cases.append(dict(name=name, rows=len(inputs), inputs=inputs.shape[1], x=inputs.ravel(), y=outputs.ravel(), intercept=intercept, ridge=ridge,
                          coefficients=b.ravel(), intercepts=outputs.mean(0) - inputs.mean(0) @ b if intercept else [0, 0],
                          residualSquares=(left ** 2).sum(0), rSquared=1 - (left ** 2).sum(0) / (yc ** 2).sum(0),
                          rank=int(np.linalg.matrix_rank(xc, tol=np.linalg.svd(xc, compute_uv=False)[0] * np.finfo(float).eps * max(xc.shape)))))
    return cases


def signs():
    n = 10
    w = drawn(31, n, 'ei') * (uniform(32, n * n).reshape(n, n) < 0.6)
    np.fill_diagonal(w, 0)
    w[:, 6] = 0
    w[6, 1] *= -2
    w[7, 9] *= -2
    positive, negative = np.where(w > 0, w, 0), np.where(w < 0, w, 0)
    off = ~np.eye(n, dtype=bool)
    sign = np.sign(w.sum(0))
    e, i = [w[:, sign == s][off[:, sign == s]] for s in (1, -1)]
    ne, ni = int((sign == 1).sum()), int((sign == -1).sum())
    with np.errstate(all='ignore'):
        balance = lambda axis: w.sum(axis) / np.abs(w).sum(axis)
        return dict(size=n, values=w.ravel(), positiveRows=positive.sum(1), negativeColumns=negative.sum(0),
                    rowBalance=balance(1), columnBalance=balance(0), signs=sign,
                    violations=int((w * sign < 0).sum()), violatingPart=np.abs(w[w * sign < 0]).sum() / np.abs(w).sum(),
                    mixed=np.flatnonzero((w * sign < 0).any(0)), inDegree=(w != 0).sum(1), outDegree=(w != 0).sum(0), inStrength=w.sum(1),
                    radius=np.sqrt(ne * e.var() + ni * i.var()), outlier=ne * e.mean() + ni * i.mean(),
                    min=w.min(), max=w.max(), mean=w.mean(), std=w.std(), zeros=int((w == 0).sum()),
                    spectralRadius=np.abs(np.linalg.eigvals(w)).max())


if __name__ == '__main__':
    content = dict(recordedWith=f'numpy {np.__version__}, scripts/record/spectra.py', small=small_matrices(), large=large_matrices(),
                   oblong=oblong(), fits=fits(), signs=signs())
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'test', 'recordings', 'spectra.json')
    with open(path, 'w') as file:
        json.dump(plain(content), file)
        file.write('\n')
