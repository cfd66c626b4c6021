// Numbers of the diagnostic in few digits.

export function figure(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || value - value !== 0) return '–';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e6) return String(value);
  return size < 1e-3 || size >= 1e6 ? value.toExponential(digits - 1) : String(Number(value.toPrecision(digits)));
}

export const percent = (part: number | null | undefined): string =>
  part === null || part === undefined || part - part !== 0 ? '–' : `${figure(100 * part)} %`;
