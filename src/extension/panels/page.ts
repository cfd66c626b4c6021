// The HTML of a panel: one script and one style file of our own, and nothing else may load.
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Where the panels' bundles lie. */
export const panelRoot = (extension: vscode.Uri): vscode.Uri => vscode.Uri.joinPath(extension, 'dist', 'webview');

export function panelPage(webview: vscode.Webview, extension: vscode.Uri, name: string, title: string): string {
  const fileUri = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(panelRoot(extension), file)).toString();
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    // The nonce is for the toolkit, which tries out one empty style element of its own.
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${fileUri(`${name}.css`)}">
<title>${escapeHtml(title)}</title>
</head>
<body>
<main id="root"></main>
<script nonce="${nonce}" src="${fileUri(`${name}.js`)}"></script>
</body>
</html>`;
}
