"""Records the self-consistent rates of the cortical microcircuit by another way than ours, for test/unit/drive/meanfield.test.ts.

    python3 scripts/record/microcircuit_rates.py        (SciPy; writes test/recordings/microcircuit-rates.json)

Numbers of the network: Potjans and Diesmann 2014, Cereb Cortex 24:785, tables 1, 4 and 5. Siegert's integral is taken over erfcx by
quadrature and the fixed point is found by a root finder on the whole system, where ours is an iteration. `simulatedHz` are the rates of
the full-scale spiking network in NEST, as INM-6/microcircuit-PD14-model gives them (network_params.py, `full_mean_rates`).
"""
import json
import os

import numpy as np
from scipy.integrate import quad
from scipy.optimize import root
from scipy.special import erfcx

NAMES = ['L23E', 'L23I', 'L4E', 'L4I', 'L5E', 'L5I', 'L6E', 'L6I']
SIZES = np.array([20683, 5834, 21915, 5479, 4850, 1065, 14395, 2948])
PROBABILITIES = np.array([  # rows: targets, columns: sources
    [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0., 0.0076, 0.],
    [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0., 0.0042, 0.],
    [0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0.],
    [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0., 0.1057, 0.],
    [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.],
    [0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0.],
    [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
    [0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443]])
EXTERNAL = [1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100]
NEURON = dict(leakMv=-65.0, thresholdMv=-50.0, resetMv=-65.0, tauMs=10.0, capacityPf=250.0, refractoryMs=2.0, synapticTimeMs=0.5)
WEIGHT_PA = 87.81
RELATIVE_INHIBITION = -4.0
BACKGROUND_HZ = 8.0
SIMULATED_HZ = [0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829]

# Synapses per neuron of the target, from the probability that a pair has at least one.
pairs = np.outer(SIZES, SIZES)
indegrees = np.log(1 - PROBABILITIES) / np.log(1 - 1 / pairs) / SIZES[:, None]
weights = np.where(np.arange(8) % 2 == 0, WEIGHT_PA, RELATIVE_INHIBITION * WEIGHT_PA) * np.ones((8, 8))
weights[0, 2] *= 2  # L4E to L23E

n = NEURON
jumps = weights * n['synapticTimeMs'] / n['capacityPf']
background = WEIGHT_PA * n['synapticTimeMs'] / n['capacityPf'] * 1.0
shift = np.sqrt(n['synapticTimeMs'] / n['tauMs']) * 2.0652531522312172 / 2


def rate(mean, noise):
    low, high = ((n[key] - mean) / noise + shift for key in ('resetMv', 'thresholdMv'))
    peak = max(0.0, high)
    integral = quad(lambda u: (np.exp(u * u - peak * peak) * 2 - (erfcx(u) * np.exp(-peak * peak)) if u > 0 else erfcx(-u) * np.exp(-peak * peak)),
                    low, high, epsabs=0, epsrel=1e-10, limit=400)[0]
    return 1000 / (n['refractoryMs'] + n['tauMs'] * np.sqrt(np.pi) * integral * np.exp(peak * peak))


def expected(rates):
    mean = n['leakMv'] + n['tauMs'] / 1000 * ((indegrees * jumps) @ rates + np.array(EXTERNAL) * background * BACKGROUND_HZ)
    variance = n['tauMs'] / 1000 * ((indegrees * jumps ** 2) @ rates + np.array(EXTERNAL) * background ** 2 * BACKGROUND_HZ)
    return np.array([rate(*each) for each in zip(mean, np.sqrt(variance))])


if __name__ == '__main__':
    solution = root(lambda rates: expected(rates) - rates, np.array(SIMULATED_HZ), tol=1e-10)
    assert solution.success, solution.message
    print(dict(zip(NAMES, solution.x.round(4))))
    content = dict(recordedWith='SciPy, scripts/record/microcircuit_rates.py', names=NAMES, neuron=NEURON, weightsPa=weights.tolist(),
                   indegrees=indegrees.round(6).tolist(), external=EXTERNAL, externalWeightPa=WEIGHT_PA, backgroundHz=BACKGROUND_HZ,
                   ratesHz=solution.x.round(6).tolist(), simulatedHz=SIMULATED_HZ)
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'test', 'recordings', 'microcircuit-rates.json')
    with open(path, 'w') as file:
        json.dump(content, file)
        file.write('\n')
