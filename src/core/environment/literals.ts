// Literals and type names as a setting's default and kind.
import { type Expr } from '../python/syntax';
import { type SettingKind } from './facts';

const kinds: Readonly<Record<string, SettingKind>> = {
  float: 'number',
  int: 'integer',
  bool: 'boolean',
  strtobool: 'boolean',
};

export const kindOfType = (name: string): SettingKind => (Object.hasOwn(kinds, name) ? kinds[name] : null) ?? 'text';

export function literalText(expr: Expr): string | null {
  if (expr.kind === 'string' && !expr.parts) return expr.value;
  if (expr.kind === 'number') return expr.text;
  if (expr.kind === 'constant' && typeof expr.value === 'boolean') return String(expr.value);
  return expr.kind === 'unary' && expr.operator === '-' && expr.operand.kind === 'number'
    ? `-${expr.operand.text}`
    : null;
}
