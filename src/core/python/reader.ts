// A cursor over one tree-sitter tree that hands out types as table entries and offsets in the module's text.
import { type Tree, type TreeCursor } from 'web-tree-sitter';
import { type Grammar } from './grammar';
import { type Expr, type Stmt } from './syntax';

type ExpressionReader = (reader: TreeReader) => Expr;
type StatementReader = (reader: TreeReader, into: Stmt[]) => void;

export interface ReaderTables {
  readonly expressions: Readonly<Record<string, ExpressionReader>>;
  readonly statements: Readonly<Record<string, StatementReader>>;
}

/** Deeper expressions are no one's code, and whoever walks the tree by recursion has to come back. */
const deepest = 1_000;

const extras = new Set(['comment', 'line_continuation']);

/**
 * Every step crosses into WASM, so the reader asks for no more than it must: the type once per step, offsets when wanted.
 * Readers of a node are called with the cursor on it and leave it there.
 */
export class TreeReader {
  /** The name of the current node's type, valid after a step that returned true. */
  type = '';
  /** The target of an `as` that was read inside a larger expression; whoever reads the item takes it from here. */
  alias: Expr | null = null;
  private depth = 0;
  private cursor: TreeCursor | null = null;
  private text = '';
  private base = 0;
  private readonly names: readonly string[];
  private readonly expressionReaders: (ExpressionReader | undefined)[];
  private readonly statementReaders: (StatementReader | undefined)[];
  private readonly isExtra: boolean[];
  private readonly isNamed: boolean[];
  private typeId = 0;

  constructor(grammar: Grammar, tables: ReaderTables) {
    this.names = grammar.typeNames;
    this.expressionReaders = this.names.map((name) => tables.expressions[name]);
    this.statementReaders = this.names.map((name) => tables.statements[name]);
    this.isExtra = this.names.map((name) => extras.has(name));
    this.isNamed = this.names.map((name) => !name.startsWith(' ') && !extras.has(name));
  }

  /** Reads with `action` from the root of a tree whose text stands at `base` of the module's text. */
  read<T>(tree: Tree, text: string, base: number, action: () => T): T {
    const cursor = tree.walk();
    this.cursor = cursor;
    this.text = text;
    this.base = base;
    this.depth = 0;
    try {
      return action();
    } finally {
      cursor.delete();
      this.cursor = null;
    }
  }

  get start(): number {
    return this.at.startIndex + this.base;
  }

  get end(): number {
    return this.at.endIndex + this.base;
  }

  slice(start: number, end: number): string {
    return this.text.slice(start - this.base, end - this.base);
  }

  /** The current node's own text. */
  get own(): string {
    const cursor = this.at;
    return this.text.slice(cursor.startIndex, cursor.endIndex);
  }

  /** To the first child that is no comment; stays where it is and returns false if there is none. */
  enter(): boolean {
    if (!this.at.gotoFirstChild()) return false;
    if (this.settle(this.isExtra)) return true;
    this.leave();
    return false;
  }

  /** To the next sibling that is no comment. */
  next(): boolean {
    return this.at.gotoNextSibling() && this.settle(this.isExtra);
  }

  /** As `enter`, passing over keywords, operators and brackets too. */
  enterNamed(): boolean {
    if (!this.at.gotoFirstChild()) return false;
    if (this.settleNamed()) return true;
    this.leave();
    return false;
  }

  nextNamed(): boolean {
    return this.at.gotoNextSibling() && this.settleNamed();
  }

  /** Back to the parent. `type` is stale afterwards. */
  leave(): void {
    this.at.gotoParent();
  }

  /** The current node as an expression. Valid right after a step. */
  expression(): Expr {
    const read = this.expressionReaders[this.typeId];
    if (!read || this.depth >= deepest) return { kind: 'bad', start: this.start, end: this.end };
    this.depth++;
    const expr = read(this);
    this.depth--;
    return expr;
  }

  /** The expression in the first named child, or null. */
  childExpression(): Expr | null {
    if (!this.enterNamed()) return null;
    const value = this.expression();
    this.leave();
    return value;
  }

  /** The statements below the current node. */
  statements(): Stmt[] {
    const body: Stmt[] = [];
    if (!this.enterNamed()) return body;
    do {
      const read = this.statementReaders[this.typeId];
      if (read) read(this, body);
    } while (this.nextNamed());
    this.leave();
    return body;
  }

  private get at(): TreeCursor {
    if (!this.cursor) throw new Error('no tree is being read');
    return this.cursor;
  }

  private settle(passed: boolean[]): boolean {
    const cursor = this.at;
    do {
      this.typeId = cursor.nodeTypeId;
      if (!passed[this.typeId]) {
        this.type = this.names[this.typeId] ?? '';
        return true;
      }
    } while (cursor.gotoNextSibling());
    return false;
  }

  private settleNamed(): boolean {
    const cursor = this.at;
    do {
      this.typeId = cursor.nodeTypeId;
      if (this.isNamed[this.typeId]) {
        this.type = this.names[this.typeId] ?? '';
        return true;
      }
    } while (cursor.gotoNextSibling());
    return false;
  }
}
