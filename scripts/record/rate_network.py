"""Makes a small session, checkpoint and history, and records what torch and numpy say of them and of the models in test/fixtures/rates.

    python3 scripts/record/rate_network.py        (torch, numpy, scipy)
"""
import importlib.util
import json
from pathlib import Path

import numpy as np
import scipy.io
import torch

root = Path(__file__).resolve().parents[2]
folder = root / 'test/fixtures/rates'
torch.manual_seed(3)
np.random.seed(3)


def load(name):
    spec = importlib.util.spec_from_file_location(name, folder / f'{name}.py')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def numbers(of):
    return np.asarray(of, dtype=float).round(15).tolist()


# A session: 24 trials of 32 bins of 25 ms, 6 neurons of mixed types, 5 channels of which one is dead.
trials, bins, neurons, bin_ms = 24, 32, 6, 25.0
types = np.array([1, 2, 1, 1, 2, 1.0])
cue = np.zeros((trials, bins))
go = np.zeros((trials, bins))
where = np.zeros((trials, bins, 2))
for trial in range(trials):
    cue[trial, 4:12] = 1
    go[trial, 12 + trial % 3:] = 1
    where[trial, 4:20, trial % 2] = 1
dead = np.full((trials, bins), 0.5)
gain = np.array([8, 12, 5, 9, 15, 3.0])
rate = 2 + gain * (cue[:, :, None] * 1.5 + go[:, :, None] * 0.5 + where[:, :, :1])
counts = np.random.poisson(rate * bin_ms / 1000)
rates = counts * 1000 / bin_ms
rates[0, 6, 0] = 240.0
durations = np.where(np.arange(trials) % 6 == 5, 9.5, 600 + 8.0 * np.arange(trials))
# As MATLAB writes it: neurons × time × trials.
scipy.io.savemat(folder / 'session.mat', {
    'firing_rates': rates.transpose(2, 1, 0), 'neuron_type': types, 'bin_size_ms': bin_ms, 'time_axis': np.arange(bins) * bin_ms - 100,
    'n_trials': float(trials), 'n_neurons': float(neurons), 'n_time_bins': float(bins), 'trial_duration_ms': durations,
    'input_cue': cue.T, 'input_go': go.T, 'input_where': where.transpose(2, 1, 0), 'input_gaze': dead.T,
})

SignedRates = load('ei').SignedRates
model = SignedRates(8, 4, 5)
torch.save({'epoch': 3, 'model_state_dict': model.state_dict(), 'model_config': {'n_exc': 8, 'n_inh': 4, 'n_inputs': 5, 'tau': 50.0, 'dt': 25.0}},
           folder / 'checkpoint.pt')
epochs = np.arange(60)
history = {
    'train_total': (5 + 3 * np.exp(-epochs / 8)).tolist(), 'val_total': (5.2 + 2 * np.exp(-epochs / 8) + 0.05 * np.maximum(0, epochs - 20)).tolist(),
    'train_L_neuron': (0.4 + 3 * np.exp(-epochs / 8)).tolist(), 'train_L_trial': np.full(60, 4.8).tolist(), 'val_psth_corr': (0.1 * epochs / 60).tolist(),
}
history['train_L_neuron'][30] = 3e20
(folder / 'history.json').write_text(json.dumps(history))

# What torch says, in double precision and without noise, of the same checkpoint.
torch.randn_like = lambda x: torch.zeros_like(x)
torch.set_default_dtype(torch.float64)
model.double()
targets = torch.tensor(rates)
inputs = torch.tensor(np.concatenate([cue[:, :, None], go[:, :, None], where, dead[:, :, None]], axis=2))
mask = torch.tensor((np.arange(bins)[None, :] < np.trunc(durations / bin_ms)[:, None]).astype(float))
with torch.no_grad():
    actual, zero, tenfold = [model(inputs[:10] * factor) for factor in (1, 0, 10)]
    every = model(inputs)


def spread(of):
    return {'mean': of.mean().item(), 'std': of.std().item()}


