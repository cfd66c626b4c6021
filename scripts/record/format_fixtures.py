"""Makes small files of the formats that are not HDF5 and, with numpy, the figures that the readers have to find in them.

    python3 scripts/record/format_fixtures.py      (numpy 1.24, scipy 1.10, torch 1.13, joblib where it is installed;
                                                    writes test/fixtures/formats and test/recordings/formats.json)
"""
import collections
import io
import json
import os
import pickle
import struct
import zipfile

import numpy as np
import scipy
import scipy.io
import scipy.sparse
import torch

try:
    import joblib
except ImportError:
    joblib = None

from data_fixtures import RECORDINGS, figures

HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURES = os.path.join(HERE, '..', '..', 'test', 'fixtures', 'formats')
random = np.random.RandomState(7)
torch.manual_seed(7)


def path_of(name):
    return os.path.join(FIXTURES, name)


class Config:
    """Stands for a class of the user's that no reader has."""

    def __init__(self):
        self.rate = 5.5
        self.weights = np.arange(6.0).reshape(2, 3)


class Evil:
    def __reduce__(self):
        return os.system, ('echo executed > /tmp/spikelint-executed',)


Pair = collections.namedtuple('Pair', 'a b')


def write_numpy(expected):
    record = np.zeros(5, dtype=[('t', '<f8'), ('id', '>i4'), ('v', '<f4', (2, 3)), ('flag', '?'), ('pos', [('x', '<i2'), ('y', '<f4')])])
    record['t'] = random.normal(size=5)
    record['id'] = random.randint(-99, 99, 5)
    record['v'] = random.normal(size=(5, 2, 3))
    record['flag'] = [1, 0, 1, 1, 0]
    record['pos']['x'] = np.arange(5)
    record['pos']['y'] = random.normal(size=5)
    np.save(path_of('record.npy'), record)
    expected['record.npy'] = {
        't': figures(record['t']), 'id': figures(record['id']), 'v': figures(record['v']), 'flag': figures(record['flag']),
        'pos/x': figures(record['pos']['x']), 'pos/y': figures(record['pos']['y']),
    }
    times = np.array(['2020-01-01', 'NaT', '2021-06-01'], dtype='M8[D]')
    np.save(path_of('dates.npy'), times)
    expected['dates.npy'] = {'array': dict(figures([np.nan, *times[[0, 2]].astype('i8').tolist()]), shape=[3])}
    arrays = {
        'x': random.normal(size=(6, 7)), 'y': random.randint(-9, 9, 20).astype('>i4'), 'f': np.asfortranarray(random.normal(size=(4, 5, 3)).astype('f4')),
        'mask': random.random_sample(30) < 0.4, 'half': random.normal(size=9).astype('f2'), 'step': np.array([3, 5], 'm8[ms]').astype('i8'),
    }
    stored = dict(arrays, z=np.array([[1 + 2j, -3j]], 'c8'), names=np.array(['soma', 'dendrite']), big=np.zeros(3, dtype='>c16'))
    found = {key: figures(value) for key, value in arrays.items()}
    found.update({'z.real': figures(stored['z'].real), 'z.imag': figures(stored['z'].imag)})
    np.savez(path_of('stored.npz'), **stored)
    # Long enough for several pieces and for matches that reach far.
    long = np.repeat(random.randint(0, 50, 1500), 11).astype('i2').reshape(-1, 10)
    np.savez_compressed(path_of('deflated.npz'), **stored, long=long)
    expected['stored.npz'] = found
    expected['deflated.npz'] = dict(found, long=figures(long))
    np.save(path_of('dict.npy'), {'W': arrays['x'], 'rate': 4.5, 'steps': [1, 2, 4]}, allow_pickle=True)
    expected['dict.npy'] = {'array/W': figures(arrays['x']), 'array/rate': figures(4.5), 'array/steps': figures([1, 2, 4])}
    header = io.BytesIO()
    np.lib.format.write_array(header, np.array([1.0, 2.0], dtype=[('gewicht_ß', '<f8')]), version=(3, 0))
    with open(path_of('version3.npy'), 'wb') as file:
        file.write(header.getvalue())
    expected['version3.npy'] = {'gewicht_ß': figures([1.0, 2.0])}


def write_zip64(expected):
    """A member whose lengths stand in the extra field, as of files above 4 GB."""
    content = io.BytesIO()
    np.save(content, np.arange(12.0))
    with zipfile.ZipFile(path_of('zip64.npz'), 'w', zipfile.ZIP_DEFLATED) as archive:
        with archive.open(zipfile.ZipInfo('w.npy'), 'w', force_zip64=True) as member:
            member.write(content.getvalue())
    expected['zip64.npz'] = {'w': figures(np.arange(12.0))}


