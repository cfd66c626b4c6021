// What the Probe panel says beside its plots: that the script has changed, and what was assumed.
import { element } from '../elements';
import { t } from '../texts';

/** One quiet line: the plots below are of an earlier script. */
export function changeNotice(run: () => void): HTMLElement {
  const again = element('button', { type: 'button', class: 'link' }, t('Run again'));
  again.addEventListener('click', run);
  return element(
    'p',
    { class: 'change', role: 'status', hidden: true },
    t('The script has changed since this run.'),
    ' ',
    again,
  );
}

export const assumedInWords = ({ what, value, why }: { what: string; value: string; why: string }): string =>
  t('{0} = {1}: {2}', what, value, why);
