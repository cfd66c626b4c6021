// What stands beside the tree: the view of one dataset or of spikes.
import { type DataHostMethods, type DataPanelMethods } from '../../src/protocol/data';
import { type PanelHostMethods } from '../../src/protocol/panel';
import { type Peer } from '../../src/protocol/peer';
import { type Memory } from '../memory';
import { type Saver } from '../saving';
import { type Theme } from '../theme';

export interface DetailTools {
  readonly peer: Peer<DataPanelMethods, DataHostMethods & PanelHostMethods>;
  theme(): Theme;
  /** What went wrong, to be shown in the detail's own place. */
  problem(cause: unknown): HTMLElement;
  readonly saver: Saver;
  readonly memory: Memory;
}

export interface Detail {
  readonly element: HTMLElement;
  /** Called once the element is on the page. */
  start(): void;
  redraw(): void;
  drawCursor(): void;
  close(): void;
}
