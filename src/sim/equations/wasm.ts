// Writes a program as the bytes of a WebAssembly module: one loop over the neurons, in which every operation is one instruction or one call.
import { type Engine, type Memory } from './engine';
import { type Program, type Runner } from './machine';
import { type Binary, exprel, type Node, operandsOf, type Unary } from './tape';

export interface Imports {
  uniform(): number;
  normal(): number;
  poisson(mean: number): number;
  table(table: number, t: number, column: number): number;
}

const [i32, f64] = [0x7f, 0x7c];
const code = {
  ...{ block: 0x02, loop: 0x03, end: 0x0b, brIf: 0x0d, br: 0x0c, call: 0x10, select: 0x1b },
  ...{ get: 0x20, set: 0x21, load: 0x2b, store: 0x39, i32: 0x41, f64: 0x44 },
  ...{ i32Add: 0x6a, i32Mul: 0x6c, i32And: 0x71, i32Or: 0x72, i32GeU: 0x4f, toF64: 0xb7, f64Ne: 0x62, f64Eq: 0x61 },
};
const nothing = 0x40;

/** One instruction each. */
const ownUnary: Partial<Record<Unary, number>> = {
  ...{ abs: 0x99, neg: 0x9a, ceil: 0x9b, floor: 0x9c, trunc: 0x9d, sqrt: 0x9f },
};
const ownBinary: Partial<Record<Binary, number>> = {
  ...{ add: 0xa0, sub: 0xa1, mul: 0xa2, div: 0xa3, min: 0xa4, max: 0xa5 },
};
const compared: Partial<Record<Binary, number>> = { eq: 0x61, ne: 0x62, lt: 0x63, gt: 0x64, le: 0x65, ge: 0x66 };

/** The engine calls these without a detour through JavaScript; their results are those of `Math`. */
const imported = {
  ...{ exp: Math.exp, expm1: Math.expm1, log: Math.log, log10: Math.log10, log1p: Math.log1p, exprel },
  ...{ sin: Math.sin, cos: Math.cos, tan: Math.tan, sinh: Math.sinh, cosh: Math.cosh, tanh: Math.tanh },
  ...{ arcsin: Math.asin, arccos: Math.acos, arctan: Math.atan, pow: Math.pow },
};
type Imported = keyof typeof imported | keyof Imports;
const arities: Partial<Record<Imported, number>> = { uniform: 0, normal: 0, pow: 2, table: 3 };
const arityOf = (name: Imported): number => arities[name] ?? 1;
const names = [
  ...(Object.keys(imported) as (keyof typeof imported)[]),
  'uniform',
  'normal',
  'poisson',
  'table',
] as const;

export function assemble(
  program: Program,
  reached: readonly Node[],
  { engine, memory }: { readonly engine: Engine; readonly memory: Memory },
  size: number,
  slots: number,
  imports: Imports,
): Runner {
  const bytes = moduleOf(bodyOf(program, reached, size, slots), memory.buffer.byteLength / 65536);
  const module = new engine.Module(bytes);
  const { exports } = new engine.Instance(module, { m: { ...imported, ...imports, memory } });
  return exports['run'] as Runner;
}

