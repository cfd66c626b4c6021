// "Set unit…": asks for the unit of a name and writes it as a comment where the name is bound.
import * as vscode from 'vscode';
import { type PlacedName, type PlacedReport } from '../protocol/analysis';
import { type Analysis } from './analysis';
import { bindingAt, nameAt } from './names';
import { locateIn, rangeIn, sourceOf, textOf, type Source } from './sources';
import { typedUnit, unitChoices, type UnitChoice } from './unitChoices';
import { writeUnit } from './unitComment';

const command = 'spikelint.setUnit';

/** Where the name is bound: what the command takes from a hover or a code action. */
interface Where {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

const isWhere = (value: unknown): value is Where => {
  const { uri, line, character } = (value ?? {}) as Partial<Where>;
  return typeof uri === 'string' && typeof line === 'number' && typeof character === 'number';
};

/** Evidence that leaves room for a better word. */
const weak = new Set<string>(['inferred', 'assumed', 'role']);

function isOpen({ numeric, unit, evidence }: PlacedName): boolean {
  if (!numeric || unit === '1' || unit === '') return false;
  return unit === null || evidence.every(({ kind }) => weak.has(kind));
}

const editFor = (
  source: Source,
  report: PlacedReport,
  name: PlacedName,
  unit: string,
): ReturnType<typeof writeUnit> => {
  const others = report.names.filter(({ numeric }) => numeric);
  return writeUnit(textOf(source), name, others, unit);
};

/** The command that sets the name's unit; undefined where the unit is settled, or no comment could speak of it. */
export function setUnitCommand(source: Source, report: PlacedReport, name: PlacedName): vscode.Command | undefined {
  if (!isOpen(name) || !editFor(source, report, name, 'ms')) return undefined;
  const { uri, range } = locateIn(source, name.span);
  const where: Where = { uri: uri.toString(), line: range.start.line, character: range.start.character };
  return { command, title: vscode.l10n.t('Set unit…'), arguments: [where] };
}

interface UnitItem extends vscode.QuickPickItem {
  readonly unit: string | null;
}

const itemOf = ({ unit, words }: UnitChoice): UnitItem => ({
  label: unit,
  description: words === unit ? '' : words,
  unit,
});

/** What is typed filters the usual units, and is an answer itself where it is a unit. */
function askUnit(name: PlacedName): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<UnitItem>();
  const usual = unitChoices(name.name, name.unit).map(itemOf);
  pick.title = vscode.l10n.t('Unit of {0}', name.name);
  pick.placeholder = vscode.l10n.t('Choose a unit, or type one: mV/ms, nA, 1/s');
  pick.matchOnDescription = true;
  pick.items = usual;
  pick.onDidChangeValue((text) => {
    const typed = typedUnit(text);
    const isNew = typed && !usual.some(({ unit }) => unit === typed.unit);
    const hasMatch = usual.some(({ label, description }) =>
      `${label} ${description ?? ''}`.toLowerCase().includes(text.trim().toLowerCase()),
    );
    const refusal: UnitItem = {
      label: vscode.l10n.t('"{0}" is not a unit', text.trim()),
      alwaysShow: true,
      unit: null,
    };
    if (isNew) pick.items = [{ ...itemOf(typed), alwaysShow: true }, ...usual];
    else pick.items = typed || hasMatch ? usual : [...usual, refusal];
  });
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const unit = pick.selectedItems[0]?.unit;
      if (typeof unit !== 'string') return;
      resolve(unit);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

async function setUnit(analysis: Analysis, given: unknown, unitGiven: unknown): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const document = isWhere(given)
    ? vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === given.uri)
    : editor?.document;
  const position = isWhere(given) ? new vscode.Position(given.line, given.character) : editor?.selection.active;
  const source = document && sourceOf(document);
  const report = source && (await analysis.settled(source));
  const name = report && position && nameAt(document, position, source, report)?.name;
  if (!name) {
    const advice = vscode.l10n.t('Put the cursor on a name that is given a number, then set its unit.');
    void vscode.window.showInformationMessage(`Spikelint: ${advice}`);
    return;
  }
  const unit = typeof unitGiven === 'string' ? typedUnit(unitGiven)?.unit : await askUnit(name);
  if (unit === undefined) return;
  // The text may have changed while the user thought.
  const sourceNow = sourceOf(document);
  const reportNow = sourceNow && (await analysis.settled(sourceNow));
  if (!sourceNow || !reportNow) return;
  const still = nameAt(document, position, sourceNow, reportNow)?.name;
  if (still?.name !== name.name) return;
  const edit = editFor(sourceNow, reportNow, still, unit);
  if (!edit) {
    const advice = vscode.l10n.t('No comment here would speak of {0} alone. Give it a line of its own.', name.name);
    void vscode.window.showInformationMessage(`Spikelint: ${advice}`);
    return;
  }
  const { uri, range } = rangeIn(sourceNow, edit.start, edit.end);
  const change = new vscode.WorkspaceEdit();
  change.replace(uri, range, edit.newText);
  await vscode.workspace.applyEdit(change);
}

export function registerSetUnit(analysis: Analysis): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, range, _context, cancel) {
      const source = sourceOf(document);
      const report = source && (await analysis.settled(source, cancel));
      const bound = report && bindingAt(document, range.start, source, report);
      const found = bound && setUnitCommand(source, report, bound.name);
      if (!found) return [];
      const title = vscode.l10n.t('Set unit of {0}…', bound.name.name);
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.RefactorRewrite);
      action.command = found;
      return [action];
    },
  };
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider('python', provider, {
      providedCodeActionKinds: [vscode.CodeActionKind.RefactorRewrite],
    }),
    vscode.commands.registerCommand(command, (where?: unknown, unit?: unknown) => setUnit(analysis, where, unit)),
  );
}
