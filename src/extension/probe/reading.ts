// The networks of a source as a probe runs them, read in the simulator's worker only where a probe or its lens asks for them, and once per report.
import { type PlacedReport, type ReadNetworks } from '../../protocol/analysis';
import { CancelledError } from '../../protocol/peer';
import { type Analysis } from '../analysis';
import { type Modules } from '../modules';
import { textOf, type Source } from '../sources';
import { type WorkerClient } from '../workerClient';

export class ProbeNetworks {
  /** By the report on the same text: with a newer report, of the source or of what it imports, they are read anew. */
  private readonly known = new WeakMap<PlacedReport, Promise<ReadNetworks>>();
  private readonly reading = new Map<string, AbortController>();

  constructor(
    private readonly analysis: Analysis,
    private readonly modules: Modules,
    private readonly simulator: WorkerClient,
  ) {}

  /** Waits for the report on the text as it stands now. */
  async settled(source: Source): Promise<ReadNetworks> {
    const report = await this.analysis.settled(source);
    const error = report ? report.error : (this.analysis.failure ?? '');
    if (!report || error !== undefined) return { networks: [], error: error ?? '' };
    try {
      return await this.of(source, report);
    } catch (cause) {
      if (cause instanceof CancelledError) return this.settled(source); // a newer text has overtaken it
      throw cause;
    }
  }

  /** @param report the one on the source's present text */
  of(source: Source, report: PlacedReport): Promise<ReadNetworks> {
    const known = this.known.get(report);
    if (known) return known;
    const read = this.read(source).catch((cause: unknown) => {
      this.known.delete(report); // so that the next one who asks tries again
      throw cause;
    });
    this.known.set(report, read);
    return read;
  }

  private async read(source: Source): Promise<ReadNetworks> {
    const { file } = source;
    const document = { file, text: textOf(source) };
    this.reading.get(file)?.abort(); // of an older text
    const abort = new AbortController();
    this.reading.set(file, abort);
    try {
      const surroundings = await this.modules.surroundingsOf([document]);
      return await this.simulator.request('networks', { document, ...surroundings }, { signal: abort.signal });
    } finally {
      if (this.reading.get(file) === abort) this.reading.delete(file);
    }
  }
}