/** Every node has a local of its own, behind the two parameters and the address of the neuron. */
function bodyOf({ tape, stores }: Program, reached: readonly Node[], size: number, slots: number): number[] {
  const [from, to, address] = [0, 1, 2];
  const locals = new Map(reached.map((node, i) => [node, i + 3]));
  const out: number[] = [...unsigned(2), 1, i32, ...unsigned(reached.length), f64];
  const get = (node: Node): number[] => {
    const operation = tape.at(node);
    if (operation.kind === 'constant') return [code.f64, ...float(operation.value)];
    return [code.get, ...unsigned(locals.get(node) as number)];
  };
  const emit = (node: Node): void => {
    const operation = tape.at(node);
    if (operation.kind === 'constant') return;
    const operands = operandsOf(operation).map(get);
    switch (operation.kind) {
      case 'slot':
        out.push(code.get, address, code.load, 3, ...unsigned(operation.slot * size * 8));
        break;
      case 'shared':
        out.push(code.i32, 0, code.load, 3, ...unsigned((slots * size + operation.shared) * 8));
        break;
      case 'unary':
        out.push(...operands.flat(), ...unaryCode(operation.by));
        break;
      case 'binary':
        out.push(...binaryCode(operation.by, operands));
        break;
      case 'select':
        out.push(...get(operation.b), ...get(operation.c), ...get(operation.a), ...isTrue, code.select);
        break;
      case 'table':
        out.push(code.f64, ...float(operation.table), ...operands.flat(), ...call('table'));
        break;
      default:
        out.push(...operands.flat(), ...call(operation.kind));
    }
    out.push(code.set, ...unsigned(locals.get(node) as number));
  };
  const moving = movingOf(tape, reached);
  for (const node of reached) if (!moving.has(node)) emit(node);
  out.push(code.get, from, code.i32, 8, code.i32Mul, code.set, address);
  out.push(code.get, to, code.i32, 8, code.i32Mul, code.set, to);
  out.push(code.block, nothing, code.loop, nothing);
  out.push(code.get, address, code.get, to, code.i32GeU, code.brIf, 1);
  for (const node of reached) if (moving.has(node)) emit(node);
  for (const { slot, node } of stores)
    out.push(code.get, address, ...get(node), code.store, 3, ...unsigned(slot * size * 8));
  out.push(code.get, address, code.i32, 8, code.i32Add, code.set, address, code.br, 0);
  out.push(code.end, code.end, code.end);
  return out;
}

/** What differs from neuron to neuron; the rest is calculated once, before the loop. */
function movingOf(tape: Program['tape'], reached: readonly Node[]): ReadonlySet<Node> {
  const moving = new Set<Node>();
  for (const node of reached) {
    const operation = tape.at(node);
    const own = /^(?:slot|uniform|normal|poisson)$/.test(operation.kind);
    if (own || operandsOf(operation).some((each) => moving.has(each))) moving.add(node);
  }
  return moving;
}

/** Of what stands on the stack. */
const isTrue = [code.f64, ...float(0), code.f64Ne];

const call = (name: Imported): number[] => [code.call, ...unsigned(names.indexOf(name))];

function unaryCode(by: Unary): number[] {
  const own = ownUnary[by];
  if (own !== undefined) return [own];
  if (by === 'not') return [code.f64, ...float(0), code.f64Eq, code.toF64];
  return call(by as Imported);
}

function binaryCode(by: Binary, operands: readonly (readonly number[])[]): number[] {
  const own = ownBinary[by];
  if (own !== undefined) return [...operands.flat(), own];
  const comparison = compared[by];
  if (comparison !== undefined) return [...operands.flat(), comparison, code.toF64];
  if (by === 'pow') return [...operands.flat(), ...call('pow')];
  const joined = by === 'and' ? code.i32And : code.i32Or;
  return [...operands.flatMap((operand) => [...operand, ...isTrue]), joined, code.toF64];
}

function moduleOf(body: readonly number[], pages: number): Uint8Array<ArrayBuffer> {
  const arityList = [0, 1, 2, 3];
  const types = [
    ...arityList.map((arity) => [0x60, arity, ...Array<number>(arity).fill(f64), 1, f64]),
    [0x60, 2, i32, i32, 0],
  ];
  const functions = names.map((name) => [...text('m'), ...text(name), 0x00, arityOf(name)]);
  const memory = [...text('m'), ...text('memory'), 0x02, 0x00, ...unsigned(pages)];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector(types)),
    ...section(2, vector([...functions, memory])),
    ...section(3, vector([[arityList.length]])),
    ...section(7, vector([[...text('run'), 0x00, ...unsigned(names.length)]])),
    ...section(10, vector([[...unsigned(body.length), ...body]])),
  ]);
}

const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];
const vector = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
const text = (value: string): number[] => [value.length, ...Array.from(value, (letter) => letter.charCodeAt(0))];

/** LEB128. */
function unsigned(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    out.push(rest > 0 ? low | 0x80 : low);
  } while (rest > 0);
  return out;
}

function float(value: number): number[] {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return [...bytes];
}
