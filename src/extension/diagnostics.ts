// Shows findings as the editor's diagnostics, with a code that opens the rule's page.
import * as vscode from 'vscode';
import { type PlacedFinding, type PlacedReport, type Severity } from '../protocol/analysis';
import { type Analysis } from './analysis';
import { type Spot } from '../protocol/placed';
import { type NotebookFile } from './notebookText';
import { rulePage } from './rulePages';
import { readSettings } from './settings';
import { locate, locateIn, openSources, uriOf, type Source } from './sources';
import { toRange } from './places';

const source = 'spikelint';
const order: readonly Severity[] = ['information', 'warning', 'error'];
const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** The findings of a report that the user's settings let through. */
export const visibleFindings = (report: PlacedReport, uri: vscode.Uri): readonly PlacedFinding[] =>
  report.findings.filter((each) => isVisible(each, uri));

export const isVisible = ({ severity }: PlacedFinding, uri: vscode.Uri): boolean =>
  order.indexOf(severity) >= order.indexOf(readSettings(uri).minSeverity);

export function toDiagnostic(
  finding: PlacedFinding,
  range: vscode.Range,
  placeOf: (spot: Spot) => vscode.Location = locate,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, finding.message, severities[finding.severity]);
  diagnostic.source = source;
  diagnostic.code = { value: finding.rule, target: rulePage(finding.rule) };
  diagnostic.relatedInformation = finding.related.map(
    ({ message, span }) => new vscode.DiagnosticRelatedInformation(placeOf(span), message),
  );
  return diagnostic;
}

/** Code that no call reaches, faded: only where arguments decide, since whoever wrote them would not look for it. */
function deadDiagnostic(reason: string, range: vscode.Range): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, reason, vscode.DiagnosticSeverity.Hint);
  diagnostic.source = source;
  diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  return diagnostic;
}

const isDecidedByArguments = (reason: string): boolean =>
  /\bwith the (arguments given|default arguments)\b/.test(reason);

export class Diagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection(source);
  /** Closed files whose diagnostics a check of the workspace has put there. */
  private readonly checked = new Set<string>();
  /** What each source has shown, to clear cells that are gone. */
  private readonly shown = new Map<string, readonly vscode.Uri[]>();
  private readonly subscription: vscode.Disposable;

  constructor(private readonly analysis: Analysis) {
    this.subscription = analysis.onDidReport((files) => this.update(files));
  }

  dispose(): void {
    this.subscription.dispose();
    this.collection.dispose();
  }

  /** Shows a report on a file that isn't open; it stays until the next check. */
  showChecked(uri: vscode.Uri, report: PlacedReport): void {
    this.checked.add(uri.toString());
    this.collection.set(
      uri,
      visibleFindings(report, uri).map((finding) => toDiagnostic(finding, toRange(finding.span))),
    );
  }

  /** The same for a notebook, whose findings count lines from the start of their cell, which they name. */
  showCheckedNotebook(uri: vscode.Uri, report: PlacedReport, { cells }: NotebookFile): void {
    const cellAt = (line: number): NotebookFile['cells'][number] | undefined =>
      cells.findLast(({ firstLine }) => firstLine <= line - 1);
    const placeOf = (spot: Spot): vscode.Location =>
      spot.file === report.file ? new vscode.Location(uri, toRange(spot, cellAt(spot.line)?.firstLine)) : locate(spot);
    this.checked.add(uri.toString());
    this.collection.set(
      uri,
      visibleFindings(report, uri).map((finding) => {
        const diagnostic = toDiagnostic(finding, placeOf(finding.span).range, placeOf);
        const number = cellAt(finding.span.line)?.number ?? 0;
        diagnostic.message = vscode.l10n.t('Cell {0}: {1}', number, finding.message);
        return diagnostic;
      }),
    );
  }

  forgetChecked(): void {
    const open = new Set(openSources().map(({ uri }) => uri.toString()));
    for (const file of this.checked) if (!open.has(file)) this.collection.delete(uriOf(file));
    this.checked.clear();
  }

  private update(files: readonly string[]): void {
    const sources = new Map(openSources().map((each) => [each.file, each]));
    for (const file of files) {
      const open = sources.get(file);
      const report = open && this.analysis.latest(open);
      if (open && report) this.show(open, report);
      else if (!this.checked.has(file)) this.clear(file);
    }
  }

  private show(open: Source, report: PlacedReport): void {
    const byDocument = new Map<string, vscode.Diagnostic[]>(
      open.parts.map(({ document }) => [document.uri.toString(), []]),
    );
    for (const finding of visibleFindings(report, open.uri)) {
      const { uri, range } = locateIn(open, finding.span);
      byDocument.get(uri.toString())?.push(toDiagnostic(finding, range));
    }
    if (readSettings(open.uri).fadeDeadBranches) {
      for (const { span, reason } of report.dead.filter((each) => isDecidedByArguments(each.reason))) {
        const { uri, range } = locateIn(open, span);
        byDocument.get(uri.toString())?.push(deadDiagnostic(reason, range));
      }
    }
    const uris = open.parts.map(({ document }) => document.uri);
    this.clear(open.file, new Set(byDocument.keys()));
    // What a check has said of a closed notebook, its cells now say themselves.
    if (this.checked.has(open.uri.toString()) && !byDocument.has(open.uri.toString())) {
      this.checked.delete(open.uri.toString());
      this.collection.delete(open.uri);
    }
    for (const uri of uris) this.collection.set(uri, byDocument.get(uri.toString()));
    this.shown.set(open.file, uris);
  }

  private clear(file: string, except: ReadonlySet<string> = new Set()): void {
    for (const uri of this.shown.get(file) ?? []) if (!except.has(uri.toString())) this.collection.delete(uri);
    this.shown.delete(file);
  }
}
