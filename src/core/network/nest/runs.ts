// What a NEST script sets between two of its runs: a probe has one value for all of them, and says so.
import { type ApiCall } from '../../evaluate/facts';
import { modelOf } from './nodes';
import { textField } from '../read';

/** `exc.I_e`, `noise.rate`. */
export function setBetweenRuns(calls: readonly ApiCall[]): readonly string[] {
  const isRun = ({ what }: ApiCall): boolean => what === 'run';
  const [first, last] = [calls.findIndex(isRun), calls.findLastIndex(isRun)];
  if (first < 0) return [];
  const named = calls.slice(first, last).flatMap(({ what, args }) => {
    const [of, keys] = [args.get('of'), args.get('keys')];
    if (what !== 'parameters' || of?.kind !== 'thing' || keys?.kind !== 'sequence') return [];
    const name = textField(of, 'variable') ?? modelOf(of);
    return keys.items.flatMap((key) => (key.kind === 'text' ? [`${name}.${key.value}`] : []));
  });
  return [...new Set(named)];
}
