"""Makes the small data files of test/fixtures/data and, with numpy, the figures that the readers have to find in them.

    python3 scripts/record/data_fixtures.py        (h5py 3, numpy 1.24; writes test/fixtures/data and test/recordings/data.json)
"""
import json
import os
import struct

import h5py
import numpy as np
import scipy.sparse

HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURES = os.path.join(HERE, '..', '..', 'test', 'fixtures', 'data')
RECORDINGS = os.path.join(HERE, '..', '..', 'test', 'recordings')
BINS = 50
PERCENTILES = [1, 5, 25, 50, 75, 95, 99]
random = np.random.RandomState(3)


def figures(values):
    """What an entry of numbers has to say; spread and histogram are over the finite values."""
    flat = np.asarray(values, dtype=np.float64).ravel()
    finite = flat[np.isfinite(flat)]
    result = {'shape': list(np.shape(values)), 'nan': int(np.isnan(flat).sum()), 'infinite': int(np.isinf(flat).sum())}
    if finite.size == 0:
        return dict(result, min=None, max=None, mean=None, std=None, counts=None, percentiles=None)
    same = finite.min() == finite.max()
    counts = [finite.size] if same else np.histogram(finite, bins=BINS)[0].tolist()
    percentiles = np.percentile(finite, PERCENTILES).tolist()
    return dict(result, min=finite.min(), max=finite.max(), mean=finite.mean(), std=finite.std(), counts=counts, percentiles=percentiles)


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
    stamp_matlab(path)
    expected['session.mat'] = {'firing_rates': figures(rates), 'valid': figures(np.array([[1, 0, 1]]))}


