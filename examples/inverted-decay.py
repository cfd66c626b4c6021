"""Three traces whose decay factor is upside down.

exp(-dt/tau) is the part that is kept each step. With the sign lost the trace
grows by half a per cent a step; with the fraction turned over it is gone at
once; and 1 - exp(-dt/tau) is the part that is lost.
Look at the three updates.
"""

import numpy as np

dt = 0.1  # ms
tau = 20.0  # ms
lost = 1 - np.exp(-dt / tau)

growing, gone, short = 1.0, 1.0, 1.0
for step in range(1000):
    growing = growing * np.exp(dt / tau)
    gone = gone * np.exp(-tau / dt)
    short = lost * short + 0.1
print(growing, gone, short)
