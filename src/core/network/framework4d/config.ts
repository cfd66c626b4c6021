// Reads the 4D framework's JSON, a configuration or a saved model with its neurons and synapses, into a Network.
import { entryFor, type ConfigMap, type ConfigNode } from '../../config/tree';
import { valueOfConfig } from '../../evaluate/configuration';
import { table } from '../../evaluate/value';
import { type Span } from '../../text';
import { areasOf, axes, hebbianOf, lif, oneStep, tableAt } from '../framework4d';
import { type Assumption, type Network, type Projection, type Quantity } from '../network';
import { constantQuantity } from '../read';

/** A configuration names areas and parameters; a saved model lists every neuron and synapse too. */
export function readFrameworkConfig(file: string, root: ConfigNode): Network | null {
  if (root.kind !== 'map') return null;
  const holder = mapAt(root, 'config') ?? root;
  const neuronModel = mapAt(holder, 'neuron_model');
  if (!neuronModel || !mapAt(neuronModel, 'params_default') || entryFor(holder, 'areas')?.value.kind !== 'list')
    return null;
  const config = valueOfConfig(file, holder);
  if (config.kind !== 'table') return null;
  const areas = areasOf(config);
  const defaults = tableAt(config, 'neuron_model', 'params_default') ?? table();
  const span: Span = { file, start: neuronModel.start, end: neuronModel.end };
  const assumed: Assumption[] = [{ what: 'dt', value: '1 ms', why: 'Simulation.lif_step’s default' }];
  const network = { backend: 'framework4d', dtMs: oneStep, durationMs: null, inputs: [], assumed } as const;
  const neurons = listAt(root, 'neurons');
  if (neurons === null) {
    assumed.push({
      what: 'sizes',
      value: 'every position filled',
      why: 'the density is given where the neurons are made',
    });
    return {
      ...network,
      populations: areas.map(({ name, positions }) => lif(name, positions, defaults, span)),
      projections: [],
    };
  }
  const places = new Map<number, Place>();
  const sizes = new Map<string, number>();
  for (const each of neurons) {
    const [id, ...at] = ['id', ...axes].map((key) => numberAt(each, key));
    const area = at.every((part) => part !== null)
      ? areas.find((one) => one.contains(...(at as [number, number, number, number])))
      : undefined;
    const name = area?.name ?? 'outside all areas';
    const index = sizes.get(name) ?? 0;
    if (id !== null && id !== undefined) places.set(id, { area: name, index });
    sizes.set(name, index + 1);
  }
  return {
    ...network,
    populations: [...sizes].map(([name, size]) => lif(name, size, defaults, span)),
    projections: listedSynapses(listAt(root, 'synapses') ?? [], places, {
      file,
      start: root.start,
      end: root.start + 1,
    }).map((each) => ({ ...each, ...hebbianOf(config) })),
  };
}

const mapAt = (of: ConfigMap, key: string): ConfigMap | null => {
  const value = entryFor(of, key)?.value;
  return value?.kind === 'map' ? value : null;
};
const listAt = (of: ConfigMap, key: string): readonly ConfigNode[] | null => {
  const value = entryFor(of, key)?.value;
  return value?.kind === 'list' ? value.items : null;
};
const numberAt = (of: ConfigNode, key: string): number | null => {
  const value = of.kind === 'map' ? entryFor(of, key)?.value : undefined;
  return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : null;
};

/** Where a neuron is: the how many-th of its area. */
interface Place {
  readonly area: string;
  readonly index: number;
}

interface Listed {
  readonly pre: string;
  readonly post: string;
  readonly type: string;
  readonly sources: number[];
  readonly targets: number[];
  readonly weights: number[];
  readonly delays: number[];
}

function listedSynapses(synapses: readonly ConfigNode[], places: ReadonlyMap<number, Place>, span: Span): Projection[] {
  const groups = new Map<string, Listed>();
  for (const each of synapses) {
    const [pre, post] = ['pre_id', 'post_id'].map((key) => places.get(numberAt(each, key) ?? NaN));
    const typeNode = each.kind === 'map' ? entryFor(each, 'synapse_type')?.value : undefined;
    const type = typeNode?.kind === 'scalar' ? String(typeNode.value) : 'excitatory';
    if (pre === undefined || post === undefined) continue;
    const key = `${pre.area}\n${post.area}\n${type}`;
    const made = { pre: pre.area, post: post.area, type, sources: [], targets: [], weights: [], delays: [] };
    const group: Listed = groups.get(key) ?? made;
    groups.set(key, group);
    group.sources.push(pre.index);
    group.targets.push(post.index);
    group.weights.push(numberAt(each, 'weight') ?? 0);
    group.delays.push(numberAt(each, 'delay') ?? 1);
  }
  return [...groups.values()].map(({ pre, post, type, sources, targets, weights, delays }) => ({
    ...{ pre, post },
    rule: { kind: 'pairs', pre: sources, post: targets },
    weight: { ...oneOrEach(weights, null), text: weightText(weights) },
    delay: oneOrEach(delays, 'ms'),
    receptor: type,
    synapses: sources.length,
    span,
  }));
}

function oneOrEach(values: readonly number[], unit: string | null): Quantity {
  const [first = 0] = values;
  if (values.every((each) => each === first)) return constantQuantity(first, unit, 'declared');
  return { value: null, unit, text: `${values.length} values`, sure: 'declared', each: values };
}

function weightText(weights: readonly number[]): string {
  const mean = weights.reduce((sum, each) => sum + each, 0) / weights.length;
  const zero = weights.filter((each) => each === 0).length;
  return `mean ${Number(mean.toPrecision(4))}${zero > 0 ? `, ${zero} of ${weights.length} are 0` : ''}`;
}
