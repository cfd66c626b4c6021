// All operations by their bare names.
import { isKind } from '../values';
import { creation } from './creation';
import { elementwise } from './elementwise';
import { type Operations } from './given';
import { products } from './products';
import { reductions } from './reductions';
import { shapes } from './shapes';

export const operations: Operations = {
  ...elementwise,
  ...reductions,
  ...creation,
  ...shapes,
  ...products,
  // Of eigenvalues only the moduli are kept.
  abs: (given) => {
    const [first] = given.args;
    return isKind(first, 'spectrum') ? { ...first, moduli: true } : (elementwise.abs?.(given) ?? null);
  },
  absolute: (given) => {
    const [first] = given.args;
    return isKind(first, 'spectrum') ? { ...first, moduli: true } : (elementwise.abs?.(given) ?? null);
  },
};
