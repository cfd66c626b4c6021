// Neurons that are given by equations in Brian 2's language, compiled from their syntax tree; every variable can take events and be traced.
import { type EquationModel } from '../../core/network/network';
import { isMembraneName } from '../../core/network/membraneName';
import { parseUnit } from '../../core/units/parse';
import { conversion, isPure, sameKind } from '../../core/units/unit';
import { Unsuited } from '../error';
import { namesInhibition, type NeuronModel, type Port, type Variable } from '../model';
import { compile } from '../equations/compile';
import { layoutOf } from '../equations/layout';
import { EquationNeurons } from '../equations/neurons';
import { namesIn } from '../equations/names';

interface Parameters {
  readonly model: EquationModel;
  /** All numbers of the model are in SI. */
  readonly ports: readonly Port[];
  readonly traced: readonly (Variable & { readonly factor: number })[];
}

const model: NeuronModel<Parameters> = {
  dynamics: 'equations',
  read: (given) => {
    const { equations } = given.population;
    if (!equations) throw new Unsuited('its equations are not known in full');
    // Everything that can't be compiled comes to light here; the step is not known yet and makes no difference to that.
    const { starts } = compile(equations, given.size, 1e-4);
    for (const { start, program, because } of starts)
      if (!program && !start.each) {
        const why = because === null ? '' : ` (${because.replace(' in its equations', '')})`;
        given.note(`${given.population.name}: the initial value of ${start.variable} is not known${why}, 0 assumed`);
      }
    return { model: equations, ports: portsOf(equations), traced: tracedOf(equations) };
  },
  ports: ({ ports }) => ports,
  variables: ({ traced }) => traced,
  create: (size, { model: equations, ports, traced }, dtMs, random) => {
    const dtS = dtMs / 1000;
    const names = ports.map(({ name }) => name);
    return new EquationNeurons(size, equations, compile(equations, size, dtS), names, traced, dtS, random);
  },
};

/** The membrane comes first: what names no variable arrives there. */
function portsOf(model: EquationModel): Port[] {
  const taking = model.equations.filter(({ kind }) => kind !== 'subexpression');
  return membraneFirst(model, taking).map(({ name, unit }) => ({
    ...{ name, unit: unitOf(unit), sign: 'any' as const },
    ...(namesInhibition(name) ? { inhibits: true } : {}),
  }));
}

function membraneFirst<T extends { readonly name: string }>({ threshold }: EquationModel, all: readonly T[]): T[] {
  const inThreshold = threshold === null ? new Set<string>() : namesIn(threshold);
  return [...all].sort((a, b) => Number(inThreshold.has(b.name)) - Number(inThreshold.has(a.name)));
}

/** A unit that can be converted to; null for plain numbers and for what is not understood. */
function unitOf(written: string): string | null {
  const unit = parseUnit(written);
  return unit === null || isPure(unit) ? null : written;
}

/** The prefixes in which a neuron's quantities are mostly given. */
const usual = ['mV', 'pA', 'nS', 'ms', 'Hz'];

/** The membrane comes first. */
function tracedOf(model: EquationModel): Parameters['traced'] {
  const { differential, heldOverStep } = layoutOf(model);
  const all = [...differential, ...heldOverStep].map(({ name, unit }) => ({ name, ...shownIn(unitOf(unit)) }));
  const ordered = membraneFirst(model, all);
  const membrane = membraneIn(model, ordered);
  const marked = ordered.map((each) => ({ ...each, isMembrane: each === membrane }));
  return marked.sort((a, b) => Number(b.isMembrane) - Number(a.isMembrane));
}

/** A potential that the threshold looks at, before a threshold that moves; without a threshold only its name can tell. */
function membraneIn<T extends Variable>({ threshold }: EquationModel, all: readonly T[]): T | undefined {
  const inThreshold = threshold === null ? new Set<string>() : namesIn(threshold);
  const potentials = all.filter(({ unit }) => unit === 'mV' || unit === '');
  const watched = potentials.filter(({ name }) => inThreshold.has(name));
  return (
    watched.find(({ name }) => isMembraneName(name)) ??
    watched[0] ??
    potentials.find(({ name }) => isMembraneName(name))
  );
}

function shownIn(written: string | null): { unit: string; factor: number } {
  const unit = written === null ? null : parseUnit(written);
  if (unit === null || written === null) return { unit: '', factor: 1 };
  for (const shown of usual) {
    const target = parseUnit(shown);
    if (target === null || !sameKind(unit, target)) continue;
    const { n, d } = conversion(unit, target);
    return { unit: shown, factor: Number(n) / Number(d) };
  }
  return { unit: written, factor: 1 };
}

export default model;
