"""Records what the mean-field estimate is held against in test/unit/drive/meanfield.test.ts: Siegert's integral by mpmath's quadrature, and
rates of leaky integrate-and-fire neurons in Brian2.

    python3 scripts/record/firing_rates.py        (Brian2 2.5, mpmath; writes test/recordings/firing-rates.json; about two minutes)

Each neuron of a population gets Poisson events of its own, excitatory and inhibitory, and none of another neuron. The spread of the free
membrane is recorded from the same neurons without a threshold.
"""
import json
import os

import brian2
import numpy as np
from brian2 import Network, NeuronGroup, PoissonInput, SpikeMonitor, defaultclock, mV, ms, nS, pA, pF, prefs, second, seed
from mpmath import erfc, exp, mp, mpf, pi, quad, sqrt

prefs.codegen.target = 'numpy'
DT_MS = 0.05
SIZE = 1000
WARM_UP_MS = 300
DURATION_MS = 3000

MEMBRANE = dict(leakMv=-65.0, thresholdMv=-50.0, resetMv=-60.0, tauMs=20.0, capacityPf=250.0, refractoryMs=2.0,
                reversalExcitatoryMv=0.0, reversalInhibitoryMv=-80.0)

# name: course of the event, its time constant, weights (E, I) and rates in Hz (E, I) summed over all sources, constant current in pA
CASES = {
    'jumps below threshold': ('delta', 0, (0.3, 1.2), (8000, 1400), 0),
    'jumps above threshold': ('delta', 0, (0.2, 0.4), (6000, 1000), 0),
    'fast exponential': ('exponential', 0.5, (80.0, 320.0), (9000, 1200), 0),
    'exponential': ('exponential', 2.0, (20.0, 80.0), (9000, 1200), 0),
    'slow exponential': ('exponential', 5.0, (8.0, 32.0), (9000, 1200), 0),
    'half as slow as the membrane': ('exponential', 10.0, (5.0, 20.0), (9000, 1200), 0),
    'much slower than the membrane': ('exponential', 60.0, (1.0, 4.0), (7500, 1000), 0),
    'fast alpha': ('alpha', 0.5, (30.0, 120.0), (9000, 1200), 0),
    'alpha': ('alpha', 2.0, (8.0, 32.0), (8400, 1200), 0),
    'conductance': ('conductance', 2.0, (1.0, 4.0), (3500, 1000), 0),
    'noise on a current': ('exponential', 1.0, (10.0, 40.0), (4000, 500), 150.0),
}

CURRENT = 'dv/dt = (E_L - v) / tau_m + (ge - gi + I_e) / C_m : volt {u}\n'
CONDUCTANCE = 'dv/dt = (E_L - v) / tau_m + (ge * (E_ex - v) + gi * (E_in - v) + I_e) / C_m : volt {u}\n'
EXPONENTIAL = 'dge/dt = -ge / tau_s : {g}\ndgi/dt = -gi / tau_s : {g}'
ALPHA = ('dge/dt = (se - ge) / tau_s : amp\ndse/dt = -se / tau_s : amp\n'
         'dgi/dt = (si - gi) / tau_s : amp\ndsi/dt = -si / tau_s : amp')


def run(case, threshold):
    shape, tau_s, (w_ex, w_in), (rate_ex, rate_in), current = CASES[case]
    m = MEMBRANE
    namespace = dict(E_L=m['leakMv'] * mV, tau_m=m['tauMs'] * ms, C_m=m['capacityPf'] * pF, V_th=m['thresholdMv'] * mV,
                     V_reset=m['resetMv'] * mV, I_e=current * pA, tau_s=max(tau_s, 0.1) * ms,
                     E_ex=m['reversalExcitatoryMv'] * mV, E_in=m['reversalInhibitoryMv'] * mV)
    held = '(unless refractory)' if threshold else ''
    if shape == 'delta':
        equations, targets, unit, sign = f'dv/dt = (E_L - v) / tau_m + I_e / C_m : volt {held}', ('v', 'v'), mV, -1
    elif shape == 'conductance':
        equations, targets, unit, sign = CONDUCTANCE.format(u=held) + EXPONENTIAL.format(g='siemens'), ('ge', 'gi'), nS, 1
    elif shape == 'alpha':
        equations, targets, unit, sign = CURRENT.format(u=held) + ALPHA, ('se', 'si'), np.e * pA, 1
    else:
        equations, targets, unit, sign = CURRENT.format(u=held) + EXPONENTIAL.format(g='amp'), ('ge', 'gi'), pA, 1
    spiking = dict(threshold='v >= V_th', reset='v = V_reset', refractory=m['refractoryMs'] * ms) if threshold else {}
    method = 'exponential_euler' if shape == 'conductance' else 'exact'
    group = NeuronGroup(SIZE, equations, method=method, namespace=namespace, **spiking)
    group.v = m['leakMv'] * mV
    # Of many sources, so that no two events of one step are lost.
    inputs = [PoissonInput(group, targets[0], 100, rate_ex / 100 / second, w_ex * unit),
              PoissonInput(group, targets[1], 100, rate_in / 100 / second, sign * w_in * unit)]
    network = Network(group, *inputs)
    network.run(WARM_UP_MS * ms)
    if threshold:
        spikes = SpikeMonitor(group, record=False)
        network.add(spikes)
        network.run(DURATION_MS * ms)
        return spikes.num_spikes / SIZE / DURATION_MS * 1000
    samples = []
    for _ in range(20):
        network.run(50 * ms)
        samples.append(np.array(group.v / mV))
    return float(np.mean(samples)), float(np.std(samples))


def waiting_time(threshold, reset):
    """sqrt(pi) * integral of exp(u**2) * (1 + erf(u)) from reset to threshold, over exp(threshold**2) where that is above 0."""
    exponent = mpf(max(0, threshold)) ** 2
    spread = mpf(threshold) - mpf(reset)
    steps = [spread * mpf(2) ** -k for k in range(1, 40)]
    points = sorted({mpf(reset), mpf(threshold), *(reset + each for each in steps), *(threshold - each for each in steps)})
    return float(sqrt(pi) * quad(lambda u: exp(u * u - exponent) * erfc(-u), points))


LIMITS = [(1, -1), (0.5, 0), (-1, -3), (-20, -400), (5, 4.9), (10, -2), (20, 0), (-1e-3, -1e3), (3, -1e4), (0, -1), (-1e5, -2e5), (26, 25)]

if __name__ == '__main__':
    mp.dps = 30
    seed(11)
    defaultclock.dt = DT_MS * ms
    cases = []
    for name, (shape, tau_s, weights, rates, current) in CASES.items():
        mean, sd = run(name, threshold=False)
        rate = run(name, threshold=True)
        cases.append(dict(name=name, shape=shape, tauMs=tau_s, weights=weights, ratesHz=rates, currentPa=current,
                          freeMeanMv=round(mean, 3), freeSdMv=round(sd, 3), rateHz=round(rate, 3)))
        print(cases[-1])
    content = dict(recordedWith=f'Brian2 {brian2.__version__} and mpmath, scripts/record/firing_rates.py', dtMs=DT_MS, membrane=MEMBRANE,
                   waitingTimes=[dict(threshold=a, reset=b, value=waiting_time(a, b)) for a, b in LIMITS], populations=cases)
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'test', 'recordings', 'firing-rates.json')
    with open(path, 'w') as file:
        json.dump(content, file, indent=1)
        file.write('\n')
