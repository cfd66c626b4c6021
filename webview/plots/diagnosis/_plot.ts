// What a plot of a diagnosis is: one file of this folder that makes a view of it, where the diagnosis has what it shows.
import { type PlacedDiagnosis } from '../../../src/protocol/diagnostic';
import { type Memory } from '../../memory';
import { type Saver } from '../../saving';
import { type Theme } from '../../theme';

export interface DiagnosisContext {
  theme(): Theme;
  readonly saver: Saver;
  readonly memory: Memory;
}

export interface DiagnosisView {
  readonly element: HTMLElement;
  /** Called once it is on the page, and whenever the theme has changed. */
  redraw(): void;
  /** Ends what is under way. */
  close(): void;
}

export interface DiagnosisPlot {
  readonly id: string;
  /** Plots stand from low to high. */
  readonly order: number;
  /** Null where there is nothing of it to show. */
  create(diagnosis: PlacedDiagnosis, context: DiagnosisContext): DiagnosisView | null;
}

export type Match = NonNullable<NonNullable<PlacedDiagnosis['model']>['match']>;
type Psth = Match['psths']['model'];

export const columnOf = ({ values, bins, neurons }: Psth, neuron: number): Float64Array =>
  Float64Array.from({ length: bins }, (_, bin) => values[bin * neurons + neuron] as number);

/** Of the bins that have a number. */
export const meanOf = (values: Float64Array): number => {
  const finite = values.filter((value) => value - value === 0);
  return finite.reduce((sum, value) => sum + value, 0) / finite.length;
};
