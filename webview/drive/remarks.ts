// What has to be said of paths beside their numbers: that one is never taken, and why; that its events are shared, and the other's are not.
import { element } from '../elements';
import { type Drive, type ShownPath } from '../plots/drive/_alignment';
import { t } from '../texts';
import { withCode } from './changes';

export function remarks(paths: readonly ShownPath[], nameOf: (drive: Drive) => string): HTMLElement[] {
  const items = paths.flatMap(({ drive, member }) => {
    const name = nameOf(drive);
    return [
      ...(drive.live
        ? []
        : [t('{0} is never taken: {1}.', name, drive.because ?? t('the given arguments pass it by'))]),
      ...(member?.sharing === undefined ? [] : [`${name}: ${member.sharing}.`]),
    ].map((text) => element('li', {}, ...withCode(text)));
  });
  return items.length === 0 ? [] : [element('ul', { class: 'remarks' }, ...items)];
}
