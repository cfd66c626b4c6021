"""A network that stays silent, because a spike moves the membrane by next to nothing.

0.1 pA for 2 ms on 250 pF is 0.0005 mV; the gap to threshold is 15 mV. All of the
noise together shifts the mean by less than a hundredth of a millivolt.
Look at the weight of the noise. Probe it to see it silent.
"""

import nest

nest.ResetKernel()

neurons = nest.Create("iaf_psc_exp", 100)
noise = nest.Create("poisson_generator", params={"rate": 2000.0})

nest.Connect(noise, neurons, syn_spec={"weight": 0.1, "delay": 1.5})

nest.Simulate(1000.0)
