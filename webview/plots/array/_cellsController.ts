// A chart.js controller that blits a picture of cells into the chart's area.
import { Chart, DatasetController, type ChartTypeRegistry } from 'chart.js';

export interface Cells {
  /** One pixel per cell. */
  readonly surface: HTMLCanvasElement;
}

declare module 'chart.js' {
  interface ChartTypeRegistry {
    cells: Omit<ChartTypeRegistry['line'], 'datasetOptions' | 'defaultDataPoint'> & {
      datasetOptions: { cells: Cells };
      defaultDataPoint: never;
    };
  }
}
export type CellsType = keyof Pick<ChartTypeRegistry, 'cells'>;

export class CellsController extends DatasetController<'cells'> {
  static readonly id = 'cells';
  // chart.js wants the name of an element for data; with no data it makes none.
  static readonly defaults = { datasetElementType: false, dataElementType: 'point' };

  override parse(): void {
    this._cachedMeta._parsed = [];
  }

  override update(): void {
    // Nothing is kept between draws.
  }

  override draw(): void {
    const { ctx, chartArea } = this.chart;
    const { cells } = this.getDataset() as unknown as { cells?: Cells };
    if (!cells || cells.surface.width < 1) return;
    ctx.save();
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(
      cells.surface,
      chartArea.left,
      chartArea.top,
      chartArea.right - chartArea.left,
      chartArea.bottom - chartArea.top,
    );
    ctx.restore();
  }
}

Chart.register(CellsController);
