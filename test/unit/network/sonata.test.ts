// Tests that a SONATA folder, and the script that builds one, are read into a Network: what the HDF5 files alone tell is said to be unknown.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { backends } from '../../../src/core/backends';
import sonata from '../../../src/core/backends/sonata';
import { parseConfig, type ConfigFormat } from '../../../src/core/config/parse';
import { type SourceDocument } from '../../../src/core/lint';
import { type Network } from '../../../src/core/network/network';
import { formatPoly } from '../../../src/core/evaluate/poly';
import { makeLinter } from '../cases/_check';

const circuit = `{
  "manifest": { "$BASE_DIR": "\${configdir}", "$NETWORK_DIR": "$BASE_DIR/network", "$MODELS": "$BASE_DIR/../components" },
  "components": { "point_neuron_models_dir": "$MODELS/cells", "synaptic_models_dir": "\${MODELS}/synapses" },
  "networks": {
    "nodes": [
      { "nodes_file": "$NETWORK_DIR/v1_nodes.h5", "node_types_file": "$NETWORK_DIR/v1_node_types.csv" },
      { "nodes_file": "$NETWORK_DIR/lgn_nodes.h5", "node_types_file": "$NETWORK_DIR/lgn_node_types.csv" }
    ],
    "edges": [
      { "edges_file": "$NETWORK_DIR/v1_v1_edges.h5", "edge_types_file": "$NETWORK_DIR/v1_v1_edge_types.csv" },
      { "edges_file": "$NETWORK_DIR/lgn_v1_edges.h5", "edge_types_file": "$NETWORK_DIR/lgn_v1_edge_types.csv" },
      { "edges_file": "$NETWORK_DIR/off.h5", "edge_types_file": "$NETWORK_DIR/off.csv", "enabled": false }
    ]
  },
  "target_simulator": "NEST"
}`;
const simulation = `{
  "manifest": { "$BASE_DIR": "." },
  "network": "circuit_config.json",
  "run": { "tstop": 1500.0, "dt": 0.05 }, // ms
  "inputs": {
    "lgn_spikes": { "input_type": "spikes", "module": "sonata", "input_file": "$BASE_DIR/inputs/lgn.h5", "node_set": "lgn" },
    "step": { "input_type": "current_clamp", "module": "IClamp", "node_set": { "population": "v1", "ei": "i" }, "amp": 120.0, "delay": 500.0, "duration": 200.0 }
  }
}`;
const folder: readonly SourceDocument[] = [
  { file: 'model/circuit_config.json', text: circuit },
  {
    file: 'model/network/v1_node_types.csv',
    text:
      'node_type_id model_type model_template dynamics_params ei pop_name\n' +
      '100 point_neuron nest:iaf_psc_alpha e.json e Exc\n101 point_neuron nest:iaf_psc_delta i.json i Inh\n',
  },
  { file: 'model/network/lgn_node_types.csv', text: 'node_type_id model_type\n100 virtual\n' },
  {
    file: 'model/network/v1_v1_edge_types.csv',
    text:
      "edge_type_id target_query source_query syn_weight delay dynamics_params model_template\n100 ei=='e' ei=='i' -7.5 2.0 none.json static_synapse\n" +
      "101 ei=='i' ei=='e' 0.4 1.5 none.json static_synapse\n",
  },
  {
    file: 'model/network/lgn_v1_edge_types.csv',
    text: "edge_type_id target_query source_query delay dynamics_params model_template\n100 ei=='e' * 1.0 lgn.json static_synapse\n",
  },
  { file: 'components/cells/e.json', text: '{ "tau_m": 44.9, "C_m": 239.0, "V_th": -43.0 }' },
  { file: 'components/synapses/lgn.json', text: '{ "receptor_type": 2 }' },
];

const linter = makeLinter();

function networkOf(document: SourceDocument, context: readonly SourceDocument[] = []): Network | undefined {
  const [report] = linter.lint([document], { context });
  assert.deepEqual(report?.findings, []);
  return report.networks[0];
}

