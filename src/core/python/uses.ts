// What a file does with what it keeps under a name: which methods it calls of it, which attributes it looks at, and whether it hands it on.
import { type Module } from './syntax';
import { expressionsOf, walkExpression, walkStatements } from './walk';

export interface Uses {
  readonly methods: readonly { readonly name: string; readonly isGiven: boolean; readonly start: number }[];
  readonly attributes: readonly string[];
  /** Passed, returned, stored, called itself, or set an attribute of: what happens to it then is not seen. */
  readonly isHandedOn: boolean;
}

/** Of a plain name, wherever in the file it stands: two things of one name are taken together. */
export function usesOf(module: Module, name: string, madeAt: number): Uses {
  const methods: { name: string; isGiven: boolean; start: number }[] = [];
  const attributes: string[] = [];
  let isHandedOn = false;
  walkStatements(module.body, (statement) => {
    const bound =
      statement.kind === 'assign' && statement.value?.start === madeAt
        ? new Set(statement.targets.map(({ start }) => start))
        : new Set<number>();
    if ((statement.kind === 'function' || statement.kind === 'class') && statement.name === name) isHandedOn = true;
    for (const outer of expressionsOf(statement))
      walkExpression(outer, (expr) => {
        if (expr.kind === 'name') isHandedOn ||= expr.id === name && !bound.has(expr.start);
        if (expr.kind === 'call' && expr.callee.kind === 'attribute') {
          const { object, name: method } = expr.callee;
          if (object.kind === 'name' && object.id === name) {
            methods.push({ name: method, isGiven: expr.args.length > 0, start: expr.start });
            for (const { value } of expr.args) walkArgument(value);
            return false;
          }
        }
        if (expr.kind === 'attribute' && expr.object.kind === 'name' && expr.object.id === name) {
          const isTarget = statement.kind === 'assign' && statement.targets.some(({ start }) => start === expr.start);
          if (isTarget || statement.kind === 'augmented') isHandedOn = true;
          attributes.push(expr.name);
          return false;
        }
        return true;
      });
  });
  return { methods, attributes, isHandedOn };

  function walkArgument(value: Parameters<typeof walkExpression>[0]): void {
    walkExpression(value, (expr) => {
      isHandedOn ||= expr.kind === 'name' && expr.id === name;
      return true;
    });
  }
}

/** Whether a file does something when it is run, beside making things that others may import. */
export const isScript = (module: Module): boolean =>
  module.body.some(
    (each) =>
      each.kind === 'for' ||
      each.kind === 'while' ||
      each.kind === 'with' ||
      each.kind === 'if' ||
      (each.kind === 'expression' && each.value.kind === 'call'),
  );
