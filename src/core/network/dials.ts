// The numbers of a network that can be turned up and down: each with the key by which `--set` knows it.
import { type Network, type Population, type Quantity, type Role } from './network';
import { isScalable, originOf, quantityText, roleOf } from './scalable';

export interface Dial {
  /** As `--set` takes it, with `x2` for twice as much; what shares a key turns together. */
  readonly key: string;
  readonly part: 'run' | 'population' | 'projection' | 'input';
  /** Of whom: a population, `E → I`, the target of an input. */
  readonly of: string;
  /** `weight`, `delay`, `rate`, or what the backend calls the parameter. */
  readonly name: string;
  readonly role: Role | null;
  /** Null where it is drawn, or where several numbers turn together. */
  readonly value: number | null;
  readonly unit: string | null;
  readonly text: string;
  /** From where it is multiplied: rest for a threshold, else 0. */
  readonly origin: number;
  /** A part that is kept in each step: so many times its time constant. */
  readonly isKept?: true;
  /** A count: what it becomes is rounded, and at least 1. */
  readonly isWhole?: true;
  /** The script says nothing of it. */
  readonly byDefault: boolean;
}

type Turned = Pick<Dial, 'key' | 'part' | 'of' | 'name'> & Partial<Dial>;

const dial = ({ value, unit, text }: Quantity, rest: Turned): Dial => ({
  ...{ role: null, origin: 0, byDefault: false, value, unit },
  text: value === null ? text : quantityText(value, unit),
  ...rest,
});

/** In the order in which one would try them: weights, inputs, neurons, delays, the step. */
export function dialsOf(network: Network): Dial[] {
  return [
    ...ofProjections(network, 'weight'),
    ...ofInputs(network),
    ...network.populations.flatMap((population) => ofPopulation(population, network)),
    ...ofProjections(network, 'delay'),
    ...ofRun(network),
  ];
}

const ofRun = ({ dtMs }: Network): Dial[] =>
  isScalable(dtMs) && dtMs.value !== null ? [dial(dtMs, { key: 'dt', part: 'run', of: '', name: 'dt' })] : [];

/** Of more nobody turns one by one. */
const mostPairs = 200;

/** One for all of them where there are several, one for all that a population sends, and one for each pair. */
function ofProjections({ projections }: Network, name: 'weight' | 'delay'): Dial[] {
  const turnable = projections.filter((each) => isScalable(each[name]));
  const pairs = grouped(turnable, ({ pre, post }) => `${pre}->${post}`);
  const senders = grouped(turnable, ({ pre }) => pre);
  const of = (key: string, shown: string, members: readonly (typeof turnable)[number][]): Dial =>
    dial(commonOf(members.map((each) => each[name])), { key: `${key}.${name}`, part: 'projection', of: shown, name });
  const each = [...pairs].map(([key, members]) => {
    const [first] = members;
    return of(key, `${first?.pre ?? ''} → ${first?.post ?? ''}`, members);
  });
  if (pairs.size <= 1) return each;
  const few = pairs.size <= mostPairs ? each : [];
  const all = of('*->*', '* → *', turnable);
  const sent = [...senders].flatMap(([pre, members]) =>
    new Set(members.map(({ post }) => post)).size > 1 ? [of(`${pre}->*`, `${pre} → *`, members)] : [],
  );
  return [all, ...(senders.size > 1 ? sent : []), ...few];
}

function ofInputs({ inputs }: Network): Dial[] {
  const dials: Dial[] = [];
  for (const name of ['rate', 'weight'] as const) {
    const quantityOf = (input: (typeof inputs)[number]): Quantity | null =>
      name === 'rate' ? input.rateHz : input.weight;
    const turnable = inputs.filter((each) => {
      const quantity = quantityOf(each);
      return each.kind !== 'unknown' && quantity !== null && isScalable(quantity);
    });
    if (turnable.length > 1) {
      const common = commonOf(turnable.map((each) => quantityOf(each) as Quantity));
      dials.push(dial(common, { key: `*.input.${name}`, part: 'input', of: '*', name }));
    }
    for (const each of turnable) {
      const own = inputs.filter(({ target }) => target === each.target);
      const place = own.length > 1 ? `.${own.indexOf(each) + 1}` : '';
      const of = each.source ? `${each.source} → ${each.target}` : `→ ${each.target}`;
      dials.push(
        dial(quantityOf(each) as Quantity, { key: `${each.target}.input${place}.${name}`, part: 'input', of, name }),
      );
    }
  }
  return dials;
}

/** Of these as many synapses are drawn as there are neurons for; the others name their neurons. */
const drawnRules: ReadonlySet<string> = new Set([
  'all-to-all',
  'fixed-probability',
  'fixed-indegree',
  'fixed-outdegree',
  'fixed-total',
]);

/** How many neurons, where nothing in the network counts on it. */
function sizeOf({ name: of, size, params, equations, rate }: Population, { projections }: Network): Dial[] {
  const isCounted = projections.some(
    ({ pre, post, rule, program }) => (pre === of || post === of) && (!drawnRules.has(rule.kind) || program),
  );
  const isListed = Object.values(params).some(({ list }) => list);
  if (size === null || size < 1 || equations || rate || isListed || isCounted) return [];
  const quantity: Quantity = { value: size, unit: null, text: String(size), sure: 'declared' };
  return [dial(quantity, { key: `${of}.size`, part: 'population', of, name: 'size', isWhole: true })];
}

function ofPopulation(population: Population, network: Network): Dial[] {
  return [...sizeOf(population, network), ...ofParameters(population)];
}

function ofParameters(population: Population): Dial[] {
  const { name: of, params, stepping } = population;
  // Equations have their numbers in themselves: what the parameters say is not what runs.
  if (population.equations || population.dynamics === 'equations' || population.dynamics === 'unknown') return [];
  const kept = stepping?.kept ?? null;
  const inSteps =
    kept !== null && kept > 0 && kept < 1
      ? [
          dial(
            { value: kept, unit: null, text: String(kept), sure: 'declared' },
            { key: `${of}.kept`, part: 'population', of, name: 'kept', isKept: true },
          ),
        ]
      : [];
  const own = Object.entries(params).flatMap(([name, parameter]): Dial[] => {
    const origin = originOf(population, name, parameter);
    const role = roleOf(population, name, parameter) ?? null;
    // A model in steps runs by its stepping alone.
    if (origin === null || parameter.list || !isScalable(parameter) || (stepping && role === null)) return [];
    const byDefault = parameter.byDefault === true;
    return [dial(parameter, { key: `${of}.${name}`, part: 'population', of, name, role, origin, byDefault })];
  });
  return [...own.filter((each) => !each.byDefault), ...inSteps, ...own.filter((each) => each.byDefault)];
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known) known.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** What they have in common: their number, where it is one. */
function commonOf(quantities: readonly Quantity[]): Quantity {
  const [first] = quantities;
  const alike =
    first !== undefined && quantities.every(({ value, unit }) => value === first.value && unit === first.unit);
  if (alike && (first.value !== null || quantities.length === 1)) return first;
  return { value: null, unit: null, text: '', sure: first?.sure ?? 'inferred' };
}