def checkpoint():
    model = torch.nn.Sequential(torch.nn.Linear(4, 3), torch.nn.Tanh(), torch.nn.Linear(3, 2))
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    model(torch.randn(5, 4)).pow(2).sum().backward()
    optimizer.step()
    base = torch.randn(6, 8)
    extra = {
        'views/base': base, 'views/transposed': base.t(), 'views/part': base[1:5, 2::3], 'views/deep': torch.randn(3, 4, 5).permute(2, 0, 1)[::2],
        'views/expanded': torch.randn(3, 1).expand(3, 4), 'views/scalar': torch.tensor(2.5), 'views/none': torch.zeros(0, 4),
        'types/float64': torch.randn(4, dtype=torch.float64), 'types/half': torch.randn(5).half(), 'types/bfloat16': torch.randn(5).bfloat16(),
        'types/int64': torch.randint(-99, 99, (4,)), 'types/int32': torch.arange(4, dtype=torch.int32), 'types/int16': torch.arange(4, dtype=torch.int16),
        'types/int8': torch.tensor([-3, 4], dtype=torch.int8), 'types/uint8': torch.tensor([200, 4], dtype=torch.uint8), 'types/bool': torch.tensor([True, False, True]),
    }
    saved = {
        'epoch': 46, 'loss': [1.5, 0.75, 0.5], 'model_state_dict': model.state_dict(), 'optimizer_state_dict': optimizer.state_dict(),
        'config': {'lr': 1e-3, 'name': 'ei', 'device': torch.device('cpu'), 'dtype': torch.float32, 'shape': torch.Size([2, 3]), 'nothing': None},
        'views': {}, 'types': {'complex64': torch.randn(2, 2, dtype=torch.complex64), 'quantised': torch.quantize_per_tensor(torch.randn(3), 0.1, 0, torch.qint8)},
        'sparse': torch.eye(3).to_sparse(), 'parameter': torch.nn.Parameter(torch.ones(2, 2)), 'metric': np.float64(0.125), 'array': random.normal(size=(3, 2)),
    }
    for path, tensor in extra.items():
        group, name = path.split('/')
        saved[group][name] = tensor
    found = {path: figures(tensor.to(torch.float64).numpy()) for path, tensor in extra.items()}
    found.update({f'model_state_dict/{key}': figures(value.numpy()) for key, value in model.state_dict().items()})
    for index, state in optimizer.state_dict()['state'].items():
        found.update({f'optimizer_state_dict/state/{index}/{key}': figures(value.numpy()) for key, value in state.items()})
    found.update({
        'epoch': figures(46), 'loss': figures([1.5, 0.75, 0.5]), 'config/lr': figures(1e-3), 'config/shape': figures([2, 3]), 'metric': figures(0.125),
        'array': figures(saved['array']), 'parameter': figures(np.ones((2, 2))), 'sparse/values': figures(np.ones(3)),
        'types/complex64.real': figures(saved['types']['complex64'].real.numpy()), 'types/complex64.imag': figures(saved['types']['complex64'].imag.numpy()),
    })
    return model, saved, found


def write_torch(expected):
    model, saved, found = checkpoint()
    torch.save(saved, path_of('checkpoint.pt'))
    torch.save(saved, path_of('legacy.pth'), _use_new_zipfile_serialization=False)
    expected['checkpoint.pt'] = expected['legacy.pth'] = found
    torch.save(model, path_of('module.pt'))
    parameters = {key: figures(value.numpy()) for key, value in model.state_dict().items()}
    expected['module.pt'] = parameters
    torch.jit.script(torch.nn.Linear(2, 3)).save(path_of('script.pt'))
    torch.save({'w': torch.ones(3), 'evil': Evil(), 'config': Config()}, path_of('evil.pt'))


def write_quantised(expected):
    own = torch.Generator().manual_seed(11)
    weights = torch.randn(4, 6, generator=own)
    scales, zeros = torch.tensor([0.03, 0.05, 0.02, 0.04], dtype=torch.float64), torch.tensor([0, 3, -2, 1])
    columns = torch.quantize_per_channel(weights[:, :4].contiguous(), scales, zeros, 1, torch.qint8)
    saved = {
        'signed': torch.quantize_per_tensor(weights, 0.05, 3, torch.qint8), 'unsigned': torch.quantize_per_tensor(weights, 0.1, 100, torch.quint8),
        'wide': torch.quantize_per_tensor(weights, 1e-6, 0, torch.qint32), 'rows': torch.quantize_per_channel(weights, scales, zeros, 0, torch.qint8),
        'columns': columns, 'part': columns[1:3], 'after': torch.ones(2),
    }
    found = {key: figures((value.dequantize() if value.is_quantized else value).numpy()) for key, value in saved.items()}
    torch.save(saved, path_of('quantised.pt'))
    torch.save(saved, path_of('quantised_legacy.pth'), _use_new_zipfile_serialization=False)
    expected['quantised.pt'] = expected['quantised_legacy.pth'] = found


