"""A loss that divides by a standard deviation with an epsilon of 1e-8.

Where a unit is constant, its deviation is 0 and the gradient is multiplied by up to
10^8, or is NaN. The loss itself is bounded: between z-scores the mean squared
difference is 2(1 - r), at most 4, so that a loss of 1e20 comes from elsewhere.
Look at the two divisions.
"""


def psth_loss(model_psth, target_psth):
    """Mean squared difference of z-scores over time; both are [time, neurons]."""
    model_z = (model_psth - model_psth.mean(dim=0)) / (model_psth.std(dim=0) + 1e-8)
    target_z = (target_psth - target_psth.mean(dim=0)) / (target_psth.std(dim=0) + 1e-8)
    return ((model_z - target_z) ** 2).mean()
