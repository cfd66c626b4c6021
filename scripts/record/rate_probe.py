"""Records what torch gives for the rate networks of test/fixtures/rates/formula.py, in double precision.

    python3 scripts/record/rate_probe.py        (torch)
"""
import importlib.util
import json
from pathlib import Path

import torch

root = Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location('formula', root / 'test/fixtures/rates/formula.py')
formula = importlib.util.module_from_spec(spec)
# The formula itself in double precision too: single precision would round the weights.
text = spec.loader.get_data(spec.origin).decode().replace('torch.float32', 'torch.float64')
exec(compile(text, spec.origin, 'exec'), formula.__dict__)
torch.set_default_dtype(torch.float64)

steps = 40
recorded = []
with torch.no_grad():
    for name, channels in (('SignedFormula', 3), ('InsideFormula', 2), ('RateFormula', 2), ('LateFormula', 1), ('SentFormula', 2)):
        made = getattr(formula, name)().double()
        for fed in (0.0, 0.5):
            rates = made(torch.full((1, steps, channels), fed))
            rates = (rates[0] if isinstance(rates, tuple) else rates)[0]
            recorded.append({'model': name, 'input': fed, 'rates': rates.tolist()})
(root / 'test/recordings/rate_probe.json').write_text(json.dumps({'steps': steps, 'runs': recorded}) + '\n')
