"""Records when the neurons of short scripts fire in Brian2, for test/unit/network: the scripts are read as text there.

    python3 scripts/record/refractory_brian2.py        (Brian2 2.5, writes test/recordings/refractory.json)
"""
import json
import os

import brian2

brian2.prefs.codegen.target = 'numpy'

SCRIPT = '''from brian2 import *
defaultclock.dt = 0.1*ms
tau = 10*ms
ts = 4*ms
hold = 2.3*ms
G = NeuronGroup(3, """{equations}""", threshold='v > 15*mV', reset='v = 2*mV', refractory={refractory}, method='exact')
G.v = 'i*4*mV'
times = [k*0.7 for k in range(400)]*ms
S = SpikeGeneratorGroup(1, [0]*400, times)
C = Synapses(S, G, on_pre='{effect}')
C.connect()
run(300*ms)
'''
DELTA = 'dv/dt = -v/tau : volt{flag}'
EXPONENTIAL = 'dv/dt = (g - v)/tau : volt{flag}\ndg/dt = -g/ts : volt'
HELD = ' (unless refractory)'

SCRIPTS = {
    f'{name}, {"held" if flag else "free"}, {refractory}': SCRIPT.format(
        equations=equations.format(flag=flag), refractory=refractory, effect=effect)
    for name, equations, effect in (('delta', DELTA, 'v += 2.1*mV'), ('exponential', EXPONENTIAL, 'g += 6*mV'))
    for flag in (HELD, '')
    for refractory in ('False', '0*ms', '0.1*ms', '2*ms', '2.06*ms', '"hold"', '"v < 9*mV"')
    # A neuron that is held below where it is free again never is.
    if not (flag and refractory == '"v < 9*mV"')
}


def record(text):
    names = {}
    text, run = text.split('run(')
    exec(text, names)
    monitor = brian2.SpikeMonitor(names['G'])
    network = brian2.Network(names['G'], names['S'], names['C'], monitor)
    network.run(300 * brian2.ms, namespace=names)
    steps = [int(round(float(t / (0.1 * brian2.ms)))) for t in monitor.t]
    return {'script': f'{text}run({run}', 'steps': steps, 'neurons': [int(i) for i in monitor.i]}


if __name__ == '__main__':
    folder = os.path.join(os.path.dirname(__file__), '..', '..', 'test', 'recordings')
    with open(os.path.join(folder, 'refractory.json'), 'w') as file:
        json.dump({name: record(text) for name, text in SCRIPTS.items()}, file)
