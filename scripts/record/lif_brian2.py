"""Records spike times and membrane traces of small LIF networks from Brian2, one file per model, for test/unit/sim.

    python3 scripts/record/lif_brian2.py        (Brian2 2.5, writes test/recordings/lif-*.json)

Brian2 stamps a spike with the start of the step that found it, and a neuron is refractory for one update less than NEST's;
here steps are counted as in NEST (end of the step) and the refractory time is one step longer to match.
"""
import json
import os

import brian2
import numpy as np
from brian2 import (Network, NeuronGroup, SpikeGeneratorGroup, SpikeMonitor, StateMonitor, Synapses, defaultclock, ms, mV,
                    nS, pA, pF, prefs)

prefs.codegen.target = 'numpy'
DT_MS = 0.1
SIZE = 12
DURATION_MS = 300
TRACE_EVERY = 10
DELAY_STEPS = 15
defaultclock.dt = DT_MS * ms

PARAMETERS = dict(thresholdMv=-50.0, leakMv=-65.0, resetMv=-60.0, initialMv=-62.0, capacityPf=200.0, membraneTimeMs=18.0,
                  refractoryMs=2.0, synapticTimeExcitatoryMs=3.0, synapticTimeInhibitoryMs=7.0, constantCurrentPa=90.0,
                  reversalExcitatoryMv=0.0, reversalInhibitoryMv=-80.0)

CURRENT = 'dv/dt = (E_L - v) / tau_m + (ie - ii + I_e) / C_m : volt (unless refractory)\n'
CONDUCTANCE = 'dv/dt = (E_L - v) / tau_m + (ge * (E_ex - v) + gi * (E_in - v) + I_e) / C_m : volt (unless refractory)\n'
EXPONENTIAL = 'd{x}e/dt = -{x}e / tau_e : {u}\nd{x}i/dt = -{x}i / tau_i : {u}'
ALPHA = ('d{x}e/dt = se - {x}e / tau_e : {u}\ndse/dt = -se / tau_e : {u} / second\n'
         'd{x}i/dt = si - {x}i / tau_i : {u}\ndsi/dt = -si / tau_i : {u} / second')
ALPHA_EVENTS = ('se += w * exp(1) / tau_e', 'si += w * exp(1) / tau_i')

# name: equations, method, what an excitatory and an inhibitory event do, unit of a weight, weights (excitatory, inhibitory, recurrent)
MODELS = {
    'lif-current-delta': ('dv/dt = (E_L - v) / tau_m + I_e / C_m : volt (unless refractory)', 'exact', ('v += w', 'v -= w'), mV,
                          (1.5, 1.1, 0.6)),
    'lif-current-exp': (CURRENT + EXPONENTIAL.format(x='i', u='amp'), 'exact', ('ie += w', 'ii += w'), pA, (110.0, 40.0, 40.0)),
    'lif-current-alpha': (CURRENT + ALPHA.format(x='i', u='amp'), 'exact', ALPHA_EVENTS, pA, (40.0, 15.0, 15.0)),
    'lif-cond-exp': (CONDUCTANCE + EXPONENTIAL.format(x='g', u='siemens'), 'rk4', ('ge += w', 'gi += w'), nS, (2.0, 1.5, 0.8)),
    'lif-cond-alpha': (CONDUCTANCE + ALPHA.format(x='g', u='siemens'), 'rk4', ALPHA_EVENTS, nS, (0.8, 0.6, 0.3)),
}


def draw_events(random, rate_hz):
    """Distinct (step, neuron) pairs in order of time."""
    steps = int(DURATION_MS / DT_MS)
    hit = random.random_sample((steps, SIZE)) < rate_hz * DT_MS / 1000
    hit[0] = False  # an event of the first step could not be given one step earlier, see below
    return [each.tolist() for each in np.nonzero(hit)]