def write_types(expected):
    """Types beyond plain numbers: tables, complex numbers, digits that fill a part of their bits, axes of the elements' own."""
    draw = np.random.RandomState(7)
    table = np.zeros(30, dtype=[('id', 'u4'), ('weight', 'f4'), ('position', 'f8', (3,)), ('label', 'S6'), ('place', [('row', 'i2'), ('on', '?')])])
    table['id'] = np.arange(30)
    table['weight'] = draw.normal(0, 1, 30)
    table['position'] = draw.normal(100, 10, (30, 3))
    table['label'] = [f'cell{i}'.encode() for i in range(30)]
    table['place']['row'] = draw.randint(-5, 5, 30)
    table['place']['on'] = draw.random_sample(30) < 0.5
    both = (draw.normal(0, 1, (5, 4)) + 1j * draw.normal(5, 1, (5, 4))).astype('c8')
    big = np.zeros(12, dtype=[('n', '>i4'), ('x', '>f8')])
    big['n'], big['x'] = draw.randint(-1000, 1000, 12), draw.normal(0, 1, 12)
    mixed = np.zeros(12, dtype=[('n', '>i4'), ('x', '<f8')])
    mixed['n'], mixed['x'] = big['n'], big['x']
    found = {}
    path = os.path.join(FIXTURES, 'types.h5')
    with h5py.File(path, 'w') as file:
        for name, options in (('row', {}), ('chunked', dict(chunks=(7,), compression='gzip'))):
            file.create_dataset(f'table/{name}', data=table, **options)
            file.create_dataset(f'big/{name}', data=big, **options)
            file.create_dataset(f'mixed/{name}', data=mixed, **options)
            for field, values in (('id', table['id']), ('weight', table['weight']), ('position', table['position']),
                                  ('place.row', table['place']['row']), ('place.on', table['place']['on'])):
                found[f'table/{name}.{field}'] = figures(values)
            for kind in ('big', 'mixed'):
                found[f'{kind}/{name}.n'], found[f'{kind}/{name}.x'] = figures(big['n']), figures(big['x'])
        file['complex'] = both
        found['complex.real'], found['complex.imag'] = figures(both.real), figures(both.imag)
        kind = h5py.enum_dtype({'excitatory': 0, 'inhibitory': 1, 'unsure': -7}, 'i2')
        file.create_dataset('kind', data=np.array([0, 1, 1, -7], 'i2'), dtype=kind)
        found['kind'] = figures([0, 1, 1, -7])
        file.create_dataset('named', data=np.array([['soma', 'axon'], ['dendrite', 'spine é']], dtype=object), dtype=h5py.string_dtype())
        file.create_dataset('fixed', data=np.array([b'one', b'two']))
        file.create_dataset('trains', shape=(3,), dtype=h5py.vlen_dtype('f8'))
        for i, train in enumerate(([1.0, 2.0], [], [3.0, 4.5, 9.0])):
            file['trains'][i] = train
        write_packed(file, found, draw)
        x = file.create_dataset('grid/x', data=np.arange(4.0))
        x.make_scale('x of the grid')
        values = file.create_dataset('grid/values', data=draw.normal(0, 1, (4, 3)))
        values.dims[0].attach_scale(x)
        values.dims[1].label = 'time'
        found['grid/values'] = figures(values[()])
        file['type of weights'] = np.dtype('>f4')
        file.create_dataset('by_named_type', data=table['weight'], dtype=file['type of weights'])
        found['by_named_type'] = figures(table['weight'])
        unwritten = file.create_dataset('unwritten', shape=(20,), dtype='f4', fillvalue=2.5)
        found['unwritten'] = figures(unwritten[()])
        compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        compact.set_layout(h5py.h5d.COMPACT)
        space = h5py.h5s.create_simple((6,))
        h5py.h5d.create(file.id, b'compact', h5py.h5t.IEEE_F32LE, space, compact).write(space, space, table['weight'][:6].copy())
        found['compact'] = figures(table['weight'][:6])
        file.create_dataset('outside', shape=(4,), dtype='f8', external=[('elsewhere.bin', 0, 32)])
        virtual = h5py.VirtualLayout((2, 30), 'f4')
        virtual[0] = virtual[1] = h5py.VirtualSource(file['by_named_type'])
        file.create_virtual_dataset('virtual', virtual)
        found['virtual'] = figures(np.stack([table['weight']] * 2))
        # A chunk whose filter mask says that gzip was left out for it alone.
        masked = file.create_dataset('masked', shape=(20,), dtype='f4', chunks=(10,), compression='gzip')
        masked[:10] = table['weight'][:10]
        masked.id.write_direct_chunk((10,), table['weight'][10:20].tobytes(), filter_mask=1)
        found['masked'] = figures(table['weight'][:20])
        for name, number in (('blosc', 32001), ('zstd', 32015), ('lz4', 32004), ('bitshuffle', 32008)):
            plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            plist.set_chunk((4,))
            plist.set_filter(number, h5py.h5z.FLAG_OPTIONAL)
            space = h5py.h5s.create_simple((4,))
            foreign = h5py.h5d.create(file.id, name.encode(), h5py.h5t.IEEE_F32LE, space, plist)
            foreign.write_direct_chunk((0,), b'not to be decoded')
    with h5py.File(os.path.join(FIXTURES, 'latest.h5'), 'w', libver='latest', track_order=True) as file:
        for name, options in (('row', {}), ('one', dict(chunks=(30,))), ('fixed', dict(chunks=(7,))),
                              ('extensible', dict(chunks=(7,), maxshape=(None,), compression='gzip')), ('tree', dict(chunks=(7,), maxshape=(100,)))):
            file.create_dataset(f'weights/{name}', data=table['weight'], **options).attrs['units'] = 'pA'
        file.create_dataset('square', data=draw.normal(0, 1, (9, 9)), chunks=(4, 4), maxshape=(None, None), fletcher32=True)
        for i in range(20):
            file['square'].attrs[f'remark {i}'] = 'x' * 200
        latest = {f'weights/{name}': figures(table['weight']) for name in file['weights']}
        latest['square'] = figures(file['square'][()])
    expected['types.h5'], expected['latest.h5'] = found, latest


def write_packed(file, found, draw):
    """Numbers of 12 bits in 16, as analogue-digital converters give them, and bfloat16."""
    for name, sign in (('signed', h5py.h5t.SGN_2), ('unsigned', h5py.h5t.SGN_NONE)):
        kind = (h5py.h5t.STD_I16LE if name == 'signed' else h5py.h5t.STD_U16LE).copy()
        kind.set_precision(12)
        kind.set_offset(3)
        low = -2048 if name == 'signed' else 0
        values = draw.randint(low, low + 4096, 50).astype('i2' if name == 'signed' else 'u2')
        for layout in ('row', 'nbit'):
            plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            if layout == 'nbit':
                plist.set_chunk((20,))
                plist.set_filter(h5py.h5z.FILTER_NBIT)
            space = h5py.h5s.create_simple((50,))
            path = f'{name}_{layout}'
            h5py.h5d.create(file.id, path.encode(), kind, space, plist).write(space, space, values)
            found[path] = figures(values)
    half = h5py.h5t.IEEE_F32LE.copy()
    half.set_fields(15, 7, 8, 0, 7)
    half.set_size(2)
    half.set_ebias(127)
    space = h5py.h5s.create_simple((8,))
    wide = np.array([1, -2.5, 3e38, 1e-38, 0, 0.1, 100, -7], 'f4')
    cut = (wide.view('u4') >> 16).astype('u2')
    dataset = h5py.h5d.create(file.id, b'bfloat16', half, space)
    dataset.write(space, space, cut, mtype=half)
    found['bfloat16'] = figures((cut.astype('u4') << 16).view('f4'))


