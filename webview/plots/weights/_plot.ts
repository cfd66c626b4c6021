// What a plot of weights is: made once per choice, given what it shows, drawn anew with the theme, and ended.
import { type Saver } from '../../saving';
import { type Theme } from '../../theme';

export interface WeightContext {
  theme(): Theme;
  readonly saver: Saver;
}

export interface WeightPlotView<Data> {
  readonly element: HTMLElement;
  show(data: Data): void;
  redraw(): void;
  close(): void;
}

/** Blue inhibits and orange excites, as in the picture of the matrix; who can't tell them apart goes by the side of zero. */
export const signColours = ({
  palette,
  foreground,
}: Theme): { readonly positive: string; readonly negative: string } => ({
  positive: palette[1] ?? foreground,
  negative: palette[0] ?? foreground,
});
