"""A cortical population driven by Poisson noise, in PyNN.

The weight comes from a paper that gives it in pA. PyNN takes the weights of
current-based neurons in nA, so the input is a thousand times too strong:
the neurons fire as fast as their refractory period lets them.
Spikelint marks the weight and offers to convert it.
"""

import pyNN.nest as sim

sim.setup(timestep=0.1, min_delay=1.0)

n_neurons = 200

neuron = sim.IF_curr_exp(
    v_rest=-65.0,  # mV
    v_reset=-65.0,  # mV
    v_thresh=-50.0,  # mV
    tau_m=20.0,  # ms
    tau_refrac=2.0,  # ms
    tau_syn_E=5.0,  # ms
    cm=0.25,  # nF
)

w_background = 35.0  # unit: pA

background = sim.Population(n_neurons, sim.SpikeSourcePoisson(rate=1000.0), label="background")
cortex = sim.Population(n_neurons, neuron, label="cortex")

sim.Projection(
    background,
    cortex,
    sim.OneToOneConnector(),
    synapse_type=sim.StaticSynapse(weight=w_background, delay=1.0),
    receptor_type="excitatory",
)

cortex.record("spikes")
sim.run(1000.0)
sim.end()
