"""A membrane that keeps more of itself than it had.

1.02 of it is kept each step: it doubles every 36 steps, with any input or none. A
share below 1 is bounded by input / (1 - share).
Look at alpha.
"""

import torch
from t4dm.spiking.lif import LIFNeuron

lif = LIFNeuron(size=256, alpha=1.02, v_thresh=1.0)

u = torch.zeros(256)
for _ in range(1000):
    spikes, u = lif(torch.rand(256), u)
