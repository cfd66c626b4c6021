"""Records from NEST how many synapses rules make that go by distance, for test/unit/network/nestSpace.test.ts.

    python3 scripts/record/space_nest.py        (NEST 3.10, writes test/recordings/nest-space.json)
"""
import json
import os

import nest
import numpy as np

NODES = """E = nest.Create('iaf_psc_alpha', positions=nest.spatial.grid(shape=[30, 30], extent=[3., 3.], edge_wrap=True))
I = nest.Create('iaf_psc_alpha', positions=nest.spatial.grid([15, 10], extent=[3., 2.], center=[0.5, 0.]))
F = nest.Create('iaf_psc_alpha', 200, positions=nest.spatial.free(nest.random.uniform(-1.5, 1.5), extent=[3., 3.]))
"""
RULES = {
    'gaussian within a circle': ('E', 'E', "{'rule': 'pairwise_bernoulli', 'p': 0.8 * nest.spatial_distributions.gaussian(nest.spatial.distance, std=0.25), "
                                           "'mask': {'circular': {'radius': 0.75}}, 'allow_autapses': False}"),
    'falling with the distance': ('E', 'E', "{'rule': 'pairwise_bernoulli', 'p': 1.0 - 0.8 * nest.spatial.distance, 'mask': {'circular': {'radius': 0.5}}}"),
    'within a rectangle': ('I', 'I', "{'rule': 'pairwise_bernoulli', 'p': 0.3, 'mask': {'rectangular': {'lower_left': [-0.5, -0.2], 'upper_right': [0.7, 0.4]}}}"),
    'within a ring': ('I', 'I', "{'rule': 'pairwise_bernoulli', 'p': 0.5, 'mask': {'doughnut': {'inner_radius': 0.3, 'outer_radius': 0.8}}}"),
    'gaussian of both axes': ('I', 'I', "{'rule': 'pairwise_bernoulli', 'p': nest.spatial_distributions.gaussian2D(nest.spatial.distance.x, nest.spatial.distance.y, "
                                        "std_x=0.2, std_y=0.6)}"),
    'exponential, of nodes at random': ('F', 'F', "{'rule': 'pairwise_bernoulli', 'p': nest.spatial_distributions.exponential(nest.spatial.distance, beta=0.3)}"),
    'a fixed in-degree': ('F', 'E', "{'rule': 'fixed_indegree', 'indegree': 20, 'p': nest.spatial_distributions.exponential(nest.spatial.distance, beta=0.3)}"),
}


def count(pre, post, rule, seed):
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.rng_seed = seed
    names = dict(nest=nest)
    exec(NODES, names)
    nest.Connect(names[pre], names[post], eval(rule, names))
    found = nest.GetConnections(names[pre], names[post])
    return len(found)


recorded = []
for name, (pre, post, rule) in RULES.items():
    counts = [count(pre, post, rule, seed) for seed in range(1, 9)]
    recorded.append(dict(name=name, pre=pre, post=post, rule=rule, synapses=float(np.mean(counts)), spread=float(np.std(counts, ddof=1))))
    print(recorded[-1])
out = os.path.join(os.path.dirname(__file__), '..', '..', 'test', 'recordings', 'nest-space.json')
with open(out, 'w') as file:
    json.dump(dict(nodes=NODES, rules=recorded), file, indent=1)
    file.write('\n')
