"""Poisson spikes drawn step by step, with rates in hertz taken as probabilities.

20 Hz is 0.02 per step of 1 ms. Compared as it is, each neuron fires in every
step. Multiplied by a dt in milliseconds alone, it does so too.
Look at both comparisons; the third is right.
"""

import numpy as np

rate_hz = 20.0
dt_ms = 1.0

as_it_is = np.random.rand(1000, 100) < rate_hz
times_dt = np.random.rand(1000, 100) < rate_hz * dt_ms
right = np.random.rand(1000, 100) < rate_hz * dt_ms / 1000
print(as_it_is.mean(), times_dt.mean(), right.mean())
