// A current: a constant one, for a population that nothing drives, or less of the one that it has.
import { type Input, type Population } from '../../core/network/network';
import { type Case, type Change, isTooLittle, ladder, type Lever, listed, namesOf } from '../lever';
import { changeRole, type Modified, scaleInputs } from '../modify';
import { figure } from '../numbers';
import { gapOf, roleValue } from '../parameters';
import { hasCurrent, inputsOf } from '../wiring';

/** Of the current that just reaches the threshold. */
const aboveRheobase = [1.05, 1.25, 1.5, 2];

const lever: Lever = {
  id: 'current',
  cures: ['silent', 'sparse', 'runaway', 'saturated'],
  *changes(sick) {
    const { network, afflicted, kind } = sick;
    if (!isTooLittle(kind)) {
      if (afflicted.every((each) => hasCurrent(network, each))) yield* weakened(sick);
      return;
    }
    if (afflicted.some((each) => hasCurrent(network, each) || inputsOf(network, each.name).length > 0)) return;
    if (afflicted.some((each) => rheobaseOf(each) === null)) return;
    for (const factor of aboveRheobase) {
      const added = afflicted.map((each) => constant(each, (rheobaseOf(each) ?? 0) * factor));
      const [first] = added;
      yield {
        network: { ...network, inputs: [...network.inputs, ...added] },
        targets: [],
        title: `Give ${listed(afflicted)} a constant input of ${first?.weight.text ?? ''}`,
        change: `input of ${listed(afflicted)}: none → ${first?.weight.text ?? ''}`,
        size: Math.log10(factor) + 1,
      };
    }
  },
};

export default lever;

function* weakened({ network, afflicted }: Case): Iterable<Change> {
  const names = namesOf(afflicted);
  const less = (by: number): Modified => {
    const own = changeRole(network, names, 'constantCurrent', (value) => value / by);
    const given = scaleInputs(own.network, (each) => names.has(each.target) && each.kind === 'dc', 'weight', 1 / by);
    return { network: given.network, targets: [...own.targets, ...given.targets] };
  };
  for (const by of ladder)
    yield {
      ...less(by),
      title: `Weaken the current of ${listed(afflicted)}: ÷ ${figure(by)}`,
      change: `current of ${listed(afflicted)}: ÷ ${figure(by)}`,
      size: Math.log10(by),
    };
}

/** What takes the membrane just to the threshold, in pA or, for a model without a capacity, in the unit that its input has. */
function rheobaseOf(population: Population): number | null {
  const gap = gapOf(population);
  if (gap === null || gap <= 0) return null;
  const { stepping } = population;
  if (stepping) {
    const { kept, gain, synapticKept } = stepping;
    return kept === null || gain === null || gain === 0 || synapticKept !== null ? null : (gap * (1 - kept)) / gain;
  }
  const [capacity, time] = [roleValue(population, 'capacity'), roleValue(population, 'membraneTime')];
  if (capacity !== null && time !== null && time > 0) return (gap * capacity) / time;
  const conductance = roleValue(population, 'leakConductance');
  return conductance === null ? null : gap * conductance;
}

function constant(population: Population, value: number): Input {
  const rounded = Number(value.toPrecision(3));
  const unit = population.stepping ? null : 'pA';
  return {
    kind: 'dc',
    count: 1,
    rateHz: null,
    target: population.name,
    weight: { value: rounded, unit, text: unit === null ? figure(rounded) : `${figure(rounded)} pA`, sure: 'assumed' },
    delay: null,
    receptor: null,
    shared: false,
    span: population.span,
  };
}