describe('a SONATA folder', () => {
  const network = networkOf({ file: 'model/simulation_config.json', text: simulation }, folder);
  assert.ok(network);

  test('has its time step, its duration and its cells with their parameters', () => {
    assert.equal(network.dtMs.text, '0.05 ms');
    assert.equal(network.durationMs?.text, '1500 ms');
    assert.deepEqual(
      network.populations.map(({ name, size, model, dynamics, span }) => [name, size, model, dynamics, span.file]),
      [
        ['Exc', null, 'iaf_psc_alpha', 'lif-current-alpha', 'model/network/v1_node_types.csv'],
        ['Inh', null, 'iaf_psc_delta', 'lif-current-delta', 'model/network/v1_node_types.csv'],
      ],
    );
    const { tau_m, V_th, E_L } = network.populations[0]?.params ?? {};
    assert.deepEqual([tau_m?.text, V_th?.text, V_th?.role, V_th?.span?.file], ['44.9 ms', '-43 mV', 'threshold', 'components/cells/e.json']); // prettier-ignore
    assert.deepEqual([E_L?.text, E_L?.byDefault], ['-70 mV', true]);
  });

  test('has projections between the cells that the queries pick, each weight in its target’s unit', () => {
    assert.deepEqual(
      network.projections.map(({ pre, post, weight, delay }) => [pre, post, weight.text, delay.text]),
      [
        ['Inh', 'Exc', '-7.5 pA', '2 ms'],
        ['Exc', 'Inh', '0.4 mV', '1.5 ms'],
      ],
    );
  });

  test('has currents in the unit of the simulator it is for', () => {
    assert.deepEqual(
      network.inputs.map(({ kind, target, weight }) => [kind, target, weight.text]),
      [['dc', 'Inh', '120 pA']],
    );
    const forNeuron = simulation.replace('"run"', '"target_simulator": "NEURON", "run"');
    const other = networkOf({ file: 'model/simulation_config.json', text: forNeuron }, folder);
    assert.equal(other?.inputs[0]?.weight.text, '120 nA');
  });

  test('says what is not known', () => {
    assert.deepEqual(
      network.assumed.map(({ what }) => what),
      ['size of Exc', 'size of Inh', 'lgn_spikes', 'step'],
    );
  });

  test('has drives like a script, once for all the files it is put together of, and says what it can’t read', () => {
    const documents = [{ file: 'model/simulation_config.json', text: simulation }, ...folder].filter(({ file }) =>
      file.endsWith('config.json'),
    );
    const { drives } = linter.drives(documents, { context: folder, fixes: false });
    assert.deepEqual(
      drives
        .filter((each) => each.kind !== 'recurrent')
        .map(({ kind, source, target, mean, assumed }) => [
          kind,
          source,
          target,
          mean?.text,
          assumed.map(({ what }) => what),
        ]),
      [
        ['spikes', 'lgn 100', 'Exc', undefined, ['the number of synapses', 'the weight', 'the rate']],
        ['dc', 'step', 'Inh', '120 pA', ['the current']],
      ],
    );
  });

  test('gives the ways by which the cells get their input', () => {
    const root = parseConfig('json', simulation).root;
    assert.ok(root);
    const find = (
      name: string,
    ): ReturnType<NonNullable<Parameters<NonNullable<typeof sonata.readConfig>>[0]['find']>> => {
      const file = name.replace('./../components', 'components').replace(/^(?:\.\/)?(?=network|circuit)/, 'model/');
      const text = folder.find((each) => each.file === file)?.text;
      const format: ConfigFormat = file.endsWith('.csv') ? 'csv' : 'json';
      const found = text === undefined ? null : parseConfig(format, text).root;
      return found && { file, root: found };
    };
    const paths = sonata.readConfig?.({ file: 'model/simulation_config.json', root, find })?.paths ?? [];
    assert.deepEqual(
      paths.map(({ kind, source, target, weight, kernel, receptor }) => [
        kind,
        source,
        target,
        weight && `${formatPoly(weight.value.poly)} ${weight.unit}`,
        kernel.shape,
        receptor,
      ]),
      [
        ['recurrent', 'Inh', 'Exc', '-7.5 pA', 'alpha', null],
        ['recurrent', 'Exc', 'Inh', '0.4 mV', 'delta', null],
        ['spikes', 'lgn 100', 'Exc', null, 'alpha', '2'],
        ['dc', 'step', 'Inh', '120 pA', 'unknown', null],
      ],
    );
  });

  test('is one without its simulation, and none without its networks', () => {
    const [, ...tables] = folder;
    assert.equal(networkOf({ file: 'model/circuit_config.json', text: circuit }, tables)?.populations.length, 2);
    assert.equal(networkOf({ file: 'model/simulation_config.json', text: simulation }, []), undefined);
    for (const text of [
      '[]',
      '{}',
      '{"networks": 1}',
      '{"networks": {"nodes": []}}',
      '{"network": "simulation_config.json"}',
    ])
      assert.equal(networkOf({ file: 'model/simulation_config.json', text }, folder), undefined, text);
  });
});

