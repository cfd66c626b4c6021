# A small network that is sound and fires.
import nest

nest.resolution = 0.1

noise = nest.Create("poisson_generator", params={"rate": 8000.0})
neurons = nest.Create("iaf_psc_exp", 100)
nest.Connect(noise, neurons, syn_spec={"weight": 60.0, "delay": 1.0})

nest.Simulate(500.0)
