"""Makes the small weights of test/fixtures/weights, and records in test/recordings/weights.json what numpy and scipy find in them.

    python3 scripts/record/weights.py        (numpy 1.24, scipy 1.10, h5py 3)
"""
import json
import os

import h5py
import numpy as np
import scipy.sparse

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'test')
FOLDER = os.path.join(ROOT, 'fixtures', 'weights')
os.makedirs(FOLDER, exist_ok=True)
random = np.random.default_rng(7)
path = lambda name: os.path.join(FOLDER, name)


def plain(value):
    if isinstance(value, np.ndarray):
        return [plain(each) for each in value.tolist()]
    if isinstance(value, (np.floating, float)):
        return None if np.isnan(value) else float(value)
    return int(value) if isinstance(value, (np.integer, int)) else value


def recurrent(size, inhibitory):
    """Columns send: the last ones inhibit, and two neurons break that."""
    weights = np.abs(random.lognormal(-2, 1, (size, size))) * (random.random((size, size)) < 0.6)
    weights[:, size - inhibitory:] *= -3
    weights[3, 1] = -0.25
    weights[5, size - 1] = 0.5
    weights[7, size - 1] = 0.125
    np.fill_diagonal(weights, 0)
    return weights


def lines(weights):
    excitation = np.where(weights > 0, weights, 0).sum(axis=1)
    inhibition = -np.where(weights < 0, weights, 0).sum(axis=1)
    sign = np.sign(weights.sum(axis=0))
    broken = (weights * sign < 0).sum(axis=0)
    return {
        'inDegree': plain((weights != 0).sum(axis=1)),
        'outDegree': plain((weights != 0).sum(axis=0)),
        'excitation': plain(excitation),
        'inhibition': plain(inhibition),
        'excitatory': plain((sign > 0).sum()),
        'inhibitory': plain((sign < 0).sum()),
        'mixed': plain(np.flatnonzero(broken)),
        'violations': plain(broken.sum()),
        'violatingPart': plain(np.abs(weights)[weights * sign < 0].sum() / np.abs(weights).sum()),
        'radius': plain(np.abs(np.linalg.eigvals(weights)).max()),
    }


def histograms(weights, bins):
    values = weights[weights != 0]
    linear = np.linspace(min(values.min(), 0), max(values.max(), 0), bins + 1)
    sizes = np.geomspace(np.abs(values).min(), np.abs(values).max(), bins + 1)
    counted = lambda chosen, edges: plain(np.histogram(chosen, edges)[0])
    return {
        'bins': bins,
        'linear': {
            'edges': plain(linear),
            'positive': counted(values[values > 0], linear),
            'negative': counted(values[values < 0], linear),
        },
        'log': {
            'edges': plain(sizes),
            'positive': counted(values[values > 0], sizes),
            'negative': counted(-values[values < 0], sizes),
        },
        'zeros': plain((weights == 0).sum()),
    }


def difference(before, after):
    moved = after - before
    order = np.argsort(-np.abs(moved), axis=None, kind='stable')[:5]
    return {
        'changed': plain((moved != 0).sum()),
        'turned': plain((before * after < 0).sum()),
        'added': plain(((before == 0) & (after != 0)).sum()),
        'removed': plain(((before != 0) & (after == 0)).sum()),
        'correlation': plain(np.corrcoef(before.ravel(), after.ravel())[0, 1]),
        'mean': plain(moved.mean()),
        'rms': plain(np.sqrt((moved ** 2).mean())),
        'greatest': plain(np.abs(moved).max()),
        'relative': plain(np.linalg.norm(moved) / np.linalg.norm(before)),
        'most': [[int(k // moved.shape[1]), int(k % moved.shape[1])] for k in order],
    }


size = 40
before = recurrent(size, 8)
entry = random.normal(0, 0.5, (size, 6))
np.savez(path('before.npz'), W_rec=before, W_in=entry.astype('f4'), b=random.normal(size=size))
after = before + random.normal(0, 0.02, before.shape) * (before != 0)
after[2, 9] = -after[2, 9] - 2
after[4, 4] = 0.75
after[6, 0] = 0 if before[6, 0] != 0 else after[6, 0]
np.savez(path('after.npz'), **{'model/W_rec': after, 'W_in': entry.astype('f4'), 'W_out': random.normal(size=(2, size))})

sparse = scipy.sparse.csr_matrix(before)
scipy.sparse.save_npz(path('rows.npz'), sparse)
scipy.sparse.save_npz(path('columns.npz'), scipy.sparse.csc_matrix(before))
scipy.sparse.save_npz(path('pairs.npz'), scipy.sparse.coo_matrix(before))

# A list of connections whose neurons are counted from 1, as NEST's are, in no order.
posts, pres = np.nonzero(before)
order = random.permutation(len(pres))
with open(path('connections.csv'), 'w', newline='\n') as file:
    file.write('source,target,weight,delay\n')
    for k in order:
        file.write(f'{pres[k] + 1},{posts[k] + 1},{float(before[posts[k], pres[k]])!r},1.5\n')

# SONATA: two types of edges, weights as sizes, one of them twice between the same two cells.
with h5py.File(path('cells_edges.h5'), 'w') as file:
    group = file.create_group('edges/cells')
    kinds = (before[posts, pres] < 0).astype('u4')
    for name, ids in (('source_node_id', pres), ('target_node_id', posts)):
        column = group.create_dataset(name, data=ids, dtype='u8')
        column.attrs['node_population'] = 'cells'
    group['edge_type_id'] = 100 + kinds
    group['edge_group_id'] = np.zeros(len(pres), 'u2')
    group['edge_group_index'] = np.arange(len(pres), dtype='u4')
    group['0/syn_weight'] = np.abs(before[posts, pres])
with open(path('cells_edge_types.csv'), 'w', newline='\n') as file:
    file.write('edge_type_id target_query source_query dynamics_params model_template\n')
    file.write("100 * ei=='e' ExcToAny.json static_synapse\n")
    file.write("101 * ei=='i' InhToAny.json static_synapse\n")

recording = {
    'size': size,
    'before': plain(before.ravel()),
    'after': plain(after.ravel()),
    'connections': int((before != 0).sum()),
    'lines': lines(before),
    'histograms': histograms(before, 16),
    'difference': difference(before, after),
    'radiusAfter': plain(np.abs(np.linalg.eigvals(after)).max()),
}
with open(os.path.join(ROOT, 'recordings', 'weights.json'), 'w', newline='\n') as file:
    json.dump(recording, file)
    file.write('\n')