def write_pickles(expected):
    tensor = torch.randn(3, 4)
    shared = random.normal(size=(2, 2))
    values = {
        'a': random.normal(size=(3, 4)), 'fortran': np.asfortranarray(random.normal(size=(3, 4))), 'big': random.randint(0, 9, 6).astype('>u2'),
        'half': np.float16(1.5), 'shared': shared, 'numbers': [1, 2.5, -7], 'matrix': [[1, 2], [3, 4]], 'large': 2**70, 'negative': -2**40, 'flag': True,
        'empty': np.zeros((0, 3)), 'long': np.arange(60.0),
    }
    found = {key: figures(np.asarray(value, dtype=float) if key in ('large', 'negative') else value) for key, value in values.items()}
    found.update({'tensor': figures(tensor.numpy()), 'pair[0]': figures(1), 'again/shared': figures(shared), 'config/rate': figures(5.5),
                  'config/weights': figures(np.arange(6.0).reshape(2, 3)), 'record/t': figures([1.0, 2.0]), 'dates': dict(figures([18262000.0, 3.0])),
                  'objects[0]/k': figures(np.ones(2)), 'counts/x': figures(2)})
    record = np.array([(1.0, 2), (2.0, 3)], dtype=[('t', '<f8'), ('n', '<i2')])
    whole = dict(values, tensor=tensor, text='häß', nothing=None, pair=(1, ('x', 2)), bag={3}, bytes=b'abc', again={'shared': shared}, config=Config(), record=record,
                 dates=np.array([18262000, 3], dtype='m8[us]'), objects=np.array([{'k': np.ones(2)}, 'x'], dtype=object),
                 counts=collections.Counter('xxy'), later=collections.defaultdict(list, {'q': [1]}))
    for protocol in range(6):
        name = f'protocol{protocol}.pkl'
        with open(path_of(name), 'wb') as file:
            pickle.dump(whole, file, protocol=protocol)
        expected[name] = found
    with open(path_of('several.pkl'), 'wb') as file:
        for i in range(3):
            pickle.dump({'step': i}, file)
    expected['several.pkl'] = {'[1]/step': figures(1), '[2]/step': figures(2)}
    if joblib is not None:
        saved = {'w': values['a'], 'f': values['fortran'], 'big': values['big'], 'objects': np.array([{'k': np.ones(2)}], dtype=object), 'last': 2.5}
        joblib.dump(saved, path_of('saved.joblib'))
        expected['saved.joblib'] = {'w': figures(saved['w']), 'f': figures(saved['f']), 'big': figures(saved['big']), 'objects[0]/k': figures(np.ones(2)), 'last': figures(2.5)}
    for protocol in (0, 4):
        with open(path_of(f'evil{protocol}.pkl'), 'wb') as file:
            pickle.dump({'w': np.ones(3), 'evil': Evil()}, file, protocol=protocol)