def write_matlab_whole(expected):
    """Cells, structs, struct arrays, tables of characters, sparse and complex numbers, as MATLAB writes them."""
    draw = np.random.RandomState(11)
    path = os.path.join(FIXTURES, 'cells.mat')
    found = {}
    with h5py.File(path, 'w', userblock_size=512) as file:
        refs = file.create_group('#refs#')
        count = [0]

        def mark(item, kind, **more):
            item.attrs['MATLAB_class'] = np.bytes_(kind.encode())
            for name, value in more.items():
                item.attrs['MATLAB_' + name] = value
            return item

        def put(parent, name, values):
            """As MATLAB sees them: axes are turned round on the way into the file."""
            if isinstance(values, str):
                codes = np.frombuffer(values.encode('utf-16-le'), 'u2').reshape(-1, 1)
                return mark(parent.create_dataset(name, data=codes), 'char', int_decode=np.int32(2))
            if isinstance(values, list):
                links = np.array([[refer(each)] for each in values], dtype=h5py.ref_dtype)
                return mark(parent.create_dataset(name, data=links), 'cell')
            if isinstance(values, dict):
                group = mark(parent.create_group(name), 'struct')
                for field, value in values.items():
                    put(group, field, value)
                return group
            kind = {'f8': 'double', 'f4': 'single', 'b1': 'logical', 'i4': 'int32'}[values.dtype.str[1:]]
            stored = np.ascontiguousarray(values.T)
            return mark(parent.create_dataset(name, data=stored.astype('u1') if kind == 'logical' else stored), kind)

        def refer(value):
            count[0] += 1
            return put(refs, f'r{count[0]}', value).ref

        trains = [np.sort(draw.uniform(0, 10, n)).reshape(1, -1) for n in (5, 3, 8)]
        put(file, 'spikes', trains)
        put(file, 'mixed', ['left', np.arange(6.0).reshape(2, 3), [np.array([[7.5]]), 'deep'], {'rate': np.array([[3.0, 4.0]]), 'name': 'V1'}])
        put(file, 'session', {'name': 'spring', 'rates': draw.normal(5, 1, (4, 3)), 'inner': {'flag': np.array([[True, False]])}})
        units = mark(file.create_group('units'), 'struct')
        for field, values in (('name', ['a1', 'b2']), ('depth', [np.array([[1.5]]), np.array([[2.5]])])):
            units.create_dataset(field, data=np.array([[refer(each)] for each in values], dtype=h5py.ref_dtype))
        rows = np.array([list('left '), list('right')])
        codes = np.array([[ord(c) for c in row] for row in rows], 'u2')
        mark(file.create_dataset('sides', data=codes.T), 'char', int_decode=np.int32(2))
        mark(file.create_dataset('none', data=np.array([0, 3], 'u8')), 'double', empty=np.uint8(1))
        matrix = scipy.sparse.random(6, 4, 0.4, 'csc', random_state=draw)
        group = mark(file.create_group('sparse'), 'double', sparse=np.uint64(6))
        group['data'], group['ir'], group['jc'] = matrix.data, matrix.indices.astype('u8'), matrix.indptr.astype('u8')
        empty = mark(file.create_group('sparse_zero'), 'double', sparse=np.uint64(5))
        empty['jc'] = np.zeros(3, 'u8')
        parts = np.zeros((3, 1), dtype=[('real', 'f8'), ('imag', 'f8')])
        parts['real'], parts['imag'] = draw.normal(0, 1, (3, 1)), draw.normal(0, 1, (3, 1))
        mark(file.create_dataset('z', data=parts), 'double')
        mark(file.create_dataset('when', data=np.array([[3707764736, 2, 1, 1, 1, 1]], 'u4')), 'datetime', object_decode=np.int32(3))
        # Cells that hold each other: no MATLAB writes them, a hostile file may.
        ring = file.create_dataset('ring', shape=(1, 1), dtype=h5py.ref_dtype)
        ring[0, 0] = mark(ring, 'cell').ref
        for i, train in enumerate(trains):
            found[f'spikes{{{i + 1}}}'] = figures(train.T)
        found['mixed{2}'] = figures(np.arange(6.0).reshape(2, 3).T)
        found['mixed{3}{1}'] = figures([[7.5]])
        found['mixed{4}/rate'] = figures([[3.0], [4.0]])
        found['session/rates'] = figures(file['session/rates'][()])
        found['units(2)/depth'] = figures([[2.5]])
        found['sparse'] = figures(matrix.toarray().T)
        found['sparse_zero'] = figures(np.zeros((2, 5)))
        found['z.real'], found['z.imag'] = figures(parts['real']), figures(parts['imag'])
    stamp_matlab(path)
    expected['cells.mat'] = found


