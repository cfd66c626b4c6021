"""Outliers clipped at a percentile that is NaN.

One NaN makes the percentile NaN; clipped at NaN, everything is NaN; and nan_to_num
makes it all zeros. The data are gone, and nothing raises.
Look at the percentile.
"""

import numpy as np


def preprocess(firing_rates, clip_percentile=99.5):
    limit = np.percentile(firing_rates, clip_percentile)
    firing_rates = np.clip(firing_rates, 0, limit)
    return np.nan_to_num(firing_rates, nan=0.0)
