"""The peer of bench/stats.mjs: for each line of JSON on its input it does one thing with numpy and prints how long that took and what came out.

Data come as files of raw doubles. It runs on one thread, as what it is compared with, and measures the processor's time.
"""
import json
import os
import sys
import time

for name in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'):
    os.environ[name] = '1'

import numpy as np  # noqa: E402  (the threads must be set before)


def work(task, data):
    kind = task['kind']
    if kind in ('radius', 'eigenvalues'):
        n = task['size']
        values = np.linalg.eigvals(data[0].reshape(n, n))
        return float(np.abs(values).max())
    if kind == 'singular':
        n = task['size']
        return float(np.linalg.svd(data[0].reshape(n, n), compute_uv=False)[0])
    if kind == 'percentiles':
        return np.percentile(data[0], task['wanted']).tolist()
    if kind == 'histogram':
        return int(np.histogram(data[0], task['bins'])[0].max())
    if kind == 'psth':
        return int(np.histogram(data[0], np.arange(0, task['ms'] + task['binMs'] / 2, task['binMs']))[0].max())
    if kind == 'correlation':
        times, ids = data
        bins = int(task['ms'] / task['binMs'])
        # The fast way in numpy: one two-dimensional count by bincount.
        at = np.minimum((times / task['binMs']).astype(np.int64), bins - 1)
        counts = np.bincount(ids.astype(np.int64) * bins + at, minlength=task['neurons'] * bins).reshape(task['neurons'], bins)
        matrix = np.corrcoef(counts)
        return float((matrix.sum() - task['neurons']) / task['neurons'] / (task['neurons'] - 1))
    if kind == 'series':
        matrix = np.corrcoef(data[0].reshape(task['neurons'], -1))
        return float((matrix.sum() - task['neurons']) / task['neurons'] / (task['neurons'] - 1))
    raise ValueError(kind)


print(json.dumps(dict(numpy=np.__version__)), flush=True)
for line in sys.stdin:
    task = json.loads(line)
    data = [np.fromfile(path) for path in task['files']]
    start = time.process_time()
    result = work(task, data)
    print(json.dumps(dict(ms=(time.process_time() - start) * 1000, result=result)), flush=True)
