"""Spike-timing plasticity with time constants in seconds and windows in milliseconds.

Each set of numbers is usual for itself. Together, the window ends after 2500
time constants, and the trace is gone after one step of 1 ms.
Look at the fields of the class, and at the decay.
"""

from dataclasses import dataclass

import numpy as np


@dataclass
class Plasticity:
    tau_plus: float = 0.02
    tau_minus: float = 0.02
    window_ms: float = 50.0
    learning_rate: float = 0.01


dt = 1.0
tau_trace = 0.02

trace = np.zeros(100)
for step in range(1000):
    trace = trace * np.exp(-dt / tau_trace) + (np.random.rand(100) < 0.01)
print(Plasticity(), trace.mean())
