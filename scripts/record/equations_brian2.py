"""Records spikes and traces of small groups that are given by equations from Brian2, one file per model, for test/unit/sim.

    python3 scripts/record/equations_brian2.py        (Brian2 2.5, writes test/recordings/equations-*.json)

Each file holds the equations as they were given to Brian2, what its names stand for in SI, the events that arrived, and what came out.
"""
import json
import os

import brian2
import numpy as np
from brian2 import (Hz, Network, NeuronGroup, Quantity, SpikeGeneratorGroup, SpikeMonitor, StateMonitor, Synapses, amp, cm, defaultclock,
                    ms, mV, msiemens, nA, nS, pA, pF, prefs, second, siemens, ufarad, umetre, volt)

prefs.codegen.target = 'numpy'
SIZE = 6
EVERY = 20

AREA = 20000 * umetre**2
HH = dict(Cm=(1 * ufarad * cm**-2) * AREA, gl=(5e-5 * siemens * cm**-2) * AREA, El=-60 * mV, EK=-90 * mV, ENa=50 * mV,
          g_na=(100 * msiemens * cm**-2) * AREA, g_kd=(30 * msiemens * cm**-2) * AREA, VT=-63 * mV, taue=5 * ms, taui=10 * ms, Ee=0 * mV,
          Ei=-80 * mV)

MODELS = {
    # The neuron of Brian2's example COBAHH.
    'hodgkin-huxley': dict(
        model='''
        dv/dt = (gl*(El-v)+ge*(Ee-v)+gi*(Ei-v)-g_na*(m*m*m)*h*(v-ENa)-g_kd*(n*n*n*n)*(v-EK))/Cm : volt
        dm/dt = alpha_m*(1-m)-beta_m*m : 1
        dn/dt = alpha_n*(1-n)-beta_n*n : 1
        dh/dt = alpha_h*(1-h)-beta_h*h : 1
        dge/dt = -ge*(1./taue) : siemens
        dgi/dt = -gi*(1./taui) : siemens
        alpha_m = 0.32*(mV**-1)*4*mV/exprel((13*mV-v+VT)/(4*mV))/ms : Hz
        beta_m = 0.28*(mV**-1)*5*mV/exprel((v-VT-40*mV)/(5*mV))/ms : Hz
        alpha_h = 0.128*exp((17*mV-v+VT)/(18*mV))/ms : Hz
        beta_h = 4./(1+exp((40*mV-v+VT)/(5*mV)))/ms : Hz
        alpha_n = 0.032*(mV**-1)*5*mV/exprel((15*mV-v+VT)/(5*mV))/ms : Hz
        beta_n = .5*exp((10*mV-v+VT)/(40*mV))/ms : Hz
        ''',
        threshold='v>-20*mV', refractory=3 * ms, method='exponential_euler', constants=HH, dt_ms=0.1, ms=200,
        starts=dict(v='El + i*mV', ge='i*10*nS'), events=[('ge', 60 * nS, 300), ('gi', 300 * nS, 60)], traced=['v', 'm', 'h', 'ge']),
    'izhikevich': dict(
        model='''dv/dt = (0.04/ms/mV)*v**2+(5/ms)*v+140*mV/ms-u+I/ms : volt
                 du/dt = a*(b*v-u) : volt/second
                 I : volt
                 a : 1/second (constant)''',
        threshold='v >= 30*mV', reset='v = c; u += d', method='euler', constants=dict(b=0.2 / ms, c=-65 * mV, d=8 * mV / ms), dt_ms=0.1,
        ms=500, starts=dict(v='-65*mV', u='b*v', I='(4 + 2*i)*mV', a='(0.02 + 0.01*i)/ms'), events=[('v', 2 * mV, 50)], traced=['v', 'u']),
    'adaptive-exponential': dict(
        model='''dv/dt = (gL*(EL-v)+gL*DeltaT*exp((v-VT)/DeltaT) + I - w)/C : volt
                 dw/dt = (a*(v-EL)-w)/tauw : amp
                 I : amp''',
        threshold='v>Vcut', reset='v = Vr; w += b', method='rk4', refractory=2 * ms, dt_ms=0.05, ms=300,
        constants=dict(C=281 * pF, gL=30 * nS, EL=-70.6 * mV, VT=-50.4 * mV, DeltaT=2 * mV, Vcut=-40.4 * mV, tauw=144 * ms, a=4 * nS,
                       b=0.0805 * nA, Vr=-70.6 * mV),
        starts=dict(v='EL', I='(0.6 + 0.2*i)*nA'), events=[('v', 1 * mV, 100)], traced=['v', 'w']),
    # Current-based synapses, of which the membrane alone stands still while refractory; solved exactly, one time constant for each neuron.
    'alpha-unless-refractory': dict(
        model='''dv/dt = (ge+gi-(v-El))/taum : volt (unless refractory)
                 dge/dt = (xe-ge)/taue : volt
                 dxe/dt = -xe/taue : volt
                 dgi/dt = -gi/taui : volt''',
        threshold='v>Vt', reset='v = Vr', refractory=5 * ms, method='exact', dt_ms=0.1, ms=300,
        constants=dict(taum=20 * ms, taue=5 * ms, taui=10 * ms, Vt=-50 * mV, Vr=-60 * mV, El=-49 * mV),
        starts=dict(v='Vr + i*(Vt-Vr)/6'), events=[('xe', 1.62 * mV, 300), ('gi', -9 * mV, 60), ('v', 0.5 * mV, 100)], traced=['v', 'ge', 'gi']),
    'each-its-own-time-constant': dict(
        model='''dv/dt = (g-v)/tau : 1 (unless refractory)
                 dg/dt = -g/taus : 1
                 tau : second
                 taus : second''',
        threshold='v>1', reset='v = 0', refractory='tau/10', method='exact', dt_ms=0.1, ms=300, constants={},
        starts=dict(tau='(5 + 5*i)*ms', taus='(4 + 3*i)*ms'), events=[('g', 3, 200)], traced=['v', 'g']),
    # Brian2's example of an adaptive threshold, with a refractoriness that is a condition.
    'adaptive-threshold': dict(
        model='''dv/dt = -v/(10*ms) : volt
                 dvt/dt = (10*mV-vt)/(15*ms) : volt''',
        threshold='v>vt', reset='v = 0*mV; vt += 3*mV', refractory='vt > 14*mV', method=None, dt_ms=0.1, ms=300, constants={},
        starts=dict(vt='10*mV'), events=[('v', 3 * mV, 600)], traced=['v', 'vt']),
    # Nothing but what the methods do: no threshold, a slope that depends on time.
    'driven-rk2': dict(
        model='''dv/dt = (2*mV*sin(2*pi*f*t) + w*mV - v**3/(mV**2)/100)/tau : volt
                 dw/dt = where_to/tau - w/tau : 1
                 where_to = clip(v/mV, -0.5, 0.5) + int(v > 0*mV)*0.25 + abs(v/mV) % 0.3 : 1''',
        threshold=None, method='rk2', dt_ms=0.1, ms=100, constants=dict(f=40 * Hz, tau=5 * ms),
        starts=dict(v='i*mV/3'), events=[('v', 0.2 * mV, 50)], traced=['v', 'w']),
}


