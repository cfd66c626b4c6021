// The line that says how the stream stands: running, paused, waiting and until when, and what was missing.
import { type Discovery, type StreamStatus } from '../../src/protocol/live';
import { element } from '../elements';
import { notesList } from '../notices';
import { formatCount, t } from '../texts';
import { timeOfDay } from './clock';

export interface StatusLine {
  readonly element: HTMLElement;
  show(status: StreamStatus, isFollowing: boolean): void;
}

export interface StatusActions {
  retry(): void;
  backToNow(): void;
}

export function statusLine({ retry, backToNow }: StatusActions): StatusLine {
  const phase = element('span', { class: 'phase' });
  const last = element('span', { class: 'note' });
  const again = link(t('Try now'), retry);
  const back = link(t('Back to now'), backToNow);
  return {
    element: element('p', { class: 'status-line' }, phase, last, again, back),
    show({ phase: now, nextTryMs, lastAnswerMs }, isFollowing) {
      const words = {
        stopped: t('stopped'),
        connecting: t('connecting …'),
        running: isFollowing ? t('live') : t('running; looking back'),
        paused: t('paused'),
        waiting: nextTryMs === null ? t('waiting') : t('no answer; trying again at {0}', timeOfDay(nextTryMs)),
      }[now];
      phase.className = `phase phase-${now}`;
      if (phase.textContent !== words) phase.textContent = words;
      last.textContent = lastAnswerMs === null ? '' : t('last answer {0}', timeOfDay(lastAnswerMs));
      again.hidden = now !== 'waiting';
      back.hidden = isFollowing;
    },
  };
}

function link(label: string, onPress: () => void): HTMLElement {
  const made = element('button', { type: 'button', class: 'link' }, label);
  made.addEventListener('click', onPress);
  return made;
}

/** What the service hasn't, said once and closed: in the runbook's words, with what takes its place. */
export function missingList({ missing, derived, notes }: Discovery): HTMLElement {
  const instead = (route: string): string => {
    const found = derived.find((each) => each.route === route);
    return found ? t('{0}: {1}', route, found.how) : route;
  };
  const lines = [...missing.map(instead), ...notes];
  return notesList(t('Routes that this service does not have'), lines);
}

export function eventsList({ events }: StreamStatus): HTMLElement {
  const lines = [...events].reverse().map(({ atMs, text }) => `${timeOfDay(atMs)} ${text}`);
  return notesList(t('What happened'), lines.slice(0, 50));
}

export const serviceInWords = ({ service, dialects, reached }: Discovery): string =>
  [
    ...(service.title === null ? [] : [[service.title, service.version ?? ''].join(' ').trim()]),
    ...(dialects.length > 0 ? [t('speaks: {0}', dialects.join(', '))] : []),
    t('{0} routes', formatCount(reached.length)),
  ].join(' · ');
