// Colours for a terminal that wants them.
import type { Io, Screen } from './io';

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  blue: [34, 39],
  green: [32, 39],
} as const;

export type Style = Readonly<Record<keyof typeof codes, (text: string) => string>>;

/** Plain where the output is no terminal, or where NO_COLOR is set to anything (https://no-color.org). */
export function styleFor(io: Io, screen: Screen): Style {
  const wanted = screen.isTerminal && !io.env.NO_COLOR && io.env.TERM !== 'dumb';
  const paint = ([on, off]: readonly [number, number]): ((text: string) => string) =>
    wanted ? (text) => `\u001b[${on}m${text}\u001b[${off}m` : (text) => text;
  return {
    bold: paint(codes.bold),
    dim: paint(codes.dim),
    red: paint(codes.red),
    yellow: paint(codes.yellow),
    blue: paint(codes.blue),
    green: paint(codes.green),
  };
}