def draw_events(random, rate_hz, steps, dt_ms):
    hit = random.random_sample((steps, SIZE)) < rate_hz * dt_ms / 1000
    return [each.tolist() for each in np.nonzero(hit)]


def record(name):
    given = MODELS[name]
    dt_ms = given['dt_ms']
    defaultclock.dt = dt_ms * ms
    steps = int(round(given['ms'] / dt_ms))
    random = np.random.RandomState(11)
    namespace = given['constants']
    keywords = dict(namespace=namespace)
    for key in ('threshold', 'reset', 'refractory', 'method'):
        if given.get(key) is not None:
            keywords[key] = given[key]
    group = NeuronGroup(SIZE, given['model'], **keywords)
    for variable, value in given['starts'].items():
        setattr(group, variable, value)
    parts = [group]
    events = []
    for variable, weight, rate_hz in given['events']:
        at, neurons = draw_events(random, rate_hz, steps, dt_ms)
        generator = SpikeGeneratorGroup(SIZE, neurons, np.array(at) * dt_ms * ms)
        synapses = Synapses(generator, group, on_pre=f'{variable} += event_weight', namespace=dict(namespace, event_weight=weight))
        synapses.connect(j='i')
        parts += [generator, synapses]
        events.append({'port': variable, 'weight': float(weight), 'steps': at, 'neurons': neurons})
    trace = StateMonitor(group, given['traced'], record=[0, SIZE - 1])
    parts.append(trace)
    spikes = SpikeMonitor(group) if given['threshold'] else None  # empty ones count as false
    if spikes is not None:
        parts.append(spikes)
    Network(*parts).run(given['ms'] * ms)
    refractory = given.get('refractory')
    return {
        'model': name,
        'recordedWith': f'Brian2 {brian2.__version__}, scripts/record/equations_brian2.py',
        'dtMs': dt_ms, 'ms': given['ms'], 'size': SIZE,
        'equations': given['model'], 'threshold': given['threshold'], 'reset': given.get('reset'),
        'refractory': float(refractory) if isinstance(refractory, Quantity) else refractory, 'method': given['method'],
        'constants': {key: float(value) for key, value in namespace.items()},
        'starts': given['starts'], 'events': events,
        'spikes': {'steps': np.round(np.array(spikes.t / ms) / dt_ms).astype(int).tolist() if spikes is not None else [],
                   'neurons': np.array(spikes.i).tolist() if spikes is not None else []},
        'traces': [{'variable': variable, 'neuron': neuron, 'everySteps': EVERY,
                    'values': np.array(getattr(trace, variable))[k, ::EVERY].tolist()}
                   for variable in given['traced'] for k, neuron in enumerate([0, SIZE - 1])],
    }


if __name__ == '__main__':
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'test', 'recordings')
    for model in MODELS:
        recording = record(model)
        path = os.path.join(folder, f'equations-{model}.json')
        with open(path, 'w') as file:
            json.dump(recording, file, separators=(',', ':'))
            file.write('\n')
        print(model, len(recording['spikes']['steps']), 'spikes', os.path.getsize(path), 'bytes')
