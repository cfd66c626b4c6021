// Packages the extension, then runs the tests that use the packaged extension as a person would, in a real workbench. An argument keeps the test files whose path holds it.
import { packageExtension } from './package.mjs';
import { chromiumMissing, findChromium } from './vscode/chromium.mjs';
import { writeResult } from './test/results.mjs';
import { runNodeTests } from './test/node-tests.mjs';

if (!findChromium()) {
  writeResult('workbench', { passed: 0, failed: 1 });
  console.error(chromiumMissing);
  process.exit(1);
}
packageExtension();
process.exit(await runNodeTests({ runner: 'workbench', filter: process.argv[2] ?? '', timeLimitMs: 1_800_000 }));
