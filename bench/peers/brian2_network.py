"""Brian2 as the simulation's peer: builds the network of a specification (JSON, first argument), then runs it once per line of input.

Says on standard output, a JSON object a line: first how it runs, then for each run its seconds (without building) and its spikes.
With `cython` or `numpy` as the second argument it is run once by that target, as at a user's, and its seconds are those of the whole.
"""
import json
import shutil
import sys
import tempfile
import time

began = time.time()
from brian2 import (Network, NeuronGroup, PoissonInput, SpikeMonitor, Synapses, defaultclock, device, Hz, mV, ms, nS, pA, pF, prefs,
                    set_device)


def build(spec):
    """The neurons, their spike monitor, and the network."""
    p = spec['parameters']
    constants = dict(E_L=p['leak'] * mV, tau_m=p['membraneTime'] * ms, C_m=p['capacity'] * pF, V_th=p['threshold'] * mV,
                     V_reset=p['reset'] * mV)
    if spec['dynamics'] != 'lif-current-delta':
        constants.update(tau_e=p['synapticTimeExcitatory'] * ms, tau_i=p['synapticTimeInhibitory'] * ms)
    method = 'exact'
    if spec['dynamics'] == 'lif-current-exp':
        equations = '''dv/dt = (E_L - v) / tau_m + (ie + ii) / C_m : volt (unless refractory)
                       die/dt = -ie / tau_e : amp
                       dii/dt = -ii / tau_i : amp'''
        excite, inhibit, unit, driven = 'ie += w', 'ii += w', pA, 'ie'
    elif spec['dynamics'] == 'lif-cond-exp':
        constants.update(E_ex=spec['reversals'][0] * mV, E_in=spec['reversals'][1] * mV)
        equations = '''dv/dt = (E_L - v) / tau_m + (ge * (E_ex - v) + gi * (E_in - v)) / C_m : volt (unless refractory)
                       dge/dt = -ge / tau_e : siemens
                       dgi/dt = -gi / tau_i : siemens'''
        excite, inhibit, unit, driven = 'ge += w', 'gi += w', nS, 'ge'
        method = 'rk4'
    else:
        equations = 'dv/dt = (E_L - v) / tau_m : volt (unless refractory)'
        excite, inhibit, unit, driven = 'v += w', 'v += w', mV, 'v'

    defaultclock.dt = spec['dtMs'] * ms
    n_ex, n_in = spec['excitatory'], spec['inhibitory']
    neurons = NeuronGroup(n_ex + n_in, equations, method=method, threshold='v >= V_th', reset='v = V_reset',
                          refractory=p['refractory'] * ms, namespace=constants)
    neurons.v = p['initial'] * mV
    parts = []
    for group, event, weight in ((neurons[:n_ex], excite, spec['weights'][0]), (neurons[n_ex:], inhibit, spec['weights'][1])):
        synapses = Synapses(group, neurons, on_pre=event, namespace=dict(w=weight * unit), delay=spec['delayMs'] * ms)
        synapses.connect(p=spec['probability'])
        parts.append(synapses)
    if spec['poisson']:
        source = spec['poisson']
        parts.append(PoissonInput(neurons, driven, source['count'], source['rateHz'] * Hz, source['weight'] * unit))
    spikes = SpikeMonitor(neurons)
    # A magic network would not see what stands in a list.
    return spikes, Network(neurons, spikes, *parts)


def standalone(spec):
    """The network compiled, and its spikes; `device.run` runs it with new random numbers."""
    folder = tempfile.mkdtemp(prefix='spikelint-brian2-')
    set_device('cpp_standalone', build_on_run=False, directory=folder)
    prefs.devices.cpp_standalone.openmp_threads = 0
    spikes, network = build(spec)
    # The time of a busy machine says little: the processor's own, of the run alone.
    device.insert_code('before_network_run', 'const clock_t spikelint_start = clock();')
    device.insert_code('after_network_run', 'std::ofstream("cpu.txt") << double(clock() - spikelint_start) / CLOCKS_PER_SEC;')
    network.run(spec['ms'] * ms)
    device.build(directory=folder, compile=True, run=False, debug=False)
    return folder, spikes


def run_again(folder):
    device.run(folder, with_output=False, run_args=[])


def serve(spec):
    folder, spikes = standalone(spec)
    print(json.dumps({'how': 'cpp_standalone, one thread', 'waited': time.time() - began}), flush=True)
    try:
        for _ in sys.stdin:
            start = time.time()
            run_again(folder)
            whole = time.time() - start
            with open(f'{folder}/cpu.txt') as file:
                processor = float(file.read())
            print(json.dumps({'seconds': device._last_run_time, 'processor': processor, 'whole': whole,
                              'spikes': int(spikes.num_spikes)}), flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    given = json.loads(sys.argv[1])
    if len(sys.argv) > 2:
        prefs.codegen.target = sys.argv[2]
        monitor, net = build(given)
        net.run(given['ms'] * ms)
        print(json.dumps({'how': sys.argv[2], 'waited': time.time() - began, 'spikes': int(monitor.num_spikes)}), flush=True)
    else:
        serve(given)
