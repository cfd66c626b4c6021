// The Probe page: header with controls, summary, plots and figures, and what changes in them.
import {
  type ProbeOpening,
  type ProbeRun,
  type ProbeSettings,
  type Recording,
  type SubjectDescription,
  type TracedNeuron,
} from '../../src/protocol/probe';
import { element } from '../elements';
import { type Memory } from '../memory';
import { notesList, notice, type Remedy } from '../notices';
import { plots } from '../plots/recording';
import { type PlotContext, type PlotView } from '../plots/recording/_plot';
import { t } from '../texts';
import { button } from '../ui/button';
import { controls, type Controls } from './controls';
import { dialsPanel, type DialActions, type Dials } from './dials';
import { assumedInWords, changeNotice } from './notices';
import { runsList, runInShort, type Runs, type RunsActions } from './runs';
import { figuresTable } from './table';
import { verdict, type Verdict, type VerdictActions } from './verdict';
import { runInWords, summaryInWords } from './words';

export type Opening = Extract<ProbeOpening, { kind: 'subject' }>;

export interface PageActions extends VerdictActions, RunsActions, Omit<DialActions, 'enter'> {
  run(): void;
  cancel(): void;
  /** With every entry in a field. */
  onEntry(): void;
  reveal(population: string | null): void;
  saveSpikes(): void;
}

/** As panel.css has it: below this all stands in one column. */
const narrowPanel = '(max-width: 699px)';

export class ProbePage {
  readonly element: HTMLElement;
  private readonly controls: Controls;
  private readonly views: readonly PlotView[];
  private readonly bar = element('progress', { max: 1, value: 0, 'aria-label': t('Progress') });
  private readonly problem = element('div', { class: 'problem' });
  private readonly change: HTMLElement;
  private readonly compared = element('p', { class: 'compared-with', role: 'status' });
  private readonly detail = element('span', { class: 'detail' });
  private readonly summary = element('p', { class: 'summary', role: 'status' });
  private readonly provenance = element('p', { class: 'provenance' });
  private readonly figures = element('div', { class: 'figures-holder' });
  private readonly notes = element('div', { class: 'notes-holder' });
  private readonly body: HTMLElement;
  private readonly side: HTMLElement;
  readonly verdict: Verdict;
  private readonly dials: Dials;
  private readonly runs: Runs;
  private run: ProbeRun | undefined;
  /** Laid behind what is shown. */
  private behind: ProbeRun | null = null;
  private trials: readonly Recording[] = [];
  private traced: NonNullable<ProbeSettings['traced']>;

  constructor(
    private readonly opening: Opening,
    context: PlotContext,
    private readonly actions: PageActions,
  ) {
    const { settings, description } = opening;
    this.traced = settings.traced ?? [];
    this.controls = controls(settings, {
      run: actions.run,
      cancel: actions.cancel,
      onChange: () => {
        const entered = this.settings();
        if (entered) this.dials.enter(entered);
        actions.onEntry();
      },
    });
    this.dials = dialsPanel(settings, description.dials, {
      ...actions,
      enter: (entered) => this.controls.enter(entered),
    });
    this.runs = runsList(actions, (key) => this.dials.nameOf(key));
    const ordered = [...plots].sort((one, other) => one.order - other.order);
    const made = ordered.map((plot) => ({ isSmall: 'isSmall' in plot, view: plot.create(context) }));
    this.views = made.map(({ view }) => view);
    const elementsOf = (small: boolean): HTMLElement[] =>
      made.flatMap(({ isSmall, view }) => (isSmall === small ? [view.element] : []));
    const quiet = (label: string, hint: string, onPress: () => void): HTMLElement =>
      button({ label, hint, onPress, kind: 'quiet' }).element;
    const saving = element(
      'div',
      { class: 'saving' },
      quiet(t('Save CSV'), t('Save the spikes as a CSV file'), actions.saveSpikes),
    );
    const plotsColumn = element(
      'div',
      { class: 'plots' },
      this.compared,
      ...elementsOf(false),
      element('div', { class: 'small-plots' }, ...elementsOf(true)),
    );
    this.side = element(
      'aside',
      { class: 'side', 'aria-label': t('Figures') },
      this.figures,
      this.provenance,
      saving,
      this.runs.element,
      this.notes,
    );
    this.body = element('div', { class: 'body', hidden: true }, plotsColumn, this.side);
    this.followWidth(context.memory);
    this.change = changeNotice(actions.run);
    this.verdict = verdict(actions);
    const verdicts = this.verdict.element;
    const parts = [this.header(), this.bar, this.problem, this.change, this.summary, verdicts, this.body];
    this.element = element('div', { class: 'page' }, ...parts);
    this.bar.hidden = true;
  }

  /** As they are entered; null where one can't be used. */
  settings(): ProbeSettings | null {
    const entered = this.controls.settings();
    return entered && { ...entered, turned: this.dials.turned(), traced: this.traced };
  }

  enter(settings: ProbeSettings): void {
    this.controls.enter(settings);
    this.dials.enter(settings);
  }

