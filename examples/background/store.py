"""Trains the model and stores what it learnt, for the simulators to read."""
import h5py

from cortex import Cortex, InputLayer


def build(neurons, bkg_weights, recorded, use_recorded_noise=True):
    cell = Cortex(neurons, bkg_weights)
    layer = InputLayer(cell.bkg_weights, use_recorded_noise=use_recorded_noise, recorded=recorded)
    return cell, layer


def store(cell, neurons, path='cortex.h5'):
    with h5py.File(path, 'w') as file:
        params = file.create_group('neurons/params')
        for key, values in neurons['params'].items():
            params.create_dataset(key, data=values)
        group = file.create_group('input')
        group.create_dataset('bkg_weights', data=cell.bkg_weights.numpy())
