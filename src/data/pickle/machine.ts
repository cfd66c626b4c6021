// Runs the opcodes of a pickle, protocols 0 to 5, on plain data: what it would call is looked up among what is known here, else named, never called.
import { type ByteSource, memoryBytes } from '../bytes';
import { DataError } from '../error';
import { bytesText, type Cursor } from './cursor';
import { type Dangers } from './dangers';
import { build, call } from './known';
import { isKind, isList, made, type Pickled, type PickledBytes } from './values';

export interface Context {
  /** What stands for an object that is kept elsewhere, a storage of PyTorch. */
  persistent(id: Pickled): Pickled;
  /** A storage of PyTorch that was saved as a file within the pickle. */
  embedded(bytes: ByteSource): Pickled;
  readonly dangers: Dangers;
}

export interface Loaded {
  readonly value: Pickled;
  /** Behind its last opcode. */
  readonly end: number;
}

/** Values that were put on the stack; above it a pickle is a table of Python objects that should be an array. */
const mostValues = 2_000_000;
const deepest = 20;
const longestHeldText = 2 ** 16;
const longestWhole = 1024;

/** @param depth of pickles within pickles */
export function unpickle(cursor: Cursor, context: Context, depth = 0): Loaded {
  if (depth > deepest) throw new DataError(`pickles within pickles, more than ${deepest} deep`);
  const machine = new Machine(cursor, context, depth);
  return { value: machine.run(), end: cursor.at };
}

const damaged = (): DataError => new DataError('the pickle is damaged');

class Machine {
  private stack: Pickled[] = [];
  private readonly marks: Pickled[][] = [];
  private readonly memo = new Map<number, Pickled>();
  private values = 0;

  constructor(
    private readonly cursor: Cursor,
    private readonly context: Context,
    private readonly depth: number,
  ) {}

  run(): Pickled {
    while (true) {
      const opcode = this.cursor.byte();
      if (opcode === 0x2e) return this.pop();
      this.step(opcode);
    }
  }

  private push(value: Pickled): void {
    if (++this.values > mostValues)
      throw new DataError(`the pickle holds more than ${mostValues} Python objects: save it as arrays`);
    this.stack.push(value);
  }

  private pop(): Pickled {
    const value = this.stack.pop();
    if (value === undefined) throw damaged();
    return value;
  }

  private top(): Pickled {
    const value = this.stack.at(-1);
    if (value === undefined) throw damaged();
    return value;
  }

  private sinceMark(): Pickled[] {
    const items = this.stack;
    const before = this.marks.pop();
    if (before === undefined) throw damaged();
    this.stack = before;
    return items;
  }

  private recall(key: number): void {
    const value = this.memo.get(key);
    if (value === undefined) throw damaged();
    this.push(value);
  }

  private global(module: string, name: string): void {
    const full = `${module}.${name}`;
    this.context.dangers.reachedFor(full);
    this.push({ kind: 'global', name: full });
  }

  private args(value: Pickled): readonly Pickled[] {
    if (!isList(value)) throw damaged();
    return value.items;
  }

  private called(callee: Pickled, args: readonly Pickled[]): Pickled {
    const name = isKind(callee, 'global') ? callee.name : null;
    if (name !== null) this.context.dangers.wouldCall(name, args);
    return call(name, args, this.context);
  }

  /** Lists and dictionaries grow by what comes later; so may objects that are only named. */
  private append(target: Pickled, items: readonly Pickled[]): void {
    const list = isList(target) || isKind(target, 'made') ? target.items : null;
    if (list === null) throw damaged();
    for (const each of items) list.push(each);
  }

  private setItems(target: Pickled, items: readonly Pickled[]): void {
    if (!isKind(target, 'dict') && !isKind(target, 'made')) throw damaged();
    for (let i = 0; i + 1 < items.length; i += 2) target.entries.push([items[i] as Pickled, items[i + 1] as Pickled]);
  }

  private text(length: number): Pickled {
    if (length > longestHeldText) return { kind: 'text', source: this.cursor.stretch(length) };
    return new TextDecoder().decode(this.cursor.bytes(length));
  }

  private byteString(length: number): PickledBytes {
    return { kind: 'bytes', source: this.cursor.stretch(length) };
  }

