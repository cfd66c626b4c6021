// Networks with something changed in them, and where in the text that number may stand.
import { scaledDraw } from '../core/network/draws';
import {
  type Input,
  type Network,
  type Parameter,
  type Population,
  type Projection,
  type Quantity,
  type Role,
} from '../core/network/network';
import { type Span } from '../core/text';
import { figure } from './numbers';

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
        const isMeant = parameter.role === role || (parameter.role === undefined && isThreshold(key, role, population));
        if (!isMeant || parameter.value === null) return [key, parameter];
        const to = change(parameter.value, population);
        if (parameter.span) targets.push({ span: parameter.span, from: parameter.value, to });
        return [key, { ...parameter, value: to, text: textOf(to, parameter.unit), byDefault: false }];
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

/** Models in steps have no roles: their threshold goes by its name. */
const isThreshold = (key: string, role: Role, { stepping, params }: Population): boolean =>
  role === 'threshold' &&
  stepping !== undefined &&
  /^(?:v_?)?th(?:r|resh|reshold)?$/i.test(key) &&
  params[key]?.value === stepping.threshold;

type Stepping = NonNullable<Population['stepping']>;

function stepped(stepping: Stepping, role: Role, change: (value: number) => number): Stepping {
  const key = { threshold: 'threshold', leak: 'rest', reset: 'resetTo' }[role as string] as
    'threshold' | 'rest' | 'resetTo' | undefined;
  const value = key === undefined ? null : stepping[key];
  if (key === undefined || value === null) return stepping;
  const to = change(value);
  // What a spike takes off is a part of the threshold.
  const { subtract } = stepping;
  const less = key === 'threshold' && subtract !== null && value > 0 ? { subtract: (subtract * to) / value } : {};
  return { ...stepping, [key]: to, ...less };
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

/** @param factor above 0 */
export function scaled<Given extends Quantity>(quantity: Given, factor: number): Given {
  const { value, drawn, each, unit } = quantity;
  return {
    ...quantity,
    ...(value === null
      ? { text: `${figure(factor)} × (${quantity.text})` }
      : { value: value * factor, text: textOf(value * factor, unit) }),
    ...(drawn === undefined ? {} : { drawn: scaledDraw(drawn, factor) }),
    ...(each === undefined ? {} : { each: Float64Array.from(each, (one) => one * factor) }),
  };
}

const textOf = (value: number, unit: string | null): string =>
  unit === null ? figure(value, 6) : `${figure(value, 6)} ${unit}`;
