// A class of settings as pydantic has it: each field is read from the environment under a prefix, as the type that it is annotated with.
import { type CallExpr, type ClassStmt, type Expr, type Stmt } from '../python/syntax';
import { lastOf } from '../python/frames';
import { kindOfType, literalText } from './literals';
import { type SettingFact, type SettingKind } from './facts';

/** @param classes those that stand above it in the file, for what it inherits */
export function settingsClass(file: string, type: ClassStmt, classes: ReadonlyMap<string, ClassStmt>): SettingFact[] {
  const chain = [type, ...basesOf(type, classes)];
  const isSettings = chain.some(({ bases }) => bases.some((each) => lastOf(each.value) === 'BaseSettings'));
  if (!isSettings) return [];
  const prefix = chain.map(prefixOf).find((each) => each !== null) ?? '';
  return chain.flatMap(({ body }) =>
    body.flatMap((statement) => {
      const fact = fieldOf(statement, prefix);
      return fact ? [{ ...fact, span: { file, start: statement.start, end: statement.end } }] : [];
    }),
  );
}

function basesOf(type: ClassStmt, classes: ReadonlyMap<string, ClassStmt>, depth = 0): ClassStmt[] {
  if (depth > 4) return [];
  return type.bases.flatMap((each) => {
    const base = classes.get(lastOf(each.value) ?? '');
    return base && base !== type ? [base, ...basesOf(base, classes, depth + 1)] : [];
  });
}

/** `model_config = SettingsConfigDict(env_prefix="T4DM_")`, or the inner class `Config` of pydantic 1; null where it says none. */
function prefixOf({ body }: ClassStmt): string | null {
  for (const statement of body) {
    if (statement.kind === 'assign' && isNamed(statement, 'model_config') && statement.value) {
      const given = keywordIn(statement.value, 'env_prefix');
      if (given) return literalText(given);
    }
    if (statement.kind === 'class' && statement.name === 'Config')
      for (const inner of statement.body)
        if (inner.kind === 'assign' && isNamed(inner, 'env_prefix') && inner.value) return literalText(inner.value);
  }
  return null;
}

const isNamed = (statement: Extract<Stmt, { kind: 'assign' }>, name: string): boolean =>
  statement.targets.some((each) => each.kind === 'name' && each.id === name);

function keywordIn(expr: Expr, key: string): Expr | null {
  if (expr.kind === 'call') return expr.args.find(({ name }) => name === key)?.value ?? null;
  if (expr.kind !== 'dict') return null;
  return expr.entries.find((each) => each.key?.kind === 'string' && each.key.value === key)?.value ?? null;
}

function fieldOf(statement: Stmt, prefix: string): SettingFact | null {
  if (statement.kind !== 'assign' || !statement.annotation) return null;
  const [target] = statement.targets;
  if (target?.kind !== 'name' || target.id.startsWith('_') || target.id === 'model_config') return null;
  if (lastOf(statement.annotation) === 'ClassVar') return null;
  const field = statement.value?.kind === 'call' && lastOf(statement.value.callee) === 'Field' ? statement.value : null;
  const { kind, choices } = typeOf(statement.annotation);
  const standard = field ? standardOf(field) : statement.value && literalText(statement.value);
  const said = field && textOf(field, 'description');
  const alias = field && (textOf(field, 'validation_alias') ?? textOf(field, 'alias') ?? textOf(field, 'env'));
  return {
    name: alias ?? `${prefix}${target.id}`.toUpperCase(),
    kind,
    source: 'the code of this workspace',
    ...(choices.length > 0 ? { choices } : {}),
    ...(standard === null ? {} : { standard }),
    ...(said === null ? {} : { meaning: said }),
    ...(field ? boundsOf(field) : {}),
  };
}

const standardOf = (field: CallExpr): string | null => {
  const given = field.args.find(({ name }) => name === 'default') ?? field.args.find(({ name }) => name === null);
  return given ? literalText(given.value) : null;
};

const textOf = (field: CallExpr, key: string): string | null => {
  const given = field.args.find(({ name }) => name === key)?.value;
  return given?.kind === 'string' && !given.parts ? given.value : null;
};

function boundsOf(field: CallExpr): Partial<SettingFact> {
  const number = (key: string): number | undefined => {
    const given = field.args.find(({ name }) => name === key)?.value;
    const text = given ? literalText(given) : null;
    return text === null || !Number.isFinite(Number(text)) ? undefined : Number(text);
  };
  const [ge, gt, le, lt] = ['ge', 'gt', 'le', 'lt'].map(number);
  return {
    ...(ge !== undefined ? { least: ge } : gt !== undefined ? { least: gt, leastIsOpen: true } : {}),
    ...(le !== undefined ? { most: le } : lt !== undefined ? { most: lt, mostIsOpen: true } : {}),
  };
}

/** `float`, `float | None`, `Optional[float]`, `Literal["a", "b"]`; of what may be several things nothing is held. */
function typeOf(annotation: Expr): { readonly kind: SettingKind; readonly choices: readonly string[] } {
  const plain = { choices: [] };
  if (annotation.kind === 'name') return { ...plain, kind: kindOfType(annotation.id) };
  if (annotation.kind === 'binary' && annotation.operator === '|') {
    const sides = [annotation.left, annotation.right].filter((each) => each.kind !== 'constant');
    return sides.length === 1 && sides[0] ? { ...typeOf(sides[0]) } : { ...plain, kind: 'text' };
  }
  if (annotation.kind !== 'index') return { ...plain, kind: 'text' };
  const name = lastOf(annotation.object);
  const [first] = annotation.indexes;
  if ((name === 'Optional' || name === 'Annotated') && first) return typeOf(first);
  const texts = annotation.indexes.flatMap((each) => (each.kind === 'string' ? [each.value] : []));
  return name === 'Literal' && texts.length === annotation.indexes.length
    ? { kind: 'text', choices: texts }
    : { ...plain, kind: 'text' };
}
