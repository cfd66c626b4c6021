"""Records adaptive exponential and Hodgkin-Huxley neurons from Brian2 in steps of 10 µs, for test/unit/sim/smooth.test.ts.

    python3 scripts/record/smooth_brian2.py        (Brian2 2.5, writes test/recordings/smooth.json)

The steps are so short that what is left is the time grid of the neurons under test, 0.1 ms, on which events arrive.
"""
import json
import os

import brian2
import numpy as np
from brian2 import (Network, NeuronGroup, SpikeGeneratorGroup, SpikeMonitor, StateMonitor, Synapses, defaultclock, mV, ms, nS, pA, pF, prefs, volt)

prefs.codegen.target = 'numpy'
STEP_MS, GRID_MS, DURATION_MS, EVERY_MS = 0.01, 0.1, 40, 0.5
defaultclock.dt = STEP_MS * ms

ADEX = dict(C=281 * pF, g_L=30 * nS, E_L=-70.6 * mV, V_th=-50.4 * mV, Delta_T=2 * mV, a=4 * nS, tau_w=144 * ms, I=0 * pA)
TRAUB = dict(C=200 * pF, g_L=10 * nS, E_L=-60 * mV, g_Na=20000 * nS, g_K=6000 * nS, E_Na=50 * mV, E_K=-90 * mV, V_T=-63 * mV)
SQUID = dict(C=100 * pF, g_L=30 * nS, E_L=-54.402 * mV, g_Na=12000 * nS, g_K=3600 * nS, E_Na=50 * mV, E_K=-77 * mV)

EXP = 'ds{k}/dt = -s{k}/tau_{k} : {unit}\n'
ALPHA = 'ds{k}/dt = r{k} - s{k}/tau_{k} : {unit}\ndr{k}/dt = -r{k}/tau_{k} : {unit}/second\n'


def synapses(shape, conductance):
    unit = 'siemens' if conductance else 'amp'
    text = ''.join((EXP if shape == 'exp' else ALPHA).format(k=k, unit=unit) for k in 'ei')
    return text, ('se*(E_e - v) + si*(E_i - v)' if conductance else 'se + si')


def adex(shape, conductance):
    text, current = synapses(shape, conductance)
    return (f'dv/dt = (g_L*(E_L - v) + g_L*Delta_T*exp((u - V_th)/Delta_T) - w + I_in + {current})/C : volt (unless refractory)\n'
            # As in NEST, the upstroke is not followed beyond the peak.
            'u = clip(v, -1*volt, 0*mV) : volt\ndw/dt = (a*(u - E_L) - w)/tau_w : amp\nI_in : amp\n' + text)


GATES = 'dm/dt = am*(1 - m) - bm*m : 1\ndh/dt = ah*(1 - h) - bh*h : 1\ndn/dt = an*(1 - n) - bn*n : 1\n'
TRAUB_RATES = '''am = 1.28/ms/exprel((13*mV - v + V_T)/(4*mV)) : Hz
bm = 1.4/ms/exprel((v - V_T - 40*mV)/(5*mV)) : Hz
ah = 0.128*exp((17*mV - v + V_T)/(18*mV))/ms : Hz
bh = 4/(1 + exp((40*mV - v + V_T)/(5*mV)))/ms : Hz
an = 0.16/ms/exprel((15*mV - v + V_T)/(5*mV)) : Hz
bn = 0.5*exp((10*mV - v + V_T)/(40*mV))/ms : Hz
'''
SQUID_RATES = '''am = 1/ms/exprel(-(v + 40*mV)/(10*mV)) : Hz
bm = 4*exp(-(v + 65*mV)/(18*mV))/ms : Hz
ah = 0.07*exp(-(v + 65*mV)/(20*mV))/ms : Hz
bh = 1/(1 + exp(-(v + 35*mV)/(10*mV)))/ms : Hz
an = 0.1/ms/exprel(-(v + 55*mV)/(10*mV)) : Hz
bn = 0.125*exp(-(v + 65*mV)/(80*mV))/ms : Hz
'''


def channels(rates, shape, conductance):
    text, current = synapses(shape, conductance)
    return (f'dv/dt = (g_L*(E_L - v) + g_Na*m**3*h*(E_Na - v) + g_K*n**4*(E_K - v) + I_in + {current})/C : volt\nI_in : amp\n'
            + GATES + rates + text)


