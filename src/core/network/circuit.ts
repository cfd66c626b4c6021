// A SONATA circuit as its files or its builder script give it, types of nodes joined by types of edges, and the Network that it amounts to.
import { nestDefaults, nestParameterUnit } from '../backends/facts/nest';
import { clampUnit, defaultDtMs, templateParts, weightUnitOfSonata } from '../backends/facts/sonata';
import { type Table, type Value } from '../evaluate/value';
import { type Span } from '../text';
import { nestDynamics, nestRoles } from './nest';
import {
  type Assumption,
  type ConnectionRule,
  type Input,
  type Network,
  type Parameter,
  type Population,
  type Quantity,
} from './network';
import { asNumber, constantQuantity, defaultParameter, parameter, quantity, wholeNumber } from './read';

/** Cells that are alike: a row of a node types table, a call of `add_nodes`. */
export interface NodeType {
  /** The SONATA population it is part of: `cortex`. */
  readonly population: string;
  readonly name: string;
  readonly isVirtual: boolean;
  readonly size: Value | undefined;
  /** `nest:iaf_psc_delta`. */
  readonly template: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly params: Table | null;
  readonly span: Span;
}

/** Connections that are alike: a row of an edge types table, a call of `add_edges`. */
export interface EdgeType {
  readonly sources: readonly NodeType[];
  readonly targets: readonly NodeType[];
  readonly rule: ConnectionRule;
  /** Synapses for each pair of a source and a target, on the average. */
  readonly perPair: Value | undefined;
  readonly weight: Value | undefined;
  readonly weightSpan: Span;
  readonly delay: Value | undefined;
  readonly template: string;
  readonly receptor: string | null;
  readonly span: Span;
  readonly assumed: readonly Assumption[];
}

/** What arrives from outside: a current, or the spikes of virtual cells. */
export interface Stimulus {
  readonly kind: 'current' | 'poisson' | 'spikes';
  readonly name: string;
  /** Null where the text does not tell which cells. */
  readonly nodes: ReadonlySet<NodeType> | null;
  /** Amplitude or rate; undefined where it stands in a file that is not read. */
  readonly value: Value | undefined;
  readonly valueSpan: Span;
  /** What the file holds, or when a current flows. */
  readonly note: string;
  readonly span: Span;
}

export interface Circuit {
  readonly simulator: string;
  readonly nodes: readonly NodeType[];
  readonly edges: readonly EdgeType[];
  readonly stimuli: readonly Stimulus[];
  readonly dt: Value | undefined;
  readonly duration: Value | undefined;
  readonly assumed: readonly Assumption[];
}

export const weightUnit = (target: NodeType, edge: EdgeType): string | null =>
  weightUnitOfSonata(target.template, edge.template);

/** Null where there is nothing to simulate. */
export function networkOf(circuit: Circuit): Network | null {
  const cells = circuit.nodes.filter((each) => !each.isVirtual);
  if (cells.length === 0) return null;
  const assumed = [...circuit.assumed];
  const projections = circuit.edges.flatMap((edge) => projectionsOf(edge));
  const inputs = [...circuit.edges.flatMap((edge) => virtualInputs(circuit, edge)), ...currents(circuit)];
  for (const each of cells)
    if (asNumber(each.size) === null)
      assumed.push({ what: `size of ${each.name}`, value: 'not known', why: 'it stands in an HDF5 file' });
  for (const edge of circuit.edges) assumed.push(...edge.assumed);
  for (const { kind, name, note } of circuit.stimuli)
    if (kind !== 'poisson')
      assumed.push({ what: name, value: kind === 'spikes' ? 'not known' : 'always on', why: note });
  if (!circuit.dt) assumed.push({ what: 'dt', value: `${defaultDtMs} ms`, why: 'BMTK’s default' });
  return {
    backend: 'sonata',
    dtMs: circuit.dt ? quantity(circuit.dt, 'ms') : constantQuantity(defaultDtMs, 'ms', 'api'),
    durationMs: circuit.duration ? quantity(circuit.duration, 'ms') : null,
    populations: cells.map(population),
    projections,
    inputs,
    assumed: assumed.filter(
      (each, i) => assumed.findIndex((other) => other.what === each.what && other.why === each.why) === i,
    ),
  };
}

