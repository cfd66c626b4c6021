"""Inputs that are z-scored channel by channel, with a channel that never changes.

The constant channel holds the fixation, 1 throughout: less its mean it is 0, and 0
divided by any epsilon is 0. The network never sees it.
Look at the normalisation.
"""

import numpy as np

n_trials, n_steps = 100, 200
rng = np.random.default_rng(1)

inputs = np.zeros((n_trials, n_steps, 3))
inputs[:, :, 0] = rng.normal(0.0, 1.0, (n_trials, n_steps))
inputs[:, 50:100, 1] = 1.0
inputs[:, :, 2] = 1.0

mean = inputs.mean(axis=(0, 1))
std = inputs.std(axis=(0, 1)) + 1e-8
inputs = (inputs - mean) / std