  private step(opcode: number): void {
    const { cursor } = this;
    switch (String.fromCharCode(opcode)) {
      case '\x80': // PROTO
        if (cursor.byte() > 5) throw new DataError('the pickle has a protocol newer than 5');
        return;
      case '\x95': // FRAME
        cursor.whole(8);
        return;
      case '(':
        this.marks.push(this.stack);
        this.stack = [];
        return;
      case '0': // POP
        if (this.stack.length > 0) this.pop();
        else this.sinceMark();
        return;
      case '1': // POP_MARK
        this.sinceMark();
        return;
      case '2': // DUP
        return this.push(this.top());
      // Numbers and the three names.
      case 'N':
        return this.push(null);
      case '\x88':
        return this.push(true);
      case '\x89':
        return this.push(false);
      case 'I': {
        const text = cursor.line();
        return this.push(text === '01' ? true : text === '00' ? false : wholeOf(text));
      }
      case 'L':
        return this.push(wholeOf(cursor.line().replace(/L$/, '')));
      case 'J':
        return this.push(cursor.whole(4) | 0);
      case 'K':
        return this.push(cursor.byte());
      case 'M':
        return this.push(cursor.whole(2));
      case '\x8a': // LONG1
        return this.push(this.long(cursor.byte()));
      case '\x8b': // LONG4
        return this.push(this.long(cursor.whole(4)));
      case 'F':
        return this.push(floatOf(cursor.line()));
      case 'G':
        return this.push(cursor.double());
      // Texts and bytes.
      case 'S':
        return this.push(quoted(cursor.line()));
      case 'V':
        return this.push(rawUnicode(cursor.line()));
      case 'U': // SHORT_BINSTRING, of Python 2
        return this.push(this.oldString(cursor.byte()));
      case 'T': // BINSTRING
        return this.push(this.oldString(cursor.whole(4)));
      case 'X':
        return this.push(this.text(cursor.whole(4)));
      case '\x8c':
        return this.push(this.text(cursor.byte()));
      case '\x8d':
        return this.push(this.text(cursor.whole(8)));
      case 'C':
        return this.push(this.byteString(cursor.byte()));
      case 'B':
        return this.push(this.byteString(cursor.whole(4)));
      case '\x8e': // BINBYTES8
      case '\x96': // BYTEARRAY8
        return this.push(this.byteString(cursor.whole(8)));
      case '\x97': // NEXT_BUFFER
        return this.push(made('a buffer that is kept outside of the file', []));
      case '\x98': // READONLY_BUFFER
        return;
      // Containers.
      case ')':
        return this.push({ kind: 'tuple', items: [] });
      case '\x85':
      case '\x86':
      case '\x87': {
        const items = Array.from({ length: opcode - 0x84 }, () => this.pop()).reverse();
        return this.push({ kind: 'tuple', items });
      }
      case 't': {
        const items = this.sinceMark();
        return this.push({ kind: 'tuple', items });
      }
      case ']':
        return this.push({ kind: 'list', items: [] });
      case 'l': {
        const items = this.sinceMark();
        return this.push({ kind: 'list', items });
      }
      case '}':
        return this.push({ kind: 'dict', entries: [] });
      case 'd': {
        const items = this.sinceMark();
        this.push({ kind: 'dict', entries: [] });
        return this.setItems(this.top(), items);
      }
      case '\x8f':
        return this.push({ kind: 'set', items: [] });
      case '\x91': {
        const items = this.sinceMark();
        return this.push({ kind: 'set', items });
      }
      case 'a': {
        const item = this.pop();
        return this.append(this.top(), [item]);
      }
      case 'e':
      case '\x90': {
        const items = this.sinceMark();
        return this.append(this.top(), items);
      }
      case 's': {
        const value = this.pop();
        const key = this.pop();
        return this.setItems(this.top(), [key, value]);
      }
      case 'u': {
        const items = this.sinceMark();
        return this.setItems(this.top(), items);
      }
      // The memo.
      case 'p':
        this.memo.set(Number(cursor.line()), this.top());
        return;
      case 'q':
        this.memo.set(cursor.byte(), this.top());
        return;
      case 'r':
        this.memo.set(cursor.whole(4), this.top());
        return;
      case '\x94':
        this.memo.set(this.memo.size, this.top());
        return;
      case 'g':
        return this.recall(Number(cursor.line()));
      case 'h':
        return this.recall(cursor.byte());
      case 'j':
        return this.recall(cursor.whole(4));
      // Names, and what would be called.
      case 'c': {
        const module = cursor.line();
        return this.global(module, cursor.line());
      }
      case '\x93': {
        const name = this.pop();
        const module = this.pop();
        if (typeof name !== 'string' || typeof module !== 'string') throw damaged();
        return this.global(module, name);
      }
      case 'R': {
        const args = this.args(this.pop());
        return this.push(this.called(this.pop(), args));
      }
      case '\x81': {
        // NEWOBJ
        const args = this.args(this.pop());
        return this.push(this.called(this.pop(), args));
      }
      case '\x92': {
        // NEWOBJ_EX
        const named = this.pop();
        const args = this.args(this.pop());
        return this.push(this.called(this.pop(), [...args, named]));
      }
      case 'i': {
        const module = cursor.line();
        const args = this.sinceMark();
        this.global(module, cursor.line());
        return this.push(this.called(this.pop(), args));
      }
      case 'o': {
        const [callee, ...args] = this.sinceMark();
        if (callee === undefined) throw damaged();
        return this.push(this.called(callee, args));
      }
      case 'b': {
        const state = this.pop();
        const target = this.pop();
        return this.push(build(target, state, cursor, () => unpickle(cursor, this.context, this.depth + 1).value));
      }
      case '\x82':
        return this.push(made(`extension ${cursor.byte()}`, []));
      case '\x83':
        return this.push(made(`extension ${cursor.whole(2)}`, []));
      case '\x84':
        return this.push(made(`extension ${cursor.whole(4)}`, []));
      case 'P':
        return this.push(this.context.persistent(cursor.line()));
      case 'Q':
        return this.push(this.context.persistent(this.pop()));
      default:
        throw damaged();
    }
  }

