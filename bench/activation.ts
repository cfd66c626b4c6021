// Measures in the extension host how long the extension takes to wake: VS Code calls `run`, the numbers go to out/bench/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { type SpikelintApi } from '../src/extension/main';

export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension<SpikelintApi>('spikelint.spikelint');
  if (!extension || extension.isActive) throw new Error('the extension has to be there, and asleep');
  const bundle = join(extension.extensionPath, 'dist/extension.cjs');
  const startMs = performance.now();
  createRequire(bundle)(bundle);
  const loadMs = performance.now() - startMs;
  // VS Code finds the bundle loaded now; what it adds around `activate` is its own affair.
  const { activationMs } = await extension.activate();
  const folder = join(__dirname, '../bench');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'activation.json'),
    JSON.stringify({ loadMs, activationMs, sumMs: loadMs + activationMs }),
  );
}
