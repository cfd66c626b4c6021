// What of a network can be multiplied, and from where: no more than plain data, so that the editor's side can list it.
import { type Parameter, type Population, type Quantity, type Role } from './network';

/** Six digits: what was multiplied shows no rounding noise. */
export const shortly = (value: number): string => String(Number(value.toPrecision(6)));

export const quantityText = (value: number, unit: string | null): string =>
  unit === null ? shortly(value) : `${shortly(value)} ${unit}`;

/** Whether there is a number in it that multiplying changes. */
export const isScalable = ({ value, drawn, each }: Quantity): boolean =>
  value !== null ? value !== 0 && Number.isFinite(value) : drawn !== undefined || (each?.length ?? 0) > 0;

/** Models in steps have no roles: their threshold goes by its name. */
const isThresholdOf = ({ stepping, params }: Population, key: string): boolean =>
  stepping !== undefined && /^(?:v_?)?th(?:r|resh|reshold)?$/i.test(key) && params[key]?.value === stepping.threshold;

/** Of which role a parameter is, also where a model in steps does not say so. */
export const roleOf = (population: Population, key: string, { role }: Parameter): Role | undefined =>
  role ?? (isThresholdOf(population, key) ? 'threshold' : undefined);

const potentials: Readonly<Partial<Record<Role, Role>>> = { threshold: 'leak', reset: 'leak', leak: 'threshold' };

/** From where a parameter is multiplied; null where that potential is not known, or is no other. */
export function originOf(population: Population, key: string, parameter: Parameter): number | null {
  const role = roleOf(population, key, parameter);
  const other = role === undefined ? undefined : potentials[role];
  if (other === undefined) return role === 'initial' ? null : 0;
  const { stepping, params } = population;
  const found = stepping
    ? { leak: stepping.rest, threshold: stepping.threshold }[other as 'leak' | 'threshold']
    : (Object.values(params).find((each) => each.role === other && each.value !== null)?.value ?? null);
  return found === null || found === parameter.value ? null : found;
}
