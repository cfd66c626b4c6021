"""A loss that adds a term of at most 2 to one in the hundreds.

1 - r lies between 0 and 2. Rates that are off by 10 sp/s give a squared difference
of 100. The shape that the first is to teach is never learnt.
Look at the sum.
"""


def loss(model_rates, target_rates, correlation):
    """Rates in sp/s."""
    L_shape = (1.0 - correlation).mean()
    L_rate = ((model_rates - target_rates) ** 2).mean()
    return L_shape + L_rate
