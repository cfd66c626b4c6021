// The files that the diagnostic is about, each with what it is for, and how to choose another.
import { type DiagnosedFiles, type FileRole } from '../../src/protocol/diagnostic';
import { element } from '../elements';
import { t } from '../texts';

export interface FileActions {
  choose(role: FileRole): void;
  leaveOut(role: FileRole): void;
}

const nameOf = (file: string): string => {
  const name = file.slice(file.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

export function filesList(files: DiagnosedFiles, { choose, leaveOut }: FileActions): HTMLElement {
  const titles: Readonly<Record<FileRole, string>> = {
    data: t('Data'),
    code: t('Code'),
    weights: t('Weights'),
    history: t('History'),
  };
  const roles: readonly FileRole[] = ['data', 'code', 'weights', 'history'];
  const link = (label: string, hint: string, onPress: () => void): HTMLElement => {
    const button = element(
      'button',
      { type: 'button', class: 'link', title: hint, 'aria-label': `${label}, ${hint}` },
      label,
    );
    button.addEventListener('click', onPress);
    return button;
  };
  const item = (role: FileRole): HTMLElement => {
    const value = files[role];
    const chosen = value === null ? [] : typeof value === 'string' ? [value] : value;
    const title = titles[role];
    const shown = chosen.map(nameOf).join(', ');
    const actions = [
      link(shown || t('Choose…'), t('Choose: {0}', title), () => choose(role)),
      ...(chosen.length > 0 && role !== 'data' ? [link('×', t('Leave out: {0}', title), () => leaveOut(role))] : []),
    ];
    return element('div', {}, element('dt', {}, title), element('dd', {}, ...actions));
  };
  return element('dl', { class: 'facts files' }, ...roles.map(item));
}
