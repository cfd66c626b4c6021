// T4DM's blocks as a Network: layers of neurons with what the script feeds them, what learns between them, and what regulates and modulates them.
import { type ApiCall } from '../evaluate/facts';
import { constantOf } from '../evaluate/numbers';
import { type Thing } from '../evaluate/value';
import { numberFor, short } from '../parameters';
import { adaptiveThreshold, attentionRuns, homeostasis, lifNeuron, spikeAttention } from '../backends/facts/t4dm';
import { toNumber } from '../units/rational';
import { readLayers, type LayerModel, namesOfLayers } from './layers';
import { type Assumption, type Input, type Network, type Population, type Projection } from './network';
import { type Attention, type Homeostasis, type Modulator } from './plasticity';
import { constantQuantity, defaultParameter, wholeNumber } from './read';
import { type Drive, driveOf } from './t4dm/feeds';
import { configOf, lonePair, pairNetwork, paramsOf, stdpRuleOf } from './t4dm/learning';

const isBlock = /^(?:homeostasis|bus|attention)$/;
const nowhere = { file: '', start: 0, end: 0 };

export function readT4dm(all: readonly ApiCall[], model: LayerModel): Network | null {
  const calls = all.filter((each) => each.dead === null && each.backend === 't4dm');
  const layered = readLayers(calls, model);
  const blocks = calls.some(({ what }) => isBlock.test(what));
  const network = layered ?? (blocks ? alone(calls, model) : (pairNetwork(calls) ?? lonePair(calls)));
  if (!network) return null;
  const reader = new Reader(calls, network);
  return reader.read();
}

/** Blocks without neurons are looked at with a layer of them: what would fire is what they attend to, regulate and modulate. */
function alone(calls: readonly ApiCall[], model: LayerModel): Network {
  const size = madeIn(calls, 'attention').map((each) => wholeNumber(paramsOf(each).entries.get('dim')))[0] ?? 256;
  const { dt, assumed } = model.dtMs(calls);
  const [alpha, threshold, beta] = (['alpha', 'v_thresh', 'beta'] as const).map(
    (key) => lifNeuron[key]?.standard as number,
  ) as [number, number, number];
  const params = { alpha, v_thresh: threshold, beta };
  const lif: Population = {
    name: 'lif',
    size,
    model: 'LIFNeuron',
    dynamics: 'discrete-lif',
    params: Object.fromEntries(
      Object.entries(params).map(([key, value]) => [key, defaultParameter(value, null, undefined)]),
    ),
    stepping: {
      ...{ kept: alpha, synapticKept: null, gain: 1, rest: 0, threshold, subtract: threshold * beta, resetTo: null },
      ...{ resetLater: false, refractorySteps: 0, fires: 'at', unit: null },
    },
    // The block itself: its lens stands there.
    span: calls.find(({ what }) => isBlock.test(what))?.span ?? nowhere,
  };
  const why = 'the script makes no LIFNeuron of its own';
  const none: Assumption[] = [...assumed, { what: 'lif', value: `${size} neurons with LIFNeuron’s defaults`, why }];
  return {
    ...{ backend: 't4dm', dtMs: dt, durationMs: null, populations: [lif], projections: [], inputs: [] },
    assumed: [...none, { what: 'input of lif', value: 'not known', why }],
  };
}

class Reader {
  private readonly assumed: Assumption[];

  constructor(
    private readonly calls: readonly ApiCall[],
    private readonly network: Network,
  ) {
    this.assumed = [...network.assumed];
  }

  read(): Network {
    const { network } = this;
    const inputs = [...network.inputs, ...this.inputs()];
    const projections = this.projections();
    const [modulators, homeostasis, attention] = [this.modulators(), this.homeostasis(), this.attention()];
    return {
      ...{ ...network, inputs, projections },
      ...(modulators.length > 0 ? { modulators } : {}),
      ...(homeostasis.length > 0 ? { homeostasis } : {}),
      ...(attention.length > 0 ? { attention } : {}),
      assumed: this.assumed,
    };
  }

  private assume(what: string, value: string, why: string): void {
    const at = this.assumed.findIndex((each) => each.what === what);
    if (at >= 0) this.assumed.splice(at, 1);
    this.assumed.push({ what, value, why });
  }

  private names(): Map<Thing, string> {
    return namesOfLayers(this.calls);
  }

  /** What a layer is called with: numbers, the same in every step, or draws, anew in every step. */
  private inputs(): Input[] {
    const names = this.names();
    const found = new Map<string, Input>();
    for (const call of this.calls) {
      const [post, value] = [call.args.get('post'), call.args.get('value')];
      const target = call.what === 'drive' && post?.kind === 'thing' ? names.get(post) : undefined;
      const drive = driveOf(value);
      if (target === undefined || !drive || found.has(target)) continue;
      found.set(target, inputOf(target, drive, call.span));
      const words = drive.sd > 0 ? `${short(drive.mean)} ± ${short(drive.sd)}, anew in every step` : short(drive.mean);
      this.assume(`input of ${target}`, words, 'the first call of the layer that gives numbers stands for all steps');
    }
    for (const { name, stepping, span } of this.network.populations) {
      const isFed = found.has(name) || this.network.projections.some(({ post }) => post === name);
      if (isFed || stepping?.unit !== null || this.network.inputs.some(({ target }) => target === name)) continue;
      // As torch.randn gives it, which the runbook feeds its neurons.
      found.set(name, inputOf(name, { mean: 0, sd: 1 }, span));
      this.assume(
        `input of ${name}`,
        '0 ± 1, anew in every step',
        'what the script feeds it is only known when it runs',
      );
    }
    return [...found.values()];
  }

