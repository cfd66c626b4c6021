// Spike encoders in front of a layer as input paths: a Bernoulli or Poisson train per input, weighed by known weights.
import { type ApiCall } from '../evaluate/facts';
import { type Num, type Thing, type Value } from '../evaluate/value';
import { type Given, type Path, type PathKind } from './paths';
import { distinctFeeds, namesOfLayers, singleWeights } from './layers';
import { textField } from './read';

const numberIn = (value: Value | undefined): Num | null => (value?.kind === 'num' ? value : null);

/** What an encoder of rate-coded spikes leaves behind has `encoder`, `kind`, `unit`, and `rate` where it is known. */
export const isTrain = (of: Thing | null): of is Thing => of?.fields.has('encoder') === true;

export function pathsOfEncoders(all: readonly ApiCall[], backend: string): readonly Path[] {
  const calls = all.filter((each) => each.backend === backend);
  const names = namesOfLayers(calls);
  return distinctFeeds(calls).flatMap((feed) => {
    const target = names.get(feed.post);
    const { pre: train } = feed;
    const weights = singleWeights(feed.via);
    if (target === undefined || !isTrain(train) || !weights?.fields.has('dense')) return [];
    const given = (value: Num | null, unit: string | null, at: Thing | null, field: string): Given | null =>
      value && { value, unit, span: at?.places.get(field) ?? feed.span };
    const path: Path = {
      backend,
      kind: (textField(train, 'kind') ?? 'bernoulli') as PathKind,
      source: textField(train, 'encoder') ?? 'encoder',
      target,
      sources: given(numberIn(weights.fields.get('in')), null, null, ''),
      rate: given(numberIn(train.fields.get('rate')), textField(train, 'unit'), train, 'rate'),
      weight: given(numberIn(weights.fields.get('initial')), null, null, ''),
      kernel: { shape: 'unknown', tau: null },
      // Every neuron of the layer gets the same trains, each by its own weights.
      shared: true,
      receptor: null,
      span: feed.span,
      dead: null,
      assumed: [],
    };
    return [path];
  });
}
