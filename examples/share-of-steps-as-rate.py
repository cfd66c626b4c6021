"""Homeostasis towards a rate that is none.

A mean of spikes is the share of steps with a spike. 10 % of steps of 1 ms is 100
spikes a second, twenty times what a cortical neuron fires; and a target of 5 sp/s
can't be met by a share, which is never above 1: the threshold falls for ever.
Look at the first target, and at what the second is compared with.
"""

dt_ms = 1.0


class Homeostasis:
    def __init__(self, target_rate=0.1):  # 10 % spike rate
        self.target_rate = target_rate

    def adjust(self, spikes, threshold, eta=0.01):
        return threshold + eta * (spikes.mean() - self.target_rate)


homeostatic_target = 5.0  # sp/s


def adjust(spikes, threshold, eta=0.01):
    rate = spikes.mean()
    return threshold + eta * (rate - homeostatic_target)
