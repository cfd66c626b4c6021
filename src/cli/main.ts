// The command line's entry: hands the real machine to the program.
import { nodeMachine } from './machine';
import { runProgram } from './program';

// `spikelint check | head` closes the pipe early: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

void runProgram(process.argv.slice(2), nodeMachine(__dirname)).then((code) => {
  process.exitCode = code;
});