def write_safetensors(expected):
    """The format is a length, JSON and the numbers: written here by hand, as its documentation says."""
    bfloat = torch.randn(4).bfloat16()
    tensors = {
        'rnn.weight': ('F32', random.normal(size=(3, 4)).astype('<f4')), 'rnn.bias': ('F64', random.normal(size=3)), 'half': ('F16', random.normal(size=5).astype('<f2')),
        'ids': ('I64', random.randint(-5, 5, 4)), 'mask': ('BOOL', np.array([True, False])), 'none': ('F32', np.zeros((0, 2), '<f4')),
    }
    found = {name: figures(value) for name, (_, value) in tensors.items()}
    tensors['brain'] = ('BF16', bfloat.view(torch.int16).numpy())
    found['brain'] = figures(bfloat.float().numpy())
    # OCP 8-bit floats: by their definition 1, -1.5 and 448; 1, -1.5 and 57344.
    tensors['e4m3'] = ('F8_E4M3', np.array([0x38, 0xbc, 0x7e], 'u1'))
    tensors['e5m2'] = ('F8_E5M2', np.array([0x3c, 0xbe, 0x7b], 'u1'))
    found['e4m3'] = figures([1.0, -1.5, 448.0])
    found['e5m2'] = figures([1.0, -1.5, 57344.0])
    tensors['odd'] = ('F4', np.array([1, 2], 'u1'))
    header, data = {'__metadata__': {'format': 'pt'}}, b''
    for name, (dtype, value) in tensors.items():
        raw = np.ascontiguousarray(value).tobytes()
        header[name] = {'dtype': dtype, 'shape': list(value.shape), 'data_offsets': [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    with open(path_of('model.safetensors'), 'wb') as file:
        file.write(struct.pack('<Q', len(text)) + text + data)
    expected['model.safetensors'] = found


def write_matlab(expected):
    sparse = scipy.sparse.random(12, 9, 0.2, random_state=random).tocsc()
    rates = random.normal(size=(4, 5, 3))
    values = {
        'rates': rates, 'whole': np.arange(12.0).reshape(3, 4), 'small': np.arange(-3, 3, dtype='i2'), 'wide': np.array([2**40], 'u8'), 'single': random.normal(size=(2, 3)).astype('f4'),
        'mask': np.array([[True, False, True]]), 'z': np.array([[1 + 2j, 3]]), 'sparse': sparse, 'session': 'spring', 'rows': np.array(['ab', 'cd']), 'nothing': np.zeros((0, 3)),
        's': {'a': 1.5, 'b': np.ones((2, 2)), 't': 'hi', 'deep': {'x': np.array([[1, 2]])}}, 'cells': np.array([np.ones(3), 'txt', np.array([[5]])], dtype=object),
        'trials': np.array([(1, 2.0), (3, 4.0)], dtype=[('p', 'O'), ('q', 'O')]), 'long': random.randint(0, 9, (12, 10)).astype(float),
    }
    found = {name: figures(np.atleast_2d(values[name])) for name in ('rates', 'whole', 'small', 'wide', 'single', 'mask', 'long')}
    found['rates'] = figures(rates)
    found.update({
        'z.real': figures(values['z'].real), 'z.imag': figures(values['z'].imag), 'sparse': figures(sparse.toarray()), 's/a': figures([[1.5]]), 's/b': figures(np.ones((2, 2))),
        's/deep/x': figures([[1, 2]]), 'cells{1}': figures([[1, 1, 1]]), 'cells{3}': figures([[5]]), 'trials(2)/p': figures([[3]]), 'trials(2)/q': figures([[4.0]]),
    })
    scipy.io.savemat(path_of('compressed.mat'), values, do_compression=True)
    scipy.io.savemat(path_of('plain.mat'), values)
    expected['compressed.mat'] = expected['plain.mat'] = found
    old = {name: values[name] for name in ('whole', 'z', 'session', 'sparse')}
    scipy.io.savemat(path_of('version4.mat'), old, format='4')
    expected['version4.mat'] = {name: found[name] for name in ('whole', 'z.real', 'z.imag', 'sparse')}


def write_text(expected):
    time, rate = np.arange(20) / 10, random.lognormal(2, 1, 20).round(6)
    with open(path_of('table.csv'), 'w') as file:
        file.write('time (ms),rate [Hz],name,ok,v_mV,all\n')
        for i in range(20):
            voltage = 'NA' if i == 3 else -70 + i
            file.write(f'{time[i]},{rate[i]},"a, ""b""\nc",{i % 2 == 0},{voltage},{"oops" if i == 5 else f"{i}e-3"}\n')
    with open(path_of('appended.csv'), 'w') as file:
        # Written by a program that appends with its header each time.
        for i in range(4):
            file.write(f'a,b\n{i},{i / 8}\n')
    expected['appended.csv'] = {'a': figures(np.arange(4)), 'b': figures(np.arange(4) / 8)}
    with open(path_of('node_types.csv'), 'w') as file:
        # As SONATA's: between single blanks a field may be empty, and one in quotes holds blanks.
        file.write('node_type_id morphology sections rate\n')
        file.writelines(f'{100 + i}  "[\'soma\', \'apical\']" {i}.5\n' for i in range(3))
    expected['node_types.csv'] = {'node_type_id': figures([100, 101, 102]), 'rate': figures([0.5, 1.5, 2.5])}
    expected['table.csv'] = {
        'time': figures(time), 'rate': figures(rate), 'ok': figures((np.arange(20) % 2 == 0).astype(float)),
        'v_mV': figures(np.where(np.arange(20) == 3, np.nan, -70.0 + np.arange(20))), 'all': figures(np.where(np.arange(20) == 5, np.nan, np.arange(20) * 1e-3)),
    }
    with open(path_of('commas.csv'), 'wb') as file:
        file.write('\ufeffzeit;wert\r\n'.encode())
        for i in range(10):
            file.write(f'{i};-{i},25\r\n'.encode())
    expected['commas.csv'] = {'zeit': figures(np.arange(10)), 'wert': figures(-(np.arange(10) + 0.25))}
    matrix = random.normal(size=(10, 3))
    np.savetxt(path_of('savetxt.txt'), matrix, header='a b c')
    expected['savetxt.txt'] = {name: figures(matrix[:, i]) for i, name in enumerate('abc')}
    np.savetxt(path_of('single.txt'), matrix[:, 0])
    expected['single.txt'] = {'column 1': figures(matrix[:, 0])}
    np.savetxt(path_of('matrix.tsv'), matrix, delimiter='\t')
    expected['matrix.tsv'] = {f'column {i + 1}': figures(matrix[:, i]) for i in range(3)}
    history = {'loss': [2.5, float('nan'), 1e20], 'val': {'corr': [0.1, None, 0.3]}, 'lr': 1e-3, 'name': 'run', 'W': matrix.tolist(),
               'runs': [{'seed': 1, 'r': 0.5, 'net': {'n': 3}}, {'seed': 2, 'r': 0.25, 'net': {'n': 4}}]}
    with open(path_of('history.json'), 'w') as file:
        json.dump(history, file)
    expected['history.json'] = {'loss': figures(history['loss']), 'val/corr': figures([0.1, np.nan, 0.3]), 'lr': figures(1e-3), 'W': figures(matrix),
                                'runs/seed': figures([1, 2]), 'runs/r': figures([0.5, 0.25]), 'runs/net/n': figures([3, 4])}
    with open(path_of('log.jsonl'), 'w') as file:
        file.write('{"step": 1, "loss": 2.5}\n{"step": 2, "loss": NaN, "val": 3}\n{"step": 3, "lo')
    expected['log.jsonl'] = {'step': figures([1, 2]), 'loss': figures([2.5, np.nan]), 'val': figures([np.nan, 3])}


def write_spikes(expected):
    times = np.sort(random.uniform(0, 500, 40)).round(3)
    ids = random.randint(1, 10, 40)
    rows = list(zip(ids, times))
    with open(path_of('spike_recorder-11-0.dat'), 'w') as file:
        file.write('# NEST version: 3.4\n# RecordingBackendASCII version: 2\nsender\ttime_ms\n')
        file.writelines(f'{i}\t{t:.3f}\n' for i, t in rows)
    expected['spike_recorder-11-0.dat'] = {'sender': figures(ids), 'time_ms': figures(times)}
    with open(path_of('spike_detector-11-0.gdf'), 'w') as file:
        file.writelines(f'{i}\t{t:.3f}\t\n' for i, t in rows)
    expected['spike_detector-11-0.gdf'] = {'senders': figures(ids), 'times': figures(times)}
    with open(path_of('pynn.ras'), 'w') as file:
        file.write('# dt = 0.1\n# first_id = 1\n# n = 10\n# last_id = 10\n')
        file.writelines(f'{t:.3f}\t{i}\n' for i, t in rows)
    expected['pynn.ras'] = {'senders': figures(ids), 'times': figures(times)}
    with open(path_of('sonata_spikes.csv'), 'w') as file:
        file.write('timestamps population node_ids\n')
        file.writelines(f'{t:.3f} v1 {i}\n' for i, t in rows)
    expected['sonata_spikes.csv'] = {'timestamps': figures(times), 'node_ids': figures(ids)}
    with open(path_of('trains.txt'), 'w') as file:
        file.write('1.0 2.5 9\n\n3 4\n0.5 0.7 0.9 10.25\n')
    expected['trains.txt'] = {'times': figures([1, 2.5, 9, 3, 4, 0.5, 0.7, 0.9, 10.25]), 'neurons': figures([0, 0, 0, 2, 2, 3, 3, 3, 3])}


if __name__ == '__main__':
    os.makedirs(FIXTURES, exist_ok=True)
    found = {}
    for write in (write_numpy, write_zip64, write_torch, write_pickles, write_safetensors, write_matlab, write_text, write_spikes, write_quantised):
        write(found)
    with open(os.path.join(RECORDINGS, 'formats.json'), 'w') as output:
        peers = f'numpy {np.__version__}, scipy {scipy.__version__}, torch {torch.__version__}, scripts/record/format_fixtures.py'
        json.dump({'recordedWith': peers, 'files': found}, output)
        output.write('\n')
    for name in sorted(os.listdir(FIXTURES)):
        print(name, os.path.getsize(path_of(name)), 'bytes')
