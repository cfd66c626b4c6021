"""A ring buffer whose delay comes out as no step at all.

int(0.5 / 1.0) is 0: what is written is read in the same step. And 0.3 / 0.1 is
2.9999999999999996 in floating point, of which int makes 2.
Look at the two numbers of steps.
"""

import numpy as np

dt_ms = 1.0
delay_ms = 0.5
delay_steps = int(delay_ms / dt_ms)

fine_dt_ms = 0.1
refractory_ms = 0.3
refractory_steps = int(refractory_ms / fine_dt_ms)

buffer = np.zeros((delay_steps + 1, 100))
print(buffer.shape, refractory_steps)
