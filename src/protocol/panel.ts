// What every panel asks of the host.

/** What a plot shows, as a file. */
export interface SavedPart {
  /** Offered to the user, with its extension. */
  readonly name: string;
  readonly kind: 'png' | 'svg' | 'csv';
  readonly bytes: Uint8Array;
}

export type PanelHostMethods = {
  /** Translations of the panel's texts, keyed by the English text; empty where English is shown. */
  texts: { params: null; result: Readonly<Record<string, string>> };
  /** False where the user left the dialog. */
  savePart: { params: SavedPart; result: boolean };
  /** Puts the text on the clipboard. */
  copyText: { params: string; result: null };
};
