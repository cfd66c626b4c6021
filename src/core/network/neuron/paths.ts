// The input paths of a NEURON script: NetStims and cells through NetCons, and current clamps.
import { type ApiCall } from '../../evaluate/facts';
import { type Thing, type Value } from '../../evaluate/value';
import { neuronPointDefaults, netConDefaults, weightUnitOfNeuron } from '../../backends/facts/neuron';
import { modelOfTarget } from '../../backends/neuron/connections';
import { parametersOf } from '../../backends/neuron/places';
import {
  exactNumber,
  fixed,
  given,
  isNought,
  isOneNumber,
  over,
  placeOf,
  rateOfInterval,
  times,
  whole,
} from '../given';
import { type CellGroup, type Cells, cellsIn, madeTimes } from './cells';
import { type Given, type Kernel, type Path } from '../paths';
import { callsOf, textField } from '../read';

const nowhere = { file: '', start: 0, end: 0 };
const noKernel: Kernel = { shape: 'unknown', tau: null };

export function readNeuronPaths(calls: readonly ApiCall[]): readonly Path[] {
  const cells = cellsIn(calls);
  return [
    ...callsOf(calls, 'neuron', 'connect').flatMap((call) => connectionPath(call, cells) ?? []),
    ...callsOf(calls, 'neuron', 'point').flatMap((call) => clampPath(call, cells) ?? []),
  ];
}

function connectionPath(call: ApiCall, cells: Cells): Path | null {
  const made = call.args.get('made');
  const [source, target] = made?.kind === 'thing' ? [made.fields.get('source'), made.fields.get('target')] : [];
  const post = cells.groupOf(target);
  if (made?.kind !== 'thing' || target?.kind !== 'thing' || !post) return null;
  const common = {
    backend: 'neuron',
    target: post.name,
    weight: weightOf(made, call),
    kernel: kernelOf(target),
    receptor: textField(target, 'variable') ?? textField(target, 'model'),
    span: call.span,
    dead: call.dead,
  };
  const sources = synapsesPerCell(made, post, call);
  if (source?.kind === 'thing' && textField(source, 'model') === 'NetStim') {
    return {
      ...common,
      ...regularityOf(parametersOf(source)?.entries.get('noise')),
      source: textField(source, 'variable') ?? 'NetStim',
      sources,
      rate: rateOfStim(source, call),
      shared: sharedBy(source, post),
      assumed: [],
    };
  }
  const pre = cells.groupOf(source);
  if (!pre) return null;
  return { ...common, kind: 'recurrent', source: pre.name, sources, rate: null, shared: null, assumed: [] };
}

function weightOf(of: Thing, call: ApiCall): Given {
  const symbol = weightUnitOfNeuron(modelOfTarget(of));
  return (
    given(of.fields.get('weight'), symbol, of.places.get('weight') ?? call.span) ??
    fixed(netConDefaults.weight, symbol, call.span)
  );
}

/** As many NetCons as the loops make, shared out over the target's cells. */
function synapsesPerCell(of: Thing, post: CellGroup, call: ApiCall): Given | null {
  const made = exactNumber(of.fields.get('made'));
  const value = post.size === null ? null : over(made, whole(post.size), call.span);
  return value && { value, unit: null, span: call.span };
}

/** One generator for a population of several is heard by all of them. */
function sharedBy(source: Thing, post: CellGroup): boolean | null {
  const made = madeTimes(source);
  return post.size === null || made === null ? null : made < post.size;
}

function rateOfStim(source: Thing, call: ApiCall): Given | null {
  const interval = parametersOf(source)?.entries.get('interval');
  if (!interval) return fixed(1000 / (neuronPointDefaults['NetStim']?.['interval'] ?? 10), 'Hz', call.span);
  return rateOfInterval(interval, placeOf(source, 'interval', call.span));
}

/**
 * NetStim's noise (netstim.mod): an interval is (1 − noise) of its mean and noise times an exponential draw. 0 is a clock, 1 a Poisson process;
 * in between, intervals have the coefficient of variation `noise`, and in the long run counts vary by its square beside their mean.
 */
export function regularityOf(noise: Value | undefined): Pick<Path, 'kind' | 'dispersion'> {
  if (noise === undefined || isNought(noise)) return { kind: 'spikes', dispersion: whole(0) };
  if (isOneNumber(noise)) return { kind: 'poisson' };
  const exact = exactNumber(noise);
  const squared = times(exact, exact, nowhere);
  return squared ? { kind: 'poisson', dispersion: squared } : { kind: 'poisson' };
}

export function kernelOf(of: Thing): Kernel {
  return kernelOfModel(textField(of, 'model') ?? '', (key) => {
    const value = parametersOf(of)?.entries.get(key);
    return value ?? undefined;
  });
}

/** ExpSyn jumps and decays; Exp2Syn rises with tau1, decays with tau2, and peaks at its weight. IntFire1 adds its weight at once. */
export function kernelOfModel(model: string, parameter: (key: string) => Value | undefined): Kernel {
  const tau = (key: string): Kernel['tau'] => {
    const value = parameter(key);
    if (value) return exactNumber(value);
    const known = neuronPointDefaults[model]?.[key];
    return known === undefined ? null : fixed(known, 'ms', nowhere).value;
  };
  if (model === 'ExpSyn') return { shape: 'exponential', tau: tau('tau') };
  if (model === 'Exp2Syn') return { shape: 'biexponential', tau: tau('tau2'), rise: tau('tau1') };
  return model === 'IntFire1' ? { shape: 'delta', tau: null } : noKernel;
}

function clampPath(call: ApiCall, cells: Cells): Path | null {
  const made = call.args.get('made');
  if (made?.kind !== 'thing' || textField(made, 'model') !== 'IClamp') return null;
  const target = cells.groupOf(made);
  if (!target) return null;
  const amplitude = parametersOf(made)?.entries.get('amp');
  return {
    backend: 'neuron',
    kind: 'dc',
    source: textField(made, 'variable') ?? 'IClamp',
    target: target.name,
    sources: null,
    rate: null,
    weight: amplitude ? given(amplitude, 'nA', placeOf(made, 'amp', call.span)) : fixed(0, 'nA', call.span),
    kernel: noKernel,
    shared: true,
    receptor: null,
    span: call.span,
    dead: call.dead,
    assumed: [],
  };
}
