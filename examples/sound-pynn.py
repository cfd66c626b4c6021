"""A conductance-based population in PyNN with a weight that was converted on the way.

The weight is given in nS; PyNN takes the weights of conductance-based neurons
in microsiemens, and the script divides by 1000. Spikelint follows the
conversion and has nothing to say. Probe it to see it fire.
"""

import pyNN.nest as sim

sim.setup(timestep=0.1, min_delay=1.0)

n_neurons = 100

neuron = sim.IF_cond_exp(
    v_rest=-65.0,  # mV
    v_reset=-65.0,  # mV
    v_thresh=-50.0,  # mV
    e_rev_E=0.0,  # mV
    tau_m=20.0,  # ms
    tau_refrac=2.0,  # ms
    tau_syn_E=5.0,  # ms
    cm=0.2,  # nF
)

g_input_nS = 1.2

stimulus = sim.Population(n_neurons, sim.SpikeSourcePoisson(rate=500.0), label="stimulus")
neurons = sim.Population(n_neurons, neuron, label="neurons")

sim.Projection(
    stimulus,
    neurons,
    sim.OneToOneConnector(),
    synapse_type=sim.StaticSynapse(weight=g_input_nS / 1000, delay=1.0),
    receptor_type="excitatory",
)

neurons.record("spikes")
sim.run(1000.0)
sim.end()
