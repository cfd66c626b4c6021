# A weight in pA where PyNN takes nA, and one that nothing is known of.
import pyNN.nest as sim

sim.setup(timestep=0.1)
w_pA = 87.8
pre = sim.Population(10, sim.SpikeSourcePoisson(rate=50.0))
post = sim.Population(10, sim.IF_curr_exp(tau_m=20.0))
sim.Projection(pre, post, sim.AllToAllConnector(), sim.StaticSynapse(weight=w_pA, delay=1.0))
sim.Projection(pre, post, sim.OneToOneConnector(), sim.StaticSynapse(weight=w_pA))  # spikelint: ignore[unit-mismatch] shown on purpose
sim.run(100.0)
