import h5py
import pyNN.neuron as sim


def background_of(cells, rate):
    return sim.Population(cells.size, sim.SpikeSourcePoisson(rate=rate))


sim.setup(timestep=0.1)
weights = h5py.File('model.h5', 'r')['bkg_weights'][()]
cells = sim.Population(len(weights), sim.IF_curr_exp(tau_syn_E=2.0))
background = background_of(cells, rate=100.0)
sim.Projection(background, cells, sim.OneToOneConnector(), sim.StaticSynapse(weight=weights / 1000.0))
