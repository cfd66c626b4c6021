// Brian 2 groups of which some neurons were given a current of their own: the neuron's form with that current in it.
import { type Poly } from '../../evaluate/poly';
import { type Thing } from '../../evaluate/value';
import { type Settings, splitBy, stateAtom } from '../../brian/algebra';
import { modelOf } from '../../brian/model';
import { type NeuronForm, neuronFormWith } from '../../brian/neuron';
import { type AllSettings, type SetValue } from '../../brian/settings';

/** A group of which some neurons were given a current of their own, and its form with that in it. */
export interface PartSet {
  readonly sets: readonly SetValue[];
  readonly form: NeuronForm;
  readonly settings: Settings;
  /** What drives all of them. */
  readonly without: Poly;
}

export function partSetIn(group: Thing, all: AllSettings): PartSet | null {
  const sets = all.allOf(group).filter((each) => !each.whole && each.value.kind === 'num' && !each.value.draw);
  if (sets.length === 0) return null;
  const settings = new Map(all.of(group));
  for (const each of sets) if (!settings.has(each.name)) settings.set(each.name, each.value);
  const form = neuronFormWith(modelOf(group), settings);
  let without = form?.drive ?? null;
  const driving = sets.filter(({ name }) => {
    const split = form?.drive && splitBy(form.drive, stateAtom(name));
    return split && split.withIt.terms.length > 0;
  });
  for (const { name } of driving) without = (without && splitBy(without, stateAtom(name))?.without) ?? null;
  return form && without && driving.length > 0 ? { sets: driving, form, settings, without } : null;
}
