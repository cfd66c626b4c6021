// Small networks for the simulation's tests, spelled out as a backend would.
import {
  type Dynamics,
  type Input,
  type Network,
  type Parameter,
  type Population,
  type Projection,
  type Quantity,
  type Role,
  roleUnits,
} from '../../../src/core/network/network';

const span = { file: 'model.py', start: 0, end: 0 };

export function quantity(value: number | null, unit: string | null): Quantity {
  return { value, unit, text: String(value), sure: 'declared' };
}

export const lif: Readonly<Partial<Record<Role, number>>> = {
  threshold: -50,
  leak: -65,
  reset: -60,
  capacity: 200,
  membraneTime: 20,
  refractory: 2,
  synapticTimeExcitatory: 3,
  synapticTimeInhibitory: 7,
};

export function population(
  name: string,
  size: number | null,
  dynamics: Dynamics,
  roles: Readonly<Partial<Record<Role, number>>> = lif,
  others: Readonly<Record<string, Parameter>> = {},
): Population {
  const params: Record<string, Parameter> = {};
  for (const [role, value] of Object.entries(roles) as [Role, number][]) {
    params[role] = { ...quantity(value, roleUnits[role]), role };
  }
  return { name, size, model: dynamics, dynamics, params: { ...params, ...others }, span };
}

export function poisson(target: string, rateHz: number, weight: Quantity, more: Partial<Input> = {}): Input {
  const rate = quantity(rateHz, 'Hz');
  return {
    kind: 'poisson',
    count: 1,
    rateHz: rate,
    target,
    weight,
    delay: null,
    receptor: null,
    shared: false,
    span,
    ...more,
  };
}

export function dc(target: string, amplitude: Quantity): Input {
  return {
    kind: 'dc',
    count: 1,
    rateHz: null,
    target,
    weight: amplitude,
    delay: null,
    receptor: null,
    shared: false,
    span,
  };
}

export function projection(pre: string, post: string, weight: Quantity, more: Partial<Projection> = {}): Projection {
  const rule = { kind: 'all-to-all' } as const;
  return { pre, post, rule, weight, delay: quantity(1.5, 'ms'), receptor: null, span, ...more };
}

export function network(
  populations: readonly Population[],
  inputs: readonly Input[] = [],
  projections: readonly Projection[] = [],
  more: Partial<Network> = {},
): Network {
  const dtMs = quantity(0.1, 'ms');
  return { backend: 'nest', dtMs, durationMs: null, populations, projections, inputs, assumed: [], ...more };
}
