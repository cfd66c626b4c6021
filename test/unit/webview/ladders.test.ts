// Tests where the Drive panel's steps stand: the log axis with zero and both signs, paths aligned by the kind of step, and nothing outside the picture.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Placed } from '../../../src/protocol/placed';
import { type DriveReport } from '../../../src/core/drive/report';
import { alignPaths, type Cell, type Row, type ShownPath } from '../../../webview/plots/drive/_alignment';
import { type LadderLayout, layLadders } from '../../../webview/plots/drive/_layout';
import { decadeText, logAxis } from '../../../webview/plots/drive/_logAxis';
import { background, drivesOf, linter } from '../drive/_drives';

function pathsOf(report: DriveReport): ShownPath[] {
  // Places are told to pages by line and column; the layout asks for none of them.
  const { drives, comparisons } = report as unknown as Placed<DriveReport>;
  const [comparison] = comparisons;
  assert.ok(comparison);
  return comparison.members.map((member) => {
    const drive = drives.find(({ id }) => id === member.id);
    assert.ok(drive);
    return { drive, member, isReference: member.id === comparison.reference };
  });
}

const hero = (): ShownPath[] => pathsOf(linter().drives(background(), { fixes: false }));

const options = (width: number) => ({
  width,
  measure: (text: string) => 7 * text.length,
  rowName: ({ role }: Row) => role,
  cellText: ({ rung }: Cell) => (rung ? `${rung.operator} ${rung.amount}` : ''),
  markText: ({ ratio }: Cell) => ratio ?? '',
});

const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9;

describe('the log axis of the ladders', () => {
  test('spans whole decades, so that a factor of ten is as long everywhere', () => {
    const axis = logAxis([10, 1, 0.1, 100]);
    assert.deepEqual([axis.from, axis.to, axis.hasZero], [-1, 2, false]);
    assert.ok(near(axis.at(10) - axis.at(1), axis.at(1) - axis.at(0.1)));
    assert.deepEqual(
      axis.ticks.map(({ exponent }) => decadeText(exponent)),
      ['0.1', '1', '10', '100'],
    );
  });

  test('has a place for zero left of all others, and takes both signs by their size', () => {
    const axis = logAxis([0, -5, 50]);
    assert.equal(axis.hasZero, true);
    assert.ok(axis.at(0) < axis.at(1) && axis.at(0) >= 0);
    assert.equal(axis.at(-5), axis.at(5));
    assert.equal(axis.at(100), 1);
  });

  test('is not empty for one number, for none, or for what is no number', () => {
    for (const sizes of [[7], [], [Number.NaN], [0], [1, 1]]) {
      const axis = logAxis(sizes);
      assert.ok(axis.to > axis.from, String(sizes));
      assert.ok(axis.ticks.length >= 2);
    }
    assert.ok(near(logAxis([1, 1]).at(1), 0.5));
  });

  test('names far decades by their power', () => {
    assert.equal(decadeText(5), '10⁵');
    assert.equal(decadeText(-12), '10⁻¹²');
    assert.equal(decadeText(3), '1000');
    assert.equal(decadeText(-2), '0.01');
  });
});

