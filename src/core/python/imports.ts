// `import a.b as c` and `from ..m import a as b`.
import { identifier } from './strings';
import { type TreeReader } from './reader';
import { type ImportedName, type ImportFromStmt, type Stmt } from './syntax';

/** A dotted name as written, without the white space that may stand around its dots. */
function dottedPath(reader: TreeReader): string {
  return identifier(reader.own.replace(/[\s\\]+/g, ''));
}

/** `name` or `name as alias`; the cursor is on either. */
function readImported(reader: TreeReader): ImportedName {
  const { start, end } = reader;
  const imported: ImportedName = { start, end, path: '', alias: null };
  if (reader.type === 'aliased_import') {
    reader.enterNamed();
    imported.path = dottedPath(reader);
    if (reader.nextNamed()) imported.alias = identifier(reader.own);
    reader.leave();
  } else imported.path = dottedPath(reader);
  return imported;
}

export function readImport(reader: TreeReader, into: Stmt[]): void {
  const { start, end } = reader;
  const names: ImportedName[] = [];
  if (reader.enterNamed()) {
    do names.push(readImported(reader));
    while (reader.nextNamed());
    reader.leave();
  }
  into.push({ kind: 'import', start, end, names });
}

export function readImportFrom(reader: TreeReader, into: Stmt[]): void {
  const { start, end } = reader;
  const statement: ImportFromStmt = { kind: 'importFrom', start, end, module: '', level: 0, names: [] };
  let isNamed = false;
  reader.enter();
  do {
    const { type } = reader;
    if (type === ' __future__') {
      statement.module = '__future__';
      isNamed = true;
    } else if (type === 'relative_import') {
      const written = dottedPath(reader);
      statement.level = written.length - written.replace(/^\.+/, '').length;
      statement.module = written.slice(statement.level);
      isNamed = true;
    } else if (type === 'wildcard_import') {
      statement.names.push({ start: reader.start, end: reader.end, path: '*', alias: null });
    } else if (type === 'dotted_name' || type === 'aliased_import') {
      if (isNamed) statement.names.push(readImported(reader));
      else {
        statement.module = dottedPath(reader);
        isNamed = true;
      }
    }
  } while (reader.next());
  reader.leave();
  into.push(statement);
}