units = []
free = {1.0: list(range(8)), 2.0: list(range(8, 12))}
for kind in types:
    units.append(free[kind].pop(0))
valid = mask.sum(0)
seen = valid > 0
model_psth = ((every[:, :, units] * mask[:, :, None]).sum(0) / valid.clamp(min=1)[:, None])[seen]
target_psth = ((targets * mask[:, :, None]).sum(0) / valid.clamp(min=1)[:, None])[seen]


def correlation(a, b):
    a, b = a - a.mean(0), b - b.mean(0)
    return ((a * b).sum(0) / (a.norm(dim=0) * b.norm(dim=0))).mean().item()


l_corr = 1 - correlation(model_psth, target_psth)
l_scale = ((model_psth.mean() - target_psth.mean()) ** 2 / target_psth.var()).item()
own, theirs = model_psth.var(dim=0).mean(), target_psth.var(dim=0).mean()
l_var = ((own - theirs) ** 2 / (theirs ** 2 + 1e-6)).item()
psth = targets.mean(0)
w_rec = model.w_rec.detach().numpy()
clip = np.percentile(rates, 99.5)
expected = {
    'units': units,
    'data': {**spread(targets), 'min': rates.min(), 'max': rates.max(), 'p99': np.percentile(rates, 99), 'above200': int((rates > 200).sum()),
             'clip': clip, 'clipped': int((rates > clip).sum()), 'psthTemporalStd': psth.std(dim=0).mean().item(),
             'psthNeuronStd': psth.std(dim=1).mean().item(), 'excitatory': spread(targets[:, :, torch.tensor(types == 1)]),
             'valid': int(mask.sum()), 'empty': int((mask.sum(1) == 0).sum()), 'validMean': targets[mask > 0].mean().item()},
    'inputs': {**spread(inputs), 'channels': [{**spread(inputs[:, :, i]), 'nonzero': (inputs[:, :, i] != 0).double().mean().item()} for i in range(5)]},
    'model': {'actual': spread(actual), 'zero': spread(zero), 'tenfold': spread(tenfold),
              'modulation': ((actual.mean() - zero.mean()) / (zero.mean() + 1e-8)).item(),
              'temporalStd': actual.std(dim=1).mean().item(), 'targetTemporalStd': targets[:10].std(dim=1).mean().item()},
    'match': {'correlation': 1 - l_corr, 'modelMean': (every[:, :, units] * mask[:, :, None]).sum().item() / mask.sum().item() / neurons,
              'targetMean': (targets * mask[:, :, None]).sum().item() / mask.sum().item() / neurons,
              'modelSpread': model_psth.std(dim=0).mean().item(), 'targetSpread': target_psth.std(dim=0).mean().item(),
              'loss': {'correlation': l_corr, 'scale': l_scale, 'variance': l_var, 'total': l_corr + 0.1 * l_scale + 0.05 * l_var}},
    'spectralRadius': float(np.abs(np.linalg.eigvals(w_rec)).max()),
}

# Other forms of network: weights and what torch gives for them.
u = torch.tensor(np.random.rand(2, 7, 3))
leaky = load('leaky').LeakyNet(3, 5, 2, dt=20).double()
inside = load('scaled_inside').ScaledInside(6, 3).double()


def state(of):
    return [{'path': path, 'shape': list(value.shape), 'data': numbers(value).copy() if value.dim() == 0 else numbers(value.reshape(-1))}
            for path, value in of.state_dict().items()]


with torch.no_grad():
    expected['forms'] = [
        {'file': 'leaky', 'model': 'LeakyNet', 'states': state(leaky), 'set': {'dt': 20}, 'rates': numbers(leaky(u.transpose(0, 1))[1].transpose(0, 1).reshape(-1))},
        {'file': 'scaled_inside', 'model': 'ScaledInside', 'states': state(inside), 'set': {}, 'rates': numbers(inside.to(torch.float64)(u).reshape(-1))},
    ]
    expected['u'] = numbers(u.reshape(-1))
(root / 'test/recordings/rate_network.json').write_text(json.dumps(expected, indent=1))
