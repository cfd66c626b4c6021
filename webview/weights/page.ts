// The Weights page: what is shown and how, the table of all weights with their distributions over each other, and one of them in depth.
import {
  type Difference,
  type MatrixPicture,
  type MatrixView,
  type Overview,
  type Presynaptic,
  type WeightDetail,
  type WeightSet,
  type WeightsOpening,
  type WeightsPanelState,
} from '../../src/protocol/weights';
import { CancelledError } from '../../src/protocol/peer';
import { element } from '../elements';
import { notesList, notice } from '../notices';
import { overlay } from '../plots/weights/overlay';
import { type AxisKind } from '../plots/weights/_signedAxis';
import { type Saver, within } from '../saving';
import { formatCount, t } from '../texts';
import { type Theme } from '../theme';
import { comparison, matchingInWords, type ComparisonView } from './comparison';
import { headerOf } from './header';
import { weightDetail, type Axes, type DetailView } from './detail';
import { mostSets, setsTable, type SetsTable } from './sets';

export type Opened = Extract<WeightsOpening, { kind: 'weights' }>;

export interface PageTools {
  theme(): Theme;
  readonly saver: Saver;
  state(): Partial<WeightsPanelState>;
  keep(change: Partial<WeightsPanelState>): void;
  overview(signal: AbortSignal, progress: (part: number) => void): Promise<Overview>;
  detail(
    path: string,
    presynaptic: Presynaptic | null,
    signal: AbortSignal,
    progress: (part: number) => void,
  ): Promise<WeightDetail>;
  matrix(path: string, view: MatrixView, signal: AbortSignal): Promise<MatrixPicture>;
  difference(path: string, otherPath: string, signal: AbortSignal): Promise<Difference>;
  compareWith(): void;
  compareNoMore(): void;
  reseed(seed: number): void;
  reveal(): void;
}

/** As many outlines over each other can be told apart at first. */
const mostDrawn = 7;

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

export class WeightsPage {
  readonly element = element('div', { class: 'page weights-page' });
  private readonly end = new AbortController();
  private readonly sets: readonly WeightSet[];
  private readonly table: SetsTable;
  private readonly drawn;
  private readonly place = element('div', { class: 'detail-place' });
  private readonly state = element('p', { class: 'note', role: 'status' });
  private readonly problem = element('div', {});
  private overview: Overview | undefined;
  private axes: Axes;
  private shown: readonly string[];
  private selected: string | null = null;
  private detail: DetailView | undefined;
  private comparison: ComparisonView | undefined;

  constructor(
    private readonly opening: Opened,
    private readonly tools: PageTools,
  ) {
    const { listing, other } = opening;
    const all = listing.sets;
    this.sets = all.length <= mostSets ? all : [...all].sort((a, b) => b.entries - a.entries).slice(0, mostSets);
    const { axis = 'linear', counts = 'linear', shown } = tools.state();
    this.axes = { axis, counts };
    const parts = this.sets.filter(({ isTotal }) => !isTotal || this.sets.length === 1);
    const weights = parts.filter(({ path }) => !/mask/i.test(path));
    this.shown = shown ?? (weights.length > 0 ? weights : parts).slice(0, mostDrawn).map(({ path }) => path);
    this.table = setsTable(this.sets, {
      choose: (path) => this.choose(path),
      toggle: (path) => this.toggle(path),
    });
    this.drawn = overlay({ theme: tools.theme, saver: tools.saver });
    this.drawn.element.hidden = this.sets.length < 2;
    const matching = other && 'matching' in other ? matchingInWords(other.matching, opening.name, other.name) : [];
    this.element.append(
      headerOf(opening, this.axes, { ...tools, setAxes: (axes) => this.setAxes(axes) }),
      ...(other && 'message' in other
        ? [notice('error', `${other.name}: ${other.message}`, t('Choose another file to compare with.'), [])]
        : []),
      notesList(t('What belongs together'), matching),
      notesList(t('Notes'), listing.notes),
      this.state,
      this.problem,
      ...(this.sets.length === 0 ? [this.nothing()] : [this.table.element, this.drawn.element, this.place]),
    );
  }

  /** Once it is on the page. */
  start(): void {
    if (this.sets.length === 0) return;
    const { selected = null } = this.tools.state();
    const known =
      this.sets.find(({ path }) => path === selected) ??
      this.sets.find(({ path }) => path === this.opening.listing.likeliest);
    this.choose((known ?? this.sets[0])?.path ?? '', true);
    void this.read();
  }

  redraw(): void {
    this.drawOverlay();
    this.detail?.redraw();
    this.comparison?.redraw();
  }

  close(): void {
    this.end.abort();
    this.drawn.close();
    this.detail?.close();
    this.comparison?.close();
  }

