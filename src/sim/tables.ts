// Tables over time whose values are drawn: the same ones wherever a name stands for one in the network.
import { type EquationModel, type Network, type SynapseProgram, type TimeTable } from '../core/network/network';
import { compile } from './equations/compile';
import { EquationNeurons } from './equations/neurons';
import { stream } from './random';

/** The step that a model takes which only starts. */
const anyStepS = 1e-4;

/** The network with all values of its tables. */
export function withTables(network: Network, seed: number): Network {
  const known = new Map<TimeTable, TimeTable>();
  const settled = (name: string, table: TimeTable): TimeTable => {
    if (!table.drawn) return table;
    const made = known.get(table) ?? { ...table, values: drawnValues(name, table.drawn, seed) };
    known.set(table, made);
    return made;
  };
  const within = <Model extends EquationModel | SynapseProgram>(model: Model): Model => {
    const tables = Object.entries(model.tables ?? {});
    if (!tables.some(([, { drawn }]) => drawn)) return model;
    return { ...model, tables: Object.fromEntries(tables.map(([name, table]) => [name, settled(name, table)])) };
  };
  return {
    ...network,
    populations: network.populations.map((each) =>
      each.equations ? { ...each, equations: within(each.equations) } : each,
    ),
    projections: network.projections.map((each) => (each.program ? { ...each, program: within(each.program) } : each)),
    inputs: network.inputs.map((each) => ({
      ...each,
      ...(each.firing ? { firing: within(each.firing) } : {}),
      ...(each.program ? { program: within(each.program) } : {}),
    })),
  };
}

function drawnValues(name: string, { count, model }: TimeTable['drawn'] & object, seed: number): Float64Array {
  const random = stream(seed, `table ${name}`);
  const values = new EquationNeurons(count, model, compile(model, count, anyStepS), [], [], anyStepS, random);
  return values.variable('value') ?? new Float64Array(count);
}
