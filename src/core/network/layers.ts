// Layered networks of torch-like frameworks: which layer's output went into which, followed through the calls of a forward pass.
import { type ApiCall } from '../evaluate/facts';
import { type Run } from '../evaluate/run';
import { nothing, sequence, type Table, text, thing, type Thing, type Value } from '../evaluate/value';
import { type Span } from '../text';
import { type ParameterFacts } from '../parameters';
import { constantQuantity, defaultParameter, nameThings, parameter, quantity, textField, wholeNumber } from './read';
import {
  type Assumption,
  type ConnectionRule,
  type Network,
  type Parameter,
  type Population,
  type Projection,
  type Quantity,
  type Stepping,
} from './network';

/** What a layer does with what comes in: `neurons` fire, `weights` weigh, `pass` hands on, `change` alters, `chain` is several in a row. */
export type LayerKind = 'neurons' | 'weights' | 'pass' | 'change' | 'chain' | 'encoder';

export const signalType = 'torch.nn.signal';

export function makeLayer(
  type: string,
  kind: LayerKind,
  span: Span,
  fields: Readonly<Record<string, Value | undefined>>,
): Thing {
  const made = thing(type, span, new Map<string, Value>([['layer', text(kind)]]));
  for (const [name, value] of Object.entries(fields)) if (value) made.fields.set(name, value);
  return made;
}

export const kindOfLayer = (of: Value | undefined): LayerKind | null =>
  of?.kind === 'thing' ? (textField(of, 'layer') as LayerKind | null) : null;

const signal = (span: Span, from: Value | undefined, via: readonly Value[]): Thing =>
  thing(
    signalType,
    span,
    new Map<string, Value>([
      ['from', from ?? nothing],
      ['via', sequence('list', [...via])],
    ]),
  );

export const isSignal = (value: Value | undefined): value is Thing =>
  value?.kind === 'thing' && value.type === signalType;

const viaOf = (value: Value | undefined): readonly Value[] => {
  const via = isSignal(value) ? value.fields.get('via') : undefined;
  return via?.kind === 'sequence' ? via.items : [];
};

/** What a layer gives for an input, as far as the network's reader is concerned: where the signal comes from, and through what. */
export function applyLayer(run: Run, layer: Value, input: Value | undefined, span: Span, planned = false): Thing {
  const from = isSignal(input) ? input.fields.get('from') : input;
  const via = viaOf(input);
  if (layer.kind !== 'thing') return signal(span, from, [...via, text('?')]);
  switch (kindOfLayer(layer)) {
    case 'neurons': {
      const backend = textField(layer, 'backend') ?? '';
      const args = new Map<string, Value>([
        ['post', layer],
        ['via', sequence('list', [...via])],
      ]);
      if (from) args.set('pre', from);
      // A chain that was made, not called: what holds until it is.
      if (planned) args.set('planned', nothing);
      run.called(backend, 'feed', args, span);
      return signal(span, layer, []);
    }
    case 'weights':
      return signal(span, from, [...via, layer]);
    case 'pass':
      return signal(span, from, via);
    case 'chain': {
      const parts = layer.fields.get('parts');
      let at = signal(span, from, via);
      if (parts?.kind === 'sequence') for (const part of parts.items) at = applyLayer(run, part, at, span, planned);
      return at;
    }
    default:
      return signal(span, from, [...via, layer]);
  }
}

export interface LayerModel {
  readonly backend: string;
  readonly dtMs: (calls: readonly ApiCall[]) => { readonly dt: Quantity; readonly assumed: readonly Assumption[] };
  readonly weightUnit: string | null;
  describe(layer: Thing): {
    readonly params: Readonly<Record<string, Parameter>>;
    readonly stepping: Stepping | null;
    readonly size?: Value | undefined;
  };
}

/** Populations are the layers that fire, projections the weights between two of them; what feeds the first layer is said, not invented. */
export function readLayers(all: readonly ApiCall[], model: LayerModel): Network | null {
  const calls = all.filter((each) => each.dead === null && each.backend === model.backend);
  const names = namesOfLayers(calls);
  const layers = [...names.keys()];
  if (layers.length === 0) return null;
  const feeds = distinctFeeds(calls);
  const { dt, assumed } = model.dtMs(calls);
  const notes: Assumption[] = [...assumed];
  const projections: Projection[] = [];
  for (const feed of feeds) {
    const pre = feed.pre ? names.get(feed.pre) : undefined;
    const post = names.get(feed.post);
    if (post === undefined) continue;
    if (pre === undefined) {
      notes.push({
        what: `input of ${post}`,
        value: inputText(feed),
        why: 'what the script feeds it is only known when it runs',
      });
      continue;
    }
    projections.push({
      pre,
      post,
      rule: ruleOf(feed.via),
      weight: weightOf(feed.via, model.weightUnit),
      delay: constantQuantity(0, 'ms', 'api'),
      receptor: null,
      span: feed.span,
    });
  }
  return {
    backend: model.backend,
    dtMs: dt,
    durationMs: null,
    populations: layers.map((each) => population(each, names.get(each) ?? '', model, feeds)),
    projections,
    inputs: [],
    assumed: notes,
  };
}

