// What an output format of `check` is: one file in `formats/`.
import type { CheckResult } from './checkResult';
import type { Style } from './style';

export interface Format {
  readonly name: string;
  write(result: CheckResult, style: Style, columns: number): string;
}
