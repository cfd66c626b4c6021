// How what a panel shows leaves it: as files that the host saves, and by the clipboard. Made once per panel.
import { type PanelHostMethods, type SavedPart } from '../src/protocol/panel';

export interface Saver {
  /** False where the user left the dialog. `name` is without its ending; the panel's subject is put before it. */
  save(name: string, kind: SavedPart['kind'], bytes: Uint8Array): Promise<boolean>;
  copyText(text: string): Promise<void>;
  copyPicture(png: Uint8Array): Promise<void>;
}

interface Host {
  request<Name extends keyof PanelHostMethods>(
    method: Name,
    params: PanelHostMethods[Name]['params'],
  ): Promise<PanelHostMethods[Name]['result']>;
}

/** @param subject what the panel is about, for example its file: the files' names begin with it */
export function saver(host: Host, subject: () => string): Saver {
  return {
    save: (name, kind, bytes) =>
      host.request('savePart', { name: `${asFileName(`${stemOf(subject())}-${name}`)}.${kind}`, kind, bytes }),
    copyText: async (text) => void (await host.request('copyText', text)),
    copyPicture: (png) =>
      navigator.clipboard.write([
        new ClipboardItem({ 'image/png': new Blob([png as BlobPart], { type: 'image/png' }) }),
      ]),
  };
}

/** For one of several things of the panel's subject. */
export const within = (given: Saver, part: string): Saver => ({
  ...given,
  save: (name, kind, bytes) => given.save(`${part}-${name}`, kind, bytes),
});

const stemOf = (file: string): string => file.replace(/\.\w+$/, '');
const asFileName = (text: string): string => text.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^[_.]+/, '');
