// The rules of pairs by which the synapses of a network learn, found and changed by the populations that they end at.
import { type Input, type Network, type Projection } from '../core/network/network';
import { type Plasticity, type StdpRule } from '../core/network/plasticity';
import { type Learned } from '../sim/recording';
import { type Modified, type Target } from './modify';

/** The rule behind what was recorded of a projection, or of an input. */
export function ruleOf({ projections, inputs }: Network, { source, target }: Learned): Plasticity | null {
  const projection = projections.find(({ pre, post, plasticity }) => pre === source && post === target && plasticity);
  const input = inputs.find((each) => each.target === target && each.plasticity && (each.source ?? 'input') === source);
  return projection?.plasticity ?? input?.plasticity ?? null;
}

export type Place = keyof NonNullable<StdpRule['places']>;

/** Changes the rules of pairs onto some populations. */
export function changeRules(
  network: Network,
  names: ReadonlySet<string>,
  change: (rule: StdpRule) => StdpRule,
  places: readonly Place[],
): Modified {
  const targets: Target[] = [];
  const changed = (rule: StdpRule): StdpRule => {
    const made = change(rule);
    for (const place of places) {
      const span = rule.places?.[place];
      if (span && !targets.some((each) => each.span.start === span.start))
        targets.push({ span, from: rule[place], to: made[place] });
    }
    return made;
  };
  const projections = network.projections.map((each): Projection => {
    const { plasticity, post } = each;
    return plasticity?.kind === 'stdp' && names.has(post) ? { ...each, plasticity: changed(plasticity) } : each;
  });
  const inputs = network.inputs.map((each): Input => {
    const { plasticity, target } = each;
    return plasticity?.kind === 'stdp' && names.has(target) ? { ...each, plasticity: changed(plasticity) } : each;
  });
  return { network: { ...network, projections, inputs }, targets };
}

/** The first rule of pairs onto some populations. */
export function firstRule({ projections, inputs }: Network, names: ReadonlySet<string>): StdpRule | null {
  const all = [
    ...projections.flatMap(({ post, plasticity }) => (names.has(post) && plasticity ? [plasticity] : [])),
    ...inputs.flatMap(({ target, plasticity }) => (names.has(target) && plasticity ? [plasticity] : [])),
  ];
  return all.find((each) => each.kind === 'stdp') ?? null;
}
