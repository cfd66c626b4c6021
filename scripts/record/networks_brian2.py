"""Records how networks of bench/networks.json fire in Brian2 with ten seeds, for test/unit/sim/networks.test.ts.

    python3 scripts/record/networks_brian2.py        (Brian2 2.5, writes test/recordings/networks.json)

Each number is over the last 800 of 1000 ms: spikes per neuron and second; the mean coefficient of variation of the intervals of
the neurons with at least five spikes; the mean correlation of the counts in 5 ms of the first 200 excitatory neurons that fired.
A neuron of Brian2 is refractory for one update less than ours, so that its refractory time is one step longer here.
"""
import json
import os
import shutil
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, '..', '..')
sys.path.insert(0, os.path.join(ROOT, 'bench', 'peers'))
from brian2_network import run_again, standalone  # noqa: E402
import brian2  # noqa: E402
from brian2 import ms  # noqa: E402

SEEDS = 10
FROM_MS, TO_MS, BIN_MS = 200, 1000, 5


def measure(times_ms, ids, neurons):
    late = times_ms >= FROM_MS
    times_ms, ids = times_ms[late], ids[late]
    order = np.lexsort((times_ms, ids))
    times_ms, ids = times_ms[order], ids[order]
    trains = np.split(times_ms, np.searchsorted(ids, np.arange(1, neurons)))
    variations = [np.std(np.diff(train)) / np.mean(np.diff(train)) for train in trains if len(train) >= 5]
    edges = np.arange(FROM_MS, TO_MS + BIN_MS, BIN_MS)
    counts = [np.histogram(train, edges)[0] for train in trains[:200] if len(train) > 0]
    correlations = np.corrcoef(np.array(counts))
    pairs = correlations[np.triu_indices(len(counts), 1)]
    return {'rateHz': len(ids) / neurons / (TO_MS - FROM_MS) * 1000, 'cv': float(np.mean(variations)), 'correlation': float(np.mean(pairs))}


def record(spec):
    spec = json.loads(json.dumps(spec))
    spec['parameters']['refractory'] += spec['dtMs']
    folder, spikes = standalone(spec)
    found = []
    for _ in range(SEEDS):
        run_again(folder)
        found.append(measure(np.array(spikes.t / ms), np.array(spikes.i), spec['excitatory'] + spec['inhibitory']))
    shutil.rmtree(folder, ignore_errors=True)
    return {key: [round(each[key], 5) for each in found] for key in found[0]}


if __name__ == '__main__':
    name = sys.argv[1] if len(sys.argv) > 1 else None
    path = os.path.join(ROOT, 'test', 'recordings', 'networks.json')
    if name is None:
        # One process for each: a standalone device builds one network.
        recorded = {'recordedWith': f'Brian2 {brian2.__version__}, cpp_standalone, scripts/record/networks_brian2.py'}
        for each in ('cuba', 'coba', 'brunelFifth', 'brunel'):
            recorded[each] = json.loads(os.popen(f'{sys.executable} -W ignore {os.path.abspath(__file__)} {each}').read().splitlines()[-1])
            print(each, recorded[each])
        with open(path, 'w') as file:
            json.dump(recorded, file, indent=1)
            file.write('\n')
    else:
        with open(os.path.join(ROOT, 'bench', 'networks.json')) as file:
            print(json.dumps(record(json.load(file)[name])))
