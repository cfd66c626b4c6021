"""Records what Brian2 makes of short scripts, for test/unit/network/scripts.test.ts, where they are read as text.

    python3 scripts/record/scripts_brian2.py        (Brian2 2.5, writes test/recordings/scripts.json)

Of scripts without chance every spike is kept, of the others how many spikes each group has under ten seeds.
"""
import json
import os
import warnings

import brian2
import numpy as np

warnings.filterwarnings('ignore')
brian2.prefs.codegen.target = 'numpy'

LEAKY = "NeuronGroup({n}, 'dv/dt = ({drive} - v)/(10*ms) : 1', threshold='v > 1', reset='v = 0', method='exact')"

EXACT = {
    'inhibition without a delay, onto those that fire in the same step': f'''
G = {LEAKY.format(n=20, drive=1.2)}
H = {LEAKY.format(n=20, drive=0)}
G.v = 'i/20.0'
S = Synapses(G, H, on_pre='v += 0.3')
S.connect()
T = Synapses(H, H, on_pre='v -= 0.02')
T.connect(condition='i != j')
''',
    'a condition that ends the pause, while spikes arrive': f'''
G = NeuronGroup(8, 'dv/dt = (1.5 - v)/(10*ms) : 1', threshold='v > 1', reset='v = 0', refractory='v > 0.5', method='exact')
G.v = 'i/8.0'
S = Synapses(G, G, on_pre='v += 0.3')
S.connect(condition='i != j')
''',
    'generators of synapses': f'''
G = NeuronGroup(40, 'dv/dt = (1.05 - v)/(10*ms) : 1', threshold='v > 1', reset='v = 0', refractory=5*ms, method='exact')
H = {LEAKY.format(n=40, drive=1.05)}
G.v = 'i/40.0'
A = Synapses(G, G, on_pre='v += 0.02')
A.connect(j='k for k in range(i-3, i+4) if i != k', skip_if_invalid=True)
B = Synapses(G, H, on_pre='v += 0.05')
B.connect(j='k for k in range(0, N_post, 10)')
C = Synapses(G, H, on_pre='v -= 0.01')
C.connect(j='(i + k) % N_post for k in range(1, 5)')
D = Synapses(H, G, on_pre='v -= 0.02')
D.connect(i='j//2 if j % 3 == 0')
E = Synapses(H, H[:20], on_pre='v -= 0.02')
E.connect(j='i + 1', skip_if_invalid=True)
''',
    'rules on the place of neurons, and within parts of groups': '''
G = NeuronGroup(100, """dv/dt = (1.05 - v)/(10*ms) : 1
x : meter
y : meter""", threshold='v > 1', reset='v = 0', method='exact')
G.v = 'i/100.'
G.x = '(i // 10)*10*umeter'
G.y = '(i % 10)*10*umeter'
reach = 25*umeter
A = Synapses(G, G, on_pre='v -= 0.003')
A.connect(condition='sqrt((x_pre - x_post)**2 + (y_pre - y_post)**2) < reach and i != j')
first = G[:40]
last = G[40:]
B = Synapses(first, last, on_pre='v += 0.02')
B.connect(j='i')
C = Synapses(first, last, on_pre='v += 0.02')
C.connect(condition='i > j and j < 20')
C.connect(i=[0, 1, 2], j=[5, 6, 7])
''',
    'spikes and signals that are calculated': f'''
import numpy as np
times = np.arange(0, 0.3, 0.02)*second
ids = np.zeros(len(times), dtype=int)
P = SpikeGeneratorGroup(3, np.hstack([ids, ids + 1]), np.hstack([times/second, (times + 5*ms)/second])*second)
G = {LEAKY.format(n=3, drive=0)}
A = Synapses(P, G, on_pre='v += 1.1')
A.connect(j='i')
B = Synapses(P, G, on_pre='v += 1.3')
B.connect(i=[0, 1], j=[2, 2])
Q = SpikeGeneratorGroup(4, np.repeat(np.arange(4), 10), np.tile(np.arange(10)*25*ms, 4))
H = {LEAKY.format(n=4, drive=0)}
C = Synapses(Q, H, on_pre='v += 1.1')
C.connect(j='i')
R = SpikeGeneratorGroup(1, np.zeros(40, dtype=int), np.sort(np.concatenate([np.linspace(10, 100, 20), np.linspace(51, 290, 20)]))*ms)
K = {LEAKY.format(n=1, drive=0)}
D = Synapses(R, K, on_pre='v += 1.1')
D.connect()
t = np.arange(0, 0.3, 0.001)
wave = TimedArray(1.5 + np.sin(2*np.pi*5*t), dt=1*ms)
L = NeuronGroup(2, 'dv/dt = (wave(t) - v)/(10*ms) : 1', threshold='v > 1', reset='v = 0', method='euler')
pulse = np.zeros(3000)
pulse[1000:2000] = 2.5
step = TimedArray(pulse, dt=0.1*ms)
M = NeuronGroup(2, 'dv/dt = (step(t) - v)/(10*ms) : 1', threshold='v > 1', reset='v = 0', method='euler')
parts = TimedArray(np.hstack([np.zeros(5), np.ones(15)*1.4, np.zeros(10)])*nA, dt=10*ms)
N = NeuronGroup(2, 'dv/dt = (parts(t)*10*Mohm - v)/(10*ms) : volt', threshold='v > 5*mV', reset='v = 0*mV', method='euler')
''',
    'some of the neurons and synapses': f'''
G = NeuronGroup(10, """dv/dt = (I - v)/(10*ms) : 1
I : 1""", threshold='v > 1', reset='v = 0', method='exact')
G.I = 1.1
G.I[:3] = 1.5
G.I[7] = 2
G.v['i > 5'] = 'i/20.'
G.I[[4, 5]] = 3
last = G[6:]
last.v = 'i/5.'
last.I['i == 1'] = 1.7
H = {LEAKY.format(n=6, drive=0.9)}
S = Synapses(G, H, 'w : 1', on_pre='v += w')
S.connect()
S.w = 0.01
S.w['i < j'] = 0.2
S.w[3, 5] = -0.1
S.w[0, :] = 0.02
run(200*ms)
G.I[:2] = 0
run(100*ms)
''',
    'other values in later runs': '''
tau = 20*ms
J = 1.5
G = NeuronGroup(4, """dv/dt = (I - v)/tau : 1
I : 1 (constant)""", threshold='v > 1', reset='v = 0', method='exact')
H = NeuronGroup(4, 'dv/dt = (J - v)/tau : 1', threshold='v > 1', reset='v = 0', method='exact')
G.I = [0, 1.1, 1.5, 2]
net = Network(collect())
net.run(100*ms)
G.I = 2
J = 3
net.run(100*ms)
G.I[:2] = 0
net.run(100*ms)
''',
    'spikes that come again': f'''
P = SpikeGeneratorGroup(2, [0, 1, 1], [5, 10, 20]*ms, period=50*ms)
G = {LEAKY.format(n=2, drive=0)}
S = Synapses(P, G, on_pre='v += 1.5')
S.connect(j='i')
G2 = {LEAKY.format(n=2, drive=1.01)}
T = Synapses(P, G2, on_pre='v += 0.1', delay=3*ms)
T.connect()
''',
    'events of the script’s own': f'''
G = NeuronGroup(6, """dv/dt = (drive - v)/(10*ms) : 1
drive : 1
seen : 1""", threshold='v > 1', reset='v = 0', events={{'high': 'v > 0.8', 'late': 't > 150*ms and v > 0.5'}}, method='exact')
G.drive = [0.85, 1.05, 1.2, 1.6, 2.0, 6.0]
G.run_on_event('high', 'v -= 0.04; seen += 1')
G.run_on_event('late', 'drive *= 1.0005')
H = {LEAKY.format(n=6, drive=0)}
S = Synapses(G, H, on_pre='v += 0.2', on_event='high', delay=1*ms)
S.connect(j='i')
K = {LEAKY.format(n=6, drive=0.5)}
T = Synapses(G, K, 'w : 1', on_pre={{'one': 'v += w', 'other': 'v += 0.3'}}, on_event={{'one': 'spike', 'other': 'late'}})
T.connect(condition='i != j')
T.w = 0.15
''',
    'synapses that are set by their place, between runs and regularly': f'''
G = {LEAKY.format(n=5, drive=1.3)}
G.v = 'i/5.'
H = {LEAKY.format(n=5, drive=0.6)}
strength = 0.05
A = Synapses(G, H, 'w : 1', on_pre='v += w')
A.connect()
A.w = 0.02
A.w[0] = 0.4
A.w[5:8] = 0.2
A.w[[20, 22]] = 0.3
B = Synapses(G, H, 'w : 1', on_pre='v -= w')
B.connect(i=0, j=4)
B.w[0] = 0.25
C = Synapses(G, H, """dmark/dt = -mark/(20*ms) : 1 (clock-driven)
w : 1""", on_pre='mark += 1; v += w', method='exact')
C.connect(i=[3, 1, 4], j=[0, 2, 2])
C.w = [0.1, 0.3, 0.2]
C.w[1] = 0.35
C.run_regularly('w = clip(w + 0.02*mark, 0, 0.6)', dt=7*ms)
D = Synapses(H, G, on_pre='v += strength')
D.connect(j='i')
net = Network(collect())
net.run(100*ms)
A.w = 0.1
A.w[3, 3] = 0.9
strength = 0.2
net.run(100*ms)
A.w['i == j'] = 0
C.w = 0
net.run(100*ms)
''',
    'weights as texts, and events at the membrane beside synaptic variables': '''
J = 0.3
G = NeuronGroup(4, """dv/dt = (1.2 - v)/(10*ms) : 1
dg/dt = -g/(5*ms) : 1""", threshold='v > 1', reset='v = 0', method='exact')
G.v = 'i/4.'
H = NeuronGroup(4, """dv/dt = (g - v)/(10*ms) : 1
dg/dt = -g/(5*ms) : 1""", threshold='v > 1', reset='v = 0', method='exact')
A = Synapses(G, H, 'w : 1', on_pre='g += 2*w')
A.connect(j='i')
A.w = '1.5*J'
B = Synapses(G, H, 'w : 1', on_pre='v -= w')
B.connect(condition='i != j')
B.w = 'J/3'
P = SpikeGeneratorGroup(1, [0]*20, np.arange(20)*13*ms)
C = Synapses(P, H, on_pre='v += J')
C.connect()
''',
    'variables that stand for those of another group': '''
H = NeuronGroup(4, 'dv/dt = (1.3 - v)/(20*ms) : 1', threshold='v > 1', reset='v = 0', method='exact')
H.v = 'i/4.'
G = NeuronGroup(4, """dv/dt = (2*x + 0.4 - v)/(10*ms) : 1
x : 1 (linked)""", threshold='v > 1', reset='v = 0', method='euler')
G.x = linked_var(H, 'v')
K = NeuronGroup(6, """dv/dt = (x + 0.5 - v)/(10*ms) : 1
x : 1 (linked)""", threshold='v > 1', reset='v = 0.1*x', method='euler')
K.x = linked_var(H.v, index=[0, 0, 1, 1, 3, 2])
one = NeuronGroup(1, 'dy/dt = -y/(100*ms) : 1', threshold='y > 9', reset='y = 0', method='exact')
one.y = 2
L = NeuronGroup(3, """dv/dt = (drive*(1 + i/5.) - v)/(10*ms) : 1
drive : 1 (linked)""", threshold='v > 1', reset='v = 0', method='euler')
L.drive = linked_var(one, 'y')
''',
    '`i != j` between two groups, and parts of one': f'''
G = {LEAKY.format(n=6, drive=1.5)}
G.v = 'i/6.'
K = {LEAKY.format(n=6, drive=0.5)}
A = Synapses(G, K, on_pre='v += 0.15')
A.connect(condition='i != j')
B = Synapses(G[:3], G[3:], on_pre='v -= 0.05')
B.connect(condition='i != j')
''',
}

