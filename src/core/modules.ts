// Finds the workspace's own modules by the dotted path that an import names.
import { type SourceModule } from './evaluate/run';
import { type SourceDocument } from './lint';

export function findModule(
  documents: readonly SourceDocument[],
  parse: (document: SourceDocument) => SourceModule,
  read: (file: string) => SourceDocument | null = () => null,
): (path: string, level: number, from: string) => SourceModule | null {
  const byFile = new Map(documents.map((each) => [each.file, each]));
  return (path, level, from) => {
    const folder = from.split('/').slice(0, -1);
    const parts = path === '' ? [] : path.split('.');
    if (level > 0) return pick([...folder.slice(0, folder.length - (level - 1)), ...parts].join('/'), from);
    // A script sees the modules beside it, and those of the folders above it that are on its path.
    for (let up = folder.length; up >= 0; up--) {
      const found = pick([...folder.slice(0, up), ...parts].join('/'), from);
      if (found) return found;
      const inSource = pick([...folder.slice(0, up), 'src', ...parts].join('/'), from);
      if (inSource) return inSource;
    }
    return null;
  };

  function pick(stem: string, from: string): SourceModule | null {
    for (const file of [`${stem}.py`, `${stem}/__init__.py`]) {
      const document = file === from ? null : (byFile.get(file) ?? read(file));
      if (document) return parse(document);
    }
    return null;
  }
}
