// Units: a statement with all its clauses and bodies, found by indentation alone. They are read, kept and moved as one.
import { type LogicalLine } from './lines';
import { shiftStatement } from './shift';
import { type Node, type Stmt } from './syntax';

/** A run of logical lines, `to` exclusive. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** What one unit came to. A long or broken one holds the units of its bodies, so that they too can be kept through an edit. */
export interface Unit extends Node {
  /** The first line's indentation: with the text it decides which of the lines below are clauses. */
  readonly indent: number;
  readonly statements: Stmt[];
  readonly errors: Node[];
  readonly units: readonly Unit[];
}

const clausesAfter: ReadonlyMap<string, readonly string[]> = new Map([
  ['if', ['elif', 'else']],
  ['for', ['else']],
  ['while', ['else']],
  ['try', ['except', 'else', 'finally']],
]);

/** What may stand below a decorator. */
const decorated: ReadonlySet<string> = new Set(['@', 'def', 'class']);

/** Whether the word begins a clause that belongs to the statement `opener` began. */
export function isClause(opener: string, word: string): boolean {
  return clausesAfter.get(opener)?.includes(word) ?? false;
}

/** Cuts a block's lines into units. A line that is indented less than the block began lowers the block's margin. */
export function groupUnits(lines: readonly LogicalLine[], block: LineRange): LineRange[] {
  const ranges: LineRange[] = [];
  let margin = lines[block.from]?.indent ?? 0;
  let from = block.from;
  let opener = '';
  for (let at = block.from; at < block.to; at++) {
    const line = lines[at];
    if (!line || line.indent > margin) continue;
    const belongs = line.indent === margin && (opener === '@' ? decorated.has(line.word) : isClause(opener, line.word));
    if (at > from && !belongs) {
      ranges.push({ from, to: at });
      from = at;
    }
    margin = line.indent;
    // A decorator's unit goes on to the definition below it.
    if (!isClause(opener, line.word) || from === at) opener = line.word;
  }
  if (block.to > from) ranges.push({ from, to: block.to });
  return ranges;
}

/** Moves a unit and everything in it by `delta`. */
export function shiftUnit(unit: Unit, delta: number): void {
  for (const statement of unit.statements) shiftStatement(statement, delta);
  shiftBounds(unit, delta);
}

/** The statements of inner units are part of the outer ones' statements and have moved with them. */
function shiftBounds(unit: Unit, delta: number): void {
  unit.start += delta;
  unit.end += delta;
  for (const error of unit.errors) {
    error.start += delta;
    error.end += delta;
  }
  for (const inner of unit.units) shiftBounds(inner, delta);
}

export function collectErrors(units: readonly Unit[], into: Node[]): void {
  for (const unit of units) {
    into.push(...unit.errors);
    collectErrors(unit.units, into);
  }
}

/** Every unit by the offset where it starts, inner ones too. */
export function indexUnits(units: readonly Unit[], into: Map<number, Unit>): void {
  for (const unit of units) {
    into.set(unit.start, unit);
    indexUnits(unit.units, into);
  }
}
