// Writes into the script what was turned up or down: the numbers in its text that the change comes down to, proved by reading the changed text.
import { multiplied } from '../core/network/changes';
import { type Network, type Quantity } from '../core/network/network';
import { type Given, readGiven } from '../core/evaluate/settling';
import { type Edit } from '../core/finding';
import { type Span } from '../core/text';
import { findLiterals, literalAt, type Rewriting } from './literals';
import { type Target } from './modify';
import { runAlike, rewritten, type Script } from './script';

export interface Writing {
  readonly edits: readonly Edit[];
  /** False where the numbers stand for more than was turned. */
  readonly exact: boolean;
}

const nothing: Writing = { edits: [], exact: false };

/** No edits where no number of the script stands for it. */
export function write(script: Script, turned: Readonly<Record<string, number>>): Writing {
  const edits: Edit[] = [];
  for (const [key, factor] of Object.entries(turned)) {
    const own = editsFor(script, key, factor);
    // Two that come down to one number would not be what was run.
    if (own.length === 0 || own.some(({ span }) => edits.some((other) => overlap(span, other.span)))) return nothing;
    edits.push(...own);
  }
  const [changed, wanted] = [rewritten(script, edits), read(script, turned)];
  return changed && wanted ? { edits, exact: runAlike(changed, wanted) } : nothing;
}

/** The network as it is when that is turned. */
function read({ linter, document, options, network }: Script, turned: Readonly<Record<string, number>>) {
  return linter.networks(document, { ...options, set: turning(turned, options.set) }).networks[network];
}

/** As `--set` would have it. */
export const turning = (
  turned: Readonly<Record<string, number>>,
  set: ReadonlyMap<string, Given> = new Map(),
): ReadonlyMap<string, Given> =>
  new Map([...set, ...Object.entries(turned).map(([key, factor]) => [key, readGiven(`x${factor}`)] as const)]);

const overlap = (one: Span, other: Span): boolean => one.start < other.end && other.start < one.end;

function editsFor(script: Script, key: string, factor: number): readonly Edit[] {
  const base = rewritten(script, []);
  if (!base) return [];
  const wanted = multiplied(base, key, factor);
  if (!wanted) return namedNumbers(script, key, factor);
  return (findLiterals(script, wanted, targetsBetween(base, wanted)) ?? anywhere(script, base, wanted))?.edits ?? [];
}

/** A name of the script: the number behind it, wherever it is given. */
function namedNumbers({ document }: Script, name: string, factor: number): Edit[] {
  const { file, text } = document;
  const given = new RegExp(String.raw`(?<![\w.])${name}\b(?:\s*:\s*[\w.[\]]+)?\s*=(?!=)`, 'g');
  return [...text.matchAll(given)].flatMap(({ 0: match, index }) => {
    const start = index + match.length;
    const lineEnd = text.indexOf('\n', start);
    const edit = literalAt(text, { file, start, end: lineEnd < 0 ? text.length : lineEnd }, factor);
    return edit ? [edit] : [];
  });
}

/** Where the network does not know its place: every number of the same size is tried. */
function anywhere(script: Script, base: Network, wanted: Network): Rewriting | null {
  const targets = targetsBetween(base, wanted, false);
  if (targets.length !== 1) return null;
  const [target] = targets;
  const { file, text } = script.document;
  return target ? findLiterals(script, wanted, [{ ...target, span: { file, start: 0, end: text.length } }]) : null;
}

/** What is another number in `wanted`, and where it stands. */
function targetsBetween(base: Network, wanted: Network, placed = true): Target[] {
  const targets: Target[] = [];
  const compare = (span: Span | undefined, from: Quantity | null, to: Quantity | null): void => {
    if (!from || !to || from.value === null || to.value === null || from.value === to.value) return;
    if (span) targets.push({ span, from: from.value, to: to.value });
    else if (!placed) targets.push({ span: { file: '', start: 0, end: 0 }, from: from.value, to: to.value });
  };
  compare(undefined, base.dtMs, wanted.dtMs);
  base.populations.forEach((one, at) => {
    const { params, span, stepping } = one;
    const other = wanted.populations[at];
    const [size, otherSize] = [one.size, other?.size ?? null];
    if (size !== null && otherSize !== null && size !== otherSize) targets.push({ span, from: size, to: otherSize });
    for (const [key, parameter] of Object.entries(params))
      compare(parameter.span ?? (parameter.byDefault ? undefined : span), parameter, other?.params[key] ?? null);
    const [kept, otherKept] = [stepping?.kept ?? null, other?.stepping?.kept ?? null];
    if (kept !== null && otherKept !== null && kept !== otherKept)
      targets.push({ span: params['alpha']?.span ?? params['beta']?.span ?? span, from: kept, to: otherKept });
  });
  base.projections.forEach(({ weight, delay, span }, at) => {
    const other = wanted.projections[at];
    compare(span, weight, other?.weight ?? null);
    compare(span, delay, other?.delay ?? null);
  });
  base.inputs.forEach(({ rateHz, weight, span }, at) => {
    const other = wanted.inputs[at];
    compare(span, rateHz, other?.rateHz ?? null);
    compare(span, weight, other?.weight ?? null);
  });
  return targets;
}
