// The input paths of a NetPyNE model: NetStims put on cells, populations that only send, clamps, and the network's own connections.
import { type ApiCall } from '../evaluate/facts';
import { type Table } from '../evaluate/value';
import { type Span } from '../text';
import { weightUnitOfNeuron } from '../backends/facts/neuron';
import { netParamDefaults } from '../backends/facts/netpyne';
import { tablesOf, textIn } from '../backends/netpyne/things';
import { exactNumber, fixed, given, rateOfInterval, whole } from './given';
import { type Assumption } from './network';
import { kernelOfModel, regularityOf } from './neuronPaths';
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
} from './netpyneRules';
import { type Given, type Path } from './paths';

const unknownKernel: Path['kernel'] = { shape: 'unknown', tau: null };

export function readNetpynePaths(calls: readonly ApiCall[]): readonly Path[] {
  const model = modelIn(calls.filter((each) => each.dead === null)) ?? modelIn(calls);
  return model ? [...stimulationPaths(model), ...connectionPaths(model)] : [];
}

function rateOf(of: Table, span: Span): Given | null {
  const rate = of.entries.get('rate');
  if (rate) return given(rate, 'Hz', of.valuePlaces.get('rate') ?? span);
  return rateOfInterval(of.entries.get('interval'), of.valuePlaces.get('interval') ?? span);
}

function weightOf(model: Model, synapse: Synapse, scale: string, span: Span): Given | null {
  const symbol = weightUnitOfNeuron(synapse.mod);
  const written = synapse.weight ?? model.params.fields.get('defaultWeight');
  if (!written) return fixed(netParamDefaults.defaultWeight, symbol, span);
  const value = scaled(model.params, scale, exactNumber(written), synapse.weightSpan);
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
        yield {
          ...common,
          kind: 'dc',
          sources: null,
          rate: null,
          weight: given(source.entries.get('amp'), 'nA', source.valuePlaces.get('amp') ?? span),
          kernel: unknownKernel,
          shared: true,
          receptor: null,
          assumed,
        };
        continue;
      }
      if (type !== 'NetStim') continue;
      const regularity = regularityOf(source.entries.get('noise'));
      const per = rule.entries.get('synsPerConn');
      for (const synapse of synapsesOf(model.params, rule, span))
        yield {
          ...common,
          kind: regularity.kind,
          // A NetStim is made for each cell, and reaches it over one synapse unless there are to be more.
          sources: per
            ? given(per, null, rule.valuePlaces.get('synsPerConn') ?? span)
            : { value: whole(1), unit: null, span },
          rate: rateOf(source, span),
          weight: weightOf(model, synapse, 'scaleConnWeightNetStims', span),
          kernel: kernelOf(synapse),
          shared: false,
          receptor: synapse.label === '' ? null : synapse.label,
          assumed: [...assumed, ...regularity.assumed],
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
        const regularity = sends
          ? regularityOf(pre.pop.table.entries.get('noise'))
          : { kind: 'recurrent' as const, assumed: [] };
        const sources = sourcesPerTarget(rule, pre, post, span);
        for (const synapse of synapsesOf(model.params, rule, span))
          yield {
            backend: 'netpyne',
            // A VecStim plays times that are given to it, unless a rate makes them.
            kind: pre.pop.cellModel === 'VecStim' && !rateOf(pre.pop.table, span) ? 'spikes' : regularity.kind,
            source: pre.pop.name,
            target: post.pop.name,
            sources: sources && { value: sources, unit: null, span: placeOfRule(rule, span) },
            rate: sends ? rateOf(pre.pop.table, pre.pop.span) : null,
            weight: weightOf(model, synapse, 'scaleConnWeight', span),
            kernel: kernelOf(synapse),
            shared: sends ? ruleOf(rule).kind === 'all-to-all' : null,
            receptor: synapse.label === '' ? null : synapse.label,
            span,
            dead: null,
            assumed: [...(pre.whole && post.whole ? [] : [partly(label)]), ...regularity.assumed],
          };
      }
    }
  }
}

const placeOfRule = (rule: Table, span: Span): Span =>
  rule.valuePlaces.get('convergence') ?? rule.valuePlaces.get('probability') ?? span;
