// The project file `spikelint.json`: what it settles for all files of its folder.
import { parseConfig } from './config/parse';
import { type Finding } from './finding';
import { rules } from './rules/index';
import { type Project, readSettings } from './settings';

export { type Assumed, emptyProject, isProjectFile, type Project, type RuleSetting } from './settings';

/** What can be followed is in the project, whatever else is wrong; a file that is no JSON settles nothing more. */
export function readProject(
  file: string,
  text: string,
): { readonly project: Project; readonly findings: readonly Finding[] } {
  const { root } = parseConfig('json', text);
  return readSettings(
    file,
    root,
    rules.map(({ id }) => id),
  );
}
