// A user's own update function, read as a neuron: `new_v = v * 0.9 + I`, fires where it comes to a threshold, then is reset.
import { callFunction } from '../evaluate/functions';
import { conditionRole, constantOf } from '../evaluate/numbers';
import { asAtom, asConstant, atomsOf, type Poly, substitute, zeroPoly } from '../evaluate/poly';
import { type LoadedModule, type Run } from '../evaluate/run';
import { type Func, type Num, type Value } from '../evaluate/value';
import { divide, isZero, rational, subtract, toNumber } from '../units/rational';
import { type CodedNeuron, neuronOfClass, neuronOfFunction } from './codedNeuron';
import { isMembraneName } from './membraneName';
import { type Network, type Population, type Stepping } from './network';
import { constantQuantity, defaultParameter } from './read';

/** One population for each function of the module that steps a membrane and says whether it fired; null where there is none. */
export function readCustomNeurons(run: Run, loaded: LoadedModule): Network | null {
  const { scope, file } = loaded;
  const populations: Population[] = [];
  const coded: CodedNeuron[] = [];
  for (const value of [...scope.names.values()]) {
    if (value.kind === 'class' && value.scope.module === file) {
      const found = neuronOfClass(run, value, loaded);
      if (found) coded.push(found);
    }
    if (value.kind !== 'function' || value.node.kind !== 'function' || value.scope.module !== file) continue;
    const stepping = steppingOf(callFunction(run, value, [], new Map()));
    const found = stepping ? null : neuronOfFunction(run, value, loaded);
    if (stepping) populations.push(population(value, file, stepping));
    else if (found) coded.push(found);
  }
  populations.push(...coded.map((each) => each.population));
  if (populations.length === 0) return null;
  const dtMs = coded.find((each) => each.dtMs !== null)?.dtMs ?? 1;
  return {
    backend: 'script',
    dtMs: constantQuantity(dtMs, 'ms', 'assumed'),
    durationMs: null,
    populations,
    projections: [],
    inputs: [],
    assumed: [
      { what: 'dt', value: `${dtMs} ms`, why: 'the function is called once for each step', key: 'dt' },
      { what: 'neurons', value: '1 of each function, without input', why: 'the script makes none itself' },
      ...coded.flatMap((each) => each.assumed),
    ],
  };
}

function population(of: Func, file: string, stepping: Stepping): Population {
  const { start, end } = of.node;
  const initial = stepping.resetTo ?? stepping.rest ?? 0;
  return {
    name: of.name,
    size: 1,
    model: of.name,
    dynamics: 'discrete-lif',
    params: { initial: defaultParameter(initial, stepping.unit, 'initial') },
    stepping,
    span: { file, start, end: Math.min(end, start + `def ${of.name}`.length) },
  };
}

/** What it gives is whether it fired, and the potential after the step: in either order. */
function steppingOf(result: Value): Stepping | null {
  if (result.kind !== 'sequence' || result.items.length !== 2) return null;
  for (const [fired, after] of [result.items, [...result.items].reverse()]) {
    const condition = numbersIn(fired).find((each) => asAtom(each.poly)?.role === conditionRole);
    const options = numbersIn(after);
    const stepped = options.find((each) => linearIn(each.poly) !== null);
    const reset = options.find((each) => each !== stepped && constantOf(each) !== null);
    if (condition && stepped && reset) return stepping(condition, stepped, reset);
  }
  return null;
}

function numbersIn(value: Value | undefined): Num[] {
  if (value?.kind === 'num') return [value];
  return value?.kind === 'choice'
    ? value.options.flatMap((each) => (each.value.kind === 'num' ? [each.value] : []))
    : [];
}

/** `kept` times the potential and a constant, all else taken for input that is not there. */
function linearIn(
  poly: Poly,
): { kept: ReturnType<typeof rational>; drive: ReturnType<typeof rational>; gain: number } | null {
  const atoms = [...atomsOf(poly).values()];
  const own = atoms.find((each) => isMembraneName(each.text) && each.parts.length === 0);
  if (!own) return null;
  const others = atoms.filter((each) => each !== own);
  if (others.some((each) => each.parts.length > 0)) return null;
  const at = (v: bigint, input: bigint): ReturnType<typeof asConstant> => {
    let value = substitute(poly, own.id, {
      terms: v === 0n ? [] : [{ coefficient: rational(v), factors: [], key: '' }],
    });
    for (const each of others)
      value = substitute(
        value,
        each.id,
        input === 0n ? zeroPoly : { terms: [{ coefficient: rational(input), factors: [], key: '' }] },
      );
    return asConstant(value);
  };
  const [none, one, two, driven] = [at(0n, 0n), at(1n, 0n), at(2n, 0n), at(0n, 1n)];
  if (!none || !one || !two || !driven) return null;
  const kept = subtract(one, none);
  // A straight line: what it gains from 0 to 1 it gains from 1 to 2.
  if (!isZero(subtract(subtract(two, one), kept))) return null;
  const gain = others.length === 0 ? 1 : toNumber(subtract(driven, none)) / others.length;
  return { kept, drive: none, gain };
}

function stepping(condition: Num, stepped: Num, reset: Num): Stepping | null {
  const atom = asAtom(condition.poly);
  const line = linearIn(stepped.poly);
  const [left, right] = atom?.parts ?? [];
  if (!atom || !line || !left || !right) return null;
  // The potential is compared with a number, on either side.
  const threshold = asConstant(right) ?? asConstant(left);
  if (!threshold) return null;
  const leak = subtract(rational(1), line.kept);
  const resetTo = constantOf(reset);
  return {
    kept: toNumber(line.kept),
    synapticKept: null,
    gain: line.gain,
    rest: isZero(leak) ? 0 : toNumber(divide(line.drive, leak)),
    threshold: toNumber(threshold),
    subtract: null,
    resetTo: resetTo && toNumber(resetTo),
    resetLater: false,
    refractorySteps: 0,
    fires: 'at',
    // Potentials of tens of units below zero are millivolts.
    unit: Math.abs(toNumber(threshold)) >= 10 ? 'mV' : null,
  };
}
