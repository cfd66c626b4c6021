# What a hover has to explain: names at their use, attributes, calls and arithmetic.
import numpy as np

dt = 0.1  # unit: ms
tau_m = 20.0  # membrane time constant  # unit: ms
threshold = 15.0
decay = np.exp(-dt / tau_m)


class Cell:
    def __init__(self, rate_hz=8.0):
        self.rate_hz = rate_hz


cell = Cell()
events = cell.rate_hz * 5.0
model = "leaky"
print(decay, threshold, model)
