"""The trained model in NEST: ten Poisson generators bring the background."""
import h5py
import nest
import numpy as np

N_RECEPTORS = 4

with h5py.File('cortex.h5', 'r') as file:
    types = np.array(file['neurons/types'])
    V_th = np.array(file['neurons/params/V_th'])
    E_L = np.array(file['neurons/params/E_L'])
    background = np.array(file['input/bkg_weights']).reshape(-1, N_RECEPTORS)

nest.ResetKernel()
nest.resolution = 1.0

cortex = nest.Create('glif_psc', len(types))
vsc = np.array([V_th[each] - E_L[each] for each in types])

generators = nest.Create('poisson_generator', 10)
for generator in generators:
    generator.set({'rate': 10.0, 'start': 0.0, 'stop': 1000.0})

ids = np.array([neuron.global_id for neuron in cortex])
for receptor in range(N_RECEPTORS):
    weights = background[:, receptor]
    used = np.where(np.abs(weights) > 1e-10)[0]
    amplitude = weights[used] / 10.0 * vsc[used]
    for generator in generators:
        nest.Connect([generator.global_id] * len(used), ids[used].tolist(), 'one_to_one',
                     {'weight': amplitude.tolist(), 'delay': np.ones(len(used)), 'receptor_type': receptor + 1})

nest.Simulate(1000.0)