describe('the alignment of paths', () => {
  test('gives each kind of step a row, and marks the steps that make the difference', () => {
    const paths = hero();
    const rows = alignPaths(paths);
    assert.deepEqual(
      rows.map(({ role }) => role),
      ['stored', 'scaling', 'normalisation', 'conversion', 'conversion', 'weight', 'sources', 'rate', 'mean'],
    );
    const marked = rows.flatMap(({ role, cells }) =>
      cells.flatMap(({ state, ratio }, path) => (state === 'same' ? [] : [`${role} ${path} ${state} ${ratio}`])),
    );
    assert.deepEqual(marked, [
      'scaling 2 differs 100',
      'sources 2 differs 1/10',
      'rate 1 differs 1/10',
      'mean 1 differs 1/10',
      'mean 2 differs 10',
    ]);
  });

  test('lets a path without a step stand where it stood', () => {
    const rows = alignPaths(hero());
    const conversion = rows.find(({ role }) => role === 'conversion');
    const tensorflow = conversion?.cells[0];
    assert.equal(tensorflow?.rung, null);
    assert.equal(tensorflow?.state, 'same');
    assert.equal(tensorflow?.before, tensorflow?.after);
  });

  test('marks the number that the finding stands on', () => {
    const blamed = alignPaths(hero()).flatMap(({ role, cells }) =>
      cells.flatMap(({ isBlamed }, path) => (isBlamed ? [`${role} ${path}`] : [])),
    );
    assert.deepEqual(blamed, ['scaling 2', 'rate 1']);
  });

  test('marks a step that one path lacks and the reference has', () => {
    const script = (weight: string): string => `
import h5py
import nest
w = h5py.File('m.h5')['bkg_weights'][()]
cells = nest.Create('iaf_psc_exp', 10)
noise = nest.Create('poisson_generator', params={'rate': 1000.0})
nest.Connect(noise, cells, syn_spec={'weight': ${weight}})
`;
    const files = { 'a_nest.py': `# spikelint: reference\n${script('w / 8.0')}`, 'b_nest.py': script('w') };
    const rows = alignPaths(pathsOf(drivesOf(files, { fixes: false })));
    const scaling = rows.find(({ role }) => role === 'scaling')?.cells.find(({ state }) => state !== 'same');
    assert.deepEqual([scaling?.rung, scaling?.state, scaling?.ratio], [null, 'differs', '8']);
  });
});

describe('the layout of the ladders', () => {
  const inside = (layout: LadderLayout): void => {
    for (const { cells, columns } of layout.bands) {
      for (const { x, y, width, height, bar } of cells) {
        assert.ok(x >= 0 && x + width <= layout.width + 1e-6, `${x} + ${width}`);
        assert.ok(y >= 0 && y + height <= layout.height + 1e-6);
        if (bar) assert.ok(Math.min(bar.from, bar.to) >= x && Math.max(bar.from, bar.to) <= x + width);
      }
      for (const { plot } of columns) assert.ok(plot.right - plot.left > 40, `${plot.left} … ${plot.right}`);
    }
  };

  test('stands side by side where there is room, below one another where there is not, and never outside', () => {
    const paths = hero();
    for (const [width, bands] of [
      [1100, 1],
      [560, 2],
      [240, 3],
    ] as const) {
      const layout = layLadders(paths, options(width));
      assert.equal(layout.bands.length, bands, String(width));
      assert.equal(layout.bands.flatMap(({ columns }) => columns).length, paths.length);
      inside(layout);
    }
  });

  test('draws ÷ 10 and × 10 as far as each other, in opposite directions', () => {
    const layout = layLadders(hero(), options(1100));
    const bar = (path: number, role: string) => {
      const found = layout.bands[0]?.cells.find((each) => each.path === path && each.row.role === role)?.bar;
      assert.ok(found);
      return found.to - found.from;
    };
    assert.ok(bar(1, 'scaling') < 0 && bar(2, 'scaling') > 0);
    assert.ok(Math.abs(bar(1, 'scaling') + bar(2, 'scaling')) < 1e-6);
    assert.ok(Math.abs(bar(1, 'rate') - 2 * bar(1, 'scaling')) < 1e-6, '10 Hz per ms is a hundredth');
  });

  test('gives a narrow column no empty rows, and puts the names of its rows into it', () => {
    const layout = layLadders(hero(), options(240));
    const [first, , third] = layout.bands;
    assert.equal(first?.names.length, 0);
    assert.equal((third?.rows.length ?? 0) - (first?.rows.length ?? 0), 2);
  });

  test('says which symbols stand beside the numbers', () => {
    const layout = layLadders(hero(), options(1100));
    assert.deepEqual([...layout.symbols].sort(), ['W', 'W/vsc']);
    assert.deepEqual([layout.hasZero, layout.hasNegative], [false, false]);
  });
});