def record(name):
    equations, method, (excite, inhibit), unit, (w_ex, w_in, w_rec) = MODELS[name]
    random = np.random.RandomState(7)
    p = PARAMETERS
    namespace = dict(E_L=p['leakMv'] * mV, tau_m=p['membraneTimeMs'] * ms, C_m=p['capacityPf'] * pF,
                     I_e=p['constantCurrentPa'] * pA, tau_e=p['synapticTimeExcitatoryMs'] * ms,
                     tau_i=p['synapticTimeInhibitoryMs'] * ms, E_ex=p['reversalExcitatoryMv'] * mV,
                     E_in=p['reversalInhibitoryMv'] * mV, V_th=p['thresholdMv'] * mV, V_reset=p['resetMv'] * mV)
    group = NeuronGroup(SIZE, equations, method=method, threshold='v >= V_th', reset='v = V_reset',
                        refractory=(p['refractoryMs'] + DT_MS) * ms, namespace=namespace)
    group.v = p['initialMv'] * mV

    excitatory = draw_events(random, 400)
    inhibitory = draw_events(random, 250)
    adjacency = random.random_sample((SIZE, SIZE)) < 0.2
    sources, targets = (each.tolist() for each in np.nonzero(adjacency))

    # A jump of the membrane counts in the step in which it arrives, as in NEST: it is applied before the threshold is looked at,
    # and since Brian2 fetches spikes when it applies them, that is one step later than after the threshold.
    jumps = name == 'lif-current-delta'
    when = 'before_thresholds' if jumps else 'synapses'
    earlier = 1 if jumps else 0
    parts = [group]
    for (steps, neurons), event, weight in ((excitatory, excite, w_ex), (inhibitory, inhibit, w_in)):
        generator = SpikeGeneratorGroup(SIZE, neurons, (np.array(steps) - earlier) * DT_MS * ms)
        synapses = Synapses(generator, group, on_pre={'path': event}, namespace=dict(namespace, w=weight * unit))
        synapses.connect(j='i')
        synapses.path.when = when
        parts += [generator, synapses]
    recurrent = Synapses(group, group, on_pre={'path': excite}, namespace=dict(namespace, w=w_rec * unit))
    recurrent.connect(i=sources, j=targets)
    recurrent.path.delay = (DELAY_STEPS - earlier) * DT_MS * ms
    recurrent.path.when = when

    spikes = SpikeMonitor(group)
    trace = StateMonitor(group, 'v', record=[0])
    Network(*parts, recurrent, spikes, trace).run(DURATION_MS * ms)
    return {
        'model': name,
        'recordedWith': f'Brian2 {brian2.__version__}, method {method}, scripts/record/lif_brian2.py',
        'dtMs': DT_MS, 'ms': DURATION_MS, 'size': SIZE, 'parameters': p,
        'excitatory': {'weight': w_ex, 'steps': excitatory[0], 'neurons': excitatory[1]},
        'inhibitory': {'weight': w_in, 'steps': inhibitory[0], 'neurons': inhibitory[1]},
        'recurrent': {'weight': w_rec, 'delaySteps': DELAY_STEPS,
                      'offsets': np.concatenate(([0], np.cumsum(adjacency.sum(1)))).tolist(), 'targets': targets},
        'spikes': {'steps': (np.round(np.array(spikes.t / ms) / DT_MS).astype(int) + 1).tolist(),
                   'neurons': np.array(spikes.i).tolist()},
        'trace': {'neuron': 0, 'everySteps': TRACE_EVERY, 'valuesMv': (trace.v[0] / mV)[::TRACE_EVERY].tolist()},
    }


if __name__ == '__main__':
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'test', 'recordings')
    os.makedirs(folder, exist_ok=True)
    for model in MODELS:
        recording = record(model)
        path = os.path.join(folder, model + '.json')
        with open(path, 'w') as file:
            json.dump(recording, file, separators=(',', ':'))
            file.write('\n')
        print(model, len(recording['spikes']['steps']), 'spikes', os.path.getsize(path), 'bytes')