CHANCE = {
    'rates of their own': f'''
import numpy as np
P = PoissonGroup(50, rates=np.linspace(10, 200, 50)*Hz)
G = {LEAKY.format(n=50, drive=0)}
S = Synapses(P, G, on_pre='v += 0.6')
S.connect(j='i')
''',
    'a rate over time': f'''
r0 = 100*Hz
f = 5*Hz
P = PoissonGroup(100, rates='r0*(1 + sin(2*pi*f*t))')
G = {LEAKY.format(n=10, drive=0)}
S = Synapses(P, G, on_pre='v += 0.1')
S.connect(p=0.5)
Q = PoissonGroup(100, rates='(1 + i)*2*Hz')
H = {LEAKY.format(n=100, drive=0)}
T = Synapses(Q, H, on_pre='v += 0.7')
T.connect(j='i')
signal = TimedArray([0, 100, 300, 50]*Hz, dt=75*ms)
R = PoissonGroup(20, rates='signal(t)')
K = {LEAKY.format(n=20, drive=0)}
U = Synapses(R, K, on_pre='v += 0.4')
U.connect()
''',
    'the same sources twice, and rates that are set anew': f'''
P = PoissonGroup(50, rates=100*Hz)
G = {LEAKY.format(n=20, drive=0)}
A = Synapses(P, G, on_pre='v += 0.3')
A.connect()
B = Synapses(P, G, on_pre='v -= 0.25')
B.connect()
H = {LEAKY.format(n=10, drive=0.9)}
C = Synapses(P[:10], H, on_pre='v += 0.1')
C.connect(j='i')
run(100*ms)
P.rates = 200*Hz
run(100*ms)
P.rates = 'i*50*Hz'
run(100*ms)
''',
    'signals that are drawn': '''
import numpy as np
signal = TimedArray(np.random.randn(1000)*0.5 + 1.0, dt=1*ms)
G = NeuronGroup(20, 'dv/dt = (signal(t) - v)/(10*ms) : 1', threshold='v > 1', reset='v = 0', method='euler')
each = TimedArray(np.random.rand(100, 20)*2, dt=10*ms)
H = NeuronGroup(20, 'dv/dt = (each(t, i) - v)/(10*ms) : 1', threshold='v > 1', reset='v = 0', method='euler')
''',
    'samples': '''
G = NeuronGroup(400, 'dv/dt = (1.2 - v)/(10*ms) : 1', threshold='v > 1', reset='v = 0', refractory=2*ms, method='exact')
G.v = 'rand()'
C = 40
A = Synapses(G, G, on_pre='v -= 0.01', delay=1.5*ms)
A.connect(j='k for k in sample(N_post, size=C)')
B = Synapses(G, G, on_pre='v += 0.005', delay=1.5*ms)
B.connect(j='k for k in sample(N_post, p=0.1)')
D = Synapses(G, G, on_pre='v -= 0.01', delay=1.5*ms)
D.connect(i='k for k in sample(0, N_pre, size=10)')
E = Synapses(G, G, on_pre='v -= 0.01', delay=1.5*ms)
E.connect(j='k for k in sample(0, N_post, 2, p=0.05) if k != i')
F = Synapses(G, G, on_pre='v -= 0.01', delay=1.5*ms)
F.connect(p='0.3*exp(-abs(i - j)/10.)', condition='i != j', n=2)
''',
    'weights and delays that are drawn and clipped': '''
w_e = 0.3*mV
sd = 0.1*mV
d_e = 1.5*ms
g = 4.
low = 5*mV
equations = 'dv/dt = (I - v)/(10*ms) : volt (unless refractory)\\nI : volt'
G = NeuronGroup(240, equations, threshold='v > 15*mV', reset='v = 0*mV', refractory=2*ms, method='exact')
H = NeuronGroup(60, equations, threshold='v > 15*mV', reset='v = 0*mV', refractory=2*ms, method='exact')
G.v = 'low + rand()*10*mV'
G.I = '16*mV + 3*mV*rand()'
H.I = '16*mV + 3*mV*rand()'
A = Synapses(G, H, 'w : volt', on_pre='v += w')
A.connect(p=0.1)
A.w = 'clip(w_e + sd*randn(), 0.2*w_e, 1.5*w_e)'
A.delay = 'clip(d_e + 0.75*ms*randn(), 0.1*ms, 5*d_e)'
B = Synapses(H, G, 'w : volt', on_pre='v -= g*w')
B.connect(p=0.1)
B.w = 'w_e + sd*randn()'
C = Synapses(H, H, 'w : volt', on_pre='v -= w')
C.connect(p=0.1)
C.w = 'abs(w_e*randn())'
''',
    'one weight that is drawn for two variables': '''
P = PoissonGroup(1, rates=50*Hz)
G = NeuronGroup(50, """dv/dt = ((g - h)*20 - v)/(20*ms) : 1
dg/dt = -g/(10*ms) : 1
dh/dt = -h/(9.5*ms) : 1""", threshold='v > 0.2', reset='v = 0', method='exact')
A = Synapses(P, G, 'w : 1', on_pre='h += w; g += w', delay=0.1*ms)
A.connect()
A.w = 'rand()'
H = NeuronGroup(50, 'dv/dt = (g - h - v)/(20*ms) : 1\\ndg/dt = -g/(10*ms) : 1\\ndh/dt = -h/(9.5*ms) : 1', threshold='v > 0.01', reset='v = 0', method='exact')
B = Synapses(G, H, 'w : 1', on_pre='g += w; h -= -w')
B.connect(p=0.2)
B.w = '0.2 + 0.1*rand()'
''',
    'rates by a name that stands for another number later': f'''
strength = 20
P = PoissonGroup(40, rates='strength*(1 + i/40.)*Hz')
G = {LEAKY.format(n=40, drive=0)}
S = Synapses(P, G, on_pre='v += 0.7')
S.connect(j='i')
net = Network(P, G, S)
net.run(100*ms)
strength = 200
net.run(100*ms)
strength = 50
net.run(100*ms)
''',
}