  /** Adds a neuron to those that are traced; false where it is among them. */
  addTraced({ population, neuron }: TracedNeuron): boolean {
    if (this.traced.some((each) => each.population === population && each.neuron === neuron)) return false;
    this.traced = [...this.traced, { population, neuron }];
    return true;
  }

  show(run: ProbeRun): void {
    const { recording, description, figures } = run;
    this.run = run;
    this.trials = [];
    this.describe(description);
    this.dials.show(description.dials);
    this.verdict.show(run);
    this.problem.replaceChildren();
    this.summary.textContent = summaryInWords(figures, recording.ms);
    this.provenance.textContent = runInWords(recording);
    const assumed = description.assumed.map(assumedInWords);
    this.notes.replaceChildren(notesList(t('Assumptions and notes'), [...assumed, ...recording.notes]));
    // Plots measure themselves, so they have to be on the page first.
    this.body.hidden = false;
    this.draw(null);
  }

  /** Takes runs of the same with other seeds for trials. */
  setTrials(trials: readonly Recording[]): void {
    this.trials = trials;
    this.draw(null);
  }

  /** Lays another run behind the one that is shown; null takes it away. */
  lay(behind: ProbeRun | null): void {
    this.behind = behind;
    this.draw(null);
  }

  /** Shows the run as it is with a remedy, in front of the run itself; null shows the run again. */
  showBeside(changed: Recording | null, remedy: number | null): void {
    this.verdict.setCompared(remedy);
    this.draw(changed);
  }

  /** The sliders stand beside the plots; where there is no room for that, above them and folded, so that one sees what they do. */
  private followWidth(memory: Memory | undefined): void {
    const narrow = window.matchMedia(narrowPanel);
    const { dials, body, side, runs } = this;
    const lay = (): void => {
      if (narrow.matches) body.prepend(dials.element);
      else side.insertBefore(dials.element, runs.element);
      dials.setOpen(!narrow.matches || memory?.recall('dials')['open'] === true);
    };
    dials.onToggle((open) => {
      if (narrow.matches) memory?.keep('dials', { open });
    });
    narrow.addEventListener('change', lay);
    lay();
  }

  private draw(changed: Recording | null): void {
    const { run, behind } = this;
    if (!run) return;
    const other = behind && behind.id !== run.id ? behind : null;
    this.figures.replaceChildren(
      figuresTable(run.figures, run.description, (name) => this.actions.reveal(name), other?.figures),
    );
    this.runs.show(run, run.earlier, other?.id ?? null);
    const before = changed ? run.recording : other?.recording;
    this.compared.textContent = changed
      ? t('Whole lines: with the change. Dotted: the run as it is.')
      : other
        ? t(
            'Dotted, and second in the figures: {0}.',
            runInShort(other, run, (key) => this.dials.nameOf(key)),
          )
        : '';
    this.body.classList.toggle('comparing', before !== undefined);
    const around = { about: run.about, expected: run.verdicts, trials: changed ? [] : this.trials };
    for (const view of this.views) view.show(changed ?? run.recording, before, around);
  }

  /** Before the first recording, or instead of it. */
  showProblem(kind: 'error' | 'empty', message: string, advice: string, remedies: readonly Remedy[]): void {
    this.problem.replaceChildren(notice(kind, message, advice, remedies));
    if (this.body.hidden) this.summary.textContent = '';
    this.body.classList.toggle('outdated', !this.body.hidden);
  }

  /** Says something above the plots, which are as good as before. */
  say(message: string, advice: string): void {
    this.problem.replaceChildren(notice('empty', message, advice, []));
  }

  /** Says that what is shown is a run of an earlier script. */
  setOutdated(isOutdated: boolean): void {
    this.change.hidden = !isOutdated;
  }

  setRunning(running: boolean): void {
    this.controls.setRunning(running);
    this.bar.hidden = !running;
    this.bar.removeAttribute('value'); // until the first report, how far it is isn't known
    this.element.setAttribute('aria-busy', String(running));
    if (running) {
      this.problem.replaceChildren();
      this.setOutdated(false);
      this.body.classList.remove('outdated');
    }
    if (running && this.body.hidden) this.summary.textContent = t('Simulating …');
  }

  setProgress(fraction: number): void {
    this.bar.value = fraction;
  }

  redraw(): void {
    if (!this.body.hidden) for (const view of this.views) view.redraw();
  }

  drawCursor(): void {
    if (!this.body.hidden) for (const view of this.views) view.drawCursor();
  }

  private header(): HTMLElement {
    const { description, subject } = this.opening;
    const file = element('button', { type: 'button', class: 'link title' }, description.fileName);
    file.title = t('Show {0}', description.fileName);
    file.addEventListener('click', () => this.actions.reveal(subject.population));
    this.describe(description);
    return element('header', {}, element('h1', {}, file, this.detail), this.controls.element);
  }

  private describe({ populations, backend }: SubjectDescription): void {
    const count = populations.length;
    const only = count === 1 ? populations[0]?.name : undefined;
    const part = this.opening.subject.population ?? only ?? t('{0} populations', count);
    this.detail.textContent = `${part} · ${backend}`;
  }
}