def write_spikes(expected):
    """Spikes by the conventions of SONATA and NWB, and a SONATA report."""
    draw = np.random.RandomState(5)
    times, ids = np.sort(draw.uniform(0, 1000, 200)), draw.randint(0, 20, 200).astype('u8')
    with h5py.File(os.path.join(FIXTURES, 'sonata_spikes.h5'), 'w') as file:
        file.attrs['magic'], file.attrs['version'] = np.uint32(0x0A7A), np.array([0, 1], 'u4')
        order = h5py.enum_dtype({'none': 0, 'by_id': 1, 'by_time': 2}, 'u1')
        cortex = file.create_group('spikes/cortex')
        cortex.attrs.create('sorting', 2, dtype=order)
        cortex.create_dataset('timestamps', data=times).attrs['units'] = 'milliseconds'
        cortex['node_ids'] = ids
        thalamus = file.create_group('spikes/thalamus')
        by_id = np.argsort(ids, kind='stable')
        thalamus.attrs.create('sorting', 1, dtype=order)
        thalamus['timestamps'], thalamus['node_ids'] = times[by_id], ids[by_id]
        report = file.create_group('report/cortex')
        report.create_dataset('data', data=draw.normal(-65, 3, (50, 8)).astype('f4')).attrs['units'] = 'mV'
        mapping = report.create_group('mapping')
        mapping['node_ids'], mapping['index_pointers'] = np.array([3, 7], 'u8'), np.array([0, 5, 8], 'u8')
        mapping['element_ids'] = np.array([0, 1, 2, 3, 4, 0, 1, 2], 'u4')
        mapping.create_dataset('time', data=np.array([0.0, 5.0, 0.1])).attrs['units'] = 'ms'
    with h5py.File(os.path.join(FIXTURES, 'sonata_old.h5'), 'w') as file:
        file['spikes/timestamps'], file['spikes/gids'] = times, ids
    with h5py.File(os.path.join(FIXTURES, 'units.nwb'), 'w') as file:
        file.attrs['nwb_version'] = '2.6.0'
        trains = [np.sort(draw.uniform(0, 60, n)) for n in (40, 0, 25)]
        units = file.create_group('units')
        units.create_dataset('spike_times', data=np.concatenate(trains)).attrs['resolution'] = 3.3e-5
        units['spike_times_index'] = np.cumsum([len(train) for train in trains]).astype('u2')
        units['id'] = np.array([101, 105, 109])
    by_neuron = {str(i): times[ids == i].tolist() for i in np.unique(ids)}
    expected['spikes'] = {'sonata': by_neuron, 'nwb': {str(i): train.tolist() for i, train in zip((101, 105, 109), trains)}}


def stamp_matlab(path):
    """The text that MATLAB puts in front of the HDF5 file."""
    with open(path, 'r+b') as file:
        header = b'MATLAB 7.3 MAT-file, Platform: GLNXA64, Created on: Mon Jan 01 00:00:00 2024 HDF5 schema 1.00 .'
        file.write(header.ljust(116) + b'\0' * 8 + struct.pack('<H', 0x0200) + b'IM')


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
    write_types(found)
    write_matlab_whole(found)
    write_npy(found)
    trains = {}
    write_spikes(trains)
    with open(os.path.join(RECORDINGS, 'data.json'), 'w') as output:
        json.dump({'recordedWith': f'numpy {np.__version__}, scripts/record/data_fixtures.py', 'files': found, **trains}, output, indent=1)
        output.write('\n')
    for name in sorted(os.listdir(FIXTURES)):
        print(name, os.path.getsize(os.path.join(FIXTURES, name)), 'bytes')
