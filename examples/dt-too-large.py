"""A synapse of 0.4 ms stepped by Euler's method with a step of 1 ms.

Each step keeps 1 − dt/τ = −1.5 of the conductance: it changes its sign and grows.
The membrane of 20 ms takes the same step without harm.
Look at the update of the synapse.
"""

dt = 1.0  # ms
tau_syn = 0.4  # ms
tau_m = 20.0  # ms

g = 1.0
v = 0.0
for step in range(100):
    g += -g * dt / tau_syn
    v += (-v + g) * dt / tau_m
print(v)