  /** Python 2 has no difference between text and bytes: what is long is data. */
  private oldString(length: number): Pickled {
    if (length > longestHeldText) return this.byteString(length);
    return bytesText(this.cursor.bytes(length));
  }

  private long(length: number): number | bigint {
    if (length > longestWhole) throw new DataError(`the pickle has a number of ${length} bytes`);
    if (length <= 6) {
      const value = this.cursor.whole(length);
      return length > 0 && value >= 2 ** (8 * length - 1) ? value - 2 ** (8 * length) : value;
    }
    const bytes = this.cursor.bytes(length).reverse();
    const value = BigInt(`0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`);
    return plainWhole(BigInt.asIntN(8 * length, value));
  }
}

const plainWhole = (value: bigint): number | bigint =>
  value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;

function wholeOf(text: string): number | bigint {
  if (!/^[+-]?\d+$/.test(text.trim()) || text.length > 4 * longestWhole) throw damaged();
  return plainWhole(BigInt(text));
}

function floatOf(text: string): number {
  const value = Number(text.replace(/^([+-]?)inf(?:inity)?$/i, '$1Infinity'));
  if (Number.isNaN(value) && !/^[+-]?nan$/i.test(text)) throw damaged();
  return value;
}

/** A string as Python's `repr` writes it; one that holds more than text is kept as bytes. */
function quoted(line: string): Pickled {
  const text = /^\s*(['"])(.*)\1\s*$/s.exec(line)?.[2];
  if (text === undefined) throw damaged();
  const plain: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v' };
  const value = text.replace(/\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|.)/gs, (_, code: string) => {
    if (code.length === 3 && code.startsWith('x')) return String.fromCharCode(parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCharCode(parseInt(code, 8) & 255);
    return plain[code] ?? code;
  });
  if (value.length <= longestHeldText) return value;
  return { kind: 'bytes', source: memoryBytes(Uint8Array.from(value, (each) => each.charCodeAt(0))) };
}

const rawUnicode = (line: string): string =>
  line.replace(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g, (whole, short?: string, long?: string) => {
    const code = parseInt(short ?? long ?? '', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
