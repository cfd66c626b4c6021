"""Makes the small data files of test/fixtures/data and, with numpy, the figures that the readers have to find in them.

    python3 scripts/record/data_fixtures.py        (h5py 3, numpy 1.24; writes test/fixtures/data and test/recordings/data.json)
"""
import json
import os
import struct

import h5py
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURES = os.path.join(HERE, '..', '..', 'test', 'fixtures', 'data')
RECORDINGS = os.path.join(HERE, '..', '..', 'test', 'recordings')
BINS = 50
random = np.random.RandomState(3)


def figures(values):
    """What an entry of numbers has to say; spread and histogram are over the finite values."""
    flat = np.asarray(values, dtype=np.float64).ravel()
    finite = flat[np.isfinite(flat)]
    result = {'shape': list(np.shape(values)), 'nan': int(np.isnan(flat).sum()), 'infinite': int(np.isinf(flat).sum())}
    if finite.size == 0:
        return dict(result, min=None, max=None, mean=None, std=None, counts=None)
    same = finite.min() == finite.max()
    counts = [finite.size] if same else np.histogram(finite, bins=BINS)[0].tolist()
    return dict(result, min=finite.min(), max=finite.max(), mean=finite.mean(), std=finite.std(), counts=counts)


def write_hdf5(expected):
    """Groups, types, layouts and filters as they come in model files."""
    numbers = {
        'weights/recurrent': random.normal(0, 0.1, (20, 30)).astype('f4'),
        'weights/input': random.lognormal(1, 2, (7, 11, 3)),
        'weights/gzip': random.normal(5, 1, (64, 64)).astype('f4'),
        'weights/checked': random.normal(0, 1, (100, 10)),
        'weights/packed': random.randint(0, 1000, (50, 20)).astype('i4'),
        'types/int8': random.randint(-128, 128, 40).astype('i1'),
        'types/uint16': random.randint(0, 65536, 40).astype('u2'),
        'types/int64': random.randint(-2**40, 2**40, 40).astype('i8'),
        'types/uint64': np.array([0, 7, 2**40, 2**53], 'u8'),
        'types/big_endian': random.normal(0, 1, (5, 5)).astype('>f8'),
        'types/half': np.array([0.5, -2.0, 65504.0, 6e-8], 'f2'),
        'types/bool': random.random_sample((6, 6)) < 0.3,
        'odd/holes': np.array([[1.5, np.nan, -2.0], [np.inf, 4.0, -np.inf]]),
        'odd/nothing': np.zeros((0, 5)),
        'odd/only_nan': np.full(3, np.nan),
        'odd/constant': np.full((4, 4), 2.5),
        'odd/scalar': np.float64(-55.0),
    }
    with h5py.File(os.path.join(FIXTURES, 'model.h5'), 'w') as file:
        for path, values in numbers.items():
            options = {
                'weights/gzip': dict(compression='gzip', shuffle=True, chunks=(16, 20)),
                'weights/checked': dict(fletcher32=True, chunks=(30, 10)),
                'weights/packed': dict(scaleoffset=0, chunks=(25, 20)),
            }.get(path, {})
            file.create_dataset(path, data=values, **options)
        file['weights/recurrent'].attrs['units'] = 'pA'
        file['weights/input'].attrs['unit'] = np.bytes_(b'nS')
        file.create_dataset('types/text', data=['soma', 'dendrite'], dtype=h5py.string_dtype())
        file.create_dataset('types/compound', data=np.zeros(3, dtype=[('id', 'i4'), ('weight', 'f8')]))
        file.create_dataset('types/reference', data=file['weights'].ref, dtype=h5py.ref_dtype)
        file.create_dataset('odd/empty', data=h5py.Empty('f4'))
        file.create_dataset('odd/huge', shape=(2**40, 2**10), dtype='f8', chunks=(1024, 1024), compression='gzip')
        file['odd/again'] = file['/']  # a cycle
        file['odd/soft'] = h5py.SoftLink('/weights/recurrent')
        file['odd/broken'] = h5py.SoftLink('/nowhere')
        file['odd/elsewhere'] = h5py.ExternalLink('other.h5', '/weights')
        layout = h5py.VirtualLayout((3,), 'f8')
        layout[:] = h5py.VirtualSource('other.h5', 'weights', (3,))
        file.create_virtual_dataset('odd/virtual', layout)
    expected['model.h5'] = {path: figures(values) for path, values in numbers.items()}


