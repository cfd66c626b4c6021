# Sound: nothing is found here.
import nest

weight_pA = 40.0
nest.resolution = 0.1
noise = nest.Create("poisson_generator", params={"rate": 1000.0})
cells = nest.Create("iaf_psc_exp", 50, params={"tau_m": 20.0, "tau_syn_ex": 5.0})
nest.Connect(noise, cells, syn_spec={"weight": weight_pA, "delay": 1.0})
nest.Connect(cells, cells, conn_spec={"rule": "fixed_indegree", "indegree": 5}, syn_spec={"weight": -20.0})
nest.Simulate(200.0)
