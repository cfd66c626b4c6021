# Too weak an input to fire, and a population driven far beyond what neurons do.
import nest

noise = nest.Create("poisson_generator", params={"rate": 100.0})
still = nest.Create("iaf_psc_exp", 20)
wild = nest.Create("iaf_psc_exp", 20, params={"I_e": 20000.0, "t_ref": 1.0})
nest.Connect(noise, still, syn_spec={"weight": 1.0})
