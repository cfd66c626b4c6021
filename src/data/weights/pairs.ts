// Connections as columns of one table, by the names that simulators and people give them: `source`, `target` and `weight`; `pre_id`, `post_id`, `w`.
import { type Dataset } from '../dataset';
import { type Group, groupsOf, isColumn, readColumn, sameLength } from '../spikes/columns';
import { extentOf, lengthOf, less, slicesOf } from './columns';
import { type WeightFamily, type WeightSource } from './source';

const ids = '(?:_?(?:neuron|node|cell|unit))?(?:_?(?:ids?|idx|ind(?:ex|ices)?|gids?))?';
const names: readonly (readonly [pre: RegExp, post: RegExp])[] = [
  [new RegExp(`^pre(?:synaptic)?${ids}$`, 'i'), new RegExp(`^post(?:synaptic)?${ids}$`, 'i')],
  [new RegExp(`^sources?${ids}$`, 'i'), new RegExp(`^targets?${ids}$`, 'i')],
  [new RegExp(`^senders?${ids}$`, 'i'), new RegExp(`^receivers?${ids}$`, 'i')],
  [/^from$/i, /^to$/i],
  [/^i$/, /^j$/],
];
const weightName = /^(?:w|weights?|syn_?weights?|synaptic_weights?|strengths?|w_syn)$/i;

export interface Taken {
  readonly sources: readonly WeightSource[];
  /** Datasets that are part of them. */
  readonly paths: readonly string[];
}

export function pairedWeights(datasets: readonly Dataset[], cancelled?: () => boolean): Taken[] {
  return groupsOf(datasets).flatMap((group) => {
    for (const [preName, postName] of names) {
      const [pre, post, weight] = [preName, postName, weightName].map((name) => only(group, name));
      if (!pre || !post || !weight || !sameLength(pre, post) || !sameLength(pre, weight) || lengthOf(pre) < 2) continue;
      return [
        {
          sources: [fromColumns(group.path, pre, post, weight, cancelled)],
          paths: [pre, post, weight].map(({ path }) => path),
        },
      ];
    }
    return [];
  });
}

function only({ columns }: Group, name: RegExp): Dataset | undefined {
  const found = [...columns].filter(
    ([key, dataset]) => name.test(key) && isColumn(dataset) && /^(?:u?int|float|number)/.test(dataset.dtype),
  );
  return found.length === 1 ? found[0]?.[1] : undefined;
}

const lastOf = ({ path }: Dataset): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('.')) + 1);

/** Both columns name neurons of one numbering, so that a neuron has the same row and column. */
function fromColumns(
  path: string,
  pre: Dataset,
  post: Dataset,
  weight: Dataset,
  cancelled?: () => boolean,
): WeightSource {
  const [from, to] = [extentOf(pre, cancelled), extentOf(post, cancelled)];
  const least = Math.min(from.least, to.least);
  const size = Math.max(from.most, to.most) - least + 1;
  const family: WeightFamily = {
    *stream(reading) {
      for (const { first, count } of slicesOf(lengthOf(pre), reading)) {
        const [rows, columns] = [post, pre].map((each) => less(readColumn(each, first, count), least)) as [
          Uint32Array,
          Uint32Array,
        ];
        yield { part: 0, piece: { kind: 'list', rows, columns, values: readColumn(weight, first, count) } };
      }
    },
  };
  return {
    path: path || lastOf(weight),
    kind: `columns ${lastOf(pre)}, ${lastOf(post)} and ${lastOf(weight)}`,
    rows: size,
    columns: size,
    senders: 'columns',
    ...(least > 0 ? { firstRow: least, firstColumn: least } : {}),
    isDense: false,
    entries: lengthOf(pre),
    isRecurrent: true,
    family,
    part: 0,
    ...(weight.unit === undefined ? {} : { unit: weight.unit }),
  };
}
