// A log axis over numbers that differ by factors: whole decades, a place for zero, and nothing lost of what is negative. No DOM.

export interface LogAxis {
  /** The decades it spans: 10^from to 10^to. */
  readonly from: number;
  readonly to: number;
  readonly hasZero: boolean;
  /** Where a size lies between 0 and 1; zero has a place of its own at the left. */
  at(size: number): number;
  readonly ticks: readonly { readonly exponent: number; readonly at: number }[];
}

/** The part at the left that is zero's. */
const zeroPart = 0.1;
const zeroAt = 0.02;
const mostTicks = 6;

/** @param sizes of either sign; what is no number is left out */
export function logAxis(sizes: readonly number[]): LogAxis {
  const finite = sizes.filter(Number.isFinite).map(Math.abs);
  const hasZero = finite.includes(0);
  const exponents = finite.filter((size) => size > 0).map(Math.log10);
  // A factor of one ten-thousandth of a decade is rounding, and opens no decade of its own.
  let from = Math.floor(Math.min(0, ...exponents) + 1e-4);
  let to = Math.ceil(Math.max(0, ...exponents) - 1e-4);
  if (exponents.length > 0) {
    from = Math.floor(Math.min(...exponents) + 1e-4);
    to = Math.ceil(Math.max(...exponents) - 1e-4);
  }
  if (to - from < 1) [from, to] = [from - 1, to + 1];
  const start = hasZero ? zeroPart : 0;
  const place = (exponent: number): number => start + ((exponent - from) / (to - from)) * (1 - start);
  const every = Math.max(1, Math.ceil((to - from) / mostTicks));
  const ticks = Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, i) => from + i * every);
  return {
    from,
    to,
    hasZero,
    at: (size) => (size === 0 ? zeroAt : place(Math.log10(Math.abs(size)))),
    ticks: ticks.map((exponent) => ({ exponent, at: place(exponent) })),
  };
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `0.01`, `1`, `100`; beyond that `10⁵`. */
export function decadeText(exponent: number): string {
  if (exponent >= -2 && exponent <= 3)
    return exponent >= 0 ? String(10 ** exponent) : (10 ** exponent).toFixed(-exponent);
  const digits = [...String(Math.abs(exponent))].map((each) => superscripts[Number(each)] ?? '').join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}
