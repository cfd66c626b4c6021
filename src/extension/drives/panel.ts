// One Drive panel: answers what its page asks for, and tells it when the code has changed.
import * as vscode from 'vscode';
import { type PlacedDrives } from '../../protocol/analysis';
import {
  type DriveHostMethods,
  type DriveOpening,
  type DrivePanelMethods,
  type DriveSubject,
  groupOf,
  type OfferedFix,
} from '../../protocol/drive';
import { type PanelHostMethods } from '../../protocol/panel';
import { type Handlers, type Peer } from '../../protocol/peer';
import { type Analysis } from '../analysis';
import { connectPanel } from '../panels/connect';
import { previewChanges } from '../panels/preview';
import { revealSpot } from '../panels/reveal';
import { fileNameOf, openSource } from '../probe/networks';
import { readSettings } from '../settings';
import { locate, uriOf } from '../sources';
import { chooseFiles } from './choose';
import { type Compared, type Comparer } from './comparer';
import { type DrivePages } from './page';

export const driveViewType = 'spikelint.drive';

export interface DriveTools {
  readonly analysis: Analysis;
  readonly comparer: Comparer;
  readonly pages: DrivePages;
  readonly extension: vscode.Uri;
}

export class DrivePanel {
  private readonly peer: Peer<DriveHostMethods & PanelHostMethods, DrivePanelMethods>;
  private compared: Compared | undefined;
  private asked: AbortController | undefined;

  constructor(
    private readonly tools: DriveTools,
    readonly panel: vscode.WebviewPanel,
    private subject: DriveSubject,
  ) {
    panel.title = vscode.l10n.t('Drives of {0}', fileNameOf(subject.file));
    this.peer = connectPanel(panel, {
      extension: tools.extension,
      name: 'drive',
      subject: () => uriOf(this.subject.file),
      handlers: this.handlers(),
    });
    const subscriptions = [
      tools.comparer.onDidCompare(() => this.refresh()),
      tools.analysis.onDidReport((files) => {
        // Those that are compared are told of once they are compared anew.
        if (this.compared?.files.some((file) => files.includes(file)) && !this.isWatched()) this.refresh();
      }),
    ];
    panel.onDidDispose(() => {
      for (const each of subscriptions) each.dispose();
      this.asked?.abort();
    });
  }

  show(): void {
    this.panel.reveal(undefined, true);
    this.refresh();
  }

  private isWatched(): boolean {
    const { also, reference, file } = this.subject;
    return also.length === 0 && reference === null && this.tools.comparer.of(file) !== undefined;
  }

  /** A page that isn't there to hear this asks by itself when it comes back. */
  private refresh(): null {
    this.peer.request('refresh', null).catch(() => undefined);
    return null;
  }

  private handlers(): Handlers<DriveHostMethods> {
    return {
      open: () => this.open(),
      fixes: async () => (this.compared ? offersOf(await this.compared.withFixes()) : []),
      apply: (fix) => this.apply(fix),
      reveal: revealSpot,
      takeForRight: ({ reference }) => this.change({ reference }),
      choose: async () => {
        const chosen = await chooseFiles(this.subject, this.compared?.files ?? []);
        return chosen ? this.change({ also: [...this.subject.also, ...chosen] }) : null;
      },
      leaveOut: ({ file }) => this.change({ also: this.subject.also.filter((each) => each !== file) }),
      openDocument: async () => {
        if (this.compared) await this.tools.pages.show(this.subject.file, this.compared.report);
        return null;
      },
    };
  }

  private change(part: Partial<DriveSubject>): null {
    this.subject = { ...this.subject, ...part };
    return this.refresh();
  }

  private async open(): Promise<DriveOpening> {
    const { subject } = this;
    const nothing = (message: string, advice: string): DriveOpening => ({ kind: 'nothing', subject, message, advice });
    const source = await openSource(subject.file);
    const name = fileNameOf(subject.file);
    if (!source)
      return nothing(
        vscode.l10n.t('{0} could not be opened.', name),
        vscode.l10n.t('Open the file whose drives are to be compared, and run "Spikelint: Compare Drives" there.'),
      );
    if (!readSettings(source.uri).enable)
      return nothing(
        vscode.l10n.t('Spikelint is switched off for this file.'),
        vscode.l10n.t('Switch the setting "spikelint.enable" on and try again.'),
      );
    this.asked?.abort();
    const own = (this.asked = new AbortController());
    const linted = await this.tools.analysis.settled(source);
    const compared = await this.tools.comparer.derive(source, subject, own.signal);
    if (this.asked === own) this.compared = compared;
    const report = shownOf(compared.report);
    if (linted?.error !== undefined)
      return nothing(vscode.l10n.t('{0} could not be read: {1}', name, linted.error), vscode.l10n.t('Mend the file.'));
    if (report.drives.length === 0)
      return nothing(
        vscode.l10n.t('No input was found in {0}: no generator, no noise term, no current.', name),
        vscode.l10n.t(
          'Drives are read from calls such as nest.Create("poisson_generator", …), sim.SpikeSourcePoisson(…), PoissonInput(…), and from random draws that are multiplied by weights. Open the file that has them, or add it.',
        ),
      );
    const files = new Set([subject.file, ...compared.files, ...report.drives.map(({ span }) => span.file)]);
    return { kind: 'drives', subject, report, names: shortNames([...files]) };
  }

  /** Past the editor's preview: it changes what the model computes. */
  private async apply({ group, drive, at, title, outcome }: OfferedFix): Promise<boolean> {
    const report = await this.compared?.withFixes();
    const member = report?.comparisons.find((each) => groupOf(each) === group)?.members.find(({ id }) => id === drive);
    const fix = member?.fixes[at];
    if (!fix || !fix.title.startsWith(title))
      throw new Error(vscode.l10n.t('The code has changed since: wait until the drives are derived again.'));
    return previewChanges(
      title,
      fix.edits.map(({ span, newText }) => ({ ...locate(span), newText, description: outcome })),
    );
  }
}

/** Synapses of the network itself are hundreds in some models, and no drives from outside. */
function shownOf(report: PlacedDrives): PlacedDrives {
  const compared = new Set(report.comparisons.flatMap(({ members }) => members.map(({ id }) => id)));
  return { ...report, drives: report.drives.filter(({ id, kind }) => kind !== 'recurrent' || compared.has(id)) };
}

const titleParts = /^(.*) \(([^()]*)\)$/s;

const offersOf = ({ comparisons }: PlacedDrives): OfferedFix[] =>
  comparisons.flatMap((comparison) =>
    comparison.members.flatMap(({ id, fixes }) =>
      fixes.map((fix, at): OfferedFix => {
        const [, title = fix.title, outcome = ''] = titleParts.exec(fix.title) ?? [];
        return {
          ...{ group: groupOf(comparison), drive: id, at, title, outcome },
          isPreferred: fix.preferred === true,
          place: fix.edits[0]?.span ?? null,
        };
      }),
    ),
  );

/** By as much of their paths as tells them apart. */
function shortNames(files: readonly string[]): Record<string, string> {
  const parts = (file: string): string[] => uriOf(file).path.split('/').filter(Boolean);
  return Object.fromEntries(
    files.map((file) => {
      const own = parts(file);
      let length = 1;
      const name = (of: readonly string[]): string => of.slice(-length).join('/');
      const others = files.filter((each) => each !== file).map(parts);
      while (length < own.length && others.some((each) => name(each) === name(own))) length++;
      return [file, name(own)];
    }),
  );
}
