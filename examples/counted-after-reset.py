"""Spikes counted where there are none left to see.

The unit takes its threshold off as it fires, and hands out the membrane after
that. No unit is above threshold any more: the count is 0 whatever fired.
Look at the last line; spikes.sum() counts them.
"""

import torch
from t4dm.spiking.lif import LIFNeuron

lif = LIFNeuron(size=256, alpha=0.9, v_thresh=1.0)
u = torch.zeros(256)
spikes, u = lif(1.5 * torch.ones(256), u)
print("above threshold:", (u > lif.v_thresh).sum().item())
