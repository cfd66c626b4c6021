// Parses a piece of the module on its own: a run of statements, a header, one expression.
import { type Node as TreeNode, type Tree } from 'web-tree-sitter';
import { type Grammar } from './grammar';
import { TreeReader } from './reader';
import { readerTables } from './statements';
import { type Expr, type Node, type Stmt } from './syntax';

/** Either the statements, or where the grammar gave up. */
export type Piece =
  { readonly statements: Stmt[]; readonly error: null } | { readonly statements: null; readonly error: Node };

export class PieceParser {
  private readonly reader: TreeReader;

  constructor(
    private readonly grammar: Grammar,
    readonly text: string,
  ) {
    this.reader = new TreeReader(grammar, readerTables);
  }

  /**
   * Reads `text.slice(start, end)`, with what makes a header a whole statement before and behind it: at least the line break, without
   * which a line at the end would not be read as it is in the middle.
   * Offsets in the result are the module's.
   */
  parse(start: number, end: number, before = '', behind = '\n'): Piece {
    const piece = before + this.text.slice(start, end) + behind;
    const tree = this.grammar.parser.parse(piece);
    if (!tree) return { statements: null, error: { start, end } };
    const base = start - before.length;
    try {
      const root = tree.rootNode;
      if (root.hasError) return { statements: null, error: within(errorIn(root), base, start, end) };
      return { statements: this.read(tree, piece, base), error: null };
    } finally {
      tree.delete();
    }
  }

  /** One expression, as it would stand in parentheses; null where it is none. */
  parseExpression(start: number, end: number): Expr | null {
    const piece = this.parse(start, end, '(', ')');
    const [statement] = piece.statements ?? [];
    if (statement?.kind !== 'expression' || piece.statements?.length !== 1) return null;
    const { value } = statement;
    // A tuple takes the parentheses for its own.
    value.start = Math.max(value.start, start + this.text.slice(start, end).search(/\S/));
    value.end = Math.min(value.end, end);
    return value;
  }

  private read(tree: Tree, piece: string, base: number): Stmt[] {
    return this.reader.read(tree, piece, base, () => this.reader.statements());
  }
}

/** The innermost node that is an error or was made up. */
function errorIn(root: TreeNode): TreeNode {
  let node = root;
  for (;;) {
    if (node.isError || node.isMissing) return node;
    const inner: TreeNode | undefined = node.children.find((child) => child.hasError);
    if (!inner) return node;
    node = inner;
  }
}

/** Never empty, and never outside the piece that was asked for. */
function within(node: TreeNode, base: number, start: number, end: number): Node {
  const from = Math.max(start, Math.min(node.startIndex + base, end - 1));
  return { start: from, end: Math.max(from + 1, Math.min(node.endIndex + base, end)) };
}
