"""Gradients clipped against a membrane that can't diverge.

With |alpha| < 1 and inputs up to I, the membrane stays below I / (1 - alpha)
whatever the gradients do: here below 10. If it grows beyond, its input does.
Look at what the clipping is said to be for.
"""

import torch
from t4dm.spiking.lif import LIFNeuron

lif = LIFNeuron(size=256, alpha=0.9, v_thresh=1.0)
optimiser = torch.optim.Adam(lif.parameters(), lr=1e-3)

u = torch.zeros(256)
for _ in range(1000):
    spikes, u = lif(torch.rand(256), u)
loss = ((spikes.mean() - 0.1) ** 2).mean()
loss.backward()
torch.nn.utils.clip_grad_norm_(lif.parameters(), 1.0)  # stops the membrane from diverging
optimiser.step()
