"""Records how a network of 1 000 Izhikevich neurons fires in ten runs of Brian2, for test/unit/sim/izhikevichNetwork.test.ts.

    python3 scripts/record/izhikevich_network_brian2.py        (Brian2 2.5, writes test/recordings/izhikevich-network.json)

800 regular and 200 fast spiking neurons, each pair connected with a chance of 0.1; events are jumps of the membrane, as in NEST.
Brian2 draws a binomial number of sources for each step: of a thousand slow ones that is a Poisson number.
Rates are those of the whole second; variation and correlation are those of networks_brian2.py.
"""
import json
import os
import shutil
import tempfile

import brian2
import numpy as np
from brian2 import Hz, Network, NeuronGroup, PoissonInput, SpikeMonitor, Synapses, defaultclock, device, ms, prefs, set_device
from networks_brian2 import measure, run_again

DT_MS, DURATION_MS, RUNS = 0.1, 1000, 10
NETWORK = dict(excitatory=800, inhibitory=200, probability=0.1, weightMv=0.6, inhibitoryWeightMv=-3.0, delayMs=1.5, inputMv=1.0,
               inputHz=3000.0)


def compiled(folder):
    """The spikes of the network, compiled to that folder; it draws new random numbers in each run."""
    set_device('cpp_standalone', build_on_run=False, directory=folder)
    prefs.devices.cpp_standalone.openmp_threads = 0
    defaultclock.dt = DT_MS * ms
    n = NETWORK
    size = n['excitatory'] + n['inhibitory']
    group = NeuronGroup(size, '''dv/dt = (0.04*v**2 + 5*v + 140 - u)/ms : 1
                                 du/dt = a*(0.2*v - u)/ms : 1
                                 a : 1
                                 d : 1''', threshold='v >= 30', reset='v = -65; u += d', method='euler')
    group.v, group.u = -65, -13
    group.a[:n['excitatory']], group.a[n['excitatory']:] = 0.02, 0.1
    group.d[:n['excitatory']], group.d[n['excitatory']:] = 8, 2
    parts = [group, PoissonInput(group, 'v', 1000, n['inputHz'] / 1000 * Hz, n['inputMv'])]
    for source, weight in ((group[:n['excitatory']], n['weightMv']), (group[n['excitatory']:], n['inhibitoryWeightMv'])):
        synapses = Synapses(source, group, on_pre=f'v += {weight}', delay=n['delayMs'] * ms)
        synapses.connect(p=n['probability'])
        parts.append(synapses)
    spikes = SpikeMonitor(group)
    Network(*parts, spikes).run(DURATION_MS * ms)
    device.build(directory=folder, compile=True, run=False, debug=False)
    return spikes


def record(folder, spikes):
    run_again(folder)
    n = NETWORK
    ids = np.array(spikes.i)
    first = ids < n['excitatory']
    seconds = DURATION_MS / 1000
    found = measure(np.array(spikes.t / ms), ids, n['excitatory'] + n['inhibitory'])
    rates = [float(first.sum() / n['excitatory'] / seconds), float((~first).sum() / n['inhibitory'] / seconds)]
    return rates, round(found['cv'], 5), round(found['correlation'], 6)


if __name__ == '__main__':
    build_folder = tempfile.mkdtemp(prefix='spikelint-brian2-')
    monitor = compiled(build_folder)
    rates, variations, correlations = zip(*(record(build_folder, monitor) for _ in range(RUNS)))
    shutil.rmtree(build_folder, ignore_errors=True)
    recording = {'recordedWith': f'Brian2 {brian2.__version__}, method euler, scripts/record/izhikevich_network_brian2.py',
                 'dtMs': DT_MS, 'ms': DURATION_MS, 'network': NETWORK, 'ratesHz': rates,
                 'cv': variations, 'correlation': correlations}
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'test', 'recordings')
    with open(os.path.join(folder, 'izhikevich-network.json'), 'w') as file:
        json.dump(recording, file, separators=(',', ':'))
        file.write('\n')
    print(np.round(rates, 2).tolist(), variations, correlations)