  /** A learner changes the weights between the two layers whose spikes it is given, or where there is one pair of layers, between those. */
  private projections(): readonly Projection[] {
    const learners = madeIn(this.calls, 'learner');
    const { projections } = this.network;
    const [learner] = learners;
    const plain = projections.filter(({ plasticity }) => !plasticity);
    if (!learner || plain.length !== 1 || learners.length > 1) return projections;
    return projections.map((each) => (each.plasticity ? each : { ...each, plasticity: stdpRuleOf(learner) }));
  }

  private modulators(): Modulator[] {
    return madeIn(this.calls, 'bus').flatMap((bus) => {
      const moved = this.calls.filter(({ what, args }) => what === 'inject' && args.get('bus') === bus);
      const injections = moved.flatMap(({ args }) => {
        const amount = constantOf(args.get('amount'));
        return amount ? [{ atMs: 0, amount: toNumber(amount) }] : [];
      });
      const driven = moved.length > 0;
      const why = 'NeuromodBus is given no levels: those of T4DM’s dopamine, which falls back to 0.5 within 200 ms';
      this.assume('neuromodulators', 'baseline 0.5, decay 200 ms', why);
      const all = { level: 0.5, baseline: 0.5, decayMs: 200, span: bus.span ?? nowhere };
      const still = { injections: [], driven: false, acts: { potentiation: 0, depression: 0 } };
      const dopamine: Modulator = {
        ...all,
        name: 'DA',
        injections,
        driven,
        acts: { potentiation: 0.5, depression: -0.3 },
      };
      return [dopamine, ...['ACh', 'NE', '5-HT'].map((name): Modulator => ({ ...all, ...still, name }))];
    });
  }

  private homeostasis(): Homeostasis[] {
    const [control] = madeIn(this.calls, 'homeostasis');
    if (!control) return [];
    const isAdaptive = control.type === 't4dm.AdaptiveThreshold';
    const params = isAdaptive ? configOf(control) : paramsOf(control);
    const keys = isAdaptive
      ? (['target_firing_rate', 'adaptation_rate'] as const)
      : (['target_rate', 'learning_rate'] as const);
    const [target, rate] = keys.map((key) => numberFor(params, isAdaptive ? adaptiveThreshold : homeostasis, key));
    // A rate of 0 or below gives no threshold that could settle.
    if (typeof target !== 'number' || typeof rate !== 'number' || !(target > 0)) return [];
    const of = (key: string, otherwise: number): number => numberFor(params, adaptiveThreshold, key) ?? otherwise;
    const additive = params.entries.get('use_multiplicative_update');
    const how = isAdaptive
      ? {
          // Its additive update is proportional to the threshold too, by rate·(share − target).
          ...{ relative: true, rate: additive?.kind === 'flag' && !additive.value ? rate * target : rate },
          ...{ windowSteps: of('window_size', 100), lowest: of('min_threshold', 0.1) },
          highest: of('max_threshold', 10),
        }
      : { relative: false, rate, windowSteps: 100, lowest: 0, highest: Infinity };
    const regulated = this.network.populations.filter(({ stepping }) => stepping?.unit === null);
    this.assume(
      'homeostasis',
      'the threshold follows the mean rate of 100 steps',
      'what its adjustment is added to is only known when the script runs',
    );
    const places = { target: params.valuePlaces.get(keys[0]), rate: params.valuePlaces.get(keys[1]) };
    return regulated.map(({ name }) => ({
      ...{ population: name, target, ...how },
      places: { ...(places.target ? { target: places.target } : {}), ...(places.rate ? { rate: places.rate } : {}) },
      span: control.span ?? nowhere,
    }));
  }

  private attention(): Attention[] {
    return madeIn(this.calls, 'attention').flatMap((made) => {
      const params = paramsOf(made);
      const [size, heads] = [numberFor(params, spikeAttention, 'dim'), numberFor(params, spikeAttention, 'num_heads')];
      const over = this.network.populations.find((each) => each.size === size) ?? this.network.populations[0];
      if (
        !over ||
        size === null ||
        heads === null ||
        !(heads >= 1) ||
        size % heads !== 0 ||
        size > attentionRuns.widest
      )
        return [];
      const name = nameOf(made) ?? 'attention';
      this.assume(
        name,
        `over the last ${attentionRuns.tokens} steps`,
        'how many steps it is given is only known when the script runs',
      );
      return [{ name, population: over.name, size, heads, tokens: attentionRuns.tokens, span: made.span ?? nowhere }];
    });
  }
}

const nameOf = (of: Thing): string | null => {
  const name = of.fields.get('variable');
  return name?.kind === 'text' ? name.value : null;
};

export const madeIn = (calls: readonly ApiCall[], what: string): Thing[] => [
  ...new Set(
    calls.flatMap((each) => {
      const made = each.what === what ? each.args.get('made') : undefined;
      return made?.kind === 'thing' ? [made] : [];
    }),
  ),
];

function inputOf(target: string, { mean, sd }: Drive, span: Input['span']): Input {
  const plain = { count: 1, rateHz: null, target, delay: null, receptor: null, shared: sd === 0, span };
  if (sd === 0) return { ...plain, kind: 'dc', weight: constantQuantity(mean, null, 'api') };
  const noise = { meanPa: mean, sdPa: sd, everyMs: 1, shared: false };
  return { ...plain, kind: 'noise', weight: constantQuantity(1, null, 'api'), noise };
}
