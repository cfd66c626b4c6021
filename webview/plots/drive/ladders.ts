// The ladders as a picture: every path a column, every step a bar from where the product stood to where it stands, on one log axis for all.
import { element } from '../../elements';
import { type Saver } from '../../saving';
import { t } from '../../texts';
import { type Theme } from '../../theme';
import { frame } from '../_frame';
import { type Numbers } from '../_csv';
import { offerExports } from '../_exports';
import { svg } from '../_svg';
import { drawnSvg } from '../_svgPicture';
import { alignPaths, type Cell, type Row, type ShownPath } from './_alignment';
import { type Band, layLadders, type LadderLayout, type PlacedCell, shortened, textInset } from './_layout';

export interface LadderWords {
  rowName(row: Row): string;
  cellText(cell: Cell): string;
  markText(cell: Cell): string;
  inWords(cell: Cell, row: Row, path: ShownPath, reference: Cell | undefined): string;
  /** What a path is called, shortly. */
  name(path: ShownPath): string;
  fileName(file: string): string;
  /** The same with where it is, and what in: the second line of its heading. */
  detail(path: ShownPath): string;
}

export interface LadderView {
  readonly element: HTMLElement;
  show(paths: readonly ShownPath[]): void;
  redraw(): void;
}

export interface LadderTools {
  readonly theme: () => Theme;
  readonly saver: Saver;
  /** Leads to the line of a step. */
  reveal(cell: Cell): void;
}

const diamond = 5;
const barHeight = 10;
const leastBar = 1.5;

