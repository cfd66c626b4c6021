"""Records spikes and membranes of the neurons of snnTorch, Norse and BindsNET under a given input, for test/unit/sim/discrete.test.ts.

    python3 scripts/record/discrete_torch.py SNNTORCH NORSE BINDSNET        (folders of their sources; needs torch)

What these packages import beside torch and none of the neurons needs is replaced by empty modules.
"""
import importlib.abc
import importlib.machinery
import json
import os
import sys
from unittest.mock import MagicMock

UNNEEDED = ('nir', 'nirtorch', 'pandas', 'tensorboardX', 'cv2', 'skimage', 'sklearn', 'torchvision', 'foolbox', 'tqdm', 'gym', 'gymnasium', 'ale_py', 'requests', 'numba', 'PIL')


class Empty(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self) if name.split('.')[0] in UNNEEDED else None

    def create_module(self, spec):
        module = MagicMock(name=spec.name)
        module.__spec__ = spec
        module.__path__ = []
        return module

    def exec_module(self, module):
        pass


sys.meta_path.append(Empty())
snntorch_folder, norse_folder, bindsnet_folder = sys.argv[1:4]
sys.path[:0] = [snntorch_folder, norse_folder, bindsnet_folder]

import torch  # noqa: E402
from bindsnet.network.nodes import LIFNodes  # noqa: E402
from norse.torch.functional.lif import LIFFeedForwardState, LIFParameters, lif_feed_forward_step  # noqa: E402
from norse.torch.functional.lif_box import LIFBoxFeedForwardState, LIFBoxParameters, lif_box_feed_forward_step  # noqa: E402
from snntorch._neurons.lapicque import Lapicque  # noqa: E402
from snntorch._neurons.leaky import Leaky  # noqa: E402
from snntorch._neurons.synaptic import Synaptic  # noqa: E402

torch.set_default_dtype(torch.float64)
STEPS, SIZE = 120, 4
generator = torch.Generator().manual_seed(5)
INPUT = (torch.rand(STEPS, SIZE, generator=generator) < 0.3).double() * torch.rand(STEPS, SIZE, generator=generator)
PLAIN = dict(synapticKept=None, gain=1, rest=0, threshold=1, subtract=None, resetTo=None, resetLater=False, refractorySteps=0,
             fires='above', unit=None)


def snn(layer, scale, *state):
    values = list(state) if state else []
    for x in INPUT * scale:
        out = layer(x, *values)
        values = list(out[1:])
        yield out[0], values[-1]


def norse(step, state, parameters, scale):
    for x in INPUT * scale:
        z, state = step(x, state, parameters)
        yield z, state.v


def bindsnet(scale):
    nodes = LIFNodes(n=SIZE, thresh=-52.0, rest=-65.0, reset=-60.0, refrac=5, tc_decay=20.0)
    nodes.compute_decays(torch.tensor(1.0))
    nodes.set_batch_size(1)
    nodes.dt = torch.tensor(1.0)
    nodes.compute_decays(nodes.dt)
    for x in INPUT * scale:
        nodes.forward(x.clone().unsqueeze(0))
        yield nodes.s[0].double(), nodes.v[0].clone()


zeros = torch.zeros(SIZE)
p = LIFParameters(tau_syn_inv=torch.as_tensor(200.0), tau_mem_inv=torch.as_tensor(100.0), method='heaviside')
box = LIFBoxParameters(tau_mem_inv=torch.as_tensor(100.0), method='heaviside')
CASES = {
    'snntorch Leaky, subtract': (1, dict(PLAIN, kept=0.9, subtract=1, resetLater=True), lambda s: snn(Leaky(beta=0.9), s, zeros)),
    'snntorch Leaky, zero': (1, dict(PLAIN, kept=0.9, resetTo=0), lambda s: snn(Leaky(beta=0.9, reset_mechanism='zero'), s, zeros)),
    'snntorch Leaky, none': (1, dict(PLAIN, kept=0.9, subtract=0), lambda s: snn(Leaky(beta=0.9, reset_mechanism='none'), s, zeros)),
    'snntorch Leaky, no delay': (1, dict(PLAIN, kept=0.9, subtract=1), lambda s: snn(Leaky(beta=0.9, reset_delay=False), s, zeros)),
    'snntorch Synaptic': (0.3, dict(PLAIN, kept=0.8, synapticKept=0.9, subtract=1, resetLater=True),
                          lambda s: snn(Synaptic(alpha=0.9, beta=0.8), s, zeros, zeros)),
    'snntorch Lapicque': (5, dict(PLAIN, kept=1 - 1 / (5 * 2), gain=1 / 2, subtract=1, resetLater=True),
                          lambda s: snn(Lapicque(R=5, C=2, time_step=1), s, zeros)),
    'norse LIF': (6, dict(PLAIN, kept=0.9, synapticKept=0.8, gain=0.1, resetTo=0),
                  lambda s: norse(lif_feed_forward_step, LIFFeedForwardState(v=zeros, i=zeros), p, s)),
    'norse LIFBox': (20, dict(PLAIN, kept=0.9, gain=0.1, resetTo=0),
                     lambda s: norse(lif_box_feed_forward_step, LIFBoxFeedForwardState(v=zeros), box, s)),
    'bindsnet LIFNodes': (12, dict(PLAIN, kept=float(torch.exp(torch.tensor(-1 / 20))), rest=-65, threshold=-52, resetTo=-60,
                                   refractorySteps=5, fires='at', unit='mV'), bindsnet),
}


def record(scale, stepping, run):
    with torch.no_grad():
        out = list(run(scale))
    spikes = [[step, int(neuron)] for step, (z, _) in enumerate(out) for neuron in torch.nonzero(z.reshape(-1)).reshape(-1)]
    return {'scale': scale, 'stepping': stepping, 'spikes': spikes, 'membrane': [float(v.reshape(-1)[0]) for _, v in out]}


if __name__ == '__main__':
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'test', 'recordings')
    recording = {
        'recordedWith': 'snnTorch, Norse, BindsNET with torch ' + torch.__version__ + ', scripts/record/discrete_torch.py',
        'size': SIZE, 'input': INPUT.tolist(), 'cases': {name: record(*case) for name, case in CASES.items()},
    }
    with open(os.path.join(folder, 'discrete-lif.json'), 'w') as file:
        json.dump(recording, file, separators=(',', ':'))
        file.write('\n')
    for name, case in recording['cases'].items():
        print(name, len(case['spikes']), 'spikes')
