// Methods of lists, dictionaries and texts.
import { rational } from '../units/rational';
import { keyOfValue, textOf } from './expressions';
import { braceFormatted } from './formatting';
import { type Call } from './library';
import { keySymbol, literal } from './numbers';
import { type Run } from './run';
import { append, unknownCount } from './lists';
import { callArray } from './libraries/arrays';
import {
  flag,
  nothing,
  sequence,
  type Sequence,
  type Table,
  table,
  type Text,
  text,
  unknown,
  type Value,
} from './value';

export function callContainer(run: Run, call: Call): Value {
  const name = call.path.slice(call.path.indexOf('.') + 1);
  const { receiver } = call;
  if (receiver?.kind === 'sequence') return onList(run, call, receiver, name);
  if (receiver?.kind === 'table') return onTable(run, call, receiver, name);
  if (receiver?.kind === 'text') return onText(call, receiver, name);
  return unknown(`\`${name}\` is not known`);
}

function onList(run: Run, call: Call, list: Sequence, name: string): Value {
  const [first, second] = call.args;
  switch (name) {
    case 'append':
    case 'add':
      if (first) append(run, list, first);
      return nothing;
    case 'extend':
      if (first?.kind === 'sequence') for (const each of first.items.slice(0, 64)) append(run, list, each);
      return nothing;
    case 'insert':
      if (second) append(run, list, second);
      return nothing;
    case 'pop':
      return list.items[list.items.length - 1] ?? unknown('an element');
    case 'copy':
      return { ...list, items: [...list.items] };
    case 'sort':
    case 'reverse':
    case 'clear':
    case 'remove':
      return nothing;
    case 'index':
    case 'count':
      return unknown('a position');
    default:
      return callArray(run, call) ?? unknown(`\`.${name}\` is not known`);
  }
}

function onTable(run: Run, call: Call, of: Table, name: string): Value {
  const [first, second] = call.args;
  switch (name) {
    case 'get':
    case 'pop':
    case 'setdefault': {
      const key = first && keyOfValue(first);
      if (key === null || key === undefined) return underUnknownKey(run, of, name, second);
      const known = of.entries.get(key);
      // What `setdefault` does not find, it puts there.
      run.readKey(of, key, known !== undefined || name === 'setdefault', true, call.span);
      if (known && name === 'pop') run.journal.remove(of.entries, key);
      if (known) return known;
      if (name === 'setdefault' && second) run.journal.write(of.entries, key, second);
      if (!of.open) return second ?? nothing;
      const maybe = unknown(`\`${key}\` of ${of.source ?? 'a dictionary'}`, keySymbol(key));
      return second && second.kind !== 'nothing' ? second : maybe;
    }
    case 'update': {
      const from = first?.kind === 'table' ? first : null;
      if (from) run.lose(from);
      if (first && !from) of.open = true;
      for (const [key, value] of from?.entries ?? []) {
        run.journal.write(of.entries, key, value);
        const place = from?.places.get(key);
        if (place) of.places.set(key, place);
        const valuePlace = from?.valuePlaces.get(key);
        if (valuePlace) of.valuePlaces.set(key, valuePlace);
      }
      if (from?.open) of.open = true;
      for (const [key, value] of call.keywords) run.journal.write(of.entries, key, value);
      return nothing;
    }
    case 'items':
      return listing(run, of, (key, value) => sequence('tuple', [key, value]));
    case 'keys':
      return listing(run, of, (key) => key);
    case 'values':
      return listing(run, of, (_key, value) => value);
    case 'copy': {
      const copy: Table = {
        ...table(of.source, of.open, of.document ?? null),
        entries: new Map(of.entries),
        others: new Map(of.others),
        places: new Map(of.places),
        valuePlaces: new Map(of.valuePlaces),
      };
      return copy;
    }
    default:
      return unknown(`\`.${name}\` of a dictionary`, of.source === null && !of.open ? null : keySymbol(name));
  }
}

/** `groups.setdefault(type_id, []).append(n)` in a loop: one list stands for that of each key. */
function underUnknownKey(run: Run, of: Table, name: string, fallback: Value | undefined): Value {
  run.lose(of);
  const [each] = of.others.values();
  if (each) return each;
  if (name !== 'setdefault' || !fallback) return fallback ?? unknown('a key not known');
  of.open = true;
  run.journal.write(of.others, 'each', fallback);
  if (fallback.kind === 'sequence') run.births.set(fallback, Math.max(0, run.multiplicity.length - 1));
  return fallback;
}

/** What `items`, `keys` and `values` give: every entry, or one that stands for all that a loop put in. */
function listing(run: Run, of: Table, made: (key: Value, value: Value) => Value): Value {
  run.lose(of);
  const known = [...of.entries].map(([key, value]) => made(keyValue(key), value));
  if (known.length > 0 || !of.open) return sequence('list', known);
  const [each] = of.others.values();
  return each ? sequence('list', [made(unknown('a key not known'), each)], unknownCount(run)) : unknown('its entries');
}

const keyValue = (key: string): Value => (/^#-?\d+$/.test(key) ? literal(rational(BigInt(key.slice(1)))) : text(key));

function onText(call: Call, receiver: Text, name: string): Value {
  const [first] = call.args;
  const { value } = receiver;
  switch (name) {
    case 'lower':
      return text(value.toLowerCase());
    case 'upper':
      return text(value.toUpperCase());
    case 'strip':
      return text(value.trim());
    case 'capitalize':
      return text(value.charAt(0).toUpperCase() + value.slice(1));
    case 'startswith':
      return first?.kind === 'text' ? flag(value.startsWith(first.value)) : unknown('a condition not known');
    case 'endswith':
      return first?.kind === 'text' ? flag(value.endsWith(first.value)) : unknown('a condition not known');
    case 'replace':
      return first?.kind === 'text' && call.args[1]?.kind === 'text'
        ? text(value.replaceAll(first.value, call.args[1].value))
        : unknown('a text');
    case 'split':
      return sequence(
        'list',
        (first?.kind === 'text' ? value.split(first.value) : value.trim().split(/\s+/)).map((each) => text(each)),
      );
    case 'join': {
      const parts = first?.kind === 'sequence' && !first.count ? first.items.map(textOf) : null;
      return parts && !parts.includes(null) ? text(parts.join(value)) : unknown('a text put together at run time');
    }
    case 'format':
      return braceFormatted(call, receiver);
    default:
      return unknown(`\`.${name}\` of a text`);
  }
}
