// The Live page: header with controls, how the stream stands, the checklist and figures, and the plots.
import { type LiveExport, type LiveOpening, type LiveView, type TriedSolution } from '../../src/protocol/live';
import { element } from '../elements';
import { notice } from '../notices';
import { streamPlots } from '../plots/stream';
import { type PlotContext } from '../plots/recording/_plot';
import { type StreamPlot, type StreamView } from '../plots/stream/_plot';
import { type LiveSession } from '../plots/stream/_session';
import { formatCount, t } from '../texts';
import { type TimeAxis } from '../timeAxis';
import { button, type Button } from '../ui/button';
import { choice } from '../ui/choice';
import { menuButton } from '../ui/menu';
import { checklist, type Checklist } from './checklist';
import { facts, type Facts } from './facts';
import { Follow } from './follow';
import { type History } from './history';
import { eventsList, missingList, serviceInWords, statusLine, type StatusLine } from './status';

export interface PageActions {
  pause(paused: boolean): void;
  retry(): void;
  chooseSession(beside: boolean): void;
  leaveOut(): void;
  setKey(): void;
  export(kind: LiveExport): void;
  trace(): void;
  inject(): void;
  tryOut(item: string, solution: number): Promise<TriedSolution>;
  apply(item: string, solution: number): Promise<boolean>;
}

export type Opening = Extract<LiveOpening, { kind: 'service' }>;

const followed: readonly number[] = [10_000, 60_000, 300_000, 900_000, 3_600_000];

export class LivePage {
  readonly element: HTMLElement;
  private readonly views: readonly StreamView[];
  private readonly follow: Follow;
  private readonly status: StatusLine;
  private readonly checks: Checklist;
  private readonly figures: Facts = facts();
  private readonly detail = element('span', { class: 'detail' });
  private readonly sessionLink = element('button', { type: 'button', class: 'link' });
  private readonly problem = element('div', { class: 'problem' });
  private readonly told = element('p', { class: 'hint', role: 'alert', hidden: true });
  private readonly routes = element('div', { class: 'notes-holder' });
  private readonly events = element('div', { class: 'notes-holder' });
  private readonly quiet = element('p', { class: 'note', hidden: true });
  private readonly body: HTMLElement;
  private readonly pause: Button;
  private paused = false;
  private history: History | undefined;
  private troubleShown = '';
  private routesShown = '';
  private eventsShown = '';

  constructor(
    private readonly opening: Opening,
    context: PlotContext,
    view: LiveView,
    private readonly actions: PageActions,
  ) {
    const { axis } = context;
    this.follow = new Follow(axis, view.followMs, () => this.showStatus());
    if (view.from !== null && view.to !== null) this.follow.stay();
    this.views = [...(streamPlots as readonly StreamPlot[])]
      .sort((one, other) => one.order - other.order)
      .map((plot) => plot.create(context));
    this.status = statusLine({ retry: () => actions.retry(), backToNow: () => this.follow.follow() });
    this.checks = checklist(actions);
    this.pause = button({ label: t('Pause'), kind: 'secondary', onPress: () => actions.pause(!this.paused) });
    const side = element(
      'aside',
      { class: 'side live-side', 'aria-label': t('Checklist and figures') },
      this.checks.element,
      this.figures.element,
      this.routes,
      this.events,
    );
    const plots = element('div', { class: 'plots' }, this.quiet, ...this.views.map((each) => each.element));
    this.body = element('div', { class: 'body live-body', hidden: true }, side, plots);
    this.element = element(
      'div',
      { class: 'page live-page' },
      this.header(view),
      this.status.element,
      this.told,
      this.problem,
      this.body,
    );
  }

  show(history: History): void {
    this.history = history;
    const { status, discovery } = history;
    const { subject } = this.opening;
    const sessions = history.sessions();
    const own =
      sessions.find(({ session, ended }) => session === subject.session && !ended) ??
      sessions.find(({ ended }) => !ended);
    // Where the service has moved on by itself, what it did before stands beside what it does now.
    const beside =
      subject.beside === undefined
        ? sessions.filter(({ ended }) => ended).at(-1)
        : sessions.find((each) => each !== own && each.session === subject.beside);
    this.showStatus();
    if (discovery) this.detail.textContent = serviceInWords(discovery);
    this.showTrouble();
    this.showNotes();
    if (!own) return;
    this.sessionLink.textContent = subject.session ?? own.name ?? t('current');
    // Plots measure themselves, so they have to be on the page first.
    this.body.hidden = false;
    this.checks.show(own.checklist, beside?.ended === false ? beside.checklist : undefined);
    this.figures.show(own.state);
    this.showPlots(own, beside);
    if (status) this.setPaused(status.phase === 'paused');
  }

  redraw(): void {
    for (const view of this.views) view.redraw();
  }

  drawCursor(): void {
    for (const view of this.views) view.drawCursor();
  }

  /** A side request's failure, said above everything; the rest stays as it is. */
  tell(text: string): void {
    this.told.hidden = text === '';
    this.told.textContent = text;
  }

  view(axis: TimeAxis): LiveView {
    const origin = this.history?.origin ?? null;
    const away = !this.follow.isFollowing && origin !== null;
    return {
      followMs: this.follow.followedMs,
      from: away ? origin + axis.fromMs : null,
      to: away ? origin + axis.toMs : null,
    };
  }

