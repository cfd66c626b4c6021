// Networks with something changed in them, and where in the text that number may stand.
import {
  type Input,
  type Network,
  type Parameter,
  type Population,
  type Projection,
  type Role,
} from '../core/network/network';
import { quantityText, roleOf } from '../core/network/scalable';
import { scaled, stepped } from '../core/network/scaled';
import { type Span } from '../core/text';

/** A number that the text has to give anew: its factor, or what it becomes in the unit of the network. */
export interface Target {
  readonly span: Span;
  readonly from: number;
  readonly to: number;
}

export interface Modified {
  readonly network: Network;
  readonly targets: readonly Target[];
}

type Change = (value: number, of: Population) => number;

/** Changes the parameters of a role in some populations. */
export function changeRole(network: Network, of: ReadonlySet<string>, role: Role, change: Change): Modified {
  const targets: Target[] = [];
  const populations = network.populations.map((population): Population => {
    if (!of.has(population.name)) return population;
    const params = Object.fromEntries(
      Object.entries(population.params).map(([key, parameter]): [string, Parameter] => {
        if (roleOf(population, key, parameter) !== role || parameter.value === null) return [key, parameter];
        const to = change(parameter.value, population);
        if (parameter.span) targets.push({ span: parameter.span, from: parameter.value, to });
        return [key, { ...parameter, value: to, text: quantityText(to, parameter.unit), byDefault: false }];
      }),
    );
    const { stepping } = population;
    return {
      ...population,
      params,
      isChanged: true,
      ...(stepping ? { stepping: stepped(stepping, role, (value) => change(value, population)) } : {}),
    };
  });
  return { network: { ...network, populations }, targets };
}

/** Multiplies a number of the inputs that are chosen. */
export function scaleInputs(
  network: Network,
  chosen: (input: Input) => boolean,
  what: 'weight' | 'rateHz',
  factor: number,
): Modified {
  const targets: Target[] = [];
  const inputs = network.inputs.map((input): Input => {
    const quantity = input[what];
    if (!chosen(input) || quantity === null) return input;
    if (quantity.value !== null) targets.push({ span: input.span, from: quantity.value, to: quantity.value * factor });
    return { ...input, [what]: scaled(quantity, factor) };
  });
  return { network: { ...network, inputs }, targets };
}

export function scaleProjections(
  network: Network,
  chosen: (projection: Projection) => boolean,
  factor: number,
): Modified {
  const targets: Target[] = [];
  const projections = network.projections.map((projection): Projection => {
    if (!chosen(projection)) return projection;
    const { weight, span } = projection;
    if (weight.value !== null) targets.push({ span, from: weight.value, to: weight.value * factor });
    return { ...projection, weight: scaled(weight, factor) };
  });
  return { network: { ...network, projections }, targets };
}
