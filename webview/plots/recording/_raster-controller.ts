// A chart.js controller that blits a binned picture of the spikes into the chart's area, however many spikes there are.
import { Chart, DatasetController, type ChartTypeRegistry } from 'chart.js';
import { type TimeRange } from '../../timeAxis';
import { binSpikes, spikesWithin, type Rows } from './_binning';
import { paint, pixelColour, type Mark } from './_shading';

export interface Raster {
  readonly times: Float64Array;
  readonly ids: Uint32Array;
  readonly rows: Rows;
  range(): TimeRange;
  palette(): readonly string[];
}

declare module 'chart.js' {
  interface ChartTypeRegistry {
    raster: Omit<ChartTypeRegistry['line'], 'datasetOptions' | 'defaultDataPoint'> & {
      datasetOptions: { raster: Raster };
      defaultDataPoint: never;
    };
  }
}
export type RasterType = keyof Pick<ChartTypeRegistry, 'raster'>;

/** Where spikes are few for the picture's size, their marks grow, so that each is seen; many keep to one pixel. */
function markFor(spikes: number, width: number, height: number, ratio: number): Mark {
  const room = (width * height) / ratio ** 2 / Math.max(spikes, 1);
  if (room < 12) return { width: ratio, height: ratio };
  return { width: 2 * ratio, height: (room < 40 ? 2 : 3) * ratio };
}

export class RasterController extends DatasetController<'raster'> {
  static readonly id = 'raster';
  // chart.js wants the name of an element for data; with no data it makes none.
  static readonly defaults = { datasetElementType: false, dataElementType: 'point' };

  private readonly surface = document.createElement('canvas');
  private image: ImageData | undefined;
  private counts: Uint32Array | undefined;
  /** What the surface shows: painted again only when this changes. */
  private painted = '';

  // The data are not chart.js' points: nothing to parse, no elements to keep.
  override parse(): void {
    this._cachedMeta._parsed = [];
  }

  override update(): void {
    this.painted = '';
  }

  override draw(): void {
    const { ctx, chartArea, currentDevicePixelRatio: ratio } = this.chart;
    const width = Math.round((chartArea.right - chartArea.left) * ratio);
    const height = Math.round((chartArea.bottom - chartArea.top) * ratio);
    const { raster } = this.getDataset() as unknown as { raster?: Raster };
    if (!raster || width < 1 || height < 1) return;
    const { fromMs, toMs } = raster.range();
    const key = [width, height, fromMs, toMs, raster.palette()[0]].join(' ');
    if (key !== this.painted) this.paint(raster, width, height);
    this.painted = key;
    ctx.save();
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(this.surface, chartArea.left, chartArea.top, width / ratio, height / ratio);
    ctx.restore();
  }

  private paint(raster: Raster, width: number, height: number): void {
    const context = this.surface.getContext('2d');
    if (!context) return;
    if (this.image?.width !== width || this.image.height !== height) {
      this.surface.width = width;
      this.surface.height = height;
      this.image = new ImageData(width, height);
    }
    const { times, ids, rows } = raster;
    const ratio = Math.max(1, Math.round(this.chart.currentDevicePixelRatio));
    const { start, end } = spikesWithin(times, raster.range());
    const mark = markFor(end - start, width, height, ratio);
    const bins = binSpikes(times, ids, rows, raster.range(), width, height, this.counts);
    this.counts = bins.counts;
    const pixels = new Uint32Array(this.image.data.buffer);
    paint(bins, raster.palette().map(pixelColour), mark, { pixels, width, height });
    context.putImageData(this.image, 0, 0);
  }
}

Chart.register(RasterController);