export function ladders(words: LadderWords, { theme, saver, reveal }: LadderTools): LadderView {
  const view = frame(
    'ladders',
    t('From what is stored to what arrives'),
    t('Arrow keys go from step to step and from path to path; Enter goes to the line of a step.'),
  );
  view.canvas.remove();
  view.picture.classList.add('ladders');
  // Its steps are buttons: the picture itself is no stop for the keyboard.
  view.picture.removeAttribute('tabindex');
  view.picture.setAttribute('role', 'group');
  const holder = element('div', { class: 'ladders-holder' });
  const readout = element('p', { class: 'ladders-readout', 'aria-hidden': true });
  view.picture.append(holder);
  view.element.append(readout);
  let paths: readonly ShownPath[] = [];
  let drawn: SVGSVGElement | null = null;
  let focused = { path: 0, row: 0 };
  let drawnWidth = 0;
  const ink = element('canvas').getContext('2d');

  const measure = (text: string): number => {
    if (!ink) return text.length * 7;
    const { fontFamily, fontSize } = getComputedStyle(holder);
    ink.font = `600 ${fontSize} ${fontFamily}`; // the heaviest that is used
    return ink.measureText(text).width;
  };

  const draw = (): void => {
    const width = Math.floor(holder.clientWidth);
    if (paths.length === 0 || width < 1) return;
    drawnWidth = width;
    const hadFocus = holder.contains(document.activeElement);
    const layout = layLadders(paths, { width, measure, ...words });
    drawn = pictureOf(layout);
    holder.replaceChildren(drawn);
    // One stop for the keyboard, whatever the first path has on its first rung.
    if (!drawn.querySelector('.rung[tabindex="0"]'))
      drawn.querySelector('.rung[tabindex]')?.setAttribute('tabindex', '0');
    if (hadFocus) focusOn(focused.path, focused.row);
    const [hatched, zero] = [
      layout.hasNegative ? t('hollow: negative') : '',
      layout.hasZero ? t('zero stands at the left end') : '',
    ];
    const beside = layout.symbols.length > 0 ? t('the number in front of {0}', layout.symbols.join(', ')) : '';
    view.note([t('log axis'), beside, hatched, zero].filter(Boolean).join(' · '));
  };

  const pictureOf = (layout: LadderLayout): SVGSVGElement => {
    const title = t('Each path with its steps, side by side');
    const made = svg(
      'svg',
      { width: layout.width, height: layout.height, viewBox: `0 0 ${layout.width} ${layout.height}`, role: 'group' },
      ...layout.bands.flatMap((band) => [ground(band), ...band.columns.map((column) => heading(column))]),
      ...layout.bands.flatMap((band) => band.cells.map((cell) => rung(cell, layout))),
    ) as SVGSVGElement;
    made.setAttribute('aria-label', title);
    return made;
  };

  const ground = ({ names, rows, columns }: Band): SVGElement =>
    svg(
      'g',
      { class: 'ladders-ground', 'aria-hidden': 'true' },
      ...names.map(({ text, y, isTotal }) =>
        svg('text', { x: 0, y: y + 4, class: isTotal ? 'row-name row-total' : 'row-name' }, text),
      ),
      ...columns.flatMap(({ x, width, plot, ticks }) => [
        ...rows
          .filter(({ isTotal }) => isTotal)
          .map(({ y, height }) => svg('rect', { x, y, width, height, class: 'row-ground' })),
        ...ticks.flatMap((tick) => [
          svg('line', { x1: tick.x, x2: tick.x, y1: plot.top, y2: plot.bottom, class: 'ladder-grid' }),
          svg('text', { x: tick.x, y: plot.bottom + 14, class: 'ladder-tick' }, tick.text),
        ]),
      ]),
    );

  const heading = ({ path: at, x, width, titleY }: Band['columns'][number]): SVGElement => {
    const path = paths[at];
    if (!path) return svg('g', {});
    return svg(
      'g',
      { class: 'ladder-head', 'aria-hidden': 'true' },
      svg('text', { x: x + 8, y: titleY, class: 'ladder-name' }, shortened(words.name(path), width - 12, measure)),
      svg(
        'text',
        { x: x + 8, y: titleY + 16, class: 'ladder-detail' },
        shortened(words.detail(path), width - 12, measure),
      ),
    );
  };

  const rung = (placed: PlacedCell, layout: LadderLayout): SVGElement => {
    const { cell, row, path: at, x, y, width, height, label } = placed;
    const path = paths[at];
    const rowAt = layout.rows.indexOf(row);
    const reference = row.cells[paths.findIndex((each) => each.isReference)];
    const said = path ? words.inWords(cell, row, path, reference) : '';
    const kinds = [
      'rung',
      `rung-${cell.state}`,
      ...(row.isTotal ? ['rung-total'] : []),
      ...(path && !path.drive.live ? ['rung-dead'] : []),
      ...(cell.isBlamed ? ['rung-blamed'] : []),
      ...((cell.after ?? 1) < 0 ? ['rung-negative'] : []),
    ];
    const isEmpty = cell.rung === null && cell.state === 'same';
    const made = svg(
      'g',
      { class: kinds.join(' ') },
      ...(cell.state === 'same'
        ? []
        : [
            svg('rect', { x, y: y + 1, width, height: height - 2, class: 'rung-ground' }),
            svg('rect', { x, y: y + 1, width: 3, height: height - 2, class: 'rung-mark' }),
          ]),
      ...marks(placed),
      svg('text', { x: x + textInset, y: label.y, class: 'rung-text' }, label.text),
      ...(placed.mark
        ? [svg('text', { x: placed.mark.x, y: label.y, class: 'rung-ratio' }, ` ${placed.mark.text}`)]
        : []),
    );
    if (isEmpty) return made;
    made.append(svg('rect', { x, y, width, height, class: 'rung-area' }));
    made.setAttribute('role', 'button');
    made.setAttribute('aria-label', said);
    made.setAttribute('data-path', String(at));
    made.setAttribute('data-row', String(rowAt));
    made.setAttribute('data-role', row.role);
    made.setAttribute('tabindex', at === focused.path && rowAt === focused.row ? '0' : '-1');
    if (cell.rung && !cell.rung.span) made.setAttribute('aria-disabled', 'true');
    made.addEventListener('click', () => reveal(cell));
    made.addEventListener('pointerenter', () => (readout.textContent = said));
    made.addEventListener('focus', () => {
      focused = { path: at, row: rowAt };
      for (const each of holder.querySelectorAll('.rung[tabindex]')) each.setAttribute('tabindex', '-1');
      made.setAttribute('tabindex', '0');
      readout.textContent = said;
    });
    return made;
  };

  const marks = ({ bar, thread, cell, row }: PlacedCell): SVGElement[] => {
    if (!bar) return [];
    const { from, to, y } = bar;
    const line = thread
      ? [svg('line', { x1: thread.x, x2: thread.x, y1: thread.y0, y2: thread.y1, class: 'thread' })]
      : [];
    if (!cell.rung) return line;
    if (row.isTotal || cell.rung.operator === '=')
      return [
        ...line,
        svg('path', {
          d: `M${to} ${y - diamond}l${diamond} ${diamond}l${-diamond} ${diamond}l${-diamond} ${-diamond}Z`,
          class: 'reached',
        }),
      ];
    const length = Math.abs(to - from);
    if (length < leastBar)
      return [...line, svg('line', { x1: to, x2: to, y1: y - barHeight / 2, y2: y + barHeight / 2, class: 'flat' })];
    const head = Math.min(6, length) * Math.sign(to - from);
    const [top, bottom] = [y - barHeight / 2, y + barHeight / 2];
    return [
      ...line,
      svg('path', {
        d: `M${from} ${top}L${to - head} ${top}L${to} ${y}L${to - head} ${bottom}L${from} ${bottom}Z`,
        class: 'bar',
      }),
    ];
  };

  const focusOn = (path: number, row: number): boolean => {
    const target = holder.querySelector<SVGElement>(`.rung[data-path="${path}"][data-row="${row}"]`);
    target?.focus();
    return target !== null;
  };

  holder.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { path, row } = focused;
    const along = (step: (n: number) => readonly [number, number]): boolean => {
      for (let n = 1; n < 40; n++) if (focusOn(...step(n))) return true;
      return true;
    };
    const keys: Readonly<Record<string, () => boolean>> = {
      ArrowDown: () => along((n) => [path, row + n]),
      ArrowUp: () => along((n) => [path, row - n]),
      ArrowRight: () => along((n) => [path + n, row]),
      ArrowLeft: () => along((n) => [path - n, row]),
      Home: () => along((n) => [path, n - 1]),
      End: () => along((n) => [path, 40 - n]),
      Enter: () => press(),
      ' ': () => press(),
    };
    const press = (): boolean => {
      (document.activeElement as Element | null)?.dispatchEvent(new MouseEvent('click'));
      return true;
    };
    if (keys[event.key]?.() === true) event.preventDefault();
  });

  const numbers = (): Numbers => {
    const rows = alignPaths(paths);
    const lines = rows.flatMap((row) =>
      row.cells.flatMap((cell, at) => {
        const [path, { rung, state, ratio, isBlamed }] = [paths[at], cell];
        if (!path || (!rung && state === 'same')) return [];
        const { live, backend, span } = path.drive;
        return [
          [
            ...[words.rowName(row), words.name(path), backend, live ? '' : t('never taken')],
            ...[words.cellText(cell), rung?.code ?? null, rung?.value ?? null, rung?.magnitude ?? null],
            ...[
              rung?.symbols ?? null,
              path.member === null ? null : state === 'same' ? '1' : ratio,
              state === 'evened' ? t('evens out') : '',
            ],
            ...[isBlamed ? t('this number makes the difference') : '', words.fileName(rung?.span?.file ?? span.file)],
            rung?.span?.line ?? null,
          ],
        ];
      }),
    );
    return {
      caption: t('What each step does, and what it gives'),
      columns: [
        ...[t('rung'), t('path'), t('backend'), t('taken'), t('step'), t('code'), t('gives'), t('number')],
        ...[t('symbols'), t('over the reference’s'), t('evens out'), t('blame'), t('file'), t('line')],
      ],
      count: lines.length,
      rows: () => lines,
    };
  };
  const exported = offerExports(view, { name: 'drives', ...drawnSvg(view, () => drawn, theme), numbers }, saver);

  new ResizeObserver(() => {
    if (Math.floor(holder.clientWidth) !== drawnWidth) draw();
  }).observe(holder);

  return {
    element: view.element,
    show(next) {
      paths = next;
      const rows = alignPaths(next);
      if (focused.path >= next.length || focused.row >= rows.length) focused = { path: 0, row: 0 };
      readout.textContent = t(
        'Point at a step, or go to it with the keys, to read it here; click or Enter goes to its line.',
      );
      view.describe(t('{0} paths, {1} rungs.', next.length, rows.length));
      exported.refresh();
      draw();
    },
    redraw: draw,
  };
}
