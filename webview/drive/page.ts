// The Drive page: what is compared and against what, the ladders, what arrives in numbers, the changes that would make it equal, and every derivation.
import { groupOf, type DriveOpening, type OfferedFix } from '../../src/protocol/drive';
import { type Spot } from '../../src/protocol/placed';
import { element } from '../elements';
import { notice } from '../notices';
import { type Cell, type Comparison, type Drive, type ShownPath } from '../plots/drive/_alignment';
import { ladders, type LadderTools, type LadderView } from '../plots/drive/ladders';
import { t } from '../texts';
import { button } from '../ui/button';
import { choice } from '../ui/choice';
import { amountsTable } from './amounts';
import { changesList } from './changes';
import { derivations } from './derivations';
import { remarks } from './remarks';
import { cellInWords, cellText, comparisonInWords, markText, rowName } from './words';

type Opening = Extract<DriveOpening, { kind: 'drives' }>;

export interface PageActions {
  reveal(spot: Spot): void;
  apply(fix: OfferedFix): void;
  /** Null leaves it to the files. */
  takeForRight(reference: string | null): void;
  choose(): void;
  leaveOut(file: string): void;
  openDocument(): void;
  again(): void;
  keepGroup(group: string): void;
}

/** All inputs beside each other, compared or not. */
const everything = 'everything';
/** More columns are no picture any more: the table has them all. */
const mostPaths = 24;

export class DrivePage {
  readonly element = element('div', { class: 'page drive-page' });
  private readonly bar = element('progress', { max: 1, 'aria-label': t('Progress'), hidden: true });
  private readonly problem = element('div', { class: 'problem' });
  private readonly header = element('header', {});
  private readonly summary = element('p', { class: 'summary', role: 'status' });
  private readonly body = element('div', { class: 'drive-body', hidden: true });
  private readonly changes = element('div', { class: 'changes-holder' });
  private plot: LadderView | undefined;
  private opening: Opening | undefined;
  private group = '';
  private fixes: readonly OfferedFix[] | null = null;

  constructor(
    private readonly actions: PageActions,
    private readonly tools: Pick<LadderTools, 'theme' | 'saver'>,
  ) {}

  build(title: string): void {
    const words = {
      rowName,
      cellText,
      markText,
      name: (path: ShownPath) => this.nameOf(path.drive),
      detail: (path: ShownPath) => this.detailOf(path),
      fileName: (file: string) => this.opening?.names[file] ?? file,
      inWords: (...[cell, row, path, reference]: Parameters<Parameters<typeof ladders>[0]['inWords']>) =>
        cellInWords(cell, row, path, reference, this.nameOf(path.drive)),
    };
    const reveal = ({ rung }: Cell): void => {
      if (rung?.span) this.actions.reveal(rung.span);
    };
    this.plot = ladders(words, { ...this.tools, reveal });
    this.header.append(element('h1', {}, title));
    this.element.replaceChildren(this.header, this.bar, this.problem, this.summary, this.body);
  }

  setWaiting(waiting: boolean): void {
    this.bar.hidden = !waiting;
    this.bar.removeAttribute('value');
    this.element.setAttribute('aria-busy', String(waiting));
  }

  showNothing(message: string, advice: string): void {
    this.opening = undefined;
    this.body.hidden = true;
    this.summary.textContent = '';
    this.header.replaceChildren(element('h1', {}, t('Drives')));
    this.problem.replaceChildren(
      notice('empty', message, advice, [
        { label: t('Compare with…'), onPress: () => this.actions.choose() },
        { label: t('Try again'), onPress: () => this.actions.again() },
      ]),
    );
  }

  showProblem(message: string): void {
    const advice = this.body.hidden
      ? t('Mend what the message names, and try again.')
      : t('What is shown below is what was derived before.');
    const again = { label: t('Try again'), onPress: () => this.actions.again() };
    this.problem.replaceChildren(notice('error', message, advice, [again]));
  }

  show(opening: Opening, group: string | null): void {
    this.opening = opening;
    this.fixes = null;
    const groups = opening.report.comparisons.map(groupOf);
    const wanted = group ?? this.group;
    const open = opening.report.comparisons.find(({ equal }) => !equal);
    const usual = open ? groupOf(open) : (groups[0] ?? everything);
    this.group = wanted === everything || groups.includes(wanted) ? wanted : usual;
    this.problem.replaceChildren();
    this.fill();
  }

  /** The changes come after the picture: each is derived again. */
  offer(fixes: readonly OfferedFix[]): void {
    this.fixes = fixes;
    this.fillChanges();
  }

  redraw(): void {
    this.plot?.redraw();
  }

  private get comparison(): Comparison | undefined {
    return this.opening?.report.comparisons.find((each) => groupOf(each) === this.group);
  }

  private paths(): ShownPath[] {
    const { opening, comparison } = this;
    if (!opening) return [];
    const { drives } = opening.report;
    if (!comparison)
      return drives
        .filter(({ kind }) => kind !== 'recurrent')
        .map((drive) => ({ drive, member: null, isReference: false }));
    const byId = new Map(drives.map((each) => [each.id, each]));
    const paths = comparison.members.flatMap((member): ShownPath[] => {
      const drive = byId.get(member.id);
      return drive ? [{ drive, member, isReference: member.id === comparison.reference }] : [];
    });
    // What the others are held against stands first.
    return [...paths.filter((each) => each.isReference), ...paths.filter((each) => !each.isReference)];
  }

