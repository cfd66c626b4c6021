"""Inhibitory synapses that excite, in one of two ways to step the network.

effective_weight() gives an inhibitory weight its minus. The fast path adds the
bare weight: there, inhibition excites, and the network runs away.
Look at the fast path.
"""

from dataclasses import dataclass


@dataclass
class Synapse:
    pre: int
    weight: float
    inhibitory: bool = False

    def effective_weight(self):
        return -abs(self.weight) if self.inhibitory else abs(self.weight)


def input_of(synapses, spiking):
    total = 0.0
    for synapse in synapses:
        if synapse.pre in spiking:
            total += synapse.effective_weight()
    return total


def fast_input_of(synapses, spiking):
    total = 0.0
    for synapse in synapses:
        if synapse.pre in spiking:
            total += synapse.weight
    return total
