// The ways by which a circuit's cells get their input: virtual cells, currents, and each other.
import { clampUnit, templateParts } from '../backends/facts/sonata';
import { nestDefaults } from '../backends/facts/nest';
import { literal } from '../evaluate/numbers';
import { constant, multiplyPolys } from '../evaluate/poly';
import { type Num, num, type Value } from '../evaluate/value';
import { type Span } from '../text';
import { fromNumber } from '../units/rational';
import { type Circuit, type EdgeType, type NodeType, weightUnit } from './circuit';
import { nestDynamics } from './nest';
import { type Assumption } from './network';
import { type Given, type Kernel, type Path } from './paths';
import { asNumber } from './read';

export function pathsOf(circuit: Circuit): Path[] {
  const synaptic = circuit.edges.flatMap((edge) =>
    edge.sources.flatMap((source) =>
      edge.targets.filter((each) => !each.isVirtual).map((target) => synapticPath(circuit, edge, source, target)),
    ),
  );
  const unit = clampUnit(circuit.simulator);
  const currents = circuit.stimuli
    .filter((each) => each.kind === 'current')
    .flatMap(({ name, nodes, value, valueSpan, span, note }) =>
      [...(nodes ?? [])]
        .filter((each) => !each.isVirtual)
        .map((target): Path => ({
          backend: 'sonata',
          kind: 'dc',
          source: name,
          target: target.name,
          sources: { value: literal({ n: 1n, d: 1n }), unit: null, span },
          rate: null,
          weight: value?.kind === 'sequence' ? null : given(value, unit, valueSpan),
          kernel: { shape: 'unknown', tau: null },
          shared: true,
          receptor: null,
          span,
          dead: null,
          assumed: [{ what: 'the current', value: 'always on', why: note }],
        })),
    );
  return [...synaptic, ...currents];
}

function synapticPath(circuit: Circuit, edge: EdgeType, source: NodeType, target: NodeType): Path {
  const stimulus = source.isVirtual ? circuit.stimuli.find((each) => each.nodes?.has(source) === true) : undefined;
  const rate = stimulus?.kind === 'poisson' ? given(stimulus.value, 'Hz', stimulus.valueSpan) : null;
  const count = sourcesOf(edge, source);
  return {
    backend: 'sonata',
    kind: source.isVirtual ? (stimulus?.kind === 'poisson' ? 'poisson' : 'spikes') : 'recurrent',
    source: source.name,
    target: target.name,
    sources: count && { value: count, unit: null, span: edge.span },
    rate,
    weight: given(edge.weight, weightUnit(target, edge), edge.weightSpan),
    kernel: kernelOf(target, edge),
    // Each virtual cell has one train, which all of its targets hear.
    shared: edge.rule.kind === 'all-to-all' ? true : source.isVirtual ? null : false,
    receptor: edge.receptor,
    span: edge.span,
    dead: null,
    assumed: [...edge.assumed, ...unread(edge, source, stimulus)],
  };
}

/** What stands in files of data, and so is not in the sum. */
function unread(edge: EdgeType, source: NodeType, stimulus: Circuit['stimuli'][number] | undefined): Assumption[] {
  const missing: Assumption[] = [];
  const listed = 'it is listed in an HDF5 file, which is not read';
  if (!sourcesOf(edge, source)) missing.push({ what: 'the number of synapses', value: 'not known', why: listed });
  if (!asNumber(edge.weight)) missing.push({ what: 'the weight', value: 'not known', why: listed });
  if (stimulus?.kind === 'spikes') missing.push({ what: 'the rate', value: 'not known', why: stimulus.note });
  return missing;
}

function given(value: Value | undefined, unit: string | null, span: Span): Given | null {
  const number = asNumber(value);
  return number && { value: number, unit, span };
}

/** Synapses that reach each target. */
function sourcesOf(edge: EdgeType, source: NodeType): Num | null {
  const size = asNumber(source.size);
  const perPair = asNumber(edge.perPair);
  return size && perPair ? num(multiplyPolys(size.poly, perPair.poly)) : null;
}

function kernelOf(target: NodeType, edge: EdgeType): Kernel {
  const { schema, resource } = templateParts(target.template);
  const dynamics = schema === 'nest' ? nestDynamics[resource] : undefined;
  const shape = /-(delta|exp|alpha)$/.exec(dynamics ?? '')?.[1];
  if (shape === undefined) return { shape: 'unknown', tau: null };
  if (shape === 'delta') return { shape, tau: null };
  const weight = asNumber(edge.weight);
  const isNegative = weight?.poly.terms[0] !== undefined && weight.poly.terms[0].coefficient.n < 0n;
  const key = isNegative ? 'tau_syn_in' : 'tau_syn_ex';
  const exact = fromNumber(nestDefaults[resource]?.[key] ?? Number.NaN);
  const tau = asNumber(target.params?.entries.get(key)) ?? (exact ? num(constant(exact)) : null);
  return { shape: shape === 'exp' ? 'exponential' : 'alpha', tau };
}
