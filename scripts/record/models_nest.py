"""Records neuron models from NEST, for test/unit/sim/nest.test.ts.

    python3 scripts/record/models_nest.py        (NEST 3.10, writes test/recordings/nest-models.json)

Each deterministic model is driven by a constant current and by events at given times; those that fire by chance are driven hard enough that
their threshold is as good as sharp, or are recorded as the mean and spread of many runs' rates.
"""
import json
import os

import nest
import numpy as np

STEP_MS, DURATION_MS, EVERY_MS = 0.1, 200.0, 1.0
EXCITATORY_MS = [12.0, 30.3, 31.0, 31.7, 60.0, 61.0, 62.0, 63.0, 95.5, 120.2, 121.1, 150.0, 171.3]
INHIBITORY_MS = [45.0, 46.2, 80.0, 110.7, 140.1, 160.0]

nest.set_verbosity('M_ERROR')

# model, parameters, constant current in pA, weights (excitatory, inhibitory), receptor numbers or None, recorded beside V_m
CASES = {
    'gif-current': ('gif_psc_exp', dict(V_T_star=-52.0, Delta_V=1e-3, lambda_0=1000.0, tau_sfa=[50.0, 200.0], q_sfa=[3.0, 1.0],
                                        tau_stc=[20.0, 100.0], q_stc=[15.0, -5.0]), 110.0, (60.0, -50.0), None, None),
    'gif-current-receptors': ('gif_psc_exp_multisynapse', dict(V_T_star=-52.0, Delta_V=1e-3, lambda_0=1000.0, tau_sfa=[50.0], q_sfa=[3.0],
                                                               tau_stc=[20.0], q_stc=[15.0], tau_syn=[3.0, 8.0]), 110.0, (60.0, -50.0), (1, 2), None),
    'gif-cond': ('gif_cond_exp', dict(V_T_star=-52.0, Delta_V=1e-3, lambda_0=1000.0, tau_sfa=[50.0, 200.0], q_sfa=[3.0, 1.0],
                                      tau_stc=[20.0], q_stc=[15.0]), 110.0, (3.0, -4.0), None, None),
    'mat2': ('mat2_psc_exp', {}, 500.0, (300.0, -200.0), None, 'V_th'),
    'amat2': ('amat2_psc_exp', dict(alpha_1=7.0, alpha_2=1.5, beta=0.2, tau_v=6.0, omega=-60.0), 260.0, (300.0, -200.0), None, 'V_th'),
    'beta-conductances': ('iaf_cond_beta', dict(tau_rise_ex=0.4, tau_decay_ex=3.0, tau_rise_in=1.0, tau_decay_in=8.0), 240.0, (8.0, -6.0), None, None),
    'own-conductances': ('iaf_cond_exp_sfa_rr', {}, 500.0, (20.0, -15.0), None, 'g_sfa'),
    'glif-cond': ('glif_cond', dict(spike_dependent_threshold=True, after_spike_currents=True, adapting_threshold=True), 400.0, (5.0, 4.0), (1, 2), None),
    'glif-cond-plain': ('glif_cond', {}, 300.0, (5.0, 4.0), (1, 2), None),
    'alpha-receptors': ('aeif_cond_alpha_multisynapse', dict(E_rev=[0.0, -85.0], tau_syn=[1.0, 4.0]), 700.0, (30.0, 20.0), (1, 2), 'w'),
    'hill-tononi': ('ht_neuron', {}, 5.0, (4.0, 3.0), (1, 3), 'theta'),
    'hill-tononi-nmda': ('ht_neuron', dict(g_KL=0.8, g_peak_h=2.0), 8.0, (10.0, 3.0), (2, 4), 'theta'),
}


