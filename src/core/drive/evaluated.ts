// One script as it was evaluated, with what the drives are read from.
import { type Facts } from '../evaluate/facts';
import { type LoadedModule } from '../evaluate/run';
import { type Network } from '../network/network';
import { type Path } from '../network/paths';
import { type Span } from '../text';

export interface Evaluated {
  readonly file: string;
  readonly facts: Facts;
  /** The script itself and all that it imported. */
  readonly modules: ReadonlyMap<string, LoadedModule>;
  readonly paths: readonly Path[];
  readonly networks: readonly Network[];
}

export const textIn =
  ({ modules }: Pick<Evaluated, 'modules'>) =>
  (span: Span): string =>
    modules.get(span.file)?.module.text.slice(span.start, span.end) ?? '';