  private nothing(): HTMLElement {
    return notice(
      'empty',
      t('{0} holds no weights.', this.opening.name),
      t(
        'Weights are matrices of numbers, sparse matrices as scipy saves them, SONATA’s edges, and tables with columns such as source, target and weight.',
      ),
      [{ label: t('Show the file'), onPress: () => this.tools.reveal() }],
    );
  }

  private async read(): Promise<void> {
    const [all, more] = [this.sets.length, this.opening.listing.sets.length];
    const told = all < more ? t('showing the largest {0} of {1}', formatCount(all), formatCount(more)) : '';
    this.state.textContent = t('Reading …');
    try {
      const found = await this.tools.overview(this.end.signal, (part) => {
        this.state.textContent = t('Reading … {0} %', Math.round(part * 100));
      });
      this.overview = this.only(found);
      this.state.textContent = told;
      this.table.show(this.overview, this.axes.axis);
      this.drawOverlay();
    } catch (cause) {
      if (cause instanceof CancelledError) return;
      this.state.textContent = told;
      this.problem.replaceChildren(notice('error', messageOf(cause), t('The rest can still be looked at.'), []));
    }
  }

  /** Of the sets that the table shows, in its order. */
  private only(found: Overview): Overview {
    const places = this.sets.map((set) => this.opening.listing.sets.indexOf(set));
    const pick = <T>(each: readonly T[]): T[] => places.flatMap((place) => each[place] ?? []);
    const shared = (axis: 'linear' | 'log'): Overview['linear'] => {
      const counts = found[axis];
      return counts && { ...counts, positive: pick(counts.positive), negative: pick(counts.negative) };
    };
    return { figures: pick(found.figures), linear: shared('linear'), log: shared('log') };
  }

  private readonly isShown = (set: number): boolean => this.shown.includes(this.sets[set]?.path ?? '');

  private drawOverlay(): void {
    const shared = this.overview?.[this.axes.axis];
    this.drawn.element.hidden = !shared || this.sets.length < 2;
    if (!shared || this.sets.length < 2) return;
    const units = new Set(this.sets.filter((_, set) => this.isShown(set)).map(({ unit }) => unit));
    const [unit = null] = units;
    this.drawn.show({
      shared,
      ...this.axes,
      unit: units.size === 1 ? unit : null,
      names: this.sets.map(({ path }) => path),
      isShown: this.isShown,
    });
  }

  private toggle(path: string): void {
    this.shown = this.shown.includes(path) ? this.shown.filter((each) => each !== path) : [...this.shown, path];
    this.tools.keep({ shown: this.shown });
    this.table.mark(this.selected, this.isShown);
    this.drawOverlay();
  }

  private setAxes(axes: { readonly axis: AxisKind; readonly counts: AxisKind }): void {
    this.axes = axes;
    this.tools.keep(axes);
    if (this.overview) this.table.show(this.overview, axes.axis);
    this.drawOverlay();
    this.detail?.setAxes(axes);
    this.comparison?.setAxes(axes);
  }

  private choose(path: string, isFirst = false): void {
    const set = this.sets.find((each) => each.path === path);
    if (!set) return;
    this.detail?.close();
    this.comparison?.close();
    this.selected = path;
    const kept = this.tools.state();
    const isSame = isFirst && kept.selected === path;
    if (!isSame) this.tools.keep({ selected: path, seen: null, presynaptic: null });
    const { theme, matrix, detail, difference, keep } = this.tools;
    const saver = within(this.tools.saver, path);
    const problem = (cause: unknown): HTMLElement =>
      notice('error', messageOf(cause), t('The rest can still be looked at.'), []);
    this.detail = weightDetail(set, this.axes, {
      theme,
      saver,
      problem,
      detail: (presynaptic, signal, progress) => detail(path, presynaptic, signal, progress),
      matrix: (view, signal) => matrix(path, view, signal),
      seen: { last: isSame ? (kept.seen ?? null) : null, keep: (seen) => keep({ seen }) },
      presynaptic: isSame ? (kept.presynaptic ?? null) : null,
      keepPresynaptic: (presynaptic) => keep({ presynaptic }),
    });
    const { other } = this.opening;
    const match = other && 'matching' in other ? other.matching.pairs.find(({ before }) => before === path) : undefined;
    this.comparison =
      other && 'matching' in other
        ? comparison(set, match ? { path: match.after, file: other.name } : null, this.axes, {
            theme,
            saver,
            problem,
            difference,
          })
        : undefined;
    this.table.mark(path, this.isShown);
    this.place.replaceChildren(...(this.comparison ? [this.comparison.element] : []), this.detail.element);
    this.detail.start();
    this.comparison?.start();
  }
}
