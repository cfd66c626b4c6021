"""A stored weight that is scaled by ten on its way, where it should be divided by ten.

The file holds ten times the weight. / 10 / 1000 would undo it and convert from pA
to nA; * 10 / 1000 leaves a hundred times too much.
Look at the weight: its powers of ten are no conversion.
"""

import h5py
import pyNN.spiNNaker as sim

sim.setup(timestep=1.0)

network = h5py.File("network.h5", "r")
background = network["background_weight"][()] * 10.0 / 1000.0

noise = sim.Population(100, sim.SpikeSourcePoisson(rate=100.0))
cortex = sim.Population(100, sim.IF_curr_exp())
sim.Projection(noise, cortex, sim.OneToOneConnector(), sim.StaticSynapse(weight=background))

sim.run(1000.0)
