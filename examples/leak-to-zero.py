"""A neuron of our own that fires for ever, with no input at all.

v * 0.9 decays to 0 mV, and 0 mV is above the threshold of -50 mV: from its reset
the membrane is back over the threshold after three steps, 333 Hz at 1 ms.
Look at the update of the membrane.
"""

dt_ms = 1.0


def update(v, synaptic_input, v_threshold=-50.0, v_reset=-65.0):
    """One step; potentials in mV."""
    new_v = v * 0.9 + synaptic_input
    spiked = new_v >= v_threshold
    if spiked:
        new_v = v_reset
    return spiked, new_v


v = -65.0
spikes = 0
for _ in range(1000):
    spiked, v = update(v, 0.0)
    spikes += spiked
print(spikes, "spikes in a second without input")
