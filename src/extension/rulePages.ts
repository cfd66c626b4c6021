// The rules' pages as virtual Markdown documents, shown rendered.
import * as vscode from 'vscode';
import { type RulePage } from '../protocol/analysis';
import { type WorkerClient } from './workerClient';

/** The manifest associates this scheme with the editor's own Markdown preview: such a page opens rendered. */
const scheme = 'spikelint-rule';

export const rulePage = (rule: string): vscode.Uri => vscode.Uri.from({ scheme, path: `/${rule}.md` });

const pageText = (page: RulePage): string => {
  // The documentation may bring its own title.
  const title = page.documentation.trimStart().startsWith('# ') ? '' : `# ${page.id}\n\n${page.summary}\n\n`;
  return `${title}${page.documentation.trim()}\n`;
};

export function registerRulePages(analyst: WorkerClient): vscode.Disposable {
  let pages: Promise<readonly RulePage[]> | undefined;
  const load = (): Promise<readonly RulePage[]> =>
    (pages ??= analyst.request('rules', null).catch((error: unknown) => {
      pages = undefined;
      throw error;
    }));

  const provider: vscode.TextDocumentContentProvider = {
    async provideTextDocumentContent(uri) {
      const id = uri.path.replace(/^\/|\.md$/g, '');
      const page = (await load()).find((each) => each.id === id);
      return page ? pageText(page) : vscode.l10n.t('There is no rule named "{0}".', id);
    },
  };

  const pick = async (): Promise<string | undefined> => {
    const items = (await load()).map(({ id, summary, severity }) => ({
      label: id,
      description: severity,
      detail: summary,
    }));
    return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Rule'), matchOnDetail: true }))?.label;
  };

  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, provider),
    vscode.commands.registerCommand('spikelint.openRule', async (rule?: unknown) => {
      const id = typeof rule === 'string' ? rule : await pick();
      if (id) await vscode.commands.executeCommand('vscode.open', rulePage(id));
    }),
  );
}
