// Finds what a pure room must not use: globals of Node or of a page, clocks, chance without a seed, and waiting.
import { readFileSync } from 'node:fs';
import ts from 'typescript';

interface PurityOptions {
  readonly mayWait: (file: string) => boolean;
  readonly read?: (file: string) => string;
}

const machineGlobals = new Set(
  `console process Buffer global globalThis require module exports __dirname __filename setTimeout setInterval setImmediate
   clearTimeout clearInterval queueMicrotask performance window document navigator location self fetch XMLHttpRequest WebSocket
   Worker localStorage sessionStorage indexedDB requestAnimationFrame crypto postMessage structuredClone alert`.split(
    /\s+/,
  ),
);
const clocksAndChance = new Set(['Date.now', 'Math.random']);

/** Each use as one line: file, line, and what was used. */
export function findImpurities(files: readonly string[], { mayWait, read = readText }: PurityOptions): string[] {
  return files.flatMap((file) => {
    const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2022, true);
    const own = declaredNames(source);
    const found: string[] = [];
    const note = (node: ts.Node, what: string): void => {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push(`${file}:${line} uses ${what}`);
    };
    const visit = (node: ts.Node): void => {
      if (ts.isPropertyAccessExpression(node) && clocksAndChance.has(node.getText())) note(node, node.getText());
      if (ts.isNewExpression(node) && node.expression.getText() === 'Date') note(node, 'new Date');
      if (ts.isIdentifier(node) && isReference(node) && !own.has(node.text)) {
        if (machineGlobals.has(node.text)) note(node, node.text);
        if (node.text === 'Promise' && !mayWait(file)) note(node, 'Promise');
      }
      const waits = node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node);
      if (waits && !mayWait(file)) note(node, ts.isAwaitExpression(node) ? 'await' : 'async');
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

const readText = (file: string): string => readFileSync(file, 'utf8');

/** Everything that the file itself gives a name: such a name is not the global of that name. */
function declaredNames(source: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const isDeclaration =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isImportSpecifier(node) ||
      ts.isImportClause(node) ||
      ts.isNamespaceImport(node);
    if (isDeclaration && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

/** Whether an identifier stands for a value or type in scope, not for a member, a key or a label. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false;
  const { name } = parent as Partial<ts.NamedDeclaration>;
  return name !== node && !ts.isLabeledStatement(parent);
}