const builder = `import numpy as np
from bmtk.builder import NetworkBuilder
from bmtk.utils.reports.spike_trains import PoissonSpikeGenerator

def random_connections(source, target, p=0.1):
    if source['node_id'] == target['node_id']:
        return None
    return np.random.binomial(1, p)

cortex = NetworkBuilder('cortex')
for name, n in [('Exc', 80), ('Inh', 20)]:
    cortex.add_nodes(N=n, pop_name=name, ei=name[0].lower(), model_type='point_neuron', model_template='nest:iaf_psc_delta')
cortex.add_edges(source={'ei': 'e'}, connection_rule=random_connections, connection_params={'p': 0.2}, syn_weight=2.0, delay=1.5)
thalamus = NetworkBuilder('thalamus')
thalamus.add_nodes(N=100, model_type='virtual')
thalamus.add_edges(target=cortex.nodes(), connection_rule=random_connections, syn_weight=4.2, delay=1.5)
psg = PoissonSpikeGenerator(population='thalamus')
psg.add(node_ids='network/thalamus_nodes.h5', firing_rate=15.0, times=(0.0, 3.0))
`;

describe('a builder script', () => {
  test('is read into its cells, its connections and the Poisson trains made for it', () => {
    const network = networkOf({
      file: 'build.py',
      text: builder.replaceAll('name[0].lower()', "{'Exc': 'e', 'Inh': 'i'}[name]"),
    });
    assert.ok(network);
    assert.deepEqual(
      network.populations.map(({ name, size }) => [name, size]),
      [
        ['Exc', 80],
        ['Inh', 20],
      ],
    );
    assert.deepEqual(
      network.projections.map(({ pre, post, rule, weight }) => [pre, post, rule, weight.text]),
      [
        ['Exc', 'Exc', { kind: 'fixed-probability', probability: 0.2 }, '2 mV'],
        ['Exc', 'Inh', { kind: 'fixed-probability', probability: 0.2 }, '2 mV'],
      ],
    );
    assert.deepEqual(
      network.inputs.map(({ count, rateHz, target, weight }) => [count, rateHz?.value, target, weight.text]),
      [
        [10, 15, 'Exc', '4.2 mV'],
        [10, 15, 'Inh', '4.2 mV'],
      ],
    );
  });

  test('bundles the synapses that a pair has: one spike moves the target by all of them', () => {
    const network = networkOf({
      file: 'build.py',
      text: `from bmtk.builder import NetworkBuilder
net = NetworkBuilder('v1')
net.add_nodes(N=80, pop_name='Exc', ei='e', model_type='point_neuron', model_template='nest:iaf_psc_delta')
net.add_edges(source={'ei': 'e'}, target={'ei': 'e'}, connection_rule=5, syn_weight=0.2, delay=1.5)
`,
    });
    assert.deepEqual(
      network?.projections.map(({ rule, weight }) => [rule, weight.value]),
      [[{ kind: 'all-to-all' }, 1]],
    );
  });

  test('has one index entry as a backend', () => {
    assert.equal(backends.filter((each) => each.id === 'sonata').length, 1);
  });
});
