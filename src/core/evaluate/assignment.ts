// Writing through an index: `d['k'] = v`, `x[mask] *= 10`, elements of lists.
import { type Span } from '../text';
import { findMember } from './attributes';
import { keyOfValue } from './expressions';
import { callFunction } from './functions';
import { joinValues } from './join';
import { writtenParts } from './arrayOrder';
import { writeElements } from './nested';
import { metClaim } from './arithmetic';
import { isZeroNumber, toNumber } from './numbers';
import { formatPoly, keyOf, makeAtom, samePoly, symbol } from './poly';
import { type Run } from './run';
import { type Num, type Value } from './value';

/** `span` is where it is written to, `valueSpan` where the value stands. */
export function assignIndex(
  run: Run,
  object: Value,
  keys: readonly Value[],
  value: Value,
  span: Span,
  valueSpan: Span = span,
): void {
  const [key] = keys;
  if (!key) return;
  switch (object.kind) {
    case 'table': {
      const name = keyOfValue(key);
      if (name === null) {
        object.open = true;
        run.journal.write(object.others, 'each', value);
        // Other turns of the loop will find it there: what they append is many.
        if (value.kind === 'sequence') run.births.set(value, Math.max(0, run.multiplicity.length - 1));
      } else {
        run.journal.write(object.entries, name, value);
        object.places.set(name, span);
        object.valuePlaces.set(name, valueSpan);
        if (value.kind === 'num') run.bound(name, 'key', span, value);
      }
      return;
    }
    case 'sequence': {
      if (writeElements(run, object, keys, value)) return;
      run.journal.keep(object);
      // Some elements change: each may now be the one or the other.
      object.items = object.items.map((each) =>
        joinValues(run, [
          { value: each, condition: '' },
          { value: value.kind === 'sequence' ? (value.items[0] ?? each) : value, condition: '' },
        ]),
      );
      return;
    }
    case 'thing':
      run.libraries.ofThing(object)?.assign?.(run, object, key, value, valueSpan, null);
      return;
    case 'instance': {
      const method = findMember(object.type, '__setitem__');
      if (method?.kind === 'function') callFunction(run, { ...method, bound: [object] }, [...keys, value], new Map());
      return;
    }
    case 'choice':
      for (const option of object.options) assignIndex(run, option.value, keys, value, span, valueSpan);
      return;
    default:
      return;
  }
}

/**
 * An array after some of it was written. What was zeros or empty before is taken to be filled; where only some elements change, the number is
 * the old one or the new one.
 */
export function writtenArray(run: Run, object: Num, keys: readonly Value[], value: Value, span: Span): Value | null {
  const written = toNumber(run, value.kind === 'sequence' ? (value.items[0] ?? value) : value);
  if (!written) return null;
  const claim = metClaim(run, '=', object, written, span);
  const next: Num = { ...written, shape: object.shape, claim: claim ?? written.claim };
  if (coversAll(keys) || samePoly(object.poly, next.poly)) return next;
  const [key] = keys;
  const parts = run.settling && keys.length === 1 && key ? writtenParts(object, written, key, value, span) : null;
  if (!parts && isZeroNumber(object) && !object.draw) return next;
  return {
    ...next,
    ...(parts ? { origin: parts } : {}),
    poly: symbol(
      makeAtom(
        `part(${keyOf(object.poly)},${keyOf(next.poly)})`,
        `${formatPoly(object.poly)} or ${formatPoly(next.poly)}`,
        null,
        [object.poly, next.poly],
      ),
    ),
    draw: null,
    literal: false,
  };
}

/** `x[:]`, `x[:, :]`. */
export const coversAll = (keys: readonly Value[]): boolean =>
  keys.every(
    (each) =>
      each.kind === 'thing' &&
      each.type === 'slice' &&
      each.fields.get('lower')?.kind === 'nothing' &&
      each.fields.get('upper')?.kind === 'nothing',
  );
