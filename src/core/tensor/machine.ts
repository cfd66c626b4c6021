// Works out what array code calculates: a small machine for the arithmetic of model classes, with budgets, that knows arrays and nothing else.
// It opens no file, calls no library and has no clock: what it doesn't know becomes unknown, and unknown stays what it touches.
import { type SourceModule } from '../evaluate/run';
import { type Node } from '../python/syntax';
import { LineIndex, type Span } from '../text';
import { Draws } from './draws';
import { execute } from './statements';
import { scalar, type Tensor, type Trace } from './tensor';
import { isTensor, numberOf, type Scope, type Unknown, type Value } from './values';

/** The code can't be worked out; the message says where and why. */
export class Stuck extends Error {
  override readonly name = 'Stuck';
  constructor(
    message: string,
    readonly span: Span | null,
    /** A budget is used up: trying again in another way would use up another. */
    readonly final = false,
  ) {
    super(message);
  }
}

export interface MachineOptions {
  readonly findModule: (path: string, level: number, from: string) => SourceModule | null;
  readonly seed?: number;
  readonly cancelled?: () => boolean;
}

const mostSteps = 4_000_000;
/** What a script's own assignments may take. */
const stepsOfLoad = 600_000;
/** A few steps of a model need no more. */
const stepsOfProbe = 150_000;
/** Numbers that all operations together may give. */
const mostElements = 4e9;
const elementsOfProbe = 1e8;
const mostModules = 24;
const mostDepth = 60;

export class Machine {
  readonly draws: Draws;
  tracing = false;
  /** False while noise is left out: draws in the forward pass are then 0. */
  noisy = true;
  depth = 0;
  /** Conditions that were not known and were taken for false. */
  readonly guesses = new Set<string>();
  /** The first thing that was not known and was put into an array. */
  lost: Unknown | null = null;
  private limit = stepsOfLoad;
  private room = elementsOfProbe;
  private steps = 0;
  private elements = 0;
  private readonly modules = new Map<string, Scope>();
  private readonly lines = new Map<string, LineIndex>();

  constructor(private readonly options: MachineOptions) {
    this.draws = new Draws(options.seed ?? 1);
  }

  /** A module's names: its functions, classes, imports and plain assignments; loops and scripts' main parts are left out. */
  load(source: SourceModule): Scope {
    const known = this.modules.get(source.file);
    if (known) return known;
    const scope: Scope = { file: source.file, names: new Map(), outer: null };
    this.modules.set(source.file, scope);
    scope.names.set('__name__', 'module');
    this.lines.set(source.file, new LineIndex(source.module.text));
    for (const stmt of source.module.body) {
      const isPlain = /^(?:import|importFrom|function|class|assign|try|if)$/.test(stmt.kind);
      if (!isPlain) continue;
      try {
        execute(this, scope, [stmt]);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        // A statement of the script that can't be worked out concerns nobody until its name is used.
      }
    }
    return scope;
  }

  import(path: string, level: number, from: string): Scope | null {
    if (this.modules.size >= mostModules) return null;
    const found = this.options.findModule(path, level, from);
    return found && this.load(found);
  }

  step(scope: Scope, at: Node): void {
    if (++this.steps > this.limit) throw new Stuck('the code takes too many steps', this.span(scope, at), true);
    if (this.depth > mostDepth) throw new Stuck('functions call one another too deeply', this.span(scope, at));
    if (this.steps % 4096 === 0 && this.options.cancelled?.() === true) throw new Stuck('cancelled', null, true);
  }

  /** Each run has its own budget. */
  refill(purpose: 'probe' | 'run'): void {
    this.limit = purpose === 'run' ? mostSteps : stepsOfProbe;
    this.room = purpose === 'run' ? mostElements : elementsOfProbe;
    this.steps = 0;
    this.elements = 0;
    this.lost = null;
  }

  spend(elements: number, span: Span | null): void {
    this.elements += elements;
    if (this.elements > this.room) throw new Stuck('the code calculates with too many numbers', span, true);
  }

  span = (scope: Scope, at: Node): Span => ({ file: scope.file, start: at.start, end: at.end });

  lineOf(span: Span | null): string {
    const lines = span && this.lines.get(span.file);
    return span && lines ? `line ${lines.place(span).line}` : '';
  }

  /** Marks what an operation gave with where it came from, while that is wanted. */
  traced(result: Tensor, op: string, inputs: readonly (Value | undefined)[], span: Span | null, part?: string): Tensor {
    this.spend(result.data.length, span);
    if (!this.tracing) return result;
    const from = inputs.flatMap((each) => traceOf(each) ?? []);
    result.trace = { op, inputs: from, span, value: result, ...(part === undefined ? {} : { part }) };
    return result;
  }
}

export function traceOf(value: Value | undefined): Trace | null {
  if (isTensor(value)) return value.trace ?? { op: 'const', inputs: [], span: null, value };
  const number = numberOf(value);
  return number === null ? null : { op: 'const', inputs: [], span: null, value: scalar(number) };
}
