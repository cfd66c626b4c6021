// A model script of our own with a bit of everything, for tests that edit it.
export const sample = `"""A balanced network, and a little of everything that Python has."""
from __future__ import division

import numpy as np
import pyNN.nest as sim
from .helpers import (load_weights as load,
                      save)

# --- parameters ---------------------------------------------------
tau_m = 20.  # ms
C_m, g_L = 250.0, 16.7  # pF, nS
params = {
    'v_rest': -65.0,  # mV
    'v_thresh': -50.0,
    "tau_refrac": 2.,
    **load('defaults.json'),
}
J_EE: float = 0.1; J_EI = -5 * J_EE
name = f"net_{tau_m:.1f}_{params['v_rest']}" r'\\d' "tail"


@sim.registered(kind="balanced")
class Network(object):
    """Holds populations."""

    scale = 1e-3

    def __init__(self, n_exc=800, n_inh=200, *, seed: int = 42, **options):
        self.n = n_exc + n_inh
        self.rng = np.random.RandomState(seed)
        self.weights = self.rng.lognormal(mean=np.log(J_EE), sigma=0.5, size=(n_exc, n_inh))
        self.weights[:, ::2] *= -1.
        if options.get('clip') and not self.weights.any():
            self.weights = np.clip(self.weights, 0, None)
        elif 'scale' in options:
            self.weights *= options['scale']
        else:
            pass

    @property
    def rate(self):
        # spikes per second
        return sum(len(train) for train in self.trains if train) / self.duration

    async def run(self, t_stop: "ms" = 1000.) -> dict:
        for step in range(int(t_stop / 0.1)):
            try:
                await self.step(step)
            except (ValueError, KeyError) as error:
                print("failed at", step, error)
                raise
            finally:
                self.done = step
        else:
            result = {key: value for key, value in self.items() if value is not None}
        return result


def drive(rate_hz, weight, *sources):
    """Mean drive.

    rate_hz : float
        in Hz
    """
    total = 0
    while sources:
        head, *sources = sources
        total += head.rate * weight \\
            if head else 0
    with open('log.txt', 'w') as log, np.errstate(all='ignore'):
        log.write('%s\\n' % total)
    kernel = lambda t, tau=5.: np.exp(-t / tau) * (t >= 0)
    match total:
        case 0 | None:
            return None
        case [first, *_] if first > 0:
            return first
    return [kernel(t) for t in np.arange(0, 50, .1)]


if __name__ == '__main__':
    net = Network(seed=1)
    sim.run(1000.0)
    assert net.rate < 100, "runaway"
    del net
`;
