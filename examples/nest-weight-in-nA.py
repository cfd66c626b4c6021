"""The reverse: a NEST script whose weight was carried over from PyNN, in nA.

NEST takes the weights of iaf_psc_exp in pA, so the input is a thousand times
too weak: the neurons never fire.
Spikelint marks the weight and offers to convert it.
"""

import nest

nest.ResetKernel()
nest.resolution = 0.1

n_neurons = 200

cortex = nest.Create(
    "iaf_psc_exp",
    n_neurons,
    params={
        "E_L": -65.0,  # mV
        "V_reset": -65.0,  # mV
        "V_th": -50.0,  # mV
        "V_m": -65.0,  # mV
        "tau_m": 20.0,  # ms
        "t_ref": 2.0,  # ms
        "tau_syn_ex": 5.0,  # ms
        "C_m": 250.0,  # pF
    },
)

w_background = 0.035  # unit: nA

background = nest.Create("poisson_generator", params={"rate": 1000.0})
nest.Connect(background, cortex, syn_spec={"weight": w_background, "delay": 1.0})

nest.Simulate(1000.0)
