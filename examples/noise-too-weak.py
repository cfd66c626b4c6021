"""Spiking units on noise that can hardly ever lift them to threshold.

With alpha 0.9, input of spread 0.1 gives a membrane of spread 0.23: the threshold
of 1 is 4.4 spreads away, and 5 in a million steps have a spike. Inputs of about
N(0, 0.1) are too weak for these units.
Look at the inputs.
"""

import torch
from t4dm.spiking.lif import LIFNeuron

lif = LIFNeuron(size=256, alpha=0.9, v_thresh=1.0)
inputs = 0.1 * torch.randn(1000, 256)

u = torch.zeros(256)
for step in range(1000):
    spikes, u = lif(inputs[step], u)
