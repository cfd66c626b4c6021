"""A rate network whose read-out scale is fed back through its recurrent weights.

The scale of 10 brings rates to those of the data. Fed back, it multiplies the loop
gain as well: a spectral radius of 0.9 acts like 9, and the rates explode.
Look at the line that makes the rates: scale the read-out, not the recurrence.
"""

import torch
import torch.nn as nn
import torch.nn.functional as F


class RateNetwork(nn.Module):
    def __init__(self, n_units=100, n_inputs=5, tau=50.0, dt=25.0, spectral_radius=0.9):
        super().__init__()
        self.alpha = dt / tau
        weights = torch.randn(n_units, n_units)
        weights *= spectral_radius / torch.linalg.eigvals(weights).abs().max()
        self.W_rec = nn.Parameter(weights)
        self.W_in = nn.Parameter(0.1 * torch.randn(n_units, n_inputs))
        self.rate_scale = nn.Parameter(torch.tensor(10.0))
        self.rate_baseline = nn.Parameter(torch.tensor(0.5))

    def forward(self, inputs):
        batch, steps, _ = inputs.shape
        x = torch.zeros(batch, self.W_rec.shape[0])
        r = F.softplus(x)
        rates = []
        for t in range(steps):
            x = (1 - self.alpha) * x + self.alpha * (r @ self.W_rec.T + inputs[:, t] @ self.W_in.T)
            r = F.softplus(x) * self.rate_scale + self.rate_baseline
            rates.append(r)
        return torch.stack(rates, dim=1)
