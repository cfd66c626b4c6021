// Tells whether a network has changed: what a run depends on as one text, without where it is written and how sure that is.
import { type PlacedNetwork } from '../../protocol/analysis';

const isPlace = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'file' in value && 'start' in value && 'end' in value;

/** The same for networks that run alike: a comment or an empty line changes nothing. */
export const networkKey = (network: PlacedNetwork): string =>
  JSON.stringify(network, (key, value: unknown) => (key === 'sure' || isPlace(value) ? undefined : value));
