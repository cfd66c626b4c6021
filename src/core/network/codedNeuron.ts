// A user's own neuron whose step is more than one straight line: a method of a class, or a function, run as it is written.
import { findMember } from '../evaluate/attributes';
import { instantiate } from '../evaluate/classes';
import { constantOf } from '../evaluate/numbers';
import { type LoadedModule, type Run } from '../evaluate/run';
import { type Class, type Func, type Instance, type Value } from '../evaluate/value';
import { type Equation, type Expression, namesIn, nodesOf, type Statement } from '../equations/tree';
import { type FunctionStmt } from '../python/syntax';
import { toNumber } from '../units/rational';
import { type EquationModel, type Start } from './equationModel';
import { type Assumption, type Population } from './network';
import { numberNode } from './recipe';
import { isMembrane, stepCodeOf, type StepCode } from './stepCode';

export interface CodedNeuron {
  readonly population: Population;
  readonly dtMs: number | null;
  readonly assumed: readonly Assumption[];
}

/** How methods and functions that make one step are called. */
const stepName =
  /^(?:__call__|_*(?:update|step|advance|integrate|tick|forward|process|simulate_step|run_step|next|evolve)(?:_\w+)?)$|(?:^|_)(?:update|step)(?:_|$)/i;
/** Variables that stand beside a membrane, given and given back by functions. */
const stateName = /^(?:u|w|n|m|h|r|refrac\w*|recovery|adapt\w*|theta|g_?\w*|i_?syn\w*)$/i;
const place = { start: 0, end: 0 };
const firedVariable = 'fired in this step';
const mostNodes = 20_000;

/** The neurons of a class: one for each of its methods that make a step; null where it has none. */
export function neuronOfClass(run: Run, type: Class, module: LoadedModule): CodedNeuron | null {
  const made = instantiate(run, type, [], new Map());
  if (made.kind !== 'instance') return null;
  for (const member of type.members.values()) {
    if (member.kind !== 'function' || member.node.kind !== 'function' || !stepName.test(member.name)) continue;
    const found = neuronOf(run, member, member.node, module, made);
    if (found) return { ...found, population: { ...found.population, name: type.name, model: type.name } };
  }
  return null;
}

export function neuronOfFunction(run: Run, of: Func, module: LoadedModule): CodedNeuron | null {
  return of.node.kind === 'function' && stepName.test(of.name) ? neuronOf(run, of, of.node, module, null) : null;
}

function neuronOf(
  run: Run,
  of: Func,
  node: FunctionStmt,
  { file, scope }: LoadedModule,
  made: Instance | null,
): CodedNeuron | null {
  const assumed: Assumption[] = [];
  const numberIn = (value: Value | undefined): number | null => {
    const exact = constantOf(value);
    return exact && toNumber(exact);
  };
  const [self] = made ? node.params : [];
  const others = made ? node.params.slice(1) : node.params;
  const states = made
    ? []
    : others.filter(({ name }) => isMembrane(name) || stateName.test(name)).map(({ name }) => name);
  const parameters = new Map<string, number>();
  for (const { name, star, start } of others) {
    if (star !== '' || states.includes(name)) continue;
    const set = numberIn(run.settling?.valueOf(name, file, undefined) ?? undefined);
    const given = new Set(
      run.facts.bindings
        .get(file)
        ?.get(start)
        ?.values.map(numberIn)
        .filter((each) => each !== null),
    );
    // Where all calls of the script give one and the same number, it is that.
    const [called] = given.size === 1 ? given : [];
    const known = set ?? called ?? numberIn(of.defaults.get(name));
    if (known === null && !/^dt$|^time_?step$/i.test(name))
      assumed.push({ what: `${name} of ${of.name}`, value: '0', why: 'the script gives it in the run', key: name });
    parameters.set(name, known ?? (/^dt$|^time_?step$/i.test(name) ? 1 : 0));
  }
  const fieldOf = (name: string): number | null => {
    if (made) return numberIn(made.fields.get(name) ?? inParameters(made, name));
    return numberIn(run.settling?.valueOf(name, file, undefined) ?? undefined);
  };
  const code = stepCodeOf(node.body, {
    objects: new Set(self ? [self.name] : others.map(({ name }) => name).filter((name) => !states.includes(name))),
    constantOf: (name) => parameters.get(name) ?? numberIn(scope.names.get(name)) ?? fieldOf(name),
    methodOf: (name) => {
      const method = made && findMember(made.type, name);
      return method?.kind === 'function' && method.node.kind === 'function' ? method.node.body : null;
    },
    states: new Set(states),
  });
  const changed = code && changedBy(code, states);
  const membrane = [...(changed?.keys() ?? [])].find(isMembrane);
  if (!code?.fired || !changed || membrane === undefined) return null;
  const expressions = [...changed.values(), code.fired];
  if (expressions.some((each) => tooLarge(each))) return null;
  const names = new Set(expressions.flatMap((each) => [...namesIn(each)].map(({ name }) => name)));
  const constants: Record<string, number | null> = {};
  for (const name of names) if (!changed.has(name)) constants[name] = fieldOf(name);
  const model = modelOf(
    changed,
    code.fired,
    membrane,
    constants,
    (name) =>
      fieldOf(name) ?? (isMembrane(name) ? (restingOf(scope.names, parameters) ?? resetIn(changed.get(name))) : null),
  );
  const dt = parameters.get('dt') ?? fieldOf('dt') ?? numberIn(scope.names.get('dt'));
  const { start, end } = of.node;
  return {
    population: {
      ...{ name: node.name, size: 1, model: node.name, dynamics: 'equations', params: {}, equations: model },
      span: { file, start, end: Math.min(end, start + `def ${node.name}`.length) },
    },
    // A thousandth of a second is the usual step where times are in seconds.
    dtMs: dt === null || !(dt > 0) ? null : dt < 0.005 ? dt * 1000 : dt,
    assumed: assumed.filter(({ key }) => key === undefined || !code.objects.has(key)),
  };
}

