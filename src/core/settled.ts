// The findings as a project file wants them: rules that are off or ignored in a file are left out, others are as severe as it says.
import { type Finding } from './finding';
import { type Project } from './settings';

/** @param path the file's, from the project file's folder on */
export function settle(findings: readonly Finding[], { rules, ignore }: Project, path: string): readonly Finding[] {
  if (rules.size === 0 && ignore.size === 0) return findings;
  const ignored = new Set([...ignore].flatMap(([pattern, ids]) => (matches(pattern, path) ? ids : [])));
  return findings.flatMap((each) => {
    const setting = rules.get(each.rule);
    if (setting === 'off' || ignored.has(each.rule)) return [];
    return [setting ? { ...each, severity: setting } : each];
  });
}

/** `net.json`, `old/` and all in it, `*` for what is no stroke, `**` for anything. */
export function matches(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/^\.\//, '')
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*/g, (star) => (star === '*' ? '[^/]*' : star === '**' ? '.*' : '(?:.*/)?'));
  return new RegExp(`^${source}${pattern.endsWith('/') ? '' : '(?:/|$)'}`).test(path);
}
