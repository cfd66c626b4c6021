// The door of this room: a text becomes a module, and with the last version at hand only what was edited is read again.
import { BlockReader, type Kept } from './blocks';
import { type Grammar } from './grammar';
import { logicalLines } from './lines';
import { PieceParser } from './pieces';
import { type Module, type Node } from './syntax';
import { scanTokens } from './tokens';
import { collectErrors, indexUnits, type Unit } from './units';

/** Holds nothing of the grammar's: there is nothing to free. */
export interface ParsedModule extends Module {
  readonly units: readonly Unit[];
}

/**
 * Statements are found by their indentation and parsed apart from one another, so an error costs the statement it is in, and the result is
 * the same whether `previous` was given or not. `previous` is consumed: its unchanged statements move into the result, their offsets changed.
 */
export function parseModule(grammar: Grammar, text: string, previous?: ParsedModule): ParsedModule {
  const scan = scanTokens(text);
  const lines = logicalLines(text, scan);
  const blocks = new BlockReader(new PieceParser(grammar, text), lines, previous ? keptFrom(previous, text) : null);
  const { statements, units } = blocks.readBlock({ from: 0, to: lines.length });
  const errors: Node[] = [];
  collectErrors(units, errors);
  errors.sort((a, b) => a.start - b.start);
  return { text, body: statements, comments: scan.comments, errors, units };
}

function keptFrom(previous: ParsedModule, text: string): Kept {
  const old = previous.text;
  const shorter = Math.min(old.length, text.length);
  let prefix = 0;
  while (prefix < shorter && old.charCodeAt(prefix) === text.charCodeAt(prefix)) prefix++;
  let suffix = 0;
  while (
    suffix < shorter - prefix &&
    old.charCodeAt(old.length - suffix - 1) === text.charCodeAt(text.length - suffix - 1)
  )
    suffix++;
  const units = new Map<number, Unit>();
  indexUnits(previous.units, units);
  return { units, prefixEnd: prefix, suffixStart: text.length - suffix, delta: text.length - old.length };
}
