// `npm test`: every stage one after the other, each with its time, and at the end one line with the sum of all tests.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ensureDependencies } from './bootstrap.mjs';
import { inRoot, root } from './root.mjs';
import { clearResults, readResult } from './test/results.mjs';

const tool = (path, ...args) => [inRoot('node_modules', path), ...args];
const script = (name, ...args) => [inRoot('scripts', name), ...args];

/**
 * What to run, in order. A stage with `counts` is a test runner; any other counts only when it fails, as one failure.
 * @type {{ title: string, command: string[], counts?: 'unit' | 'editor' | 'workbench' }[]}
 */
const stages = [
  { title: 'indexes', command: script('indexes.mjs', '--check') },
  { title: 'kernels', command: script('kernels.mjs', '--check') },
  { title: 'types', command: tool('typescript/bin/tsc', '-p', '.') },
  ...(existsSync(inRoot('webview/tsconfig.json'))
    ? [{ title: 'types of the webviews', command: tool('typescript/bin/tsc', '-p', 'webview') }]
    : []),
  { title: 'lint', command: tool('eslint/bin/eslint.js', '--max-warnings=0', '.') },
  { title: 'format', command: tool('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.') },
  { title: 'build', command: script('build.mjs') },
  { title: 'unit tests', command: script('test-unit.mjs'), counts: 'unit' },
  { title: 'editor tests', command: script('test-editor.mjs'), counts: 'editor' },
  { title: 'package and workbench tests', command: script('test-workbench.mjs'), counts: 'workbench' },
];

const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;

ensureDependencies();
clearResults();
const startMs = Date.now();
const failedStages = [];
let passed = 0;
let failed = 0;
for (const { title, command, counts } of stages) {
  console.log(`\n── ${title}`);
  const stageMs = Date.now();
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  const ok = status === 0;
  console.log(`── ${title}: ${ok ? 'ok' : 'FAILED'}, ${seconds(stageMs)}`);
  const result = (counts && readResult(counts)) ?? { passed: 0, failed: 0 };
  passed += result.passed;
  failed += ok ? result.failed : Math.max(result.failed, 1);
  if (!ok) failedStages.push(title);
}

console.log(`\n${seconds(startMs)} in all${failedStages.length > 0 ? `; failed: ${failedStages.join(', ')}` : ''}`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
