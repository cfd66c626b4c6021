// A reporter for node:test that says nothing about what passes, all about what fails, and counts both.
import { writeResult } from './results.mjs';

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* report(events) {
  const runner = process.env.SPIKELINT_TEST_RUNNER ?? 'unit';
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message;
    if (type === 'test:diagnostic' || (type === 'test:pass' && data.details?.type === 'suite')) continue;
    if (type === 'test:pass') {
      // A skipped test is not a passed one: the house has none.
      if (data.skip !== undefined || data.todo !== undefined) {
        failed++;
        yield `✗ ${data.name}: skipped\n`;
      } else passed++;
    }
    if (type === 'test:fail') {
      // A parent that failed only because of its subtests would be counted and told twice.
      if (data.details.error?.failureType === 'subtestsFailed') continue;
      if (data.details.type !== 'suite') failed++; // a broken hook fails each test of its suite
      const cause = data.details.error?.cause ?? data.details.error;
      yield `✗ ${data.name}\n${indent(withoutInternals(cause?.stack ?? String(cause)))}\n`;
    }
  }
  writeResult(runner, { passed, failed });
  yield `${runner}: ${passed} passed, ${failed} failed\n`;
}

/** The runner's own frames say nothing about the fault. */
const withoutInternals = (stack) => stack.replace(/\n +at .*\(?node:.*/g, '');

const indent = (text) => text.replace(/^/gm, '    ');
