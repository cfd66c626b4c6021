// Shows changes in the editor's own preview, and says whether they were made there.
import * as vscode from 'vscode';

export interface PreviewedChange {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
  readonly newText: string;
  /** What it does. */
  readonly description: string;
}

/** False where the preview was left, or nothing was ticked in it. */
export async function previewChanges(title: string, changes: readonly PreviewedChange[]): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, range, newText, description } of changes)
    edit.replace(uri, range, newText, { needsConfirmation: true, label: title, description });
  const uris = new Map(changes.map(({ uri }) => [uri.toString(), uri]));
  const documents = await Promise.all([...uris.values()].map((uri) => vscode.workspace.openTextDocument(uri)));
  const before = documents.map((document) => document.getText());
  const wanted = documents.map((document) => changedText(document, changes));
  const texts = (): string[] => documents.map((document) => document.getText());
  // Once the text is changed the editor may never answer: then the text says it.
  let listening: vscode.Disposable | undefined;
  const made = new Promise<boolean>((resolve) => {
    listening = vscode.workspace.onDidChangeTextDocument(() => {
      if (texts().every((text, at) => text === wanted[at])) resolve(true);
    });
  });
  try {
    return await Promise.race([
      made,
      vscode.workspace
        .applyEdit(edit, { isRefactoring: true })
        .then(() => texts().some((text, at) => text !== before[at])),
    ]);
  } finally {
    listening?.dispose();
  }
}

function changedText(document: vscode.TextDocument, changes: readonly PreviewedChange[]): string {
  return changes
    .filter(({ uri }) => uri.toString() === document.uri.toString())
    .sort((one, other) => other.range.start.compareTo(one.range.start))
    .reduce(
      (text, { range, newText }) =>
        text.slice(0, document.offsetAt(range.start)) + newText + text.slice(document.offsetAt(range.end)),
      document.getText(),
    );
}
