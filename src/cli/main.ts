// The command line's entry: hands the real machine to the program, or, in one of its further threads, to the crew.
import { parentPort } from 'node:worker_threads';
import { serveCrew } from './crew';
import { nodeMachine } from './machine';
import { runProgram } from './program';

// `spikelint check | head` closes the pipe early: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

if (parentPort) serveCrew(parentPort, nodeMachine(__dirname));
else
  void runProgram(process.argv.slice(2), nodeMachine(__dirname)).then((code) => {
    process.exitCode = code;
  });
