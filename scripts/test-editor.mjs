// Runs the mocha suite in a real VS Code. An argument keeps the test files whose name holds it.
import { readdirSync } from 'node:fs';
import { inRoot } from './root.mjs';
import { runInEditor } from './test/editor-host.mjs';
import { writeResult } from './test/results.mjs';

const filter = process.argv[2] ?? '';
const tests = readdirSync(inRoot('test/editor')).filter((file) => file.endsWith('.test.ts') && file.includes(filter));

writeResult('editor', { passed: 0, failed: 1 }); // holds if VS Code ends before the suite does
try {
  await runInEditor({
    name: 'editor',
    files: ['main.ts', ...tests].map((file) => `test/editor/${file}`),
    workspace: 'test/editor/workspace',
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