# dynamics: equations, constants, shape, conductance, injected current in pA, weights in pA or nS, initial v in mV
MODELS = {
    'adex-cond-exp': (adex('exp', True), ADEX, 'exp', True, 600, (20, 12), -70.6),
    'adex-cond-alpha': (adex('alpha', True), ADEX, 'alpha', True, 600, (10, 6), -70.6),
    'adex-current-exp': (adex('exp', False), ADEX, 'exp', False, 700, (300, 200), -70.6),
    'adex-current-alpha': (adex('alpha', False), ADEX, 'alpha', False, 700, (200, 100), -70.6),
    'hh-cond-exp-traub': (channels(TRAUB_RATES, 'exp', True), TRAUB, 'exp', True, 200, (20, 12), -60),
    'hh-current-alpha': (channels(SQUID_RATES, 'alpha', False), SQUID, 'alpha', False, 800, (600, 300), -65),
    'hh-cond-exp': (channels(SQUID_RATES, 'exp', True), SQUID, 'exp', True, 800, (20, 12), -65),
}
TIMES = {'e': 2.0, 'i': 6.0}
EVENTS = {'e': [5.0, 11.3, 20.0, 26.7, 33.1], 'i': [15.4, 30.8]}


def record(name):
    equations, constants, shape, conductance, current, weights, initial = MODELS[name]
    unit = nS if conductance else pA
    namespace = dict(constants, tau_e=TIMES['e'] * ms, tau_i=TIMES['i'] * ms, E_e=0 * mV, E_i=-85 * mV)
    fires = (dict(threshold='v > 0*mV', reset='v = -60*mV; w += 80.5*pA', refractory=2 * ms) if name.startswith('adex')
             else dict(threshold='v > 0*mV' if 'traub' not in name else 'v > V_T + 30*mV', refractory='v > -40*mV'))
    group = NeuronGroup(1, equations, method='rk4', namespace=namespace, **fires)
    group.v = initial * mV
    group.I_in = current * pA
    if not name.startswith('adex'):
        for gate in 'mhn':
            setattr(group, gate, f'a{gate}/(a{gate} + b{gate})')
    parts = [group]
    for k, weight, sign in (('e', weights[0], 1), ('i', weights[1], 1 if conductance else -1)):
        # Brian2 applies events after the step that begins with them.
        generator = SpikeGeneratorGroup(1, [0] * len(EVENTS[k]), (np.array(EVENTS[k]) - STEP_MS) * ms)
        enters = f's{k} += each_weight' if shape == 'exp' else f'r{k} += each_weight*exp(1)/tau_{k}'
        synapse = Synapses(generator, group, on_pre=enters, namespace=dict(namespace, each_weight=sign * weight * unit))
        synapse.connect()
        parts += [generator, synapse]
    spikes, trace = SpikeMonitor(group), StateMonitor(group, 'v', record=True)
    Network(*parts, spikes, trace).run(DURATION_MS * ms)
    every = int(round(EVERY_MS / STEP_MS))
    times = np.array(spikes.t / ms)
    if not name.startswith('adex'):  # a spike counts at the peak of the upstroke
        v = np.array(trace.v[0] / mV)
        steps = np.round(times / STEP_MS).astype(int)
        times = np.array([(s + np.argmax(v[s:s + int(3 / STEP_MS)])) * STEP_MS for s in steps])
    return {'currentPa': current, 'weights': weights, 'initialMv': initial, 'spikesMs': np.round(times, 4).tolist(),
            'everyMs': EVERY_MS, 'valuesMv': np.round(np.array(trace.v[0] / mV)[::every], 6).tolist()}


if __name__ == '__main__':
    models = {name: record(name) for name in MODELS}
    recording = {'recordedWith': f'Brian2 {brian2.__version__}, method rk4, steps of {STEP_MS} ms, scripts/record/smooth_brian2.py',
                 'gridMs': GRID_MS, 'ms': DURATION_MS, 'timesMs': TIMES, 'eventsMs': EVENTS, 'models': models}
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'test', 'recordings')
    with open(os.path.join(folder, 'smooth.json'), 'w') as file:
        json.dump(recording, file, separators=(',', ':'))
        file.write('\n')
    for name, each in models.items():
        print(name, each['spikesMs'])
