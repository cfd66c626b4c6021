// Lists the TypeScript files of src/ and webview/, for the tests that look at all of them.
import { readdirSync } from 'node:fs';

/** Paths from the project's root, with forward slashes, sorted. */
export function sourceFiles(...folders: string[]): string[] {
  const from = folders.length > 0 ? folders : ['src', 'webview'];
  return from
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(
        (path) => `${folder}/${path.replaceAll('\\', '/')}`,
      ),
    )
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .sort();
}