def run(text, seed):
    """Runs it; every group of neurons brings its monitor along."""
    made = []
    make = brian2.NeuronGroup.__init__

    def watched(self, *args, **keywords):
        make(self, *args, **keywords)
        monitor = brian2.SpikeMonitor(self)
        self._contained_objects.append(monitor)
        made.append((self, monitor))

    brian2.NeuronGroup.__init__ = watched
    try:
        brian2.start_scope()
        brian2.seed(seed)
        np.random.seed(seed)
        exec(text, {})
    finally:
        brian2.NeuronGroup.__init__ = make
    return made


def script(text):
    return 'from brian2 import *\n' + text.strip() + '\n' + ('' if 'run(' in text else 'run(300*ms)\n')


def spikes(text):
    """The groups' neurons are counted one group after the other."""
    first, steps, neurons = 0, [], []
    for group, monitor in run(text, 1):
        steps += [int(round(float(t)/1e-4)) for t in monitor.t]
        neurons += [int(i) + first for i in monitor.i]
        first += len(group)
    return {'script': text, 'steps': steps, 'neurons': neurons}


def counts(text):
    return {'script': text, 'counts': [[int(monitor.num_spikes) for _, monitor in run(text, seed)] for seed in range(1, 11)]}


if __name__ == '__main__':
    folder = os.path.join(os.path.dirname(__file__), '..', '..', 'test', 'recordings')
    recorded = {
        'exact': {name: spikes(script(text)) for name, text in EXACT.items()},
        'chance': {name: counts(script(text)) for name, text in CHANCE.items()},
    }
    with open(os.path.join(folder, 'scripts.json'), 'w') as file:
        json.dump(recorded, file)
