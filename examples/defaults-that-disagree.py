"""A neuron whose text, code and file each tell of another one.

| Parameter     | Default | Description            |
|---------------|---------|------------------------|
| `v_rest`      | -65.0   | resting potential (mV) |
| `v_threshold` | -50.0   | spike threshold (mV)   |
| `v_reset`     | -65.0   | reset potential (mV)   |
| `tau_m`       | 10.0    | time constant (ms)     |

The file beside this one says -70 mV for the reset and 20 ms for the time
constant. Who reads the table runs another model than he believes.
Look at the table's last two lines.
"""

import json


def load(path="defaults-that-disagree.json"):
    with open(path) as file:
        return json.load(file)


def decay_per_step(params, dt=1.0):
    return dt / params["tau_m"]


params = load()
print(params["v_rest"], params["v_threshold"], params["v_reset"], decay_per_step(params))