def record(name, model, params, current, weights, receptors, beside):
    nest.ResetKernel()
    nest.set(resolution=STEP_MS, rng_seed=1)
    own = dict(params)
    if model not in ('ht_neuron', 'glif_cond'):
        own['I_e'] = current
    cell = nest.Create(model, params=own)
    if 'I_e' not in own:
        drive = nest.Create('dc_generator', params=dict(amplitude=current))
        nest.Connect(drive, cell, syn_spec=dict(weight=1.0, delay=STEP_MS))
    meter = nest.Create('multimeter', params=dict(record_from=['V_m'] + ([beside] if beside else []), interval=EVERY_MS))
    nest.Connect(meter, cell)
    spikes = nest.Create('spike_recorder')
    nest.Connect(cell, spikes)
    for k, times in enumerate((EXCITATORY_MS, INHIBITORY_MS)):
        source = nest.Create('spike_generator', params=dict(spike_times=times))
        spec = dict(weight=weights[k], delay=1.0)
        if receptors:
            spec['receptor_type'] = receptors[k]
        nest.Connect(source, cell, syn_spec=spec)
    nest.Simulate(DURATION_MS)
    events = meter.get('events')
    return dict(model=model, params=params, currentPa=current, weights=weights, receptors=receptors, beside=beside,
                hasConstant='I_e' in own, spikesMs=[round(float(t), 4) for t in spikes.get('events')['times']],
                timesMs=[round(float(t), 4) for t in events['times']],
                membraneMv=[float(v) for v in events['V_m']],
                besideValues=[float(v) for v in events[beside]] if beside else None)


CHANCE = {
    'gif-current': ('gif_psc_exp', dict(I_e=140.0, tau_sfa=[110.0], q_sfa=[15.0], tau_stc=[25.0], q_stc=[20.0], Delta_V=2.0, V_T_star=-50.0), 1000.0),
    'gif-cond': ('gif_cond_exp', dict(I_e=140.0, tau_sfa=[110.0], q_sfa=[15.0], tau_stc=[25.0], q_stc=[20.0], Delta_V=2.0, V_T_star=-50.0), 1000.0),
    'point-process': ('pp_psc_delta', dict(I_e=250.0, c_2=3.0, dead_time=2.0, tau_sfa=[34.0], q_sfa=[3.0]), 1000.0),
    'point-process-no-reset': ('pp_psc_delta', dict(I_e=250.0, c_1=1.5, c_2=2.0, c_3=0.3, dead_time=5.0, dead_time_random=True, dead_time_shape=3,
                                                   with_reset=False), 1000.0),
}


def rates(model, params, ms, size=400):
    nest.ResetKernel()
    nest.set(resolution=STEP_MS, rng_seed=7)
    cells = nest.Create(model, size, params=params)
    spikes = nest.Create('spike_recorder')
    nest.Connect(cells, spikes)
    nest.Simulate(ms)
    events = spikes.get('events')
    counts = np.bincount(np.asarray(events['senders']) - 1, minlength=size) / (ms / 1000)
    intervals = np.concatenate([np.diff(np.sort(events['times'][events['senders'] == i + 1])) for i in range(size)])
    return dict(model=model, params=params, ms=ms, size=size, meanHz=float(counts.mean()), errorHz=float(counts.std(ddof=1) / np.sqrt(size)),
                cv=float(intervals.std() / intervals.mean()))


recorded = dict(stepMs=STEP_MS, durationMs=DURATION_MS, excitatoryMs=EXCITATORY_MS, inhibitoryMs=INHIBITORY_MS, delayMs=1.0,
                models={name: record(name, *case) for name, case in CASES.items()},
                chance={name: rates(*case) for name, case in CHANCE.items()})
out = os.path.join(os.path.dirname(__file__), '..', '..', 'test', 'recordings', 'nest-models.json')
with open(out, 'w') as file:
    json.dump(recorded, file)
    file.write('\n')
for name, each in recorded['models'].items():
    print(name, len(each['spikesMs']), each['spikesMs'][:6])
for name, each in recorded['chance'].items():
    print(name, round(each['meanHz'], 3), '+-', round(each['errorHz'], 3), 'cv', round(each['cv'], 3))
