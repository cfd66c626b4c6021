// Synapses that are given by equations, compiled: what they do of themselves in a step, and what a spike of either side runs.
import { type Equation, type EquationModel, type SynapseProgram } from '../../core/network/network';
import { Unsuited } from '../error';
import { assignments } from './compile';
import { integrate } from './integrate';
import { hasFlag, type Layout, layoutOf, timeAt } from './layout';
import { linearIn } from './linear';
import { lower } from './lower';
import { type Program } from './machine';
import { Moment, type Setting } from './scope';
import { type Node, Tape } from './tape';

/** Where the last event of a synapse stands, in s. */
const lastUpdate = 'lastupdate';
/** Where each synapse's share of a sum stands. */
const shareOf = (name: string): string => `${name} share`;
export const delayVariable = 'delay of each';
/** What conditions of settings call a synapse's place in the order in which Brian makes them. */
export const placeOfSynapse = '_synapse';

export interface StartOfSynapses {
  readonly variable: string;
  readonly slot: number;
  readonly program: Program | null;
}

export interface CompiledSynapses {
  readonly layout: Layout;
  /** Null where nothing moves of itself. */
  readonly step: Program | null;
  readonly code: readonly { readonly on: 'pre' | 'post'; readonly event: string | null; readonly program: Program }[];
  readonly starts: readonly StartOfSynapses[];
  /** What is set while it runs. */
  readonly changes: readonly { readonly atS: number; readonly starts: readonly StartOfSynapses[] }[];
  /** Code that is run every so many steps, before the step. */
  readonly regular: readonly { readonly everySteps: number; readonly program: Program }[];
  /** What is summed over the synapses of each target in every step. */
  readonly sums: readonly { readonly name: string; readonly slot: number; readonly program: Program }[];
  readonly delay: Program | null;
}

/** Throws `Unsuited` where something is not known, or goes beyond what can be run. */
export function compileSynapses(given: SynapseProgram, count: number, dtS: number): CompiledSynapses {
  const eventDriven = given.equations.filter((each) => each.kind === 'differential' && hasFlag(each, 'event-driven'));
  const summed = given.equations.filter((each) => hasFlag(each, 'summed'));
  const model = modelOf(given, eventDriven, summed);
  const layout = layoutOf(model);
  const setting = (): Setting => ({ model, layout, tape: new Tape(), dtS, size: count });
  const slotOf = (name: string): number => layout.slots.get(name) as number;
  return {
    layout,
    step: layout.differential.length === 0 ? null : stepOf(setting()),
    code: given.code.map(({ on, event = null, statements }) => {
      const own = setting();
      const now = eventDrivenNow(own, eventDriven);
      for (const { name, side } of given.sides)
        if (side === 'pre' && statements.some((each) => each.name === name))
          throw new Unsuited(`its code changes \`${name}\``);
      const program = assignments(own, statements, now);
      const stores = [...program.stores, { slot: slotOf(lastUpdate), node: own.tape.shared(timeAt) }];
      return { on, event, program: { tape: program.tape, stores } };
    }),
    starts: startsIn(given.starts, layout, setting),
    changes: (given.changes ?? []).map(({ atS, starts }) => ({ atS, starts: startsIn(starts, layout, setting) })),
    regular: (given.regular ?? []).map(({ statements, everyS }) => {
      const own = setting();
      const program = assignments(own, statements, eventDrivenNow(own, eventDriven));
      const stores = [...program.stores, { slot: slotOf(lastUpdate), node: own.tape.shared(timeAt) }];
      const everySteps = everyS === null ? 1 : Math.max(1, Math.round(everyS / dtS));
      return { everySteps, program: { tape: program.tape, stores } };
    }),
    sums: summed.flatMap(({ name, expression }) =>
      expression
        ? [{ name, slot: slotOf(shareOf(name)), program: valueOf(setting(), expression, slotOf(shareOf(name))) }]
        : [],
    ),
    delay: given.delayS && valueOf(setting(), given.delayS, slotOf(delayVariable)),
  };
}

function startsIn(
  starts: SynapseProgram['starts'],
  layout: Layout,
  setting: () => Setting,
): CompiledSynapses['starts'] {
  return starts.flatMap(({ variable, expression }) => {
    const slot = layout.slots.get(variable);
    return slot === undefined ? [] : [{ variable, slot, program: expression && valueOf(setting(), expression, slot) }];
  });
}

/** The neurons' variables, the indices and what is only known at an event stand beside the synapses' own parameters. */
function modelOf(given: SynapseProgram, eventDriven: readonly Equation[], summed: readonly Equation[]): EquationModel {
  const place = { start: 0, end: 0 };
  const parameter = (name: string): Equation => ({
    ...{
      kind: 'parameter',
      name,
      namePlace: place,
      expression: null,
      unit: '1',
      unitPlace: place,
      flags: [],
      ...place,
    },
  });
  const own = given.equations
    .filter((each) => !summed.includes(each))
    .map((each) => (eventDriven.includes(each) ? { ...each, kind: 'parameter' as const, expression: null } : each));
  const names = new Set(own.map(({ name }) => name));
  const beside = [
    ...given.sides.map(({ name }) => name),
    ...summed.map(({ name }) => shareOf(name)),
    ...['i', 'j', placeOfSynapse, lastUpdate, delayVariable],
  ].filter((name) => !names.has(name));
  return {
    equations: [...own, ...beside.map(parameter)],
    ...{ threshold: null, reset: [], refractory: null, refractoryS: null, method: given.method },
    constants: { ...given.constants, N_pre: given.preSize, N_post: given.postSize },
    ...(given.tables ? { tables: given.tables } : {}),
  };
}

function stepOf(setting: Setting): Program {
  const { values } = integrate(setting, new Map(), null);
  const stores = [...values].map(([name, node]) => ({ slot: setting.layout.slots.get(name) as number, node }));
  return { tape: setting.tape, stores };
}

const valueOf = (setting: Setting, expression: Parameters<typeof lower>[0], slot: number): Program => ({
  tape: setting.tape,
  stores: [{ slot, node: lower(expression, setting.tape, new Moment(setting)) }],
});

/** Each of them is linear in itself: what it has become since the last event, exactly. */
function eventDrivenNow(setting: Setting, equations: readonly Equation[]): Map<string, Node> {
  const { tape, layout } = setting;
  const slots = new Map(equations.map(({ name }) => [name, tape.slot(layout.slots.get(name) as number)]));
  const since = tape.sub(tape.shared(timeAt), tape.slot(layout.slots.get(lastUpdate) as number));
  const all = new Set(slots.values());
  const now = new Map<string, Node>();
  for (const { name, expression } of equations) {
    if (!expression) throw new Unsuited(`the equation of \`${name}\` could not be read`);
    const own = slots.get(name) as Node;
    const line = linearIn(tape, lower(expression, tape, new Moment(setting)), all);
    if (line === null || [...line.factors.keys()].some((each) => each !== own))
      throw new Unsuited(`\`${name}\` is event-driven, and not by itself`);
    const [rate, drift] = [line.factors.get(own) ?? null, line.rest];
    if (rate === null) {
      now.set(name, drift === null ? own : tape.add(own, tape.mul(drift, since)));
      continue;
    }
    const decay = tape.unary('exp', tape.mul(rate, since));
    const rest = drift === null ? null : tape.unary('neg', tape.div(drift, rate));
    now.set(name, rest === null ? tape.mul(own, decay) : tape.add(rest, tape.mul(tape.sub(own, rest), decay)));
  }
  return now;
}
