// The files of numbers that configurations refer to: asked for while a text is read, opened between two readings, since opening one takes a promise.
import type { DataFound } from '../core/dataFiles';
import type { Io } from './io';
import { reasonOf } from './problem';

export class DataFiles {
  private readonly found = new Map<string, DataFound>();
  private readonly wanted = new Set<string>();

  constructor(
    private readonly io: Io,
    private readonly show: (file: string) => string,
  ) {}

  /** Null where there is no such file. */
  find(file: string): DataFound | null {
    const known = this.found.get(file);
    if (known) return known;
    if (!/\.(?:h5|hdf5|nwb)$/i.test(file) || this.io.files.stat(file)?.kind !== 'file') return null;
    this.wanted.add(file);
    return { error: 'it is not open yet' };
  }

  /** Opens what was asked for; false where there was nothing new. The files stay open: numbers are read as they are asked for. */
  async open(): Promise<boolean> {
    const files = [...this.wanted];
    this.wanted.clear();
    for (const file of files) {
      try {
        const source = this.io.files.open(file);
        try {
          const { datasets } = await this.io.hdf5().openHdf5(source);
          this.found.set(file, { datasets });
        } catch (error) {
          source.close();
          throw error;
        }
      } catch (error) {
        this.io.err.write(`spikelint: ${this.show(file)}: ${reasonOf(error)}\n`);
        this.found.set(file, { error: reasonOf(error) });
      }
    }
    return files.length > 0;
  }
}
