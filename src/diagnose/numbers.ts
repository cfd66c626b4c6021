// Numbers as evidence has them: three digits, and no exponent for what people read daily.

export function figure(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : 'infinite';
  const size = Math.abs(value);
  if (value === 0) return '0';
  if (Number.isInteger(value) && size < 1e5) return String(value);
  const rounded = Number(value.toPrecision(digits));
  return size < 1e-3 || size >= 1e7 ? rounded.toExponential() : String(rounded);
}

export const percent = (part: number): string => `${figure(part * 100)} %`;

export const counted = (amount: number, noun: string): string => `${figure(amount)} ${noun}${amount === 1 ? '' : 's'}`;
