// What drives a neuron from within Brian 2's equations: the terms with noise, and what is constant.
import { namesOf, polyOf, splitBy, stateAtom } from '../../brian/algebra';
import { modelOf } from '../../brian/model';
import { lookupOf, type NeuronForm } from '../../brian/neuron';
import { dividePolys, multiplyPolys, type Poly } from '../../evaluate/poly';
import { type Thing } from '../../evaluate/value';
import { type Dimension, dimension } from '../../units/dimension';

/** Every `xi` in the equations, with what stands with it. */
export function noisesIn(group: Thing): { variable: string; noise: string; coefficient: Poly }[] {
  const model = modelOf(group);
  const lookup = lookupOf(model);
  return [...model.variables.values()].flatMap(({ name, equation }) => {
    if (equation?.kind !== 'differential' || !equation.expression) return [];
    const right = polyOf(equation.expression, lookup);
    const noises =
      right &&
      [...new Set(right.terms.flatMap(({ factors }) => factors.map(([atom]) => atom.text)))].filter(
        (each) => each === 'xi' || each.startsWith('xi_'),
      );
    return (noises ?? []).flatMap((noise) => {
      const split = right && splitBy(right, stateAtom(noise));
      return split && split.withIt.terms.length > 0 ? [{ variable: name, noise, coefficient: split.withIt }] : [];
    });
  });
}

/** The current where the equations have a capacity, else the voltage that it amounts to. */
export function currentOf(
  form: NeuronForm,
  drive: Poly,
  value: (poly: Poly | null) => Poly | null,
): { poly: Poly; dimension: Dimension; name: string } | null {
  // What also makes the time constant, or is a resistance, scales the drive and is not its source.
  const scaling = namesOf(form.tau);
  const sources = [...namesOf(drive)].filter((each) => !scaling.has(each) && !/^R(?:_?\w)?$/.test(each));
  const name = sources.join(', ') || 'constant current';
  const [voltage, capacity, tau] = [value(drive), value(form.capacity), value(form.tau)];
  if (!voltage || voltage.terms.length === 0) return null;
  const current = capacity && tau ? dividePolys(multiplyPolys(voltage, capacity), tau) : null;
  return current
    ? { poly: current, dimension: dimension({ A: 1 }), name }
    : { poly: voltage, dimension: dimension({ m: 2, kg: 1, s: -3, A: -1 }), name };
}
