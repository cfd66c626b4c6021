"""Recorded neurons of both types, compared with the first units of a model.

The model numbers its excitatory units first. Its first n units are all excitatory;
recorded interneurons are compared with them, and no inhibitory unit is trained.
Look at the slice.
"""


def rate_loss(model_rates, target_rates, n_exc, n_inh):
    """Rates are [trials, time, units]; the model has n_exc units, and n_inh behind them."""
    n_recorded = target_rates.shape[2]
    model_rates = model_rates[:, :, :n_recorded]
    return ((model_rates - target_rates) ** 2).mean()
