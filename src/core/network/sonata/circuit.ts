// A SONATA circuit as its files or its builder script give it, types of nodes joined by types of edges, and the Network that it amounts to.
import { nestDefaults, nestParameterUnit } from '../../backends/facts/nest';
import { clampUnit, defaultDtMs, templateParts, weightUnitOfSonata } from '../../backends/facts/sonata';
import { type Num, type Table, type Value } from '../../evaluate/value';
import { type Span } from '../../text';
import { type Figures } from '../figures';
import { nestDynamics, nestRoles } from '../nest';
import {
  type Assumption,
  type ConnectionRule,
  type GivenSpikes,
  type Input,
  type Network,
  type Parameter,
  type Population,
  type Quantity,
} from '../network';
import { asNumber, constantQuantity, defaultParameter, parameter, quantity, wholeNumber } from '../read';

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

/** What a file lists of the edges of one type between two types of cells. */
export interface Listed {
  readonly source: NodeType;
  readonly target: NodeType;
  readonly edges: number;
  /** Of each edge, all its synapses together; null where it is not in the file. */
  readonly weight: Figures | null;
  /** Synapses of each edge, where the file has no weight that they are in already. */
  readonly synapses: Figures | null;
  readonly delay: Figures | null;
  /** The cells of each edge, counted within their types; null where there are too many. */
  readonly pairs: { readonly pre: Uint32Array; readonly post: Uint32Array } | null;
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
  /** Set where the file that lists the edges could be read: what it holds of them. */
  readonly listed?: readonly Listed[];
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
  /** What each type of virtual cells sends, where the file of their spikes could be read. */
  readonly sent?: ReadonlyMap<NodeType, Sent>;
  /** What the file holds, or when a current flows. */
  readonly note: string;
  readonly span: Span;
}

/** Spike `k` is of cell `ids[k]` of its type, at `timesMs[k]`. */
export interface Sent extends GivenSpikes {
  readonly rateHz: Num | null;
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
  for (const edge of circuit.edges) assumed.push(...edge.assumed, ...unlisted(edge));
  for (const { kind, name, note, sent } of circuit.stimuli)
    if (kind !== 'poisson' && !sent)
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

const weightOf = ({ target, edge, listed }: Joint): Quantity => {
  const unit = weightUnit(target, edge);
  if (listed?.weight) return measured(listed.weight, unit);
  if (edge.weight) return quantity(edge.weight, unit);
  return { value: null, unit, text: 'not in the table of types', sure: 'assumed' };
};

/** One number where all are alike; else one for each, or where there are too many to be held, their mean. */
function measured(figures: Figures, unit: string | null): Quantity {
  const { count, isOne, least, most, mean, each } = figures;
  if (isOne) return constantQuantity(least, unit, 'declared');
  const [from, to, middle] = [least, most, mean].map((value) => String(Number(value.toPrecision(6))));
  const text = `${count} values, ${from} to ${to}${unit === null ? '' : ` ${unit}`}`;
  return each.length === count
    ? { value: null, unit, text, sure: 'declared', each }
    : { value: mean, unit, text: `${middle}${unit === null ? '' : ` ${unit}`}, the mean of ${text}`, sure: 'assumed' };
}

function delayOf({ edge, listed }: Joint): Quantity {
  if (listed?.delay) return measured(listed.delay, 'ms');
  return edge.delay
    ? quantity(edge.delay, 'ms')
    : { value: null, unit: 'ms', text: 'not in the table of types', sure: 'assumed' };
}

/** A type of edges between two types of cells. */
export interface Joint {
  readonly edge: EdgeType;
  readonly source: NodeType;
  readonly target: NodeType;
  readonly listed: Listed | null;
}

/** Each of the two types of cells that edges of this type join. */
export function jointsOf(edge: EdgeType): Joint[] {
  if (edge.listed) return edge.listed.map((listed) => ({ edge, listed, source: listed.source, target: listed.target }));
  return edge.sources.flatMap((source) => edge.targets.map((target) => ({ edge, source, target, listed: null })));
}

function ruleOf({ edge, listed }: Joint): ConnectionRule {
  if (!listed) return edge.rule;
  return listed.pairs ? { kind: 'pairs', ...listed.pairs } : { kind: 'fixed-total', total: listed.edges };
}

const projectionsOf = (edge: EdgeType): Network['projections'][number][] =>
  jointsOf(edge)
    .filter(({ source, target }) => !source.isVirtual && !target.isVirtual)
    .map((joint) => ({
      pre: joint.source.name,
      post: joint.target.name,
      rule: ruleOf(joint),
      weight: weightOf(joint),
      delay: delayOf(joint),
      receptor: edge.receptor,
      ...(joint.listed ? { synapses: joint.listed.edges } : {}),
      span: edge.span,
    }));

/** Where there are too many edges to be held, only how many there are is kept of them. */
const unlisted = (edge: EdgeType): Assumption[] =>
  (edge.listed ?? [])
    .filter(({ pairs }) => pairs === null)
    .map(({ source, target, edges }) => ({
      what: `synapses ${source.name} → ${target.name}`,
      value: 'drawn at random, each with the mean of the weights',
      why: `the file lists ${edges}, more than are held one by one`,
    }));

/** What virtual cells send, where the number that reaches a target is known; every virtual cell has its own train. */
function virtualInputs(circuit: Circuit, edge: EdgeType): Input[] {
  return jointsOf(edge)
    .filter(({ source, target }) => source.isVirtual && !target.isVirtual)
    .flatMap((joint): Input[] => {
      const { source, target, listed } = joint;
      const stimulus = stimulusOf(circuit, source);
      const sent = stimulus?.sent?.get(source);
      const count = sourceCount(joint);
      if (!stimulus || count === null || (stimulus.kind === 'spikes' && !sent)) return [];
      const sources = wholeNumber(source.size);
      const isListed = listed !== null && sources !== null;
      const weight = weightOf(joint);
      return [
        {
          kind: sent ? 'spikes' : 'poisson',
          count,
          rateHz: quantity(sent ? (sent.rateHz ?? undefined) : stimulus.value, 'Hz'),
          target: target.name,
          source: source.name,
          weight,
          delay: delayOf(joint),
          receptor: edge.receptor,
          shared: edge.rule.kind === 'all-to-all',
          ...(isListed ? { sources, rule: ruleOf(joint) } : {}),
          ...(sent ? { spikes: { timesMs: sent.timesMs, ids: sent.ids } } : {}),
          span: edge.span,
        },
      ];
    });
}

export const stimulusOf = ({ stimuli }: Circuit, source: NodeType): Stimulus | undefined => {
  const own = stimuli.filter(({ kind, nodes }) => kind !== 'current' && nodes?.has(source) === true);
  return own.find(({ sent }) => sent?.has(source) === true) ?? own[0];
};

/** Edges that reach each cell of the target, on the average. */
function sourceCount({ source, target, edge, listed }: Joint): number | null {
  if (listed) {
    const cells = wholeNumber(target.size);
    return cells === null || cells === 0 ? null : listed.edges / cells;
  }
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
