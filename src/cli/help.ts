// The help of the program and of each command, made from what the commands say of themselves.
import type { Command, Option } from './command';
import { table } from './table';
import { wrap } from './wrap';

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`.trimEnd());

const exitCodeLines = [
  ['0', 'clean: nothing was found, or the command did what it was asked'],
  ['1', 'findings: "check" found something to report, or what "probe --expect" expects is not met'],
  ['2', 'could not run: wrong arguments, or a file could not be read'],
];

export function programHelp(commands: readonly Command[], version: string, columns: number): string {
  return lines(
    `Spikelint ${version}: finds mismatched units and scales in neural-network models, and tries models out.`,
    '',
    'Usage: spikelint COMMAND [options]',
    '',
    'Commands:',
    ...indented(table(commands.map(({ name, operands, summary }) => [`${name} ${operands}`, summary]))),
    '',
    'Options:',
    ...indented(
      table([
        ['--help', 'this help; after a command, the help of that command'],
        ['--version', 'the version'],
      ]),
    ),
    '',
    'Exit codes:',
    ...indented(table(exitCodeLines)),
    '',
    ...wrap(
      'Every command takes --format json; the JSON’s schemas are in docs/schemas/. Nothing of a model’s code is ever executed. ' +
        'Colours and progress are shown on a terminal only; NO_COLOR switches colours off.',
      columns,
    ),
  );
}

export function commandHelp(command: Command, columns: number): string {
  const { name, operands, description, options, examples } = command;
  return lines(
    `Usage: spikelint ${name} ${operands} [options]`,
    ...description.flatMap((paragraph) => ['', ...wrap(paragraph, columns)]),
    '',
    'Options:',
    ...indented(optionLines(options, columns)),
    '',
    'Examples:',
    ...indented(examples),
  );
}

/** The flags in one column, their help wrapped in the other. */
function optionLines(options: readonly Option[], columns: number): string[] {
  const rows: [string, string][] = [...options.map(optionRow), ['--help', 'this help']];
  const left = Math.max(...rows.map(([flag]) => flag.length)) + 2;
  return rows.flatMap(([flag, help]) => {
    const [first = '', ...rest] = wrap(help, columns - 2, ' '.repeat(left));
    return [flag.padEnd(left) + first.slice(left), ...rest];
  });
}

function optionRow({ name, value, help, choices, byDefault }: Option): [string, string] {
  const offered = choices ? `: ${choices.join(', ')}` : '';
  return [
    value === undefined ? `--${name}` : `--${name} ${value}`,
    `${help}${offered}${byDefault === undefined ? '' : ` (default ${byDefault})`}`,
  ];
}

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;
