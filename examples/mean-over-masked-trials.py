"""A peri-stimulus histogram over trials of unequal length.

The mask sets what is over to zero, and the mean divides by all trials: where half
of them have ended, the rate looks halved.
Look at the mean; sum and mask.sum would be right.
"""


def psth(rates, trial_mask):
    """Mean rate over trials; both are [trials, time, neurons]."""
    return (rates * trial_mask).mean(dim=0)
