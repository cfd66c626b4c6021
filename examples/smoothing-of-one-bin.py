"""A peri-stimulus histogram that says it is smoothed, and is not.

The width of the kernel, 8 ms, is less than one bin of 25 ms: int(8 / 25) is 0,
max(1, 0) is 1, and every bin is averaged with itself.
Look at the line of the kernel.
"""

import numpy as np


def psth(spike_counts, smooth_ms=8, bin_ms=25):
    """Trial-averaged rates in sp/s from counts per trial and bin."""
    rates = spike_counts.mean(axis=0) * 1000 / bin_ms
    kernel_size = max(1, int(smooth_ms / bin_ms))
    kernel = np.ones(kernel_size) / kernel_size
    return np.convolve(rates, kernel, mode="same")


counts = np.random.poisson(0.5, size=(40, 120))
print(psth(counts).max())
