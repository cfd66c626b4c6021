// The input paths of a GeNN model: Poisson populations, current sources, and synapse groups between populations.
import { type ApiCall } from '../../evaluate/facts';
import { type Thing } from '../../evaluate/value';
import { type Span } from '../../text';
import { gennUnit, isGennPoisson, isGennSource, weightUnitOfGenn } from '../../backends/facts/genn';
import { scaleOf, tableField, textField, thingField, weightOf } from '../../backends/genn/things';
import { exactNumber, given, whole } from '../given';
import { nameOfGenn } from '../genn';
import { ruleOf, sourcesPerTarget } from './rules';
import { type Given, type Kernel, type Path } from '../paths';
import { callsOf } from '../read';

const noKernel: Kernel = { shape: 'unknown', tau: null };

export function readGennPaths(calls: readonly ApiCall[]): readonly Path[] {
  return [
    ...callsOf(calls, 'genn', 'source').flatMap((call) => currentPaths(call)),
    ...callsOf(calls, 'genn', 'connect').flatMap((call) => synapsePath(call) ?? []),
  ];
}

const madeIn = (call: ApiCall): Thing | null => {
  const made = call.args.get('made');
  return made?.kind === 'thing' ? made : null;
};

/** A parameter with the unit in which it is taken and its place. */
function parameterOf(of: Thing, key: string, unit: string | null, span: Span): Given | null {
  const params = tableField(of, 'params');
  return given(params?.entries.get(key), unit, params?.valuePlaces.get(key) ?? span);
}

function currentPaths(call: ApiCall): readonly Path[] {
  const made = madeIn(call);
  const target = made && thingField(made, 'target');
  if (!made || !target) return [];
  const model = textField(made, 'model');
  const scale = scaleOf(target);
  const take = (key: string): Given | null => parameterOf(made, key, gennUnit('source', model, key, scale), call.span);
  const common = {
    backend: 'genn',
    source: textField(made, 'label') || model,
    target: nameOfGenn(target),
    receptor: null,
    span: call.span,
    dead: call.dead,
    assumed: [],
  };
  const direct = { ...common, sources: null, rate: null, kernel: noKernel };
  switch (model) {
    case 'PoissonExp': {
      const kernel: Kernel = { shape: 'exponential', tau: take('tauSyn')?.value ?? null };
      const one = { value: whole(1), unit: null, span: call.span };
      return [
        { ...common, kind: 'poisson', sources: one, rate: take('rate'), weight: take('weight'), kernel, shared: false },
      ];
    }
    case 'DC':
      return [{ ...direct, kind: 'dc', weight: take('amp'), shared: true }];
    case 'GaussianNoise':
      return [
        { ...direct, kind: 'dc', weight: take('mean'), shared: true },
        { ...direct, kind: 'noise', weight: take('sd'), shared: false },
      ];
    default:
      return [];
  }
}

function synapsePath(call: ApiCall): Path | null {
  const made = madeIn(call);
  const [pre, post] = made ? [thingField(made, 'source'), thingField(made, 'target')] : [null, null];
  if (!made || !pre || !post) return null;
  const arriving = textField(made, 'postsynaptic');
  const { value, holder } = weightOf(made);
  const sources = sourcesPerTarget(made, call.span);
  const model = textField(pre, 'model');
  const tau = tableField(made, 'postsynaptic params')?.entries.get('tau');
  return {
    backend: 'genn',
    kind: isGennPoisson(model) ? 'poisson' : isGennSource(model) ? 'spikes' : 'recurrent',
    source: nameOfGenn(pre),
    target: nameOfGenn(post),
    sources: sources && { value: sources, unit: null, span: call.span },
    rate: isGennPoisson(model) ? parameterOf(pre, 'rate', 'Hz', call.span) : null,
    weight: given(value, weightUnitOfGenn(arriving, scaleOf(post)), holder?.valuePlaces.get('g') ?? call.span),
    kernel:
      arriving === 'ExpCurr' || arriving === 'ExpCond' ? { shape: 'exponential', tau: exactNumber(tau) } : noKernel,
    shared: isGennSource(model) ? ruleOf(made).kind === 'all-to-all' : null,
    receptor: textField(made, 'label') || null,
    span: call.span,
    dead: call.dead,
    assumed:
      arriving === 'DeltaCurr'
        ? [
            {
              what: 'the kernel',
              value: 'not known',
              why: 'DeltaCurr injects the weight for one time step, whose length scales it',
            },
          ]
        : [],
  };
}
