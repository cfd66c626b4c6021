"""Records weights and spikes of neurons with STDP from Brian2, for test/unit/sim/plasticity.test.ts.

    python3 scripts/record/stdp_brian2.py        (Brian2 2.5, writes test/recordings/stdp.json)

The pathways are those of Brian2's STDP example, for all pairs or the nearest ones, with weights that change by fixed amounts or in
proportion to what is left to the bounds. Steps are counted as in lif_brian2.py.
"""
import json
import os

import brian2
import numpy as np
from brian2 import Network, NeuronGroup, SpikeGeneratorGroup, SpikeMonitor, Synapses, defaultclock, ms, mV, pA, pF, prefs

prefs.codegen.target = 'numpy'
DT_MS, DURATION_MS, SOURCES, TARGETS, DELAY_STEPS = 0.1, 1000, 30, 4, 12
defaultclock.dt = DT_MS * ms
RULE = dict(tauPlusMs=17.0, tauMinusMs=34.0, potentiation=3.0, depression=1.6, lowest=0.0, highest=120.0)
VARIANTS = {
    'additive, all': (False, False), 'additive, nearest': (False, True),
    'multiplicative, all': (True, False), 'multiplicative, nearest': (True, True),
    'additive, all, own delays': (False, False), 'multiplicative, nearest, own delays': (True, True),
}
NEURON = dict(thresholdMv=-50.0, leakMv=-65.0, resetMv=-60.0, initialMv=-65.0, capacityPf=200.0, membraneTimeMs=18.0, refractoryMs=2.0,
              synapticTimeExcitatoryMs=3.0, synapticTimeInhibitoryMs=7.0, constantCurrentPa=120.0)


def record(multiplicative, nearest, hits, start, delays):
    namespace = dict(w_max=RULE['highest'] * pA, w_min=RULE['lowest'] * pA, tau_plus=RULE['tauPlusMs'] * ms, tau_minus=RULE['tauMinusMs'] * ms,
                     a_plus=RULE['potentiation'] * pA, a_minus=RULE['depression'] * pA)
    p = NEURON
    constants = dict(E_L=p['leakMv'] * mV, tau_m=p['membraneTimeMs'] * ms, C_m=p['capacityPf'] * pF, V_th=p['thresholdMv'] * mV,
                     V_reset=p['resetMv'] * mV, tau_e=p['synapticTimeExcitatoryMs'] * ms, I_e=p['constantCurrentPa'] * pA)
    group = NeuronGroup(TARGETS, '''dv/dt = (E_L - v) / tau_m + (ie + I_e) / C_m : volt (unless refractory)
                                    die/dt = -ie / tau_e : amp''', method='exact', threshold='v >= V_th', reset='v = V_reset',
                        refractory=(p['refractoryMs'] + DT_MS) * ms, namespace=constants)
    group.v = p['initialMv'] * mV
    source = SpikeGeneratorGroup(SOURCES, hits[1], np.array(hits[0]) * DT_MS * ms)
    up = 'a_plus * (1 - w / w_max)' if multiplicative else 'a_plus'
    down = 'a_minus * (w / w_max)' if multiplicative else 'a_minus'
    fire = '{} = 1' if nearest else '{} += 1'
    synapses = Synapses(source, group, '''w : amp
                                          dxpre/dt = -xpre / tau_plus : 1 (event-driven)
                                          dxpost/dt = -xpost / tau_minus : 1 (event-driven)''',
                        on_pre='ie += w\n' + fire.format('xpre') + f'\nw = clip(w - {down} * xpost, w_min, w_max)',
                        on_post=fire.format('xpost') + f'\nw = clip(w + {up} * xpre, w_min, w_max)', namespace=namespace)
    synapses.connect()
    synapses.w = start * pA
    synapses.pre.delay = delays * DT_MS * ms
    spikes = SpikeMonitor(group)
    Network(group, source, synapses, spikes).run(DURATION_MS * ms)
    return {'weights': np.array(synapses.w / pA).tolist(),
            'spikes': {'steps': (np.round(np.array(spikes.t / ms) / DT_MS).astype(int) + 1).tolist(), 'neurons': np.array(spikes.i).tolist()}}


if __name__ == '__main__':
    random = np.random.RandomState(11)
    hit = random.random_sample((int(DURATION_MS / DT_MS), SOURCES)) < 25 * DT_MS / 1000
    hits = [each.tolist() for each in np.nonzero(hit)]
    start = random.uniform(20, 100, SOURCES * TARGETS)
    delays = random.randint(1, 61, SOURCES * TARGETS)
    recorded = {'recordedWith': f'Brian2 {brian2.__version__}, scripts/record/stdp_brian2.py', 'dtMs': DT_MS, 'ms': DURATION_MS,
                'targets': TARGETS, 'delaySteps': DELAY_STEPS, 'rule': RULE, 'parameters': NEURON, 'start': start.tolist(), 'delays': delays.tolist(),
                'sources': {'steps': hits[0], 'neurons': hits[1]},
                'variants': {name: record(*variant, hits, start, delays if name.endswith('own delays') else DELAY_STEPS) for name, variant in VARIANTS.items()}}
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'test', 'recordings', 'stdp.json')
    with open(path, 'w') as file:
        json.dump(recorded, file, separators=(',', ':'))
        file.write('\n')
    for name, each in recorded['variants'].items():
        print(name, len(each['spikes']['steps']), 'spikes, mean weight', np.mean(each['weights']))
