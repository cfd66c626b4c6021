// The drives of some files as a document: what each path amounts to, how they compare, every step with a link to its place.
import * as vscode from 'vscode';
import { drivesMarkdown } from '../../core/drive/markdown';
import { type PlacedDrives } from '../../protocol/analysis';
import { type Spot } from '../../protocol/placed';
import { placeName } from '../places';
import { locate, uriOf } from '../sources';

/** The manifest associates this scheme with the editor's own Markdown preview, which also sets the formulas. */
const scheme = 'spikelint-drives';

export class DrivePages implements vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration: vscode.Disposable;

  constructor() {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.changed.event,
      provideTextDocumentContent: ({ path }) =>
        this.texts.get(path) ?? vscode.l10n.t('Open this again with the command "Spikelint: Compare Drives".'),
    });
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  /** Opens the document on a file's drives, or brings the one that is open up to date. */
  async show(file: string, report: PlacedDrives): Promise<void> {
    const uri = vscode.Uri.from({ scheme, path: `/${baseName(file)} – drives.md` });
    this.texts.set(uri.path, asMarkdown(report));
    this.changed.fire(uri);
    await vscode.commands.executeCommand('vscode.open', uri, { viewColumn: vscode.ViewColumn.Beside, preview: false });
  }
}

const baseName = (file: string): string => uriOf(file).path.split('/').pop() ?? file;

function asMarkdown(report: PlacedDrives): string {
  return drivesMarkdown(report, {
    place: (span) => placeLink(locate(span as Spot)),
    name: ({ span, target, source }) => `${baseName(span.file)}: ${source} → ${target}`,
  });
}

/** The preview follows paths from the workspace's folder on, and no address that names its scheme. */
function placeLink(location: vscode.Location): string {
  const name = placeName(location);
  const folder = vscode.workspace.getWorkspaceFolder(location.uri);
  if (!folder || folder !== vscode.workspace.workspaceFolders?.[0]) return name;
  const path = encodeURI(vscode.workspace.asRelativePath(location.uri, false));
  return `[${name}](/${path}#L${location.range.start.line + 1})`;
}
