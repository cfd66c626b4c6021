"""A network whose delay was carried over in seconds.

1.5 ms is 0.0015 s. NEST takes milliseconds, and 0.0015 ms is less than its step:
it refuses to connect.
Look at the delay.
"""

import nest

nest.ResetKernel()
nest.resolution = 0.1

neurons = nest.Create("iaf_psc_exp", 100)
noise = nest.Create("poisson_generator", params={"rate": 1000.0})

nest.Connect(noise, neurons, syn_spec={"weight": 35.0, "delay": 1.5})
nest.Connect(neurons, neurons, syn_spec={"weight": 10.0, "delay": 0.0015})

nest.Simulate(1000.0)
