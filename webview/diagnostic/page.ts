// The Diagnostic page: files and controls, then verdicts, findings, plots and the figures.
import {
  type DiagnosedFiles,
  type FileRole,
  type PlacedDiagnosis,
  type ReportFormat,
} from '../../src/protocol/diagnostic';
import { type Spot } from '../../src/protocol/placed';
import { element } from '../elements';
import { notesList, notice } from '../notices';
import { diagnosisPlots } from '../plots/diagnosis';
import { type DiagnosisContext, type DiagnosisPlot, type DiagnosisView } from '../plots/diagnosis/_plot';
import { t } from '../texts';
import { button, type Button } from '../ui/button';
import { filesList } from './files';
import { findingsList, nextList } from './findings';
import {
  behaviourTable,
  dataTable,
  historyTable,
  inputTable,
  learnableTable,
  verdictTable,
  weightTable,
} from './tables';

export interface PageActions {
  run(): void;
  cancel(): void;
  choose(role: FileRole): void;
  leaveOut(role: FileRole): void;
  reveal(spot: Spot): void;
  save(format: ReportFormat): void;
}

export class DiagnosticPage {
  readonly element = element('div', { class: 'page' });
  private readonly files = element('div', {});
  private readonly problem = element('div', {});
  private readonly body = element('div', { class: 'diagnosis', hidden: true });
  private bar = element('progress', { max: 1, value: 0 });
  private action: Button | undefined;
  private saving = element('div', { class: 'saving', hidden: true });
  private running = false;

  private views: readonly DiagnosisView[] = [];

  constructor(
    private readonly actions: PageActions,
    private readonly context: DiagnosisContext,
  ) {}

  /** Once the texts are known. */
  start(): void {
    this.bar.setAttribute('aria-label', t('Progress'));
    this.bar.hidden = true;
    this.action = button({
      label: t('Run'),
      kind: 'primary',
      onPress: () => (this.running ? this.actions.cancel() : this.actions.run()),
    });
    const save = (label: string, format: ReportFormat): HTMLElement =>
      button({
        label,
        hint: t('Save the report as {0}', label),
        kind: 'quiet',
        onPress: () => this.actions.save(format),
      }).element;
    this.saving.replaceChildren(save('HTML', 'html'), save('Markdown', 'markdown'));
    const title = element('h1', {}, element('span', { class: 'title' }, t('Model Diagnostic')));
    const controls = element('div', { class: 'control-row' }, this.saving, this.action.element);
    this.element.replaceChildren(element('header', {}, title, controls), this.bar, this.files, this.problem, this.body);
  }

  setFiles(files: DiagnosedFiles): void {
    this.files.replaceChildren(filesList(files, this.actions));
  }

  setRunning(running: boolean): void {
    this.running = running;
    this.action?.setLabel(running ? t('Cancel') : t('Run'));
    this.bar.hidden = !running;
    this.bar.removeAttribute('value'); // until the first report, how far it is isn't known
    this.element.setAttribute('aria-busy', String(running));
    if (running) this.problem.replaceChildren();
    this.body.classList.toggle('outdated', running);
  }

  setProgress(part: number): void {
    this.bar.value = part;
  }

  showNothing(): void {
    this.body.hidden = true;
    this.saving.hidden = true;
    const choose = { label: t('Choose data…'), onPress: () => this.actions.choose('data') };
    const message = t(
      'The diagnostic needs recorded data: rates of trials × time × neurons, in a .mat, .h5 or .npz file.',
    );
    const advice = t(
      'With the code of the network and its weights it also runs the model; a history of the losses adds what training shows.',
    );
    this.problem.replaceChildren(notice('empty', message, advice, [choose]));
  }

  showProblem(message: string): void {
    const again = { label: t('Run again'), onPress: () => this.actions.run() };
    const advice = this.body.hidden
      ? t('Choose other files above, or run again.')
      : t('What is shown below is still the last run.');
    this.problem.replaceChildren(notice('error', message, advice, [again]));
  }

  show(diagnosis: PlacedDiagnosis): void {
    this.problem.replaceChildren();
    this.saving.hidden = false;
    const roles = diagnosis.roles.map(({ role, paths, because }) =>
      t('{0}: {1} ({2})', role, paths.join(', '), because),
    );
    const tables = [
      dataTable(diagnosis),
      behaviourTable(diagnosis),
      inputTable(diagnosis),
      weightTable(diagnosis),
      learnableTable(diagnosis),
      historyTable(diagnosis),
    ].filter((each) => each !== null);
    for (const view of this.views) view.close();
    this.views = [...(diagnosisPlots as readonly DiagnosisPlot[])]
      .sort((one, other) => one.order - other.order)
      .map((plot) => plot.create(diagnosis, this.context))
      .filter((view) => view !== null);
    this.body.replaceChildren(
      element(
        'div',
        {},
        verdictTable(diagnosis),
        findingsList(diagnosis, (spot) => this.actions.reveal(spot)),
        nextList(diagnosis),
      ),
      element(
        'div',
        {},
        element('div', { class: 'plots diagnosis-plots' }, ...this.views.map((view) => view.element)),
        element('div', { class: 'tables' }, ...tables),
        notesList(t('Which array is which'), roles),
        notesList(t('Notes'), diagnosis.notes),
      ),
    );
    // Plots measure themselves, so they have to be on the page first.
    this.body.hidden = false;
    this.redraw();
  }

  redraw(): void {
    if (!this.body.hidden) for (const view of this.views) view.redraw();
  }
}
