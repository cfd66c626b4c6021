// The project file `spikelint.json`: what it settles for all files of its folder.
import { parseConfig } from './config/parse';
import { type Finding } from './finding';
import { rules } from './rules/index';
import { type SourceDocument } from './report';
import { emptyProject, type Project, readSettings } from './settings';

/** What holds for a file: the settings of the project file in its own folder, or in the nearest one above. */
export function projectFinder(documents: readonly SourceDocument[]): (file: string) => Project {
  const known = documents.map(({ file, text }) => ({ folder: folderOf(file), text, project: null as Project | null }));
  known.sort((a, b) => b.folder.length - a.folder.length);
  return (file) => {
    const nearest = known.find(({ folder }) => file.startsWith(folder));
    return nearest
      ? (nearest.project ??= readProject(`${nearest.folder}spikelint.json`, nearest.text).project)
      : emptyProject;
  };
}

/** With the stroke at its end; empty for a file that has no folder. */
const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);

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

export interface References {
  /** Files, or ids of drives, that are right. */
  readonly references: readonly string[];
  /** Drives that are the same thing, by name. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

/** What project files say of drives. */
export function referencesOf(projects: readonly SourceDocument[]): References {
  const references: string[] = [];
  const groups: Record<string, readonly string[]> = {};
  for (const { file, text } of projects) {
    const { project } = readProject(file, text);
    if (project.reference !== null) references.push(project.reference);
    for (const [name, members] of project.groups) groups[name] = members;
  }
  return { references, groups };
}
