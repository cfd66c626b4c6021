// The program: finds the command, gives it its arguments, and turns what goes wrong into one line and an exit code.
import { readArguments } from './arguments';
import { type Command, exitCodes } from './command';
import { commands } from './commands/index';
import { commandHelp, programHelp } from './help';
import type { Io } from './io';
import { nearest } from '../core/nearest';
import { reasonOf, UsageProblem } from './problem';

const known: readonly Command[] = commands;

export async function runProgram(words: readonly string[], io: Io): Promise<number> {
  try {
    return await run(words, io);
  } catch (error) {
    io.err.write(`spikelint: ${reasonOf(error)}\n`);
    if (error instanceof UsageProblem) {
      const [name] = words;
      const command = known.find((each) => each.name === name);
      io.err.write(`Try "spikelint ${command ? `${command.name} ` : ''}--help".\n`);
    } else if (io.env.SPIKELINT_DEBUG && error instanceof Error) io.err.write(`${error.stack ?? ''}\n`);
    return exitCodes.failed;
  }
}

async function run(words: readonly string[], io: Io): Promise<number> {
  const [first, ...rest] = words;
  if (first === undefined) {
    io.err.write(programHelp(known, io.version(), io.err.columns));
    return exitCodes.failed;
  }
  if (first === '--version' || first === '-V') {
    io.out.write(`${io.version()}\n`);
    return exitCodes.clean;
  }
  const asksHelp = (word: string): boolean => word === '--help' || word === '-h';
  if (asksHelp(first) || first === 'help') {
    const about = rest[0] === undefined ? undefined : commandNamed(rest[0]);
    io.out.write(about ? commandHelp(about, io.out.columns) : programHelp(known, io.version(), io.out.columns));
    return exitCodes.clean;
  }
  const command = commandNamed(first);
  const operandsOnly = rest.indexOf('--');
  if (rest.slice(0, operandsOnly < 0 ? rest.length : operandsOnly).some(asksHelp)) {
    io.out.write(commandHelp(command, io.out.columns));
    return exitCodes.clean;
  }
  return command.run(readArguments(command, rest), io);
}

function commandNamed(name: string): Command {
  const command = known.find((each) => each.name === name);
  if (command) return command;
  const names = known.map((each) => each.name);
  const meant = nearest(name, names);
  throw new UsageProblem(
    `there is no command "${name}"${meant === null ? `; there are ${names.join(', ')}` : `; is "${meant}" meant?`}`,
  );
}
