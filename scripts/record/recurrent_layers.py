"""Records what torch and numpy give for the classes of test/fixtures/rates/gated.py and habits.py, in double precision, with their weights.

    python3 scripts/record/recurrent_layers.py        (torch, numpy; writes test/recordings/recurrent_layers.json)
"""
import importlib.util
import json
from pathlib import Path

import numpy as np
import torch

root = Path(__file__).resolve().parents[2]


def load(name):
    spec = importlib.util.spec_from_file_location(name, root / f'test/fixtures/rates/{name}.py')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def states_of(values):
    return {key: {'shape': list(value.shape), 'data': np.asarray(value, dtype=float).flatten().tolist()} for key, value in values.items()}


gated = load('gated')
torch.manual_seed(5)
torch.set_default_dtype(torch.float64)
inputs = torch.randn(3, 7, 3) * 2
found = {'torch': torch.__version__, 'inputs': inputs.flatten().tolist(), 'models': {}}
for name in ('GatedReadout', 'LongMemory', 'BothWays', 'StackedMemory', 'StackedPlain', 'CellByCell', 'HandMadeGates'):
    model = getattr(gated, name)().eval()
    with torch.no_grad():
        put = model(inputs)
    put = put[0] if isinstance(put, tuple) else put
    found['models'][name] = {'states': states_of(model.state_dict()), 'width': put.shape[2], 'rates': put.flatten().tolist()}
habits = load('habits')
upright, own, named = habits.Upright(), habits.OwnSteps().double().eval(), habits.ByName(3, 6, 2).eval()
with torch.no_grad():
    put = {
        'Upright': np.stack([upright.simulate(trial) for trial in inputs.numpy()]),
        'OwnSteps': own(inputs).numpy(),
        'ByName': named(inputs)['rate'].numpy(),
    }
weights = {'Upright': {'w_in': upright.w_in, 'w_rec': upright.w_rec}, 'OwnSteps': own.state_dict(), 'ByName': named.state_dict()}
found['habits'] = {name: {'states': states_of(weights[name]), 'width': 6, 'rates': rates.flatten().tolist()} for name, rates in put.items()}
(root / 'test/recordings/recurrent_layers.json').write_text(json.dumps(found) + '\n')