/** The layers that fire, in the order in which they were made. */
export function namesOfLayers(calls: readonly ApiCall[]): Map<Thing, string> {
  const layers = calls.flatMap((each) => {
    const made = each.what === 'layer' ? each.args.get('made') : undefined;
    return made?.kind === 'thing' ? [made] : [];
  });
  return nameThings([...new Set(layers)], (of) => textField(of, 'variable') ?? textField(of, 'model') ?? 'layer');
}

export interface Feed {
  readonly pre: Thing | null;
  readonly post: Thing;
  readonly via: readonly Value[];
  readonly span: Span;
}

/** One per pair of layers and weights, whatever number of steps the forward pass is called for; a plan only where nothing came of it. */
export function distinctFeeds(calls: readonly ApiCall[]): Feed[] {
  const feeds: (Feed & { planned: boolean })[] = [];
  for (const call of calls) {
    const [pre, post, via] = ['pre', 'post', 'via'].map((key) => call.args.get(key));
    if (call.what !== 'feed' || post?.kind !== 'thing') continue;
    const parts = via?.kind === 'sequence' ? via.items : [];
    const feed = {
      pre: pre?.kind === 'thing' ? pre : null,
      post,
      via: parts,
      span: call.span,
      planned: call.args.has('planned'),
    };
    const same = feeds.some(
      (each) =>
        each.post === post &&
        each.pre === feed.pre &&
        each.planned === feed.planned &&
        each.via.length === parts.length &&
        each.via.every((part, i) => part === parts[i]),
    );
    if (!same) feeds.push(feed);
  }
  const isOvertaken = (each: (typeof feeds)[number]): boolean =>
    each.planned && feeds.slice(feeds.indexOf(each) + 1).some(({ post }) => post === each.post);
  return feeds.filter((each) => !isOvertaken(each));
}

export const singleWeights = (via: readonly Value[]): Thing | null => {
  const [only] = via;
  return via.length === 1 && only?.kind === 'thing' && kindOfLayer(only) === 'weights' ? only : null;
};

const inputText = ({ via }: Feed): string => {
  const size = wholeNumber(singleWeights(via)?.fields.get('in'));
  return size === null ? 'not known' : `${size} numbers per step`;
};

function ruleOf(via: readonly Value[]): ConnectionRule {
  if (via.length === 0) return { kind: 'one-to-one' };
  const weights = singleWeights(via);
  if (weights?.fields.has('dense')) return { kind: 'all-to-all' };
  const words = via.map((each) => (each.kind === 'thing' ? (textField(each, 'model') ?? '?') : '?'));
  return { kind: 'unknown', text: words.join(', ') };
}

function weightOf(via: readonly Value[], symbol: string | null): Quantity {
  if (via.length === 0) return constantQuantity(1, symbol, 'api');
  const weights = singleWeights(via);
  const set = weights?.fields.get('initial');
  if (set) return quantity(set, symbol);
  const fanIn = wholeNumber(weights?.fields.get('in'));
  const text =
    weights && fanIn !== null
      ? `learnt; at first uniform within ±1/√${fanIn} = ±${Number((1 / Math.sqrt(fanIn)).toPrecision(3))}`
      : 'learnt';
  return { value: null, unit: symbol, text, sure: 'api' };
}

function population(layer: Thing, name: string, model: LayerModel, feeds: readonly Feed[]): Population {
  const { params, stepping, size } = model.describe(layer);
  const feed = feeds.find((each) => each.post === layer);
  const given = wholeNumber(size) ?? (feed ? sizeOfFeed(feed) : null);
  return {
    name,
    size: given,
    model: textField(layer, 'model') ?? '',
    dynamics: stepping ? 'discrete-lif' : 'unknown',
    params,
    ...(stepping ? { stepping } : {}),
    span: layer.span ?? { file: '', start: 0, end: 0 },
  };
}

const sizeOfFeed = ({ via }: Feed): number | null => wholeNumber(singleWeights(via)?.fields.get('out'));

/** A table's parameters with their units, and what holds where nothing was given. */
export function givenParameters(given: Table, facts: ParameterFacts): Record<string, Parameter> {
  const params: Record<string, Parameter> = {};
  for (const [name, fact] of Object.entries(facts)) {
    const value = given.entries.get(name);
    const span = given.valuePlaces.get(name);
    if (value?.kind === 'text')
      params[name] = { value: null, unit: null, text: value.value, sure: 'api', ...(span ? { span } : {}) };
    else if (value?.kind === 'num' || value?.kind === 'unknown') {
      params[name] = {
        ...parameter(value, fact.unit === '1' ? null : fact.unit, undefined),
        ...(span ? { span } : {}),
      };
    } else if (value === undefined && typeof fact.standard === 'number')
      params[name] = defaultParameter(fact.standard, fact.unit === '1' ? null : fact.unit, undefined);
    else if (value === undefined && typeof fact.standard === 'string')
      params[name] = { value: null, unit: null, text: fact.standard, sure: 'api', byDefault: true };
  }
  return params;
}

/** A step of such models has no duration of its own. */
export const stepOfOneMs = (title: string): { readonly dt: Quantity; readonly assumed: readonly Assumption[] } => ({
  dt: constantQuantity(1, 'ms', 'assumed'),
  assumed: [{ what: 'dt', value: '1 ms', why: `a step has no duration in ${title}` }],
});
