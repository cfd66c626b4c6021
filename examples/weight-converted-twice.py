"""A weight that is converted from pA to nA where it is read, and again where it is used.

Each of the two lines looks right. 35 pA are 0.035 nA; what arrives is 0.000035.
Look at the weight of the projection.
"""

import pyNN.nest as sim

sim.setup(timestep=0.1)

weight_pA = 35.0
weight_nA = weight_pA / 1000

noise = sim.Population(100, sim.SpikeSourcePoisson(rate=1000.0))
cortex = sim.Population(100, sim.IF_curr_exp(cm=0.25))

sim.Projection(
    noise,
    cortex,
    sim.OneToOneConnector(),
    synapse_type=sim.StaticSynapse(weight=weight_nA / 1000, delay=1.0),
)

sim.run(1000.0)
