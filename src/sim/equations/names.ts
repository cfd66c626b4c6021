// The names that an expression speaks of.
import { type Expression } from '../../core/network/network';

export function namesIn(expression: Expression, names = new Set<string>()): Set<string> {
  switch (expression.kind) {
    case 'name':
      return names.add(expression.name);
    case 'call':
      for (const each of expression.args) namesIn(each, names);
      return names;
    case 'unary':
      return namesIn(expression.operand, names);
    case 'binary':
    case 'compare':
    case 'logic':
      return namesIn(expression.right, namesIn(expression.left, names));
    default:
      return names;
  }
}
