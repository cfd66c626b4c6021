"""A membrane whose time constant is never the one that the file gives.

The file says tau_m, the code asks for tau_membrane. get() takes the default of
10 ms without a word, and whoever changes the file changes nothing.
Look at the key, and at the file beside this one.
"""

import json

with open("key-of-another-name.json") as file:
    params = json.load(file)

v_rest = params["v_rest"]
v_threshold = params["v_threshold"]
v_reset = params["v_reset"]
tau = params.get("tau_membrane", 10.0)  # ms

v = v_rest
for _ in range(100):
    v += (v_rest - v + 20.0) / tau
    if v >= v_threshold:
        v = v_reset
