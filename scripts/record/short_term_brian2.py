"""Records potentials behind synapses that tire and are facilitated from Brian2, for test/unit/sim/short-term.test.ts.

    python3 scripts/record/short_term_brian2.py        (Brian2 2.5, writes test/recordings/short-term.json)

`two states` are the equations of Brian2's example of Tsodyks, Pawelzik and Markram; `three states` have an inactive state too, as Tsodyks,
Uziel and Markram 2000. The potential is a perfect integrator of what arrives, so that it is the sum of all the shares released.
"""
import json
import os

import brian2
import numpy as np
from brian2 import Network, NeuronGroup, SpikeGeneratorGroup, Synapses, defaultclock, ms, prefs

prefs.codegen.target = 'numpy'
DT_MS, DURATION_MS, SOURCES = 0.1, 600, 8
defaultclock.dt = DT_MS * ms
RULES = {
    'two states, depressing': dict(utilisation=0.5, recoveryMs=300.0, facilitationMs=0.0),
    'two states, facilitating': dict(utilisation=0.06, recoveryMs=130.0, facilitationMs=530.0),
    'three states, depressing': dict(utilisation=0.45, recoveryMs=200.0, facilitationMs=0.0, inactivationMs=3.0),
    'three states, facilitating': dict(utilisation=0.04, recoveryMs=100.0, facilitationMs=1000.0, inactivationMs=5.0),
}


def record(rule, hits, delays):
    namespace = dict(U=rule['utilisation'], tau_rec=rule['recoveryMs'] * ms, tau_facil=(rule['facilitationMs'] or 1e-6) * ms,
                     tau_in=rule.get('inactivationMs', 1.0) * ms)
    three = 'inactivationMs' in rule
    target = NeuronGroup(SOURCES, 'v : 1')
    source = SpikeGeneratorGroup(SOURCES, hits[1], np.array(hits[0]) * DT_MS * ms)
    ready = 'dready/dt = (1 - ready - used) / tau_rec : 1 (clock-driven)\ndused/dt = -used / tau_in : 1 (clock-driven)' if three \
        else 'dready/dt = (1 - ready) / tau_rec : 1 (clock-driven)'
    release = 'u += U * (1 - u)\nv_post += u * ready\n' + ('used += u * ready\n' if three else '') + 'ready -= u * ready'
    synapses = Synapses(source, target, 'du/dt = -u / tau_facil : 1 (clock-driven)\n' + ready, on_pre=release, method='exact', namespace=namespace)
    synapses.connect(j='i')
    synapses.ready = 1
    synapses.pre.delay = delays * DT_MS * ms
    Network(target, source, synapses).run(DURATION_MS * ms)
    return {'rule': rule, 'sums': np.array(target.v).tolist()}


if __name__ == '__main__':
    random = np.random.RandomState(5)
    hit = random.random_sample((int(DURATION_MS / DT_MS) - 200, SOURCES)) < 40 * DT_MS / 1000
    hits = [each.tolist() for each in np.nonzero(hit)]
    delays = random.randint(1, 60, SOURCES)
    recorded = {'recordedWith': f'Brian2 {brian2.__version__}, scripts/record/short_term_brian2.py', 'dtMs': DT_MS, 'ms': DURATION_MS,
                'spikes': {'steps': hits[0], 'neurons': hits[1]}, 'delays': delays.tolist(),
                'rules': {name: record(rule, hits, delays) for name, rule in RULES.items()}}
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'test', 'recordings', 'short-term.json')
    with open(path, 'w') as file:
        json.dump(recorded, file, separators=(',', ':'))
        file.write('\n')
    for name, each in recorded['rules'].items():
        print(name, np.sum(each['sums']))
