// What a command is: one file in `commands/` with its options, its help and what it does.
import type { Arguments } from './arguments';
import type { Io } from './io';

export interface Option {
  /** Without the dashes. */
  readonly name: string;
  /** What stands for the value in the help, for example `MS`; an option without one is a flag. */
  readonly value?: string;
  readonly help: string;
  readonly choices?: readonly string[];
  readonly byDefault?: string;
  /** It may be given more than once. */
  readonly many?: boolean;
}

export interface Command {
  readonly name: string;
  /** As the usage line shows them, for example `[paths…]`. */
  readonly operands: string;
  /** How many operands there must be at least and may be at most. */
  readonly least: number;
  readonly most: number;
  /** One line, as it stands in the list of commands. */
  readonly summary: string;
  /** Paragraphs; each is wrapped to the terminal. */
  readonly description: readonly string[];
  readonly options: readonly Option[];
  readonly examples: readonly string[];
  /** Options that people try and that there are not, with what to do instead. */
  readonly refused?: Readonly<Record<string, string>>;
  /** Gives the exit code. */
  run(given: Arguments, io: Io): Promise<number>;
}

export const exitCodes = { clean: 0, findings: 1, failed: 2 } as const;

/** What the commands about a network are told beside the script. */
export const setOption: Option = {
  name: 'set',
  value: 'NAME=VALUE',
  help: 'takes a name of the script (N=1000, benchmark=COBA) or a part of the network (dt, exc.size, exc.tau_m, exc->inh.weight, exc.input.rate, *->*.weight) for this value, or with x2 for twice what it is; may be repeated',
  many: true,
};

export const formatOption: Option = {
  name: 'format',
  value: 'FORMAT',
  help: 'how the result is written',
  choices: ['text', 'json'],
  byDefault: 'text',
};
