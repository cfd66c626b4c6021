// Runs the unit tests. An argument keeps the test files whose path holds it.
import { runNodeTests } from './test/node-tests.mjs';

process.exit(await runNodeTests({ runner: 'unit', filter: process.argv[2] ?? '', timeLimitMs: 900_000 }));
