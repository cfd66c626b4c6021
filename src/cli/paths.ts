// Paths with forward slashes on every system: what the linter, the reports and URIs are written with.
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

export const slashed = (path: string): string => (sep === '\\' ? path.replaceAll('\\', '/') : path);

/** `./a//b.py` as `a/b.py`; otherwise as it was given. */
export function tidy(given: string): string {
  const plain = slashed(given)
    .replace(/\/{2,}/g, '/')
    .replace(/^(?:\.\/)+(?=.)/, '');
  return plain.length > 1 ? plain.replace(/\/$/, '') : plain;
}

/** From the folder on, where the path lies in it; whole otherwise. */
export function shownFrom(folder: string, path: string): string {
  const inside = relative(folder, path);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? slashed(path) : slashed(inside);
}

/** Relative to the folder and escaped, or a `file:` URI for what lies outside. */
export function uriFrom(folder: string, path: string): { readonly uri: string; readonly inside: boolean } {
  const shown = shownFrom(folder, resolve(folder, path));
  if (isAbsolute(shown)) return { uri: pathToFileURL(shown).href, inside: false };
  return { uri: shown.split('/').map(encodeURIComponent).join('/'), inside: true };
}
