// Reads a command's arguments: `--name value`, `--name=value`, operands, and `--` before operands that begin with a dash.
import type { Command, Option } from './command';
import { UsageProblem } from './problem';
import { nearest } from '../core/nearest';

export class Arguments {
  constructor(
    readonly operands: readonly string[],
    private readonly given: ReadonlyMap<string, string>,
    private readonly repeated: ReadonlyMap<string, readonly string[]> = new Map(),
  ) {}

  /** Every value of an option that may be given more than once, in order. */
  texts(name: string): readonly string[] {
    return this.repeated.get(name) ?? [];
  }

  text(name: string): string | undefined {
    return this.given.get(name);
  }

  /** Whether a flag was given. */
  has(name: string): boolean {
    return this.given.has(name);
  }

  /** A number within limits; undefined where it is neither given nor has a default. */
  number(name: string, limits: { least?: number; above?: number; whole?: boolean } = {}): number | undefined {
    const text = this.given.get(name);
    if (text === undefined) return undefined;
    const value = text.trim() === '' ? NaN : Number(text);
    const { least = -Infinity, above = -Infinity, whole = false } = limits;
    if (Number.isFinite(value) && value >= least && value > above && (!whole || Number.isInteger(value))) return value;
    const kind = whole ? 'a whole number' : 'a number';
    const limit = least > -Infinity ? ` of at least ${least}` : above > -Infinity ? ` above ${above}` : '';
    throw new UsageProblem(`--${name} takes ${kind}${limit}, not "${text}"`);
  }
}

export function readArguments(command: Command, words: readonly string[]): Arguments {
  const operands: string[] = [];
  const given = new Map<string, string>();
  const repeated = new Map<string, readonly string[]>();
  for (const { name, byDefault } of command.options) if (byDefault !== undefined) given.set(name, byDefault);
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === '--') {
      operands.push(...words.slice(at + 1));
      break;
    }
    if (!/^-./.test(word)) {
      operands.push(word);
      continue;
    }
    const [flag = '', ...rest] = word.split('=');
    const option = optionOf(command, flag);
    if (option.value === undefined) {
      if (word.includes('=')) throw new UsageProblem(`${flag} takes no value`);
      given.set(option.name, '');
      continue;
    }
    const value = word.includes('=') ? rest.join('=') : words[++at];
    if (value === undefined) throw new UsageProblem(`${flag} needs a value: ${flag} ${option.value}`);
    if (option.many) repeated.set(option.name, [...(repeated.get(option.name) ?? []), checked(option, value)]);
    else given.set(option.name, checked(option, value));
  }
  const { least, most, operands: wanted, name } = command;
  if (operands.length < least) throw new UsageProblem(`"${name}" needs ${wanted}`);
  if (operands.length > most) throw new UsageProblem(`"${name}" takes no "${operands[most]}": one at a time`);
  return new Arguments(operands, given, repeated);
}

function optionOf(command: Command, flag: string): Option {
  const option = command.options.find(({ name }) => `--${name}` === flag);
  if (option) return option;
  const instead = command.refused?.[flag];
  if (instead !== undefined) throw new UsageProblem(`there is no ${flag}: ${instead}`);
  const meant = nearest(flag, [...command.options.map(({ name }) => `--${name}`), '--help']);
  throw new UsageProblem(`"${command.name}" has no option ${flag}${meant === null ? '' : `; ${meant} is meant?`}`);
}

function checked({ name, choices }: Option, value: string): string {
  if (!choices || choices.includes(value)) return value;
  throw new UsageProblem(`--${name} is one of ${choices.join(', ')}, not "${value}"`);
}
