"""Records the spikes of Izhikevich's neuron for the types of the 2003 paper from Brian2, for test/unit/sim/izhikevich.test.ts.

    python3 scripts/record/izhikevich_brian2.py        (Brian2 2.5, writes test/recordings/izhikevich.json)

Two schemes: Euler, as Brian2 has it and NEST with consistent_integration, at 0.1 ms; and the paper's two half steps of v at 1 ms, as
statements that Brian2 runs in every step. Some types grow a difference in the last digit tenfold in ten ms, so that longer runs
tell of rounding alone. Steps are counted from 1: a spike of the first step has 1.
"""
import json
import os

import brian2
import numpy as np
from brian2 import Network, NeuronGroup, SpikeMonitor, StateMonitor, defaultclock, ms, prefs

prefs.codegen.target = 'numpy'

# Figure 2 of the paper: a, b, c, d, and the current that shows the type.
TYPES = {
    'regular spiking': (0.02, 0.2, -65, 8, 10), 'intrinsically bursting': (0.02, 0.2, -55, 4, 10), 'chattering': (0.02, 0.2, -50, 2, 10),
    'fast spiking': (0.1, 0.2, -65, 2, 10), 'thalamo-cortical': (0.02, 0.25, -65, 0.05, 1.5), 'resonator': (0.1, 0.26, -65, 2, 0.6),
    'low-threshold spiking': (0.02, 0.25, -65, 2, 5),
}
PARAMETERS = 'a : 1\nb : 1\nc : 1\nd : 1\nI : 1\n'
SLOPE = '(0.04*v**2 + 5*v + 140 - u + I)'


def record(scheme, dt_ms, duration_ms):
    defaultclock.dt = dt_ms * ms
    if scheme == 'euler':
        group = NeuronGroup(len(TYPES), f'dv/dt = {SLOPE}/ms : 1\ndu/dt = a*(b*v - u)/ms : 1\n' + PARAMETERS, method='euler',
                            threshold='v >= 30', reset='v = c; u += d')
    else:
        group = NeuronGroup(len(TYPES), 'v : 1\nu : 1\n' + PARAMETERS, threshold='v >= 30', reset='v = c; u += d')
        group.run_regularly(f'''v += 0.5*{dt_ms}*{SLOPE}
                                v += 0.5*{dt_ms}*{SLOPE}
                                u += {dt_ms}*a*(b*v - u)''', dt=dt_ms * ms, when='groups')
    for k, name in enumerate('abcdI'):
        setattr(group, name, [values[k] for values in TYPES.values()])
    group.v = -65
    group.u = 'b*v'
    spikes, trace = SpikeMonitor(group), StateMonitor(group, ['v', 'u'], record=True)
    Network(group, spikes, trace).run(duration_ms * ms)
    at = int(round(20 / dt_ms))
    steps = np.round(np.array(spikes.t / ms) / dt_ms).astype(int) + 1
    return {'dtMs': dt_ms, 'ms': duration_ms, 'spikes': [steps[np.array(spikes.i) == k].tolist() for k in range(len(TYPES))],
            'early': {'ms': 20, 'states': [[float(trace.v[k, at]), float(trace.u[k, at])] for k in range(len(TYPES))]}}


if __name__ == '__main__':
    recording = {'recordedWith': f'Brian2 {brian2.__version__}, scripts/record/izhikevich_brian2.py', 'types': TYPES,
                 'euler': record('euler', 0.1, 200), 'halves': record('halves', 1.0, 200)}
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'test', 'recordings')
    with open(os.path.join(folder, 'izhikevich.json'), 'w') as file:
        json.dump(recording, file, separators=(',', ':'))
        file.write('\n')
    for scheme in ('euler', 'halves'):
        print(scheme, [len(each) for each in recording[scheme]['spikes']])
