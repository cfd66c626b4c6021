# A population with what is expected of it, one thing met and one not.
import nest

nest.resolution = 0.1
noise = nest.Create("poisson_generator", params={"rate": 1000.0})
cells = nest.Create("iaf_psc_exp", 50, params={"tau_m": 20.0, "tau_syn_ex": 5.0})  # spikelint: expect rate 1..2 Hz, cv ..1
nest.Connect(noise, cells, syn_spec={"weight": 40.0, "delay": 1.0})
nest.Simulate(200.0)
