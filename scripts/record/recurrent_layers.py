"""Records what torch gives for the classes of test/fixtures/rates/gated.py, in double precision, with their weights.

    python3 scripts/record/recurrent_layers.py        (torch; writes test/recordings/recurrent_layers.json)
"""
import importlib.util
import json
from pathlib import Path

import torch

root = Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location('gated', root / 'test/fixtures/rates/gated.py')
gated = importlib.util.module_from_spec(spec)
spec.loader.exec_module(gated)
torch.manual_seed(5)
torch.set_default_dtype(torch.float64)
inputs = torch.randn(3, 7, 3) * 2
found = {'torch': torch.__version__, 'inputs': inputs.flatten().tolist(), 'models': {}}
for name in ('GatedReadout', 'LongMemory', 'BothWays', 'StackedMemory', 'StackedPlain', 'CellByCell', 'HandMadeGates'):
    model = getattr(gated, name)().eval()
    with torch.no_grad():
        put = model(inputs)
    put = put[0] if isinstance(put, tuple) else put
    states = {key: {'shape': list(value.shape), 'data': value.flatten().tolist()} for key, value in model.state_dict().items()}
    found['models'][name] = {'states': states, 'width': put.shape[2], 'rates': put.flatten().tolist()}
(root / 'test/recordings/recurrent_layers.json').write_text(json.dumps(found) + '\n')