def write_filters(expected):
    """Filters that are no part of every HDF5 library: LZF can't be decoded by the reader's, szip can."""
    with h5py.File(os.path.join(FIXTURES, 'filters.h5'), 'w') as file:
        # Repetitive, so that every chunk really is compressed.
        data = np.tile(np.arange(1, 33, dtype='f4'), (32, 1))
        file.create_dataset('lzf', data=data, compression='lzf', chunks=(16, 16))
        file.create_dataset('szip', data=data, compression='szip', chunks=(16, 16))
    expected['filters.h5'] = {'szip': figures(data)}


def write_matlab(expected):
    """What MATLAB 7.3 writes: HDF5 behind a user block of text, classes in attributes, text as numbers."""
    path = os.path.join(FIXTURES, 'session.mat')
    rates = random.poisson(3, (12, 8, 4)) * 40.0
    with h5py.File(path, 'w', userblock_size=512) as file:
        def write(name, values, kind):
            dataset = file.create_dataset(name, data=values)
            dataset.attrs['MATLAB_class'] = np.bytes_(kind.encode())
            return dataset
        write('firing_rates', rates, 'double')
        write('session', np.frombuffer('spring'.encode('utf-16-le'), 'u2').reshape(6, 1), 'char')
        write('valid', np.array([[1, 0, 1]], 'u1'), 'logical').attrs['MATLAB_int_decode'] = np.int32(1)
        write('nothing', np.array([0, 0], 'u8'), 'double').attrs['MATLAB_empty'] = np.uint8(1)
        cell = file.create_dataset('cells', data=np.array([[file['valid'].ref]], dtype=h5py.ref_dtype))
        cell.attrs['MATLAB_class'] = np.bytes_(b'cell')
        file.create_group('#refs#').create_dataset('a', data=np.zeros((1, 2)))
    with open(path, 'r+b') as file:
        header = b'MATLAB 7.3 MAT-file, Platform: GLNXA64, Created on: Mon Jan 01 00:00:00 2024 HDF5 schema 1.00 .'
        file.write(header.ljust(116) + b'\0' * 8 + struct.pack('<H', 0x0200) + b'IM')
    expected['session.mat'] = {'firing_rates': figures(rates), 'valid': figures(np.array([[1, 0, 1]]))}


def write_npy(expected):
    arrays = {
        'rates.npy': random.gamma(2, 5, (9, 13)).astype('f4'),
        'fortran.npy': np.asfortranarray(random.normal(0, 1, (6, 5, 4))),
        'big_endian.npy': random.randint(-1000, 1000, 17).astype('>i4'),
        'mask.npy': random.random_sample((5, 7)) < 0.5,
        'half.npy': np.array([1.0, -2.5, 6.1e-5, 5.96e-8, 65504, np.inf, np.nan, -0.0], 'f2'),
        'ids.npy': random.randint(0, 2**50, 8).astype('u8'),
        'scalar.npy': np.array(3.25),
    }
    for name, values in arrays.items():
        np.save(os.path.join(FIXTURES, name), values)
    np.save(os.path.join(FIXTURES, 'objects.npy'), np.array([{'a': 1}], dtype=object), allow_pickle=True)
    np.save(os.path.join(FIXTURES, 'complex.npy'), np.array([1 + 2j]))
    for name, values in arrays.items():
        expected[name] = {'array': figures(values)}


if __name__ == '__main__':
    os.makedirs(FIXTURES, exist_ok=True)
    os.makedirs(RECORDINGS, exist_ok=True)
    found = {}
    write_hdf5(found)
    write_filters(found)
    write_matlab(found)
    write_npy(found)
    with open(os.path.join(RECORDINGS, 'data.json'), 'w') as output:
        json.dump({'recordedWith': f'numpy {np.__version__}, scripts/record/data_fixtures.py', 'files': found}, output, indent=1)
        output.write('\n')
    for name in sorted(os.listdir(FIXTURES)):
        print(name, os.path.getsize(os.path.join(FIXTURES, name)), 'bytes')
