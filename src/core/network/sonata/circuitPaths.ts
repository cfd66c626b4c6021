// The ways by which a circuit's cells get their input: virtual cells, currents, and each other.
import { clampUnit, templateParts } from '../../backends/facts/sonata';
import { nestDefaults } from '../../backends/facts/nest';
import { literal } from '../../evaluate/numbers';
import { constant, multiplyPolys } from '../../evaluate/poly';
import { type Num, num, type Value } from '../../evaluate/value';
import { type Span } from '../../text';
import { fromNumber, rational, type Rational } from '../../units/rational';
import {
  type Circuit,
  type Joint,
  jointsOf,
  type Listed,
  type NodeType,
  type Stimulus,
  stimulusOf,
  weightUnit,
} from './circuit';
import { nestDynamics } from '../nest';
import { type Assumption } from '../network';
import { type Given, type Kernel, type Path } from '../paths';
import { asNumber, wholeNumber } from '../read';

export function pathsOf(circuit: Circuit): Path[] {
  const synaptic = circuit.edges.flatMap((edge) =>
    jointsOf(edge)
      .filter(({ target }) => !target.isVirtual)
      .map((joint) => synapticPath(circuit, joint)),
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

function synapticPath(circuit: Circuit, joint: Joint): Path {
  const { edge, source, target, listed } = joint;
  const stimulus = source.isVirtual ? stimulusOf(circuit, source) : undefined;
  const sent = stimulus?.sent?.get(source)?.rateHz ?? undefined;
  const rate =
    stimulus && given(sent ?? (stimulus.kind === 'poisson' ? stimulus.value : undefined), 'Hz', stimulus.valueSpan);
  const count = sourcesOf(joint);
  const weight = weightIn(joint);
  return {
    backend: 'sonata',
    kind: source.isVirtual ? (stimulus?.kind === 'poisson' ? 'poisson' : 'spikes') : 'recurrent',
    source: source.name,
    target: target.name,
    sources: count && { value: count, unit: null, span: edge.span },
    rate: rate ?? null,
    weight: given(weight, weightUnit(target, edge), edge.weightSpan),
    ...unevennessOf(listed),
    kernel: kernelOf(target, weight),
    // Each virtual cell has one train, which all of its targets hear.
    shared: edge.rule.kind === 'all-to-all' ? true : source.isVirtual ? null : false,
    receptor: edge.receptor,
    span: edge.span,
    dead: null,
    assumed: [...edge.assumed, ...unread(joint, stimulus)],
  };
}

/** The mean, where the file has a weight for each edge. */
function weightIn({ edge, listed }: Joint): Value | undefined {
  const mean = listed?.weight ? fromNumber(listed.weight.mean) : null;
  return mean ? literal(mean) : edge.weight;
}

function unevennessOf(listed: Listed | null): { unevenness?: Rational } {
  if (!listed?.weight || listed.weight.isOne || listed.weight.mean === 0) return {};
  const unevenness = fromNumber(1 + listed.weight.variance / listed.weight.mean ** 2);
  return unevenness ? { unevenness } : {};
}

/** What stands in files of data that are not read, and so is not in the sum; and what of them is taken for what it is not. */
function unread(joint: Joint, stimulus: Stimulus | undefined): Assumption[] {
  const missing: Assumption[] = [];
  const listed = 'it is listed in an HDF5 file, which is not read';
  if (!sourcesOf(joint)) missing.push({ what: 'the number of synapses', value: 'not known', why: listed });
  if (!asNumber(weightIn(joint))) {
    const why = joint.listed ? 'neither the table of types nor the HDF5 file has it' : listed;
    missing.push({ what: 'the weight', value: 'not known', why });
  }
  if (stimulus?.kind !== 'spikes') return missing;
  const isRead = stimulus.sent?.get(joint.source)?.rateHz;
  if (isRead) missing.push({ what: 'the variance', value: 'that of Poisson trains', why: stimulus.note });
  else missing.push({ what: 'the rate', value: 'not known', why: stimulus.note });
  return missing;
}

function given(value: Value | undefined, unit: string | null, span: Span): Given | null {
  const number = asNumber(value);
  return number && { value: number, unit, span };
}

/** Synapses that reach each target. */
function sourcesOf({ edge, source, target, listed }: Joint): Num | null {
  if (listed) {
    const cells = wholeNumber(target.size);
    return cells === null || cells === 0 ? null : literal(rational(listed.edges, cells));
  }
  const size = asNumber(source.size);
  const perPair = asNumber(edge.perPair);
  return size && perPair ? num(multiplyPolys(size.poly, perPair.poly)) : null;
}

function kernelOf(target: NodeType, given: Value | undefined): Kernel {
  const { schema, resource } = templateParts(target.template);
  const dynamics = schema === 'nest' ? nestDynamics[resource] : undefined;
  const shape = /-(delta|exp|alpha)$/.exec(dynamics ?? '')?.[1];
  if (shape === undefined) return { shape: 'unknown', tau: null };
  if (shape === 'delta') return { shape, tau: null };
  const weight = asNumber(given);
  const isNegative = weight?.poly.terms[0] !== undefined && weight.poly.terms[0].coefficient.n < 0n;
  const key = isNegative ? 'tau_syn_in' : 'tau_syn_ex';
  const exact = fromNumber(nestDefaults[resource]?.[key] ?? Number.NaN);
  const tau = asNumber(target.params?.entries.get(key)) ?? (exact ? num(constant(exact)) : null);
  return { shape: shape === 'exp' ? 'exponential' : 'alpha', tau };
}
