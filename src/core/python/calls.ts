// Calls, and the arguments that classes take too.
import { starAround } from './nodes';
import { identifier } from './strings';
import { type TreeReader } from './reader';
import { type Argument, type Expr } from './syntax';

/** The arguments of a call or the bases of a class; the cursor is on the list. */
export function readArguments(reader: TreeReader): Argument[] {
  const args: Argument[] = [];
  if (!reader.enterNamed()) return args;
  do {
    const { type, start, end } = reader;
    if (type === 'keyword_argument') {
      reader.enterNamed();
      const name = identifier(reader.own);
      reader.nextNamed();
      args.push({ start, end, name, star: '', value: reader.expression() });
      reader.leave();
    } else {
      const value = reader.expression();
      if (value.kind === 'star') args.push({ start, end, name: null, star: value.star, value: value.value });
      else args.push({ start, end, name: null, star: '', value });
    }
  } while (reader.nextNamed());
  reader.leave();
  return args;
}

export function readCall(reader: TreeReader): Expr {
  const { start, end } = reader;
  reader.enterNamed();
  const callee = reader.expression();
  let args: Argument[] = [];
  if (reader.nextNamed()) {
    if (reader.type === 'argument_list') args = readArguments(reader);
    else args = [{ start: reader.start, end: reader.end, name: null, star: '', value: reader.expression() }];
  }
  reader.leave();
  if (callee.kind !== 'star') return { kind: 'call', start, end, callee, args };
  return starAround({ kind: 'call', start, end, callee: callee.value, args }, callee);
}
