// Brian 2's generators of synapses: for each neuron of one side, those of the other that an iteration or a sample gives.
import { type GeneratedRule } from '../core/network/network';
import { Unsuited } from './error';
import { compilePair, type PairValue } from './pairValue';
import { type Pairing, requireMemory, type Rows, rowsOf, targetArray } from './rows';
import { type Words } from './words';

/** A sample is drawn without replacement (Brian 2.5.1, synapses_create_generator.py_). */
export function generatedPairs(pairing: Pairing, rule: GeneratedRule): Rows {
  const { gives, generator, preFirst, postFirst, preSize, postSize } = rule;
  const words = pairing.words();
  const { variable, over, result, condition } = generator;
  const scope = { names: rule, text: rule.text, words, variable, valuesOf: pairing.valuesOf };
  const valueOf = compilePair(result, scope);
  const holds = condition && compilePair(condition, scope);
  const numbers = numbersOf(over, (each) => compilePair(each, scope), words, rule);
  const [own, other] = gives === 'j' ? [pairing.pre, pairing.post] : [pairing.post, pairing.pre];
  const [ownFirst, otherFirst] = gives === 'j' ? [preFirst, postFirst] : [postFirst, preFirst];
  const most = (gives === 'j' ? postSize : preSize) ?? otherFirst + other;
  const sources: number[] = [];
  const targets: number[] = [];
  for (let one = 0; one < own; one++) {
    const index = one + ownFirst;
    const pair = (found: number): [number, number] => (gives === 'j' ? [index, found] : [found, index]);
    for (const k of numbers(...pair(NaN))) {
      const found = Math.trunc(valueOf(...pair(NaN), k));
      if (holds !== null && holds(...pair(found), k) === 0) continue;
      if (!(found >= 0 && found < most)) {
        if (rule.skipsInvalid) continue;
        throw new Unsuited(`the rule ${rule.text} gives ${gives} = ${found} of ${most} neurons, where Brian 2 stops`);
      }
      const local = found - otherFirst;
      if (local < 0 || local >= other) continue;
      requireMemory(sources.length + rule.perPair);
      for (let n = 0; n < rule.perPair; n++) {
        sources.push(gives === 'j' ? one : local);
        targets.push(gives === 'j' ? local : one);
      }
    }
  }
  const to = targetArray(targets.length, pairing.post);
  to.set(targets);
  const { offsets, targets: sorted } = rowsOf(Uint32Array.from(sources), to, pairing.pre);
  return { kind: 'rows', offsets, targets: sorted };
}

type Numbers = (i: number, j: number) => Iterable<number>;

function numbersOf(
  { low, high, step, chance, size }: GeneratedRule['generator']['over'],
  compile: (expression: typeof low) => PairValue,
  words: Words,
  { text }: GeneratedRule,
): Numbers {
  const [from, to, by] = [compile(low), compile(high), compile(step)];
  const [chanceOf, sizeOf] = [chance && compile(chance), size && compile(size)];
  return function* numbers(i, j) {
    const [first, width] = [from(i, j, 0), by(i, j, 0)];
    const count = Math.max(0, Math.ceil((to(i, j, 0) - first) / width));
    if (!Number.isFinite(count)) throw new Unsuited(`the rule ${text} has no end`);
    requireMemory(count);
    if (sizeOf) {
      for (const k of chosen(count, Math.trunc(sizeOf(i, j, 0)), words, text)) yield first + k * width;
      return;
    }
    const probability = chanceOf?.(i, j, 0) ?? 1;
    for (let k = 0; k < count; k++) if (probability >= 1 || words.uniform() < probability) yield first + k * width;
  };
}

/** `size` of the numbers below `count`, in their order: each is taken with the chance that enough are left. */
function* chosen(count: number, size: number, words: Words, text: string): Generator<number> {
  if (!(size >= 0 && size <= count)) throw new Unsuited(`the rule ${text} asks for ${size} of ${count}`);
  for (let k = 0, left = size; left > 0; k++) {
    if (words.uniform() * (count - k) >= left) continue;
    left--;
    yield k;
  }
}
