"""A weight that is stored for a normalised membrane and used on one in millivolts.

The normalised model divides by V_th - E_L. NEST's membrane is in millivolts, and
needs the weight in pA again: one connection forgets to multiply, one divides
a second time.
Look at the first two connections; the third is right.
"""

import h5py
import nest

parameters = h5py.File("neurons.h5", "r")
voltage_scale = parameters["V_th"][()] - parameters["E_L"][()]

network = h5py.File("network.h5", "w")
network.create_dataset("background_weight", data=parameters["weight"][()] / voltage_scale)

neurons = nest.Create("iaf_psc_exp", 100)
noise = nest.Create("poisson_generator", params={"rate": 1000.0})
stored = network["background_weight"][()]

nest.Connect(noise, neurons, syn_spec={"weight": stored})
nest.Connect(noise, neurons, syn_spec={"weight": stored / voltage_scale})
nest.Connect(noise, neurons, syn_spec={"weight": stored * voltage_scale})
