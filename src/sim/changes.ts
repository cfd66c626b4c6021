// What changes the weights of a projection, or what its events carry, in steps and in the unit of the target's port.
import { type Projection } from '../core/network/network';
import { type StdpRule } from '../core/network/plasticity';
import { type Hebbian, type ShortTerm, type Stdp } from './plan';
import { type Wiring } from './projections';
import { type Rows } from './rows';

export interface Changes {
  readonly changes?: Stdp | ShortTerm | Hebbian;
  readonly synapses?: Rows;
}

/** What can't be simulated is noted, and the weights stay. */
export function changesOf(
  { plasticity, weight }: Pick<Projection, 'plasticity' | 'weight'>,
  rows: () => Rows,
  { unit }: { readonly unit: string | null },
  purpose: string,
  what: string,
  { values, gains = {} }: Pick<Wiring, 'values' | 'gains'>,
): Changes {
  if (plasticity === undefined) return {};
  const factor = (): number => Math.abs(values.value({ ...weight, value: 1 }, unit, `${what}: weight`) ?? 1);
  switch (plasticity.kind) {
    case 'other':
      values.note(`${what}: ${plasticity.text} is not simulated, the weights stay as they are`);
      return {};
    case 'stdp':
      return { synapses: rows(), changes: { ...stdpOf(plasticity, factor()), ...gains } };
    case 'short-term': {
      const { utilisation, recoveryMs, facilitationMs, inactivationMs, sites } = plasticity;
      const more = { ...(inactivationMs === undefined ? {} : { inactivationMs }), ...(sites ? { sites } : {}) };
      const times = { utilisation, recoveryMs, facilitationMs, ...more };
      return { synapses: rows(), changes: { kind: 'short-term', ...times, purpose: `${purpose} quanta` } };
    }
    case 'hebbian': {
      const { together, alone, decay, wMin, wMax } = plasticity;
      const by = factor();
      const bounds = { lowest: wMin * by, highest: wMax * by };
      const amounts = { together: together * by, alone: alone * by, decay: decay * by };
      return { synapses: rows(), changes: { kind: 'hebbian', ...amounts, ...bounds } };
    }
  }
}

const heard = { axonal: 0, neither: 1, dendritic: 2 } as const;

function stdpOf(rule: StdpRule, factor: number): Stdp {
  const { potentiation, depression, wMin, wMax, tauPlusMs, tauMinusMs, windowPlusMs, windowMinusMs } = rule;
  const amount = rule.off === true ? 0 : factor * Math.abs(wMax ?? 1);
  return {
    kind: 'stdp',
    ...{ tauPlusMs, tauMinusMs },
    potentiation: potentiation * amount,
    depression: depression * amount,
    exponentPlus: wMax === null ? 0 : rule.exponentPlus,
    exponentMinus: wMax === null ? 0 : rule.exponentMinus,
    lowest: Math.abs(wMin) * factor,
    highest: wMax === null ? Infinity : Math.abs(wMax) * factor,
    nearest: rule.pairing === 'nearest',
    heardAfter: heard[rule.delayed ?? 'axonal'],
    ...(windowPlusMs === undefined ? {} : { windowPlusMs }),
    ...(windowMinusMs === undefined ? {} : { windowMinusMs }),
  };
}
