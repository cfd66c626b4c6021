// A chart.js controller that blits a binned picture of the spikes into the chart's area, however many spikes there are.
import { Chart, DatasetController, type ChartTypeRegistry } from 'chart.js';
import { type TimeRange } from '../../timeAxis';
import { isRecorded } from '../_recording';
import { bandColours, binSpikes, spikesWithin, type Rows } from './_binning';
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

/** More marks than these and a picture of them is smaller, and no less sharp. */
const marksAtMost = 50_000;

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
    if (isRecorded(ctx) && this.drawMarks(raster)) return;
    const { fromMs, toMs } = raster.range();
    const key = [width, height, fromMs, toMs, raster.palette()[0]].join(' ');
    if (key !== this.painted) this.paint(raster, width, height);
    this.painted = key;
    ctx.save();
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(this.surface, chartArea.left, chartArea.top, width / ratio, height / ratio);
    ctx.restore();
  }

  /** Each spike a mark of its own, for a picture that is to be sharp at any size. False where they are too many. */
  private drawMarks({ times, ids, rows, range, palette }: Raster): boolean {
    const { ctx, chartArea } = this.chart;
    const { start, end } = spikesWithin(times, range());
    if (end - start > marksAtMost) return false;
    const { left, right, top, bottom } = chartArea;
    const { fromMs, toMs } = range();
    const tall = (bottom - top) / Math.max(rows.count, 1);
    const mark = markFor(end - start, right - left, bottom - top, 1);
    const height = Math.max(mark.height, tall >= 4 ? tall - Math.max(1, Math.floor(tall / 5)) : 0);
    const spikesOf: number[][] = rows.bands.map(() => []);
    const bandOf = bandByRow(rows);
    for (let spike = start; spike < end; spike++) {
      const row = rows.rowOf[ids[spike] as number] ?? -1;
      if (row >= 0) spikesOf[bandOf[row] as number]?.push(spike, row);
    }
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, right - left, bottom - top);
    ctx.clip();
    const colours = bandColours(rows, palette());
    spikesOf.forEach((spikes, band) => {
      ctx.fillStyle = colours[band % colours.length] ?? '';
      ctx.beginPath();
      for (let at = 0; at < spikes.length; at += 2) {
        const x = left + (((times[spikes[at] as number] as number) - fromMs) / (toMs - fromMs)) * (right - left);
        ctx.rect(x, bottom - (spikes[at + 1] as number) * tall - height, mark.width, height);
      }
      ctx.fill();
    });
    ctx.restore();
    return true;
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
    paint(bins, bandColours(rows, raster.palette()).map(pixelColour), mark, { pixels, width, height });
    context.putImageData(this.image, 0, 0);
  }
}

function bandByRow({ bands, count }: Rows): Uint16Array {
  const bandOf = new Uint16Array(count);
  bands.forEach(({ firstRow, size }, band) => bandOf.fill(band, firstRow, firstRow + size));
  return bandOf;
}

Chart.register(RasterController);
