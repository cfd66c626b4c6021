// Writes the golden files of the command line anew, from what it prints now: look at the difference before you commit it.
import { runNodeTests } from './test/node-tests.mjs';

process.env.SPIKELINT_UPDATE_GOLDEN = '1';
process.exit(await runNodeTests({ runner: 'unit', filter: 'cli/golden', timeLimitMs: 120_000 }));
