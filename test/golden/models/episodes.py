# One neuron to see it, then the network that the script is about.
import nest

one = nest.Create("iaf_psc_exp", 1, params={"I_e": 500.0})  # spikelint: expect rate 20..100 Hz
nest.Simulate(1000.0)

nest.ResetKernel()
cells = nest.Create("iaf_psc_exp", 50, params={"I_e": 400.0})  # spikelint: expect rate ..20 Hz
nest.Simulate(500.0)
