// Reads the 4D framework's JSON, a configuration or a saved model with its neurons and synapses, into a Network.
import { entryFor, type ConfigMap, type ConfigNode } from '../config/tree';
import { valueOfConfig } from '../evaluate/configuration';
import { table } from '../evaluate/value';
import { type Span } from '../text';
import { areasOf, axes, lif, oneStep, tableAt } from './framework4d';
import { type Assumption, type Network, type Projection } from './network';
import { constantQuantity } from './read';

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
  const areaOf = new Map<number, string>();
  const sizes = new Map<string, number>();
  for (const each of neurons) {
    const [id, ...at] = ['id', ...axes].map((key) => numberAt(each, key));
    const area = at.every((part) => part !== null)
      ? areas.find((one) => one.contains(...(at as [number, number, number, number])))
      : undefined;
    const name = area?.name ?? 'outside all areas';
    if (id !== null && id !== undefined) areaOf.set(id, name);
    sizes.set(name, (sizes.get(name) ?? 0) + 1);
  }
  return {
    ...network,
    populations: [...sizes].map(([name, size]) => lif(name, size, defaults, span)),
    projections: listedSynapses(listAt(root, 'synapses') ?? [], areaOf, {
      file,
      start: root.start,
      end: root.start + 1,
    }),
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

function listedSynapses(
  synapses: readonly ConfigNode[],
  areaOf: ReadonlyMap<number, string>,
  span: Span,
): Projection[] {
  const groups = new Map<
    string,
    { pre: string; post: string; type: string; count: number; sum: number; zero: number; delay: number }
  >();
  for (const each of synapses) {
    const [pre, post] = ['pre_id', 'post_id'].map((key) => areaOf.get(numberAt(each, key) ?? NaN));
    const typeNode = each.kind === 'map' ? entryFor(each, 'synapse_type')?.value : undefined;
    const type = typeNode?.kind === 'scalar' ? String(typeNode.value) : 'excitatory';
    if (pre === undefined || post === undefined) continue;
    const key = `${pre}\n${post}\n${type}`;
    const group = groups.get(key) ?? {
      pre,
      post,
      type,
      count: 0,
      sum: 0,
      zero: 0,
      delay: numberAt(each, 'delay') ?? 1,
    };
    const weight = numberAt(each, 'weight') ?? 0;
    groups.set(key, {
      ...group,
      count: group.count + 1,
      sum: group.sum + weight,
      zero: group.zero + (weight === 0 ? 1 : 0),
    });
  }
  return [...groups.values()].map(({ pre, post, type, count, sum, zero, delay }) => ({
    pre,
    post,
    rule: { kind: 'unknown', text: `${count} listed synapses` },
    weight: {
      value: null,
      unit: null,
      text: `mean ${Number((sum / count).toPrecision(4))}${zero > 0 ? `, ${zero} of ${count} are 0` : ''}`,
      sure: 'declared',
    },
    delay: constantQuantity(delay, 'ms', 'declared'),
    receptor: type,
    synapses: count,
    span,
  }));
}
