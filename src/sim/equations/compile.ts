// From a model's equations to programs: one for the step, one for the reset, and one for each value that is set before the run.
import {
  type EquationModel,
  type Expression,
  type Regular,
  type Start,
  type Statement,
} from '../../core/network/network';
import { Unsuited } from '../error';
import { integrate } from './integrate';
import { type Layout, layoutOf, timeAt } from './layout';
import { lower, operate, timestep } from './lower';
import { type Program } from './machine';
import { Moment, type Setting, type Values } from './scope';
import { type Node, Tape } from './tape';

export interface Compiled {
  readonly layout: Layout;
  readonly method: string;
  readonly step: Program;
  readonly reset: Program | null;
  /** Code that is run every so many steps, before the step. */
  readonly regular: readonly { readonly program: Program; readonly regular: Regular }[];
  readonly changes: readonly { readonly atS: number; readonly starts: Compiled['starts'] }[];
  readonly starts: readonly {
    readonly start: Start;
    readonly slot: number;
    readonly program: Program | null;
    /** Why there is no program although the script gives the value. */
    readonly because: string | null;
  }[];
  /** What each event runs; null where that is nothing. */
  readonly events: readonly (Program | null)[];
}

/** Throws `Unsuited` where something in the equations is not known. */
export function compile(model: EquationModel, size: number, dtS: number): Compiled {
  const layout = layoutOf(model);
  const setting = (): Setting => ({ model, layout, tape: new Tape(), dtS, size });
  const { program, method } = stepProgram(setting());
  return {
    layout,
    method,
    step: program,
    reset: model.reset.length === 0 ? null : assignments(setting(), model.reset),
    regular: (model.regular ?? []).map((regular) => ({
      regular,
      program: assignments(setting(), regular.statements),
    })),
    changes: (model.changes ?? []).map(({ atS, starts }) => ({ atS, starts: startPrograms(starts, layout, setting) })),
    starts: startPrograms(model.starts ?? [], layout, setting),
    events: (model.events ?? []).map(({ statements }) =>
      statements.length === 0 ? null : assignments(setting(), statements),
    ),
  };
}

function startPrograms(starts: readonly Start[], layout: Layout, setting: () => Setting): Compiled['starts'] {
  return starts.flatMap((start) => {
    const slot = layout.slots.get(start.variable);
    if (slot === undefined) return [];
    return [{ start, slot, ...startOf(setting(), start, slot) }];
  });
}

/** A value that is not known leaves the others as they are. */
function startOf(
  setting: Setting,
  { expression }: Start,
  slot: number,
): { program: Program | null; because: string | null } {
  if (!expression) return { program: null, because: null };
  try {
    return { program: startProgram(setting, expression, slot), because: null };
  } catch (error) {
    if (!(error instanceof Unsuited)) throw error;
    return { program: null, because: error.message };
  }
}

function stepProgram(setting: Setting): { program: Program; method: string } {
  const { model, layout, tape } = setting;
  const stores: { slot: number; node: Node }[] = [];
  const refractory = activeNode(setting);
  const held = new Map<string, Node>();
  const before = new Moment(setting, refractory === null ? new Map() : new Map([['not_refractory', refractory]]));
  for (const { name, expression } of layout.heldOverStep) {
    if (!expression) continue;
    const node = lower(expression, tape, before);
    held.set(name, node);
    stores.push({ slot: layout.slots.get(name) as number, node });
  }
  const known: Values = refractory === null ? held : new Map([...held, ['not_refractory', refractory]]);
  const { values, method } = integrate(setting, known, refractory);
  for (const [name, node] of values) stores.push({ slot: layout.slots.get(name) as number, node });
  if (refractory !== null) stores.push({ slot: layout.active, node: refractory });
  if (model.threshold !== null) {
    const after = new Moment(setting, new Map([...known, ...values]));
    const crossed = lower(model.threshold, tape, after);
    stores.push({ slot: layout.fires, node: refractory === null ? crossed : tape.binary('and', crossed, refractory) });
  }
  for (const [k, { condition }] of (model.events ?? []).entries()) {
    const after = new Moment(setting, new Map([...known, ...values]));
    stores.push({ slot: layout.events[k] as number, node: lower(condition, tape, after) });
  }
  return { program: { tape, stores }, method };
}

/** 1 where a neuron is not refractory; null where the model has no refractoriness (Brian 2.5, groups/neurongroup.py). */
function activeNode(setting: Setting): Node | null {
  const { model, layout, tape, dtS } = setting;
  const dt = tape.constant(dtS);
  const since = tape.sub(tape.shared(timeAt), tape.slot(layout.lastSpike));
  const after = (time: Node): Node => tape.binary('ge', timestep(since, dt, tape), timestep(time, dt, tape));
  if (model.refractoryS !== null) return after(tape.constant(model.refractoryS));
  if (model.refractory === null) return null;
  const node = lower(model.refractory, tape, new Moment(setting));
  return isCondition(model.refractory, model)
    ? tape.binary('or', tape.slot(layout.active), tape.unary('not', node))
    : after(node);
}

/** A condition keeps a neuron refractory while it holds; anything else is a time. */
function isCondition(expression: Expression, { equations }: EquationModel): boolean {
  if (expression.kind === 'name')
    return equations.some(({ name, unit }) => name === expression.name && unit === 'boolean');
  return (
    /^(?:compare|logic|flag)$/.test(expression.kind) || (expression.kind === 'unary' && expression.operator === 'not')
  );
}

/** Statements one after the other, each of them with what the ones before have left. */
export function assignments(
  setting: Setting,
  statements: readonly Statement[],
  before: ReadonlyMap<string, Node> = new Map(),
): Program {
  const { layout, tape } = setting;
  const values = new Map<string, Node>(before);
  for (const { name, operator, expression } of statements) {
    const moment = new Moment(setting, values);
    const right = lower(expression, tape, moment);
    const own = operator === '' ? null : moment.nodeOf(name);
    if (operator !== '' && own === null) throw new Unsuited(`\`${name}\` in its reset is not known`);
    values.set(name, own === null ? right : operate(operator, own, right, tape));
  }
  const stores = [...values].flatMap(([name, node]) => {
    const slot = layout.slots.get(name);
    return slot === undefined ? [] : [{ slot, node }];
  });
  return { tape, stores };
}

function startProgram(setting: Setting, expression: Expression, slot: number): Program {
  return { tape: setting.tape, stores: [{ slot, node: lower(expression, setting.tape, new Moment(setting)) }] };
}
