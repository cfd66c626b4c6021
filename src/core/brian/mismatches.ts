// In words: two parts of an equation that don't fit each other.
import { type Mismatch } from '../equations/dimensions';
import { type Code } from './code';
import { dimensionInWords, isIn, written } from './findings';

export function mismatchText(code: Pick<Code, 'text'>, mismatch: Mismatch): string {
  const { kind, by, left, leftDimension, right, rightDimension } = mismatch;
  const first = `\`${written(code, left)}\` ${isIn(leftDimension)}`;
  const second = right ? `\`${written(code, right)}\` ${isIn(rightDimension)}` : '';
  switch (kind) {
    case 'sum':
      return `This ${by === '+' ? 'adds' : by === '-' ? 'subtracts' : 'puts together'} what does not fit: ${first}, ${second}.`;
    case 'comparison':
      return `This compares what does not fit: ${first}, ${second}.`;
    case 'argument':
      return `\`${by}\` takes ${dimensionInWords(rightDimension)}, but ${first}.`;
    case 'exponent':
      return `An exponent is a pure number, but ${first}.`;
  }
}
