// The extension's entry: registers what the editor may ask for, and leaves all work to the workers, which start when first needed.
import * as vscode from 'vscode';
import { Analysis } from './analysis';
import { registerCodeLenses } from './codeLenses';
import { Diagnostics } from './diagnostics';
import { registerDataEditor } from './data/editor';
import { registerDiagnostic } from './diagnostic/register';
import { registerDrives } from './drives/register';
import { registerFixes } from './fixes';
import { registerHovers } from './hovers';
import { registerInlayHints } from './inlayHints';
import { registerLive } from './live/register';
import { Modules } from './modules';
import { registerExpectations } from './probe/expectations';
import { registerProbedFixes } from './probe/fixes';
import { registerProbe } from './probe/panels';
import { ProbeNetworks } from './probe/reading';
import { ProbeRuns } from './probe/runs';
import { registerRulePages } from './rulePages';
import { registerSetUnit } from './setUnit';
import { registerStatus } from './status';
import { registerWeights } from './weights/register';
import { createWorkers, type Workers } from './workers';
import { registerWorkspaceCheck } from './workspaceCheck';

/** What the tests in the editor may reach. */
export interface SpikelintApi {
  readonly workers: Pick<Workers, 'analyst' | 'simulator' | 'reader'>;
  readonly activationMs: number;
}

export function activate(context: vscode.ExtensionContext): SpikelintApi | undefined {
  const startMs = performance.now();
  const log = vscode.window.createOutputChannel('Spikelint', { log: true });
  const workers = createWorkers(context.asAbsolutePath('dist/worker.cjs'), log);
  const modules = new Modules();
  const analysis = new Analysis(workers.analyst, modules);
  const diagnostics = new Diagnostics(analysis);
  const { analyst, simulator } = workers;
  const reading = new ProbeNetworks(analysis, modules, simulator);
  const runs = new ProbeRuns(reading, modules, simulator);
  context.subscriptions.push(
    log,
    workers,
    modules,
    analysis,
    diagnostics,
    registerHovers(analysis),
    registerFixes(analysis, { analyst, modules }),
    registerProbedFixes(analysis, reading),
    registerDrives({ analysis, modules, worker: simulator, extension: context.extensionUri }),
    registerDataEditor(workers.reader, context.extensionUri),
    registerDiagnostic({ reader: workers.reader, modules, extension: context.extensionUri }, context.workspaceState),
    registerLive(context, workers.simulator),
    registerSetUnit(analysis),
    runs,
    registerCodeLenses({ analysis, reading, runs }),
    registerExpectations({ analysis, analyst, modules, reading, runs }),
    registerInlayHints(analysis),
    registerStatus(analysis),
    registerRulePages(analyst),
    registerWorkspaceCheck({ analyst, modules, diagnostics }),
    registerWeights({
      reader: workers.reader,
      simulator,
      analysis,
      reading,
      modules,
      extension: context.extensionUri,
    }),
    registerProbe({ analysis, reading, runs, extension: context.extensionUri }),
    vscode.commands.registerCommand('spikelint.restart', () => {
      workers.restart();
      analysis.refresh();
    }),
  );
  analysis.refresh();
  const activationMs = performance.now() - startMs;
  log.info(`Activated in ${activationMs.toFixed(1)} ms.`);
  return context.extensionMode === vscode.ExtensionMode.Test ? { workers, activationMs } : undefined;
}
