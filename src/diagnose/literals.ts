// Finds the number in the text that a change of the network comes down to, and proves it by reading the changed text again.
import { type Edit } from '../core/finding';
import { type Network } from '../core/network/network';
import { type NameReport } from '../core/report';
import { type Span } from '../core/text';
import { type Target } from './modify';
import { hasCome, reportOn, rewritten, runAlike, type Script } from './script';

export interface Rewriting {
  readonly edits: readonly Edit[];
  /** What the changed text builds. */
  readonly network: Network;
  /** False where the number stands for more than was to be changed. */
  readonly exact: boolean;
}

/** How many numbers are tried for each change, and how far names are followed. */
const mostTries = 6;
const deepest = 3;

/** Null where no number of the script will do. */
export function findLiterals(script: Script, wanted: Network, targets: readonly Target[]): Rewriting | null {
  const { file } = script.document;
  const report = targets.length > 0 ? reportOn(script) : null;
  if (!report || targets.some(({ span }) => span.file !== file)) return null;
  const candidates = targets.map((target) => candidatesFor(script.document.text, report.names, target));
  if (candidates.some((each) => each.length === 0)) return null;
  const base = rewritten(script, []);
  let nearly: Rewriting | null = null;
  const tries = Math.min(mostTries, Math.max(...candidates.map((each) => each.length)));
  const byRank = Array.from({ length: tries }, (_, rank) =>
    distinct(candidates.flatMap((each) => each[Math.min(rank, each.length - 1)] ?? [])),
  );
  for (const edits of [...sharedBy(candidates), ...byRank]) {
    const network = edits && rewritten(script, edits);
    if (!edits || !network) continue;
    if (runAlike(network, wanted)) return { edits, network, exact: true };
    if (base && network.populations.length === base.populations.length && hasCome(base, wanted, network))
      nearly ??= { edits, network, exact: false };
  }
  return nearly;
}

/** One number that stands for all that is to change, where there are several. */
function sharedBy([first = [], ...others]: readonly (readonly Edit[])[]): Edit[][] {
  if (others.length === 0) return [];
  const isIn = (list: readonly Edit[], { span, newText }: Edit): boolean =>
    list.some((each) => each.span.start === span.start && each.newText === newText);
  const shared = first.filter((edit) => others.every((list) => isIn(list, edit)));
  return shared.slice(0, mostTries).map((edit) => [edit]);
}

/** One edit for each place; null where one place would have to become two things. */
function distinct(edits: readonly Edit[]): Edit[] | null {
  const byPlace = new Map<number, Edit>();
  for (const edit of edits) {
    const other = byPlace.get(edit.span.start);
    if (other && other.newText !== edit.newText) return null;
    byPlace.set(edit.span.start, edit);
  }
  return [...byPlace.values()];
}

const literal = /(?<![\w.])(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.])/g;
const word = /(?<![\w.'"])[A-Za-z_]\w*/g;

/** Numbers in the expression itself, then those behind the names in it; a number of the same digits first. */
function candidatesFor(text: string, names: readonly NameReport[], { span, from, to }: Target): Edit[] {
  const found: { edit: Edit; alike: number; depth: number }[] = [];
  const seen = new Set<number>();
  const visit = (of: Span, depth: number): void => {
    if (seen.has(of.start) || depth > deepest) return;
    seen.add(of.start);
    const piece = withoutComments(text.slice(of.start, of.end));
    for (const match of piece.matchAll(literal)) {
      const [written] = match;
      const value = Number(written.replaceAll('_', ''));
      // A zero has no digits to go by: it stands for itself alone.
      if ((value === 0) !== (from === 0)) continue;
      const start = of.start + match.index;
      const edit = {
        span: { ...of, start, end: start + written.length },
        newText: rescaled(written, from === 0 ? to : value * (to / from)),
      };
      found.push({ edit, alike: alikeness(value, from), depth });
    }
    for (const [name] of piece.matchAll(word))
      for (const each of names)
        if (each.name === name && each.span.file === of.file) visit(valueOf(text, each.span), depth + 1);
  };
  visit(span, 0);
  return found.sort((one, other) => one.alike - other.alike || one.depth - other.depth).map(({ edit }) => edit);
}

/** The first number there, so many times what it is. */
export function literalAt(text: string, of: Span, factor: number): Edit | null {
  const [match] = withoutComments(text.slice(of.start, of.end)).matchAll(literal);
  if (!match) return null;
  const start = of.start + match.index;
  const [given] = match;
  const value = Number(given.replaceAll('_', ''));
  return { span: { ...of, start, end: start + given.length }, newText: rescaled(given, value * factor) };
}

/** 0 for the number itself, 1 for its digits in another prefix, 2 for any other. */
function alikeness(value: number, from: number): number {
  if (from === 0) return 0;
  const decades = Math.log10(Math.abs(from / value));
  if (Math.abs(decades) < 1e-9) return 0;
  return Math.abs(decades - Math.round(decades)) < 1e-9 ? 1 : 2;
}

function rescaled(written: string, value: number): string {
  const short = String(Number(value.toPrecision(5)));
  return /[.eE]/.test(written) && /^-?\d+$/.test(short) ? `${short}.0` : short;
}

/** Comments blanked, so that offsets stay. */
const withoutComments = (piece: string): string => piece.replace(/#[^\n]*/g, (comment) => ' '.repeat(comment.length));

/** What is assigned to a name: up to the end of its line, or of the brackets that open there. */
function valueOf(text: string, name: Span): Span {
  let depth = 0;
  let end = name.end;
  for (; end < text.length; end++) {
    const character = text[end] ?? '';
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    if (depth < 0 || (depth === 0 && (character === '\n' || character === ','))) break;
  }
  return { ...name, start: name.end, end };
}
