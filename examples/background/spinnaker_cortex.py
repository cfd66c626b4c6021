"""The trained model on SpiNNaker: one Poisson source for each neuron brings the background."""
import h5py
import numpy as np
import pyNN.spiNNaker as sim

from glif3 import GLIF3Curr


class P:
    """Columns of the table of parameters."""
    CM = 0
    EL = 1
    TH = 2
    VSC = 3


def load(path):
    with h5py.File(path, 'r') as file:
        params = np.stack([
            file['neurons/params/C_m'],
            file['neurons/params/E_L'],
            file['neurons/params/V_th'],
            np.zeros_like(file['neurons/params/C_m']),
        ], axis=1)
        params[:, P.CM] /= 1000.0  # pF -> nF
        params[:, P.VSC] = params[:, P.TH] - params[:, P.EL]
        return {'types': np.array(file['neurons/types']), 'params': params,
                'background': np.array(file['input/bkg_weights'])}


def cells_of(params):
    return {'c_m': params[P.CM], 'e_l': params[P.EL], 'v_thresh': params[P.TH]}


def background_weights(model, members, type_id):
    """In nA, as PyNN takes them."""
    weights = model['background'][members, :] * model['params'][type_id, P.VSC]
    return weights * 10.0 / 1000.0  # pA -> nA


def connect_background(model, cortex, groups, rate=10.0):
    for type_id, members in groups.items():
        size = len(members)
        sources = sim.Population(size, sim.SpikeSourcePoisson, cellparams={'rate': rate, 'duration': 1000.0})
        weights = background_weights(model, members, type_id)
        for receptor in range(4):
            column = weights[:, receptor]
            pairs = [[i, i, float(column[i])] for i in range(size)]
            sim.Projection(sources, cortex[type_id], sim.FromListConnector(pairs, column_names=['weight']),
                           receptor_type=f'synapse_{receptor}')


sim.setup(timestep=1.0)
model = load('cortex.h5')
groups = {}
for neuron, type_id in enumerate(model['types']):
    groups.setdefault(type_id, []).append(neuron)
cortex = {type_id: sim.Population(len(members), GLIF3Curr, cellparams=cells_of(model['params'][type_id]))
          for type_id, members in groups.items()}
connect_background(model, cortex, groups, rate=100.0)
sim.run(1000)
