"""Izhikevich's neuron, with its recovery rate taken for a time constant.

a = 0.02 is a rate: 0.02 per ms, a time constant of 50 ms. Divided by a instead of
multiplied, recovery is 2500 times too fast, and u leaves every bound.
Look at the update of u.
"""

a = 0.02
b = 0.2
c = -65.0  # mV
d = 8.0
dt = 0.5  # ms

v, u = -65.0, -13.0
for _ in range(2000):
    v += dt * (0.04 * v * v + 5.0 * v + 140.0 - u + 10.0)
    u += dt * (b * v - u) / a
    if v >= 30.0:
        v = c
        u += d
