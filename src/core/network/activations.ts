// The functions that a rate unit sends its state through, by the names that torch, TensorFlow and NEST have for them.

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export const activations: Readonly<Record<string, (x: number) => number>> = {
  // ln(1 + eˣ), without overflow.
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  relu: (x) => Math.max(0, x),
  relu6: (x) => Math.min(6, Math.max(0, x)),
  tanh: Math.tanh,
  hardtanh: (x) => Math.max(-1, Math.min(1, x)),
  sigmoid,
  softsign: (x) => x / (1 + Math.abs(x)),
  silu: (x) => x * sigmoid(x),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  leaky_relu: (x) => (x > 0 ? x : 0.01 * x),
  linear: (x) => x,
};

/** The values that a function comes to at its ends; null where it has none. */
export function endsOf(activation: string): { readonly low: number; readonly high: number } | null {
  switch (activation) {
    case 'tanh':
    case 'hardtanh':
    case 'softsign':
      return { low: -1, high: 1 };
    case 'sigmoid':
      return { low: 0, high: 1 };
    case 'relu6':
      return { low: 0, high: 6 };
    default:
      return null;
  }
}
