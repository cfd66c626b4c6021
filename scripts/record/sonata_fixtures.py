"""Makes the small SONATA circuit of test/fixtures/sonata: four cells that excite, two that inhibit, and five virtual ones that send given spikes.

    python3 scripts/record/sonata_fixtures.py        (h5py 3)
"""
import json
import os

import h5py

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'test', 'fixtures', 'sonata')


def write_text(name, text):
    with open(os.path.join(FOLDER, name), 'w', newline='\n') as file:
        file.write(text)


def write_json(name, value):
    write_text(name, json.dumps(value, indent=2) + '\n')


def write_nodes(population, type_ids, node_ids=None):
    with h5py.File(os.path.join(FOLDER, population + '_nodes.h5'), 'w') as file:
        group = file.create_group('nodes/' + population)
        group['node_type_id'] = type_ids
        if node_ids is not None:
            group['node_id'] = node_ids


def write_edges(name, ends, edges, type_id, groups):
    """`groups` are columns of numbered groups; edges take turns between them."""
    with h5py.File(os.path.join(FOLDER, name + '_edges.h5'), 'w') as file:
        group = file.create_group('edges/' + name)
        for end, population, k in (('source', ends[0], 0), ('target', ends[1], 1)):
            column = group.create_dataset(end + '_node_id', data=[edge[k] for edge in edges], dtype='u8')
            column.attrs['node_population'] = population
        group['edge_type_id'] = [type_id] * len(edges)
        group['edge_group_id'] = [k % len(groups) for k in range(len(edges))]
        group['edge_group_index'] = [k // len(groups) for k in range(len(edges))]
        for k, columns in enumerate(groups):
            for key, values in columns.items():
                group['%d/%s' % (k, key)] = values


os.makedirs(FOLDER, exist_ok=True)
# Numbers 0, 1, 3 and 5 excite, 2 and 4 inhibit; they are not listed in order.
write_nodes('cortex', [101, 100, 100, 100, 101, 100], [4, 0, 1, 3, 2, 5])
write_nodes('thalamus', [200] * 5)
# Each virtual cell reaches each exciting one, by its own weight; each exciting one both inhibiting ones.
SENT = [(source, target) for target in (0, 1, 3, 5) for source in range(5)]
WEIGHTS = [10.0, 30.0, 10.0, 30.0, 20.0]
own = [WEIGHTS[source] for source, _ in SENT]
write_edges('thalamus_cortex', ('thalamus', 'cortex'), SENT, 300, [
    {'syn_weight': own[0::2], 'delay': [1.5] * 10},
    {'syn_weight': own[1::2], 'delay': [1.5] * 10},
])
INSIDE = [(source, target) for source in (0, 1, 3, 5) for target in (2, 4)]
write_edges('cortex_cortex', ('cortex', 'cortex'), INSIDE, 400, [{'nsyns': [2] * len(INSIDE)}])
# 30 spikes in the run, 33 ms apart, one virtual cell after the other; and 5 after its end.
TIMES = [10.0 + 33.0 * k for k in range(30)] + [1001.0 + k for k in range(5)]
with h5py.File(os.path.join(FOLDER, 'spikes.h5'), 'w') as file:
    file['spikes/thalamus/timestamps'] = TIMES
    file['spikes/thalamus/timestamps'].attrs['units'] = 'ms'
    file['spikes/thalamus/node_ids'] = [k % 5 for k in range(len(TIMES))]
write_text('spikes.csv', 'timestamps population node_ids\n' + ''.join(
    '%s thalamus %d\n' % (time, k % 5) for k, time in enumerate(TIMES)))
write_text('cortex_node_types.csv', (
    'node_type_id model_type model_template dynamics_params ei pop_name\n'
    '100 point_neuron nest:iaf_psc_delta cell.json e Exc\n'
    '101 point_neuron nest:iaf_psc_delta cell.json i Inh\n'
    '102 point_neuron nest:iaf_psc_delta cell.json i Unused\n'))
write_text('thalamus_node_types.csv', 'node_type_id model_type pop_name\n200 virtual Relay\n')
write_text('thalamus_cortex_edge_types.csv', (
    "edge_type_id target_query source_query model_template\n300 ei=='e' * static_synapse\n"))
write_text('cortex_cortex_edge_types.csv', (
    "edge_type_id target_query source_query syn_weight delay model_template\n400 ei=='i' ei=='e' 3.0 2.0 static_synapse\n"))
write_json('cell.json', {'tau_m': 10.0, 'C_m': 250.0, 'E_L': -70.0, 'V_th': -55.0, 'V_reset': -70.0, 't_ref': 2.0})
write_json('circuit_config.json', {
    'manifest': {'$HERE': '${configdir}'},
    'components': {'point_neuron_models_dir': '$HERE'},
    'networks': {
        'nodes': [{'nodes_file': '$HERE/%s_nodes.h5' % name, 'node_types_file': '$HERE/%s_node_types.csv' % name}
                  for name in ('cortex', 'thalamus')],
        'edges': [{'edges_file': '$HERE/%s_edges.h5' % name, 'edge_types_file': '$HERE/%s_edge_types.csv' % name}
                  for name in ('cortex_cortex', 'thalamus_cortex')],
    },
    'target_simulator': 'NEST',
})
for spikes in ('h5', 'csv'):
    write_json('simulation_config.json' if spikes == 'h5' else 'table_config.json', {
        'network': 'circuit_config.json',
        'run': {'tstop': 1000.0, 'dt': 0.1},
        'inputs': {'relayed': {
            'input_type': 'spikes', 'module': spikes, 'input_file': './spikes.' + spikes, 'node_set': 'thalamus'}},
    })