function population(of: NodeType): Population {
  const { schema, resource } = templateParts(of.template);
  const isNest = schema === 'nest';
  const params: Record<string, Parameter> = {};
  if (isNest) {
    for (const [key, value] of Object.entries(nestDefaults[resource] ?? {}))
      params[key] = defaultParameter(value, nestParameterUnit(resource, key), nestRoles[key]);
  }
  for (const [key, value] of of.params?.entries ?? []) {
    if (value.kind === 'table' || value.kind === 'text') continue;
    const span = of.params?.valuePlaces.get(key);
    const given = isNest
      ? parameter(value, nestParameterUnit(resource, key), nestRoles[key])
      : parameter(value, null, undefined);
    params[key] = { ...given, ...(span ? { span } : {}) };
  }
  return {
    name: of.name,
    size: wholeNumber(of.size),
    model: resource === '' ? (of.attributes.get('model_type') ?? 'unknown') : resource,
    dynamics: (isNest ? nestDynamics[resource] : undefined) ?? 'unknown',
    params,
    span: of.span,
  };
}

const weightOf = (target: NodeType, edge: EdgeType): Quantity => {
  const unit = weightUnit(target, edge);
  if (edge.weight) return quantity(edge.weight, unit);
  return { value: null, unit, text: 'not in the table of types', sure: 'assumed' };
};

function delayOf(edge: EdgeType): Quantity {
  return edge.delay
    ? quantity(edge.delay, 'ms')
    : { value: null, unit: 'ms', text: 'not in the table of types', sure: 'assumed' };
}

const projectionsOf = (edge: EdgeType): Network['projections'][number][] =>
  edge.sources
    .filter((each) => !each.isVirtual)
    .flatMap((source) =>
      edge.targets
        .filter((each) => !each.isVirtual)
        .map((target) => ({
          pre: source.name,
          post: target.name,
          rule: edge.rule,
          weight: weightOf(target, edge),
          delay: delayOf(edge),
          receptor: edge.receptor,
          span: edge.span,
        })),
    );

/** Poisson trains of virtual cells, where the number that reaches a target is known; every virtual cell has its own train. */
function virtualInputs(circuit: Circuit, edge: EdgeType): Input[] {
  return edge.sources
    .filter((each) => each.isVirtual)
    .flatMap((source) => {
      const stimulus = circuit.stimuli.find((each) => each.kind === 'poisson' && each.nodes?.has(source) === true);
      const count = sourceCount(source, edge);
      if (!stimulus || count === null) return [];
      return edge.targets
        .filter((each) => !each.isVirtual)
        .map((target) => ({
          kind: 'poisson' as const,
          count,
          rateHz: quantity(stimulus.value, 'Hz'),
          target: target.name,
          weight: weightOf(target, edge),
          delay: delayOf(edge),
          receptor: edge.receptor,
          shared: edge.rule.kind === 'all-to-all',
          span: edge.span,
        }));
    });
}

function sourceCount(source: NodeType, edge: EdgeType): number | null {
  const size = wholeNumber(source.size);
  const perPair = edge.perPair ? quantity(edge.perPair, null).value : null;
  if (size === null) return null;
  if (edge.rule.kind === 'fixed-probability') return Math.max(1, Math.round(size * edge.rule.probability));
  return perPair === null ? null : size * perPair;
}

function currents(circuit: Circuit): Input[] {
  const unit = clampUnit(circuit.simulator);
  return circuit.stimuli
    .filter((each) => each.kind === 'current')
    .flatMap(({ nodes, value, span }) =>
      [...(nodes ?? [])]
        .filter((each) => !each.isVirtual)
        .map((target) => ({
          kind: 'dc' as const,
          count: 1,
          rateHz: null,
          target: target.name,
          weight: steps(value, unit),
          delay: null,
          receptor: null,
          shared: true,
          span,
        })),
    );
}

/** Several steps of a current are no one number. */
function steps(value: Value | undefined, unit: string): Quantity {
  if (value?.kind !== 'sequence') return quantity(value, unit);
  const each = value.items.map((item) => quantity(item, null).text);
  return { value: null, unit, text: `${each.join(', ')} ${unit}`, sure: 'api' };
}