  private showPlots(own: LiveSession, beside: LiveSession | undefined): void {
    const { history } = this;
    if (!history) return;
    this.follow.extend(history.lastMs);
    for (const view of this.views) view.show(own, beside);
    const nothing = this.views.every(({ element: each }) => each.hidden || each.querySelector('canvas') === null);
    this.quiet.hidden = !nothing && own.spikes.dropped === 0;
    this.quiet.textContent = nothing
      ? t('There is nothing to draw yet: the service has told no courses.')
      : t('{0} spikes are no longer in memory.', formatCount(own.spikes.dropped));
  }

  private showStatus(): void {
    if (this.history?.status) this.status.show(this.history.status, this.follow.isFollowing);
  }

  private setPaused(paused: boolean): void {
    if (paused === this.paused) return;
    this.paused = paused;
    this.pause.setLabel(paused ? t('Resume') : t('Pause'));
  }

  private showTrouble(): void {
    const trouble = this.history?.status?.trouble ?? null;
    const key = trouble === null ? '' : `${trouble.kind} ${trouble.message}`;
    this.body.classList.toggle('outdated', trouble !== null && this.history?.status?.phase === 'waiting');
    if (key === this.troubleShown) return;
    this.troubleShown = key;
    if (trouble === null) return this.problem.replaceChildren();
    const again = { label: t('Try now'), onPress: () => this.actions.retry() };
    const needsKey = trouble.kind === 'key-missing' || trouble.kind === 'key-wrong';
    const setKey = { label: t('Set key…'), onPress: () => this.actions.setKey() };
    const advice = this.body.hidden
      ? t('The panel goes on asking, less and less often.')
      : t('What is shown below is what was told before.');
    this.problem.replaceChildren(notice('error', trouble.message, advice, needsKey ? [setKey, again] : [again]));
  }

  private showNotes(): void {
    const { status, discovery } = this.history ?? {};
    const routes = JSON.stringify([discovery?.missing, discovery?.derived, discovery?.notes]);
    if (discovery && routes !== this.routesShown) {
      this.routesShown = routes;
      this.routes.replaceChildren(missingList(discovery));
    }
    const events = JSON.stringify(status?.events);
    if (status && events !== this.eventsShown) {
      this.eventsShown = events;
      this.events.replaceChildren(eventsList(status));
    }
  }

  private header({ followMs }: LiveView): HTMLElement {
    const { subject, hasKey } = this.opening;
    const { actions } = this;
    const sessionName = (name: string | null): string => name ?? t('current');
    const link = (label: string, hint: string, onPress: () => void): HTMLElement => {
      const made = element(
        'button',
        { type: 'button', class: 'link', title: hint, ...(label === '×' ? { 'aria-label': hint } : {}) },
        label,
      );
      made.addEventListener('click', onPress);
      return made;
    };
    const { sessionLink } = this;
    sessionLink.textContent = sessionName(subject.session);
    sessionLink.title = t('Choose another session');
    sessionLink.addEventListener('click', () => actions.chooseSession(false));
    const sessions = element(
      'p',
      { class: 'live-sessions' },
      `${t('Session')} `,
      sessionLink,
      ' · ',
      ...(subject.beside === undefined
        ? [link(t('compare…'), t('Hold another session against it'), () => actions.chooseSession(true))]
        : [
            `${t('fainter:')} `,
            link(sessionName(subject.beside), t('Compared: {0}. Choose another', sessionName(subject.beside)), () =>
              actions.chooseSession(true),
            ),
            ' ',
            link('×', t('Compare no longer'), () => actions.leaveOut()),
          ]),
    );
    const everything = 'everything';
    const span = choice({
      label: t('How much of the latest is shown'),
      items: [
        ...followed.map((ms) => ({ value: String(ms), text: spanInWords(ms) })),
        { value: everything, text: t('everything') },
      ],
      value: followMs === null ? everything : String(followMs),
      onChange: (value) => this.follow.follow(value === everything ? null : Number(value)),
    });
    const menu = menuButton({
      label: t('More'),
      sign: '⋯',
      items: [
        { label: t('Export JSON…'), onPress: () => actions.export('json') },
        { label: t('Export CSV…'), onPress: () => actions.export('csv') },
        { label: t('Trace membranes…'), onPress: () => actions.trace() },
        { label: t('Inject a neuromodulator…'), onPress: () => actions.inject() },
        { label: hasKey ? t('Change key…') : t('Set key…'), onPress: () => actions.setKey() },
        { label: t('Ask again now'), onPress: () => actions.retry() },
      ],
    });
    const title = element('h1', {}, element('span', { class: 'title' }, subject.url), this.detail);
    return element(
      'header',
      {},
      element('div', { class: 'live-title' }, title, sessions),
      element('div', { class: 'control-row' }, span.element, this.pause.element, menu.element),
    );
  }
}

const spanInWords = (ms: number): string =>
  ms < 60_000 ? t('{0} s', ms / 1000) : ms < 3_600_000 ? t('{0} min', ms / 60_000) : t('{0} h', ms / 3_600_000);
