// Which weights of a file one most likely came for: all together, then what its name says is recurrent, then the largest.
import { type WeightSource } from '../../data/weights/source';

const recurrent = /rec|recurrent|hh|J(?:_|$)/i;
const named = /(?:^|[/._])(?:w|weights?)(?:[/._\d]|$)|weight/i;
/** Matrices that say where weights may be, and are none. */
const masks = /mask|index|indices|adam|running|bias/i;

export function likeliestOf(sources: readonly WeightSource[]): string | null {
  const worth = ({ path, isRecurrent, isTotal, isDense }: WeightSource): number =>
    (isTotal ? 16 : 0) +
    (isDense ? 0 : 8) +
    (masks.test(path) ? -8 : 0) +
    (recurrent.test(path) ? 4 : 0) +
    (named.test(path) ? 2 : 0) +
    (isRecurrent ? 1 : 0);
  const [best] = [...sources].sort((a, b) => worth(b) - worth(a) || b.entries - a.entries);
  return best?.path ?? null;
}
