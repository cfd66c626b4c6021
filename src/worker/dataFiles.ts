// The files of numbers that configurations refer to, for one request: asked for while a text is read, opened between two readings, closed at its end.
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DataFound } from '../core/dataFiles';
import { type DataFile, type Tools } from '../data/dataset';
import { openPlace } from './openData';

/** Circuits are put together of a handful; a text that names thousands is none. */
const mostFiles = 64;

export class DataFiles {
  private readonly found = new Map<string, DataFound>();
  private readonly wanted = new Set<string>();
  private readonly open: DataFile[] = [];

  /** @param folders URIs: what lies elsewhere is not the user's to be read unasked */
  constructor(
    private readonly tools: Tools,
    private readonly folders: readonly string[],
  ) {}

  /** Makes it again with each file that it asks for, until it asks for none that is new. */
  async with<T>(make: (find: (file: string) => DataFound | null) => T): Promise<T> {
    try {
      const find = (file: string): DataFound | null => this.find(file);
      let made = make(find);
      while (await this.openWanted()) made = make(find);
      return made;
    } finally {
      for (const each of this.open) each.close();
    }
  }

  private find(file: string): DataFound | null {
    const known = this.found.get(file);
    if (known) return known;
    if (!/^file:.*\.(?:h5|hdf5|nwb)$/i.test(file) || !this.folders.some((each) => file.startsWith(`${each}/`)))
      return null;
    if (this.found.size + this.wanted.size >= mostFiles || !isFile(file)) return null;
    this.wanted.add(file);
    return { error: 'it is not open yet' };
  }

  private async openWanted(): Promise<boolean> {
    const files = [...this.wanted];
    this.wanted.clear();
    for (const file of files) {
      try {
        const data = await openPlace({ path: fileURLToPath(file) }, this.tools);
        this.open.push(data);
        this.found.set(file, { datasets: data.datasets });
      } catch (cause) {
        this.found.set(file, { error: cause instanceof Error ? cause.message : String(cause) });
      }
    }
    return files.length > 0;
  }
}

function isFile(file: string): boolean {
  try {
    return statSync(fileURLToPath(file)).isFile();
  } catch {
    return false;
  }
}
