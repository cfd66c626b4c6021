"""Brian2 as the simulation's peer: builds the network of a specification (JSON, first argument), then runs it once per line of input.

Says on standard output, a JSON object a line: first how it runs, then for each run its seconds (without building) and its spikes.
"""
import json
import shutil
import sys
import tempfile

from brian2 import (Network, NeuronGroup, PoissonInput, SpikeMonitor, Synapses, defaultclock, device, Hz, mV, ms, pA, pF, prefs,
                    set_device)

spec = json.loads(sys.argv[1])
folder = tempfile.mkdtemp(prefix='spikelint-brian2-')
set_device('cpp_standalone', build_on_run=False, directory=folder)
prefs.devices.cpp_standalone.openmp_threads = 0

p = spec['parameters']
constants = dict(E_L=p['leak'] * mV, tau_m=p['membraneTime'] * ms, C_m=p['capacity'] * pF, V_th=p['threshold'] * mV,
                 V_reset=p['reset'] * mV)
if spec['dynamics'] == 'lif-current-exp':
    constants.update(tau_e=p['synapticTimeExcitatory'] * ms, tau_i=p['synapticTimeInhibitory'] * ms)
    equations = '''dv/dt = (E_L - v) / tau_m + (ie + ii) / C_m : volt (unless refractory)
                   die/dt = -ie / tau_e : amp
                   dii/dt = -ii / tau_i : amp'''
    excite, inhibit, unit, driven = 'ie += w', 'ii += w', pA, 'ie'
else:
    equations = 'dv/dt = (E_L - v) / tau_m : volt (unless refractory)'
    excite, inhibit, unit, driven = 'v += w', 'v += w', mV, 'v'

defaultclock.dt = spec['dtMs'] * ms
n_ex, n_in = spec['excitatory'], spec['inhibitory']
neurons = NeuronGroup(n_ex + n_in, equations, method='exact', threshold='v >= V_th', reset='v = V_reset',
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
Network(neurons, spikes, *parts).run(spec['ms'] * ms)
device.build(directory=folder, compile=True, run=False, debug=False)
print(json.dumps({'how': 'cpp_standalone, one thread'}), flush=True)
try:
    for _ in sys.stdin:
        device.run(folder, with_output=False, run_args=[])
        print(json.dumps({'seconds': device._last_run_time, 'spikes': int(spikes.num_spikes)}), flush=True)
finally:
    shutil.rmtree(folder, ignore_errors=True)
