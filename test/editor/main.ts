// Runs the mocha suite inside VS Code's extension host: VS Code calls `run`, and a rejected promise is a failed run.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { version } from 'vscode';

const out = join(__dirname, '..');

/** The mark at the start of each line tells the suite's words from those of VS Code, which talks to the same console. */
function say(...words: unknown[]): void {
  console.log(`│ ${format(...words)}`.replaceAll('\n', '\n│ '));
}

export async function run(): Promise<void> {
  say(`in VS Code ${version}`);
  Mocha.reporters.Base.consoleLog = say;
  const mocha = new Mocha({ ui: 'tdd', timeout: 30_000, color: false, forbidOnly: true, forbidPending: true });
  const tests = readdirSync(__dirname).filter((file) => file.endsWith('.test.cjs'));
  for (const test of tests.sort()) mocha.addFile(join(__dirname, test));
  let passed = 0;
  const failed = await new Promise<number>((resolve) => {
    mocha.run(resolve).on('pass', () => passed++);
  });
  mkdirSync(join(out, 'results'), { recursive: true });
  writeFileSync(join(out, 'results/editor.json'), JSON.stringify({ passed, failed }));
  if (failed > 0) throw new Error(`${failed} of ${passed + failed} tests in the editor failed`);
  if (passed === 0) throw new Error('no test ran in the editor');
}