/** `self.params['tau']`. */
function inParameters(made: Instance, name: string): Value | undefined {
  for (const value of made.fields.values()) {
    if (value.kind === 'table' && value.entries.has(name)) return value.entries.get(name);
    if (value.kind === 'instance' && value.fields.has(name)) return value.fields.get(name);
  }
  return undefined;
}

/** Variables of an object as they are changed; those that a function is given and gives back, in their order. */
function changedBy({ changed, result, open }: StepCode, states: readonly string[]): ReadonlyMap<string, Expression> {
  if ([...changed.keys()].some(isMembrane)) return changed;
  const read = [...open].find(isMembrane);
  const given = (Array.isArray(result) ? result : [result]).filter(
    (each): each is Expression =>
      each !== null && !Array.isArray(each) && 'kind' in each && !/^(?:compare|logic|flag)$/.test(each.kind),
  );
  // What is read of an object and given back anew is kept by whoever calls.
  const [only] = given;
  if (read !== undefined && states.length === 0) return only ? new Map([...changed, [read, only]]) : changed;
  return new Map(states.flatMap((name, k): [string, Expression][] => (given[k] ? [[name, given[k]]] : [])));
}

/** A potential that the names of the module or of the function give for the start. */
function restingOf(names: ReadonlyMap<string, Value>, parameters: ReadonlyMap<string, number>): number | null {
  for (const wanted of ['v_rest', 'V_rest', 'E_L', 'EL', 'v_reset', 'V_reset']) {
    const exact = constantOf(names.get(wanted));
    const found = parameters.get(wanted) ?? (exact && toNumber(exact));
    if (found !== null && found !== undefined) return found;
  }
  return null;
}

/** Where the step puts the membrane when the neuron has fired. */
function resetIn(of: Expression | undefined): number | null {
  const [, then] = of?.kind === 'call' && of.name === 'where' ? of.args : [];
  if (then?.kind === 'number') return Number(then.text);
  return then?.kind === 'unary' && then.operator === '-' && then.operand.kind === 'number'
    ? -Number(then.operand.text)
    : null;
}

function tooLarge(of: Expression): boolean {
  let count = 0;
  for (const _node of nodesOf(of)) if (++count > mostNodes) return true;
  return false;
}

/** All new values are there before the first is kept; whoever fired is seen by a variable of its own. */
function modelOf(
  changed: ReadonlyMap<string, Expression>,
  fired: Expression,
  membrane: string,
  constants: Readonly<Record<string, number | null>>,
  startOf: (name: string) => number | null,
): EquationModel {
  const equation = (name: string): Equation => ({
    ...{ name, namePlace: place, unit: '1', unitPlace: place, flags: [], ...place },
    // A slope of 0 makes it a variable that can be traced.
    ...(name === membrane
      ? { kind: 'differential', expression: numberNode(0) }
      : { kind: 'parameter', expression: null }),
  });
  const set = (name: string, expression: Expression): Statement => ({
    ...{ name, namePlace: place, operator: '', expression, ...place },
  });
  const next = (name: string): string => `next ${name}`;
  const nameOf = (name: string): Expression => ({ kind: 'name', name, ...place });
  const names = [...changed.keys()];
  const starts = names.flatMap((name): Start[] => {
    const value = startOf(name);
    return value === null ? [] : [{ variable: name, expression: numberNode(value), from: 0, to: null }];
  });
  return {
    equations: [membrane, ...names.filter((name) => name !== membrane), firedVariable].map(equation),
    threshold: { kind: 'compare', operator: '>', left: nameOf(firedVariable), right: numberNode(0.5), ...place },
    ...{ reset: [], refractory: null, refractoryS: null, constants, method: 'euler', starts },
    regular: [
      {
        statements: [
          set(firedVariable, { kind: 'call', name: 'where', args: [fired, numberNode(1), numberNode(0)], ...place }),
          ...names.map((name) => set(next(name), changed.get(name) as Expression)),
          ...names.map((name) => set(name, nameOf(next(name)))),
        ],
        ...{ everyS: null, from: 0, to: null },
      },
    ],
  };
}
