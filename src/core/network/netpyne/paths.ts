// The input paths of a NetPyNE model: NetStims put on cells, populations that only send, clamps, and the network's own connections.
import { type ApiCall } from '../../evaluate/facts';
import { type Table } from '../../evaluate/value';
import { type Span } from '../../text';
import { weightUnitOfNeuron } from '../../backends/facts/neuron';
import { netParamDefaults } from '../../backends/facts/netpyne';
import { tablesOf, textIn } from '../../backends/netpyne/things';
import { fixed, given, rateOfInterval, whole } from '../given';
import { type Assumption } from '../network';
import { kernelOfModel, regularityOf } from '../neuron/paths';
import {
  type Model,
  modelIn,
  placeOfEntry,
  reached,
  ruleOf,
  scaled,
  sourcesPerTarget,
  type Synapse,
  synapsesOf,
} from './rules';
import { meanRate, meanRateOfInterval, ruledNumber } from './text';
import { type Given, type Path } from '../paths';

const unknownKernel: Path['kernel'] = { shape: 'unknown', tau: null };

export function readNetpynePaths(calls: readonly ApiCall[]): readonly Path[] {
  const model = modelIn(calls.filter((each) => each.dead === null)) ?? modelIn(calls);
  return model ? [...stimulationPaths(model), ...connectionPaths(model)] : [];
}

interface Train {
  readonly rate: Given | null;
  readonly assumed: readonly Assumption[];
}

function trainOf(model: Model, of: Table, span: Span): Train {
  const place = (key: string): Span => of.valuePlaces.get(key) ?? span;
  if (!of.entries.has('rate')) {
    const interval = of.entries.get('interval');
    const drawn = meanRateOfInterval(model.params, interval, place('interval'));
    if (drawn) return { rate: { value: drawn, unit: 'Hz', span: place('interval') }, assumed: [drawnRates] };
    const worked = interval?.kind === 'text' ? ruledNumber(model.params, interval, place('interval')) : interval;
    return { rate: rateOfInterval(worked ?? undefined, place('interval')), assumed: [] };
  }
  const found = meanRate(model.params, of.entries.get('rate'), place('rate'));
  const rate = found && { value: found.rate, unit: 'Hz', span: place('rate') };
  return { rate, assumed: found?.drawn === true ? [drawnRates] : [] };
}

const drawnRates: Assumption = {
  what: 'the rate',
  value: 'the mean of what is drawn',
  why: 'each source draws a rate of its own',
};

const drawnCurrents: Assumption = {
  what: 'the current',
  value: 'the mean of what is drawn',
  why: 'each cell draws a current of its own',
};

function weightOf(model: Model, synapse: Synapse, scale: string, span: Span): Given | null {
  const symbol = weightUnitOfNeuron(synapse.mod);
  const written = synapse.weight ?? model.params.fields.get('defaultWeight');
  if (!written) return fixed(netParamDefaults.defaultWeight, symbol, span);
  const value = scaled(model.params, scale, ruledNumber(model.params, written, synapse.weightSpan), synapse.weightSpan);
  return value && { value, unit: symbol, span: synapse.weightSpan };
}

const kernelOf = (synapse: Synapse): Path['kernel'] =>
  kernelOfModel(synapse.mod, (key) => synapse.params?.entries.get(key));

function* stimulationPaths(model: Model): Generator<Path> {
  const sources = tablesOf(model.params, 'stimSourceParams');
  for (const [label, rule] of tablesOf(model.params, 'stimTargetParams')) {
    const name = textIn(rule, 'source') ?? '';
    const source = sources.get(name);
    const type = textIn(source, 'type');
    const span = placeOfEntry(model.params, 'stimTargetParams', label);
    for (const { pop, whole: all } of source ? reached(model.cells, rule.entries.get('conds')) : []) {
      if (!source) continue;
      const common = { backend: 'netpyne', source: name, target: pop.name, span, dead: null };
      const assumed: Assumption[] = all ? [] : [partly(label)];
      if (type === 'IClamp') {
        const place = source.valuePlaces.get('amp') ?? span;
        const amplitude = meanRate(model.params, source.entries.get('amp'), place);
        yield {
          ...common,
          kind: 'dc',
          sources: null,
          rate: null,
          weight: amplitude && { value: amplitude.rate, unit: 'nA', span: place },
          kernel: unknownKernel,
          shared: amplitude?.drawn !== true,
          receptor: null,
          assumed: amplitude?.drawn === true ? [...assumed, drawnCurrents] : assumed,
        };
        continue;
      }
      if (type !== 'NetStim') continue;
      const regularity = regularityOf(source.entries.get('noise'));
      const train = trainOf(model, source, span);
      const per = rule.entries.get('synsPerConn');
      for (const synapse of synapsesOf(model.params, rule, span))
        yield {
          ...common,
          // A NetStim is made for each cell, and reaches it over one synapse unless there are to be more.
          sources: per
            ? given(per, null, rule.valuePlaces.get('synsPerConn') ?? span)
            : { value: whole(1), unit: null, span },
          ...regularity,
          rate: train.rate,
          weight: weightOf(model, synapse, 'scaleConnWeightNetStims', span),
          kernel: kernelOf(synapse),
          shared: false,
          receptor: synapse.label === '' ? null : synapse.label,
          assumed: [...assumed, ...train.assumed],
        };
    }
  }
}

const partly = (label: string): Assumption => ({
  what: `the cells of \`${label}\``,
  value: 'all of the populations',
  why: 'a condition on place or another tag is not worked out',
});

function* connectionPaths(model: Model): Generator<Path> {
  for (const [label, rule] of tablesOf(model.params, 'connParams')) {
    const span = placeOfEntry(model.params, 'connParams', label);
    for (const pre of reached(model.pops, rule.entries.get('preConds'))) {
      for (const post of reached(model.cells, rule.entries.get('postConds'))) {
        const sends = !model.cells.includes(pre.pop);
        const regularity = sends ? regularityOf(pre.pop.table.entries.get('noise')) : { kind: 'recurrent' as const };
        const train = sends ? trainOf(model, pre.pop.table, pre.pop.span) : { rate: null, assumed: [] };
        const sources = sourcesPerTarget(model.params, rule, pre, post, span);
        for (const synapse of synapsesOf(model.params, rule, span))
          yield {
            backend: 'netpyne',
            ...regularity,
            // A VecStim plays times that are given to it, unless a rate makes them.
            ...(pre.pop.cellModel === 'VecStim' && !train.rate ? { kind: 'spikes' as const } : {}),
            source: pre.pop.name,
            target: post.pop.name,
            sources: sources && { value: sources, unit: null, span: placeOfRule(rule, span) },
            rate: train.rate,
            weight: weightOf(model, synapse, 'scaleConnWeight', span),
            kernel: kernelOf(synapse),
            shared: sends ? ruleOf(model.params, rule).kind === 'all-to-all' : null,
            receptor: synapse.label === '' ? null : synapse.label,
            span,
            dead: null,
            assumed: [...(pre.whole && post.whole ? [] : [partly(label)]), ...train.assumed],
          };
      }
    }
  }
}

const placeOfRule = (rule: Table, span: Span): Span =>
  rule.valuePlaces.get('convergence') ?? rule.valuePlaces.get('probability') ?? span;
