"""Records what the statistics are held against in test/unit/stats/: numpy, scipy and torch on the same small data.

    python3 scripts/record/rate_statistics.py        (numpy 1.24, scipy 1.10, torch 1.13; writes test/recordings/rate-statistics.json; a few seconds)

Measures of spike trains follow the formulas of Elephant, written out here in numpy.
"""
import json
import os

import numpy as np
import scipy
import scipy.ndimage
import torch

rng = np.random.default_rng(7)


def plain(value):
    """As JSON: NaN is null."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (torch.Tensor,)):
        return plain(value.tolist())
    if isinstance(value, (np.floating, float)):
        return None if np.isnan(value) else float(value)
    if isinstance(value, np.integer):
        return int(value)
    return value


def rate_data():
    """Rates in steps of 40 sp/s, with masked bins, trials without any, NaN, and neurons that are silent or constant."""
    trials, bins, neurons = 9, 14, 5
    rates = 40.0 * rng.poisson(0.6, (trials, bins, neurons))
    rates[:, :, 3] = 0
    rates[:, :, 4] = 40
    rates[2, 5, 0] = np.nan
    mask = np.ones((trials, bins))
    for trial, length in enumerate([14, 9, 14, 0, 11, 14, 0, 6, 13]):
        mask[trial, length:] = 0
    labels = np.array([2, 1, 2, 1, 10, np.nan, 2, 10, 1])
    valid = np.where(mask[:, :, None] > 0, rates, np.nan)

    def average(which):
        with np.errstate(all='ignore'):
            count = (~np.isnan(valid[which])).sum(0)
            return np.nansum(valid[which], 0) / count

    with np.errstate(all='ignore'):
        as_written = torch.from_numpy(np.nan_to_num(rates) * mask[:, :, None]).mean(0)
    full = torch.from_numpy(np.nan_to_num(rates))
    return dict(
        trials=trials, bins=bins, neurons=neurons, values=rates.ravel(), mask=mask.ravel(), labels=labels,
        average=average(slice(None)).ravel(), dividedByAll=as_written.ravel(),
        conditions=[dict(condition=c, average=average(labels == c).ravel()) for c in (1, 2, 10)],
        emptyTrials=np.flatnonzero(mask.sum(1) == 0), validBins=int(mask.sum()),
        torch=dict(  # of the rates with NaN set to 0
            meanTemporalStd=full.std(dim=1).mean(), psthTemporalStd=full.mean(0).std(dim=0).mean(),
            psthNeuronStd=full.mean(0).std(dim=1).mean()),
        numpyTemporalStd=np.nan_to_num(rates).std(axis=1).mean(),
        maskedTemporalStd=np.nanmean([[np.nanstd(valid[t, :, n], ddof=1) if (~np.isnan(valid[t, :, n])).sum() > 1 else np.nan
                                       for n in range(neurons)] for t in range(trials)]),
        fano=fano(valid / 40))


def fano(counts):
    with np.errstate(all='ignore'):
        each = np.nanvar(counts, axis=0, ddof=1) / np.nanmean(counts, axis=0)
    each[~np.isfinite(each)] = np.nan
    return dict(each=each.ravel(), mean=np.nanmean(each))


def smoothing():
    series = rng.poisson(3, 17).astype(float)
    two = np.stack([series, rng.standard_normal(17)], 1)
    kernels = []
    for mode, edges in (('reflect', 'reflect'), ('nearest', 'nearest'), ('constant', 'zero')):
        for sigma in (0.7, 2.0, 9.0):
            kernels.append(dict(kind='gaussian', sigma=sigma, edges=edges,
                                result=scipy.ndimage.gaussian_filter1d(two, sigma, axis=0, mode=mode).ravel()))
        for width in (1, 3, 4, 15):
            kernels.append(dict(kind='boxcar', width=width, edges=edges,
                                result=scipy.ndimage.uniform_filter1d(two, width, axis=0, mode=mode).ravel()))
    ones = np.ones_like(two)
    for sigma in (0.7, 2.0):
        smooth = lambda x: scipy.ndimage.gaussian_filter1d(x, sigma, axis=0, mode='constant')
        kernels.append(dict(kind='gaussian', sigma=sigma, edges='renormalise', result=(smooth(two) / smooth(ones)).ravel()))
    return dict(values=two.ravel(), columns=2, kernels=kernels)


def loss(model, target):
    """The loss of the roadmap, on PSTHs that are averaged already, in double precision."""
    model, target = torch.from_numpy(model), torch.from_numpy(target)
    mc, tc = model - model.mean(0, keepdim=True), target - target.mean(0, keepdim=True)
    norms = (mc ** 2).sum(0).sqrt().clamp(min=1e-6) * (tc ** 2).sum(0).sqrt().clamp(min=1e-6)
    corr = ((mc * tc).sum(0) / norms).clamp(-1, 1)
    l_corr = (1 - corr).mean()
    l_scale = (model.mean() - target.mean()) ** 2 / target.var().clamp(min=1e-6)
    mv, tv = model.var(dim=0).mean(), target.var(dim=0).mean()
    l_var = (mv - tv) ** 2 / (tv ** 2 + 1e-6)
    return dict(correlation=l_corr, scale=l_scale, variance=l_var, total=l_corr + 0.1 * l_scale + 0.05 * l_var, each=corr)


def psths():
    bins, neurons = 20, 4
    target = 10 + 5 * np.sin(np.arange(bins)[:, None] / 3 + np.arange(neurons)) + rng.standard_normal((bins, neurons))
    cases = []
    for name, model in (('alike', target + 3 * rng.standard_normal((bins, neurons))),
                        ('too small', 0.05 * target + 0.02 * rng.standard_normal((bins, neurons))),
                        ('one constant', np.where(np.arange(neurons) == 2, 1.1, target * 0.5 + rng.standard_normal((bins, neurons)))),
                        ('all constant', np.full((bins, neurons), 7.4)),
                        ('far off', 1e9 * rng.standard_normal((bins, neurons)))):
        cases.append(dict(name=name, model=model.ravel(), loss=loss(model, target)))
    return dict(bins=bins, neurons=neurons, target=target.ravel(), cases=cases)


def percentile_cases():
    wanted = [0, 0.5, 1, 25, 50, 75, 99, 99.5, 99.99, 100]
    data = {
        'normal': rng.standard_normal(1001),
        'rates in steps of 40': 40.0 * rng.poisson(0.3, 500),
        'both signs, wide': rng.standard_normal(400) * 10.0 ** rng.integers(-300, 300, 400),
        'one': np.array([3.5]),
        'two': np.array([-1.0, 2.0]),
        'close together': 1 + 1e-13 * rng.integers(0, 50, 300),
        'zeros of both signs': np.array([0.0, -0.0, 0.0, -0.0, -1e-320, 1e-320]),
        'with NaN': np.where(rng.random(200) < 0.2, np.nan, rng.standard_normal(200)),
        'float32': rng.standard_normal(300).astype(np.float32).astype(float),
    }
    return [dict(name=name, values=values, wanted=wanted, result=np.nanpercentile(values, wanted)) for name, values in data.items()]


def histogram_cases():
    values = np.round(rng.standard_normal(800), 2)
    wide = 10.0 ** rng.uniform(-6, 3, 500)
    cases = []
    for bins in (1, 7, 50):
        counts, edges = np.histogram(values, bins, (values.min(), values.max()))
        cases.append(dict(axis='linear', min=values.min(), max=values.max(), values=values, counts=counts, edges=edges))
        edges = np.geomspace(wide.min(), wide.max(), bins + 1)
        cases.append(dict(axis='log', min=wide.min(), max=wide.max(), values=wide, counts=np.histogram(wide, edges)[0], edges=edges))
    counts, edges = np.histogram(values, 9, (-1, 0.8))
    cases.append(dict(axis='linear', min=-1, max=0.8, values=values, counts=counts, edges=edges,
                      below=int((values < -1).sum()), above=int((values > 0.8).sum())))
    return cases


def spike_trains():
    size, duration = 6, 2000.0
    shared = rng.uniform(0, duration, 25)
    trains = []
    for neuron in range(size - 1):
        own = np.cumsum(rng.gamma(1 + neuron, 40.0 / (1 + neuron), 60))
        both = np.concatenate([own, shared + rng.uniform(0, 2, 25)]) if neuron < 3 else own
        trains.append(np.sort(np.round(both[both < duration], 1)))
    trains.append(np.array([]))
    cv2, lv = [], []
    for train in trains:
        intervals = np.diff(train)
        a, b = intervals[:-1], intervals[1:]
        keep = a + b > 0
        a, b = a[keep], b[keep]
        cv2.append(np.mean(2 * np.abs(a - b) / (a + b)) if len(a) else np.nan)
        lv.append(np.mean(3 * ((a - b) / (a + b)) ** 2) if len(a) else np.nan)
    correlations = []
    for bin_ms in (5, 20, 100):
        edges = np.arange(0, duration + bin_ms / 2, bin_ms)
        # Times on the grid of edges belong to the bin that begins there, whatever rounding says.
        counts = np.array([np.histogram(np.round(train, 1) + 1e-7, edges)[0] for train in trains])
        with np.errstate(all='ignore'):
            matrix = np.corrcoef(counts)
        pairs = matrix[~np.eye(size, dtype=bool)]
        correlations.append(dict(binMs=bin_ms, matrix=matrix.ravel(), mean=np.nanmean(pairs), counts=counts.ravel(), bins=counts.shape[1]))
    a, b = trains[0], trains[1]
    differences = np.subtract.outer(b, a).ravel() + 1e-9
    own = np.subtract.outer(a, a)[~np.eye(len(a), dtype=bool)] + 1e-9
    lags = np.linspace(-50, 50, 21)
    events = np.array([100.0, 512.5, 1300.0, 1950.0, np.nan])
    aligned = np.full((5, 8, size), np.nan)
    for e, event in enumerate(events):
        for neuron, train in enumerate(trains):
            if not np.isnan(event):
                aligned[e, :, neuron] = np.histogram(train + 1e-7, event + np.arange(-50, 151, 25))[0]
    x, y = correlations[1]['counts'].reshape(size, -1)[0].astype(float), correlations[1]['counts'].reshape(size, -1)[1].astype(float)
    xc, yc = x - x.mean(), y - y.mean()
    n = len(x)
    full = np.correlate(yc, xc, 'full') / np.sqrt((xc ** 2).sum() * (yc ** 2).sum())
    acf = np.correlate(xc, xc, 'full')[n - 1:n + 10] / (xc ** 2).sum()
    return dict(size=size, durationMs=duration, trains=trains, cv2=cv2, lv=lv, correlations=correlations,
                correlogram=dict(a=0, b=1, maxLagMs=50, bins=20, cross=np.histogram(differences, lags)[0], own=np.histogram(own, lags)[0]),
                aligned=dict(eventsMs=events, startMs=-50, endMs=150, binMs=25, counts=aligned.ravel()),
                cross=dict(a=x, b=y, maxLag=10, result=full[n - 11:n + 10]), acf=dict(maxLag=10, result=acf))


def series_correlation():
    series = rng.standard_normal((7, 530)) + 0.5 * rng.standard_normal(530)
    series[4] = 3.3
    with np.errstate(all='ignore'):
        matrix = np.corrcoef(series)
    return dict(rows=7, columns=530, values=np.round(series, 4).ravel(), matrix=corr_without(np.round(series, 4)).ravel())


def corr_without(series):
    with np.errstate(all='ignore'):
        matrix = np.corrcoef(series)
    still = np.ptp(series, axis=1) == 0
    matrix[still] = np.nan
    matrix[:, still] = np.nan
    return matrix


if __name__ == '__main__':
    content = dict(
        recordedWith=f'numpy {np.__version__}, scipy {scipy.__version__} and torch {torch.__version__}, scripts/record/rate_statistics.py',
        rates=rate_data(), smoothing=smoothing(), psths=psths(), percentiles=percentile_cases(), histograms=histogram_cases(),
        spikes=spike_trains(), series=series_correlation())
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'test', 'recordings', 'rate-statistics.json')
    with open(path, 'w') as file:
        json.dump(plain(content), file)
        file.write('\n')
