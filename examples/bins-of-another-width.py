"""Spikes counted in bins that are not what the text says.

One spike in a bin of 25 ms is 40 sp/s, so that no rate lies at 10 sp/s. And a
bin of 2.5 steps can't be counted in whole steps: half a step is cut off.
Look at the comment on multiples, and at the steps per bin.
"""

import numpy as np

bin_ms = 25.0
dt_ms = 10.0

steps_per_bin = int(bin_ms / dt_ms)
spikes = np.random.rand(1000) < 0.02
counts = spikes[: 1000 // steps_per_bin * steps_per_bin].reshape(-1, steps_per_bin).sum(axis=1)

# single-trial rates are multiples of 10 sp/s
rates = counts * 1000 / bin_ms
print((rates > 5.0).mean())