  private fill(): void {
    const { opening, comparison, plot } = this;
    if (!opening || !plot) return;
    const paths = this.paths();
    this.fillHeader(opening, comparison);
    const named = (id: string): string => {
      const drive = opening.report.drives.find((each) => each.id === id);
      return drive ? this.nameOf(drive) : id;
    };
    const isLive = (id: string): boolean => opening.report.drives.find((each) => each.id === id)?.live !== false;
    this.summary.textContent = comparison
      ? comparisonInWords(comparison, named, isLive)
      : opening.report.comparisons.length > 0
        ? t('Every input from outside, side by side.')
        : t(
            'Nothing here is the same input in two places: no other file draws on the same stored weights or is grouped with this one. “Compare with…” holds it against a script of your choice.',
          );
    const shown = paths.slice(0, mostPaths);
    const cut =
      paths.length > shown.length
        ? [element('p', { class: 'note' }, t('showing {0} of {1} paths', shown.length, paths.length))]
        : [];
    const reveal = (spot: Spot): void => this.actions.reveal(spot);
    const name = (drive: Drive): string => this.nameOf(drive);
    this.body.replaceChildren(
      plot.element,
      ...cut,
      ...remarks(paths, name),
      amountsTable(paths, name, reveal),
      this.changes,
      derivations(paths, name, reveal),
    );
    this.body.hidden = false;
    this.fillChanges();
    // It measures itself, so it has to be on the page first.
    plot.show(shown);
  }

  private fillHeader({ report, subject, names }: Opening, comparison: Comparison | undefined): void {
    const title = element('h1', {}, element('span', { class: 'title' }, names[subject.file] ?? ''));
    const verdict = comparison && verdictMark(comparison);
    if (verdict) title.append(verdict);
    const controls = element('div', { class: 'control-row' });
    if (report.comparisons.length > 0) {
      const items = report.comparisons.map((each) => ({
        value: groupOf(each),
        text: `${each.name} (${each.equal ? t('equal') : t('not equal')})`,
      }));
      const select = choice({
        label: t('What is compared'),
        items: [...items, { value: everything, text: t('all inputs') }],
        value: this.group,
        onChange: (value) => {
          this.group = value;
          this.actions.keepGroup(value);
          this.fill();
        },
      });
      controls.append(captioned(t('compare'), select.element));
    }
    if (comparison) {
      const items = comparison.members.map(({ id }) => {
        const drive = report.drives.find((each) => each.id === id);
        return { value: id, text: drive ? this.nameOf(drive) : id };
      });
      const right = choice({
        label: t('Which is right'),
        items: [{ value: '', text: t('as the files say') }, ...items],
        value: subject.reference ?? '',
        onChange: (value) => this.actions.takeForRight(value === '' ? null : value),
      });
      controls.append(captioned(t('right is'), right.element));
    }
    const quiet = (label: string, hint: string, onPress: () => void): HTMLElement =>
      button({ label, hint, onPress, kind: 'quiet' }).element;
    controls.append(
      quiet(t('Compare with…'), t('Compare with other scripts of the workspace'), () => this.actions.choose()),
      quiet(t('Open as document'), t('Open as document: the derivations with their formulas'), () =>
        this.actions.openDocument(),
      ),
    );
    const added = subject.also.map((file) => {
      const off = element('button', { type: 'button', class: 'link' }, t('leave out {0}', names[file] ?? file));
      off.addEventListener('click', () => this.actions.leaveOut(file));
      return off;
    });
    this.header.replaceChildren(
      title,
      controls,
      ...(added.length > 0 ? [element('p', { class: 'added' }, ...added)] : []),
    );
  }

  private fillChanges(): void {
    const { comparison, fixes } = this;
    if (!comparison || comparison.equal) return this.changes.replaceChildren();
    const own = fixes?.filter(({ group }) => group === this.group) ?? null;
    this.changes.replaceChildren(
      changesList(own, (id) => this.nameOfId(id), {
        apply: (fix) => this.actions.apply(fix),
        reveal: (spot) => this.actions.reveal(spot),
        placeName: ({ file, line }) => `${this.opening?.names[file] ?? file}:${line}`,
      }),
    );
  }

  private nameOfId(id: string): string {
    const drive = this.opening?.report.drives.find((each) => each.id === id);
    return drive ? this.nameOf(drive) : id;
  }

  /** The file, and the population where one file gives several. */
  private nameOf({ span, target, source }: Drive): string {
    const file = this.opening?.names[span.file] ?? span.file;
    const same = this.paths().filter(({ drive }) => drive.span.file === span.file);
    return same.length > 1 ? `${file}: ${source} → ${target}` : file;
  }

  private detailOf({ drive, isReference, member }: ShownPath): string {
    const role = isReference ? (this.comparison?.declared ? t('taken for right') : t('compared with')) : '';
    const dead = drive.live ? '' : t('never taken');
    const alike = member !== null && !isReference && member.verdict === 'equal' ? t('equal') : '';
    return [role, alike, dead, drive.backend, `${drive.source} → ${drive.target}`].filter(Boolean).join(' · ');
  }
}

const captioned = (caption: string, control: HTMLElement): HTMLElement =>
  element('div', { class: 'field' }, element('span', { class: 'caption', 'aria-hidden': true }, caption), control);

function verdictMark({ equal, name }: Comparison): HTMLElement {
  const words = equal ? t('{0}: equal', name) : t('{0}: not equal', name);
  return element('span', { class: `verdict verdict-${equal ? 'good' : 'below'}` }, words);
}
