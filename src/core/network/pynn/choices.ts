// PyNN's projections where a branch decides on the cell: the weights that stand on the same way of the branch as each cell.
import { type ApiCall } from '../../evaluate/facts';
import { type Thing, type Value } from '../../evaluate/value';
import { weightUnitOfPynn } from '../../backends/facts/pynn';
import { receptorOf, numbersIn, type Placed } from './projections';

export interface ChosenProjection {
  readonly model: string;
  readonly receptor: string | null;
  readonly weightUnit: string | null;
  /** All that the weight may be where the cell is this one. */
  readonly weights: readonly Placed[];
  /** On which way the cell is this one. */
  readonly condition: string;
}

interface Option {
  readonly value: Value;
  readonly condition: string;
}

export function chosenProjections(calls: readonly ApiCall[]): readonly ChosenProjection[] {
  return calls.flatMap((call) => {
    if (call.backend !== 'pynn' || call.what !== 'connect' || call.dead !== null) return [];
    const cells = optionsOf(call.args.get('post')).flatMap(({ value }) =>
      value.kind === 'thing' ? optionsOf(value.fields.get('cells')) : [],
    );
    const holders = ['synapse', 'connector'].flatMap((key) => optionsOf(call.args.get(key)));
    return cells.flatMap(({ value: cell, condition }) => {
      const model = modelOf(cell);
      if (model === null || condition === '' || condition.endsWith('…')) return [];
      const weights = holders.flatMap(({ value: holder }) =>
        holder.kind === 'thing' ? weightsUnder(holder, condition) : [],
      );
      const receptor = receptorOf(call);
      return [{ model, receptor, weightUnit: weightUnitOfPynn(model), weights, condition }];
    });
  });
}

const optionsOf = (value: Value | undefined): readonly Option[] =>
  value === undefined ? [] : value.kind === 'choice' ? value.options : [{ value, condition: '' }];

function modelOf(cell: Value): string | null {
  const name = cell.kind === 'thing' ? cell.fields.get('name') : undefined;
  if (name?.kind === 'text') return name.value;
  return cell.kind === 'external' ? cell.path.slice(cell.path.lastIndexOf('.') + 1) : null;
}

/** A weight without a condition may belong to the other cell: of that nothing is said. */
const weightsUnder = (holder: Thing, condition: string): readonly Placed[] =>
  ['weight', 'weights'].flatMap((key) =>
    optionsOf(holder.fields.get(key))
      .filter((each) => holdsUnder(each.condition, condition))
      .flatMap(({ value }) => [...numbersIn(value, holder.places.get(key) ?? holder.span)]),
  );

/** The same condition, alone or among others, and not its contrary: what a number was on a way that excludes this one. */
const holdsUnder = (condition: string, wanted: string): boolean =>
  has(condition, wanted) && !has(condition, contraryOf(wanted));

const has = (condition: string, part: string): boolean => ` and ${condition} and `.includes(` and ${part} and `);

const contraryOf = (condition: string): string => /^not \((.*)\)$/.exec(condition)?.[1] ?? `not (${condition})`;
