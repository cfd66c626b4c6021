// The Probe panels: one per network, opened by command or CodeLens, and brought back after a reload.
import * as vscode from 'vscode';
import { principalOf } from '../../core/principal';
import { type ProbePanelState, type ProbeSettings, type ProbeSubject } from '../../protocol/probe';
import { readSettings } from '../settings';
import { sourceOf, uriOf } from '../sources';
import { fileNameOf, networksIn, NoNetworkError } from './networks';
import { ProbePanel, probeViewType, type PanelTools, type Proposal } from './panel';

const keyOf = ({ file, network }: ProbeSubject): string => `${file}#${network}`;

const isSubject = (value: unknown): value is ProbeSubject => {
  const { file, network, population } = (value ?? {}) as Partial<ProbeSubject>;
  return (
    typeof file === 'string' && typeof network === 'number' && (population === null || typeof population === 'string')
  );
};

const isProposal = (value: unknown): value is Proposal => {
  const { title, edits } = (value ?? {}) as Partial<Proposal>;
  return typeof title === 'string' && Array.isArray(edits);
};

/** What the panel should have kept, or its parts that can be trusted. */
function restored(state: unknown): { subject: ProbeSubject; settings: ProbeSettings } | undefined {
  const { subject, settings } = (state ?? {}) as Partial<ProbePanelState>;
  if (!isSubject(subject)) return undefined;
  const usual = usualSettings(uriOf(subject.file));
  const usable = settings && Number.isFinite(settings.durationMs) && Number.isFinite(settings.seed);
  return { subject, settings: usable ? { ...settings, ...kept(settings) } : usual };
}

/** What of it has the right form. */
function kept({ turned, traced }: ProbeSettings): Pick<ProbeSettings, 'turned' | 'traced'> {
  const isFactor = (value: unknown): boolean => typeof value === 'number' && value > 0 && Number.isFinite(value);
  const isNeuron = (value: unknown): boolean => {
    const { population, neuron } = (value ?? {}) as { population?: unknown; neuron?: unknown };
    return typeof population === 'string' && Number.isInteger(neuron);
  };
  return {
    turned: Object.fromEntries(Object.entries(turned ?? {}).filter(([, factor]) => isFactor(factor))),
    traced: Array.isArray(traced) ? traced.filter(isNeuron) : [],
  };
}

function usualSettings(scope: vscode.Uri): ProbeSettings {
  const { probeDurationMs, probeSeed } = readSettings(scope);
  return { durationMs: probeDurationMs, seed: probeSeed };
}

/** The network to probe in the editor that is in front, asking where there are several. */
async function chooseSubject({ reading }: PanelTools): Promise<ProbeSubject | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  const source = document && sourceOf(document);
  if (!source) {
    const advice = vscode.l10n.t(
      'Open a script that builds a network, or a circuit’s configuration, then run the probe.',
    );
    void vscode.window.showInformationMessage(`Spikelint: ${advice}`);
    return undefined;
  }
  const networks = await networksIn(reading, source.file);
  const subjects = networks.map((network, index) => ({
    label: network.populations.map(({ name }) => name).join(', ') || network.backend,
    description: network.backend,
    subject: { file: source.file, network: index, population: null },
  }));
  // With no network the panel itself says so, and what to do.
  if (subjects.length <= 1) return { file: source.file, network: 0, population: null };
  // The one that the script is about is offered first.
  const principal = principalOf(networks);
  subjects.sort(
    (one, other) => Number(other.subject.network === principal) - Number(one.subject.network === principal),
  );
  const title = vscode.l10n.t('Which network of {0}?', fileNameOf(source.file));
  return (await vscode.window.showQuickPick(subjects, { title }))?.subject;
}

export function registerProbe(tools: PanelTools): vscode.Disposable {
  const panels = new Map<string, ProbePanel>();

  const adopt = (
    panel: vscode.WebviewPanel,
    subject: ProbeSubject,
    settings: ProbeSettings,
    proposal: Proposal | null = null,
  ): void => {
    const key = keyOf(subject);
    panels.set(key, new ProbePanel(tools, panel, subject, settings, proposal));
    panel.onDidDispose(() => panels.delete(key));
  };

  const open = (subject: ProbeSubject, proposal: Proposal | null): void => {
    const settings = usualSettings(uriOf(subject.file));
    const known = panels.get(keyOf(subject));
    if (known) return known.show(subject, settings, proposal);
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    adopt(vscode.window.createWebviewPanel(probeViewType, 'Probe', column, {}), subject, settings, proposal);
  };

  return vscode.Disposable.from(
    vscode.commands.registerCommand('spikelint.runProbe', async (given?: unknown, proposal?: unknown) => {
      try {
        const subject = isSubject(given) ? given : await chooseSubject(tools);
        if (subject) open(subject, isProposal(proposal) ? proposal : null);
      } catch (cause) {
        const message = cause instanceof Error ? cause.message : String(cause);
        const advice = cause instanceof NoNetworkError ? ` ${cause.advice}` : '';
        void vscode.window.showErrorMessage(`Spikelint: ${message}${advice}`);
      }
    }),
    vscode.window.registerWebviewPanelSerializer(probeViewType, {
      async deserializeWebviewPanel(panel, state: unknown) {
        const kept = restored(state);
        if (kept) adopt(panel, kept.subject, kept.settings);
        else panel.dispose();
      },
    }),
  );
}
