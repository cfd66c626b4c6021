// The part of the fuzzer that lints: takes a file's text, answers with how long it took and what was found or thrown.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import { createLinter } from '../../src/core/lint';
import { loadGrammar } from '../../src/core/python/grammar';

const require = createRequire(import.meta.url);
const wasm = (path: string): Uint8Array => readFileSync(require.resolve(path));

const linter = createLinter(
  await loadGrammar(wasm('web-tree-sitter/web-tree-sitter.wasm'), wasm('tree-sitter-python/tree-sitter-python.wasm')),
);

parentPort?.on('message', ({ file, text }: { file: string; text: string }) => {
  const start = performance.now();
  try {
    const [report] = linter.lint([{ file, text }]);
    const findings = (report?.findings ?? []).map((each) => ({
      rule: each.rule,
      severity: each.severity,
      line: text.slice(0, each.span.start).split('\n').length,
      message: [
        each.message,
        ...each.related.map((other) => `${other.message} (${text.slice(0, other.span.start).split('\n').length})`),
      ].join(' | '),
    }));
    const { names = [], coverage = 0, cuts = [] } = report ?? {};
    parentPort?.postMessage({
      ms: performance.now() - start,
      findings,
      cuts,
      coverage,
      names: names.length,
      units: names.filter((each) => each.unit !== null).length,
    });
  } catch (error) {
    parentPort?.postMessage({
      ms: performance.now() - start,
      findings: [],
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
});
parentPort?.postMessage('ready');
