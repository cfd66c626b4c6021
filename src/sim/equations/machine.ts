// Runs a program over the numbers of a group's neurons: as WebAssembly, or operation by operation with the same results.
import { type Random } from '../random';
import { poissonSampler } from '../poisson';
import { engine, type Engine, type Memory } from './engine';
import { applyBinary, applyUnary, type Node, operandsOf, type Tape } from './tape';
import { assemble, type Imports } from './wasm';

/** What is calculated for each neuron, and where the results go; all results are there before the first is stored. */
export interface Program {
  readonly tape: Tape;
  readonly stores: readonly { readonly slot: number; readonly node: Node }[];
}

/** Calculates for the neurons from `from` up to `to`. */
export type Runner = (from: number, to: number) => void;

export type Lookup = (table: number, t: number, column: number) => number;

export class Machine {
  /** `slots[slot][neuron]`. */
  readonly slots: readonly Float64Array[];
  readonly shared: Float64Array;
  private readonly compiler: { readonly engine: Engine; readonly memory: Memory } | null;
  private readonly imports: Imports;

  /** @param compiler null for operation by operation */
  constructor(
    readonly size: number,
    slots: number,
    shared: number,
    private readonly random: Random,
    private readonly lookup: Lookup,
    compiler: Engine | null = engine,
  ) {
    const bytes = (slots * size + shared) * 8;
    const memory = compiler && new compiler.Memory({ initial: Math.ceil(bytes / 65536) + 1 });
    this.compiler = compiler && memory && { engine: compiler, memory };
    const buffer = memory?.buffer ?? new ArrayBuffer(bytes);
    this.slots = Array.from({ length: slots }, (_, slot) => new Float64Array(buffer, slot * size * 8, size));
    this.shared = new Float64Array(buffer, slots * size * 8, shared);
    this.imports = {
      uniform: () => random.uniform(),
      normal: () => random.normal(),
      poisson: (mean) => poissonSampler(mean)(random),
      table: lookup,
    };
  }

  runner(program: Program): Runner {
    const reached = reachedBy(program);
    if (this.compiler === null) return this.interpreted(program, reached);
    return assemble(program, reached, this.compiler, this.size, this.slots.length, this.imports);
  }

  private interpreted({ tape, stores }: Program, reached: readonly Node[]): Runner {
    const values = new Float64Array(tape.operations.length);
    const { slots, shared, random, lookup } = this;
    const at = (node: Node): number => values[node] as number;
    return (from, to) => {
      for (let neuron = from; neuron < to; neuron++) {
        for (const node of reached) {
          const operation = tape.at(node);
          switch (operation.kind) {
            case 'constant':
              values[node] = operation.value;
              break;
            case 'slot':
              values[node] = slots[operation.slot]?.[neuron] as number;
              break;
            case 'shared':
              values[node] = shared[operation.shared] as number;
              break;
            case 'unary':
              values[node] = applyUnary(operation.by, at(operation.a));
              break;
            case 'binary':
              values[node] = applyBinary(operation.by, at(operation.a), at(operation.b));
              break;
            case 'select':
              values[node] = at(operation.a) !== 0 ? at(operation.b) : at(operation.c);
              break;
            case 'uniform':
              values[node] = random.uniform();
              break;
            case 'normal':
              values[node] = random.normal();
              break;
            case 'poisson':
              values[node] = this.imports.poisson(at(operation.a));
              break;
            case 'table':
              values[node] = lookup(operation.table, at(operation.a), at(operation.b));
              break;
          }
        }
        for (const { slot, node } of stores) (slots[slot] as Float64Array)[neuron] = at(node);
      }
    };
  }
}

/** The nodes that the results need, in the order of the tape. */
function reachedBy({ tape, stores }: Program): Node[] {
  const needed = new Set<Node>();
  const open = stores.map(({ node }) => node);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (needed.has(node)) continue;
    needed.add(node);
    open.push(...operandsOf(tape.at(node)));
  }
  return [...needed].sort((a, b) => a - b);
}
