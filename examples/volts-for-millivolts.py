"""A neuron from a paper in SI units, in a simulator of millivolts and milliseconds.

-0.065 V is -65 mV and 0.02 s is 20 ms. The simulator takes the bare numbers: the
membrane rests at -0.065 mV and forgets within 0.02 ms.
Look at the parameters of the cell; each has a fix.
"""

import pyNN.nest as sim

sim.setup(timestep=0.1)

cell = sim.IF_curr_exp(
    v_rest=-0.065,
    v_reset=-0.065,
    v_thresh=-0.05,
    tau_m=0.02,
    tau_refrac=0.002,
    tau_syn_E=0.005,
    cm=2.5e-10,
)

cells = sim.Population(100, cell, label="cells")
noise = sim.Population(100, sim.SpikeSourcePoisson(rate=0.02), label="noise")

sim.run(1000.0)
