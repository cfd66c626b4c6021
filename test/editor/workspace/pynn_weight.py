# The weight was reckoned in pA; PyNN takes nA.
import pyNN.nest as sim

sim.setup(timestep=0.1)

w_pA = 120.0

cell = sim.IF_curr_exp(cm=0.25, tau_m=20.0, v_rest=-65.0, v_thresh=-50.0)
stimulus = sim.Population(100, sim.SpikeSourcePoisson(rate=50.0))
neurons = sim.Population(100, cell)
sim.Projection(
    stimulus,
    neurons,
    sim.AllToAllConnector(),
    synapse_type=sim.StaticSynapse(weight=w_pA, delay=1.0),
)

sim.run(500.0)
