import h5py
import nest

weights = h5py.File('model.h5', 'r')['bkg_weights'][()]
cells = nest.Create('iaf_psc_exp', len(weights))
background = nest.Create('poisson_generator', params={'rate': 1000.0})
nest.Connect(background, cells, syn_spec={'weight': weights})
