"""A small balanced network in NEST: excitation and inhibition on Poisson noise.

Nothing is wrong here, and Spikelint says so. Probe it to see it fire.
"""

import nest

nest.ResetKernel()
nest.resolution = 0.1

n_excitatory = 400
n_inhibitory = 100
p_connect = 0.1

neuron = {
    "E_L": -65.0,  # mV
    "V_reset": -65.0,  # mV
    "V_th": -50.0,  # mV
    "V_m": -65.0,  # mV
    "tau_m": 20.0,  # ms
    "t_ref": 2.0,  # ms
    "tau_syn_ex": 5.0,  # ms
    "tau_syn_in": 5.0,  # ms
    "C_m": 250.0,  # pF
}

w_excitatory = 10.0  # unit: pA
w_inhibitory = -5.0 * w_excitatory
w_noise = 35.0  # unit: pA
noise_rate = 1000.0  # unit: Hz
delay = 1.5  # unit: ms

excitatory = nest.Create("iaf_psc_exp", n_excitatory, params=neuron)
inhibitory = nest.Create("iaf_psc_exp", n_inhibitory, params=neuron)
noise = nest.Create("poisson_generator", params={"rate": noise_rate})

nest.Connect(noise, excitatory, syn_spec={"weight": w_noise, "delay": delay})
nest.Connect(noise, inhibitory, syn_spec={"weight": w_noise, "delay": delay})

sparse = {"rule": "pairwise_bernoulli", "p": p_connect}
for target in (excitatory, inhibitory):
    nest.Connect(excitatory, target, conn_spec=sparse, syn_spec={"weight": w_excitatory, "delay": delay})
    nest.Connect(inhibitory, target, conn_spec=sparse, syn_spec={"weight": w_inhibitory, "delay": delay})

nest.Simulate(1000.0)
