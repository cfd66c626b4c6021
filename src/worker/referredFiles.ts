// The files that configurations refer to, for one request: tables as text, numbers opened between two readings, all closed at its end.
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DataFound } from '../core/dataFiles';
import { type SourceDocument } from '../core/lint';
import { type DataFile, type Tools } from '../data/dataset';
import { openPlace } from './openData';

/** Circuits are put together of a handful; a text that names thousands is none. */
const mostFiles = 64;
const mostTexts = 400;
const mostTextBytes = 8 * 2 ** 20;

/** As a reading of a document asks for what is not in its context. */
export interface Readers {
  readonly data: (file: string) => DataFound | null;
  readonly read: (file: string) => SourceDocument | null;
}

/** Opens files in those folders while `use` lasts; what lies elsewhere is not the user's to be read unasked. */
export async function withReferredFiles<T>(
  tools: Tools,
  folders: readonly string[],
  use: (files: ReferredFiles) => Promise<T>,
): Promise<T> {
  const files = new ReferredFiles(tools, folders);
  try {
    return await use(files);
  } finally {
    files.close();
  }
}

export class ReferredFiles {
  private readonly found = new Map<string, DataFound>();
  private readonly wanted = new Set<string>();
  private readonly open: DataFile[] = [];
  private readonly texts = new Map<string, SourceDocument | null>();

  constructor(
    private readonly tools: Tools,
    private readonly folders: readonly string[],
  ) {}

  /** Makes it again with each file that it asks for, until it asks for none that is new: from then on the readers know all of them. */
  async settled<T>(make: (readers: Readers) => T): Promise<T> {
    let made = make(this.readers);
    while (await this.openWanted()) made = make(this.readers);
    return made;
  }

  readonly readers: Readers = {
    data: (file) => this.found.get(file) ?? this.want(file),
    read: (file) => {
      if (!this.texts.has(file)) this.texts.set(file, this.text(file));
      return this.texts.get(file) ?? null;
    },
  };

  close(): void {
    for (const each of this.open) each.close();
  }

  private want(file: string): DataFound | null {
    if (!/\.(?:h5|hdf5|nwb)$/i.test(file) || bytesOf(this.pathOf(file)) === null) return null;
    if (this.found.size + this.wanted.size >= mostFiles) return null;
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

  private text(file: string): SourceDocument | null {
    if (!/\.(?:jsonc?|csv|ya?ml|toml)$/i.test(file) || this.texts.size >= mostTexts) return null;
    const path = this.pathOf(file);
    const bytes = bytesOf(path);
    if (path === null || bytes === null || bytes > mostTextBytes) return null;
    try {
      return { file, text: readFileSync(path, 'utf8') };
    } catch {
      return null; // as if it were not there
    }
  }

  /** Null for what is no file of this machine or in none of the folders. */
  private pathOf(file: string): string | null {
    const isInside = file.startsWith('file:') && this.folders.some((each) => file.startsWith(`${each}/`));
    return isInside ? fileURLToPath(file) : null;
  }
}

/** Null where there is no such file. */
function bytesOf(path: string | null): number | null {
  try {
    const found = path === null ? undefined : statSync(path, { throwIfNoEntry: false });
    return found?.isFile() ? found.size : null;
  } catch {
    return null;
  }
}
