// Gaussian noise in array code: a normal draw that is added in every time step, and spreads by its variance over the step.
import { type Drawn } from '../evaluate/facts';
import { formatPoly, type Poly, scalePoly } from '../evaluate/poly';
import { stepsOf } from '../explain';
import { divide, one, toNumber } from '../units/rational';
import { type Drive } from './drive';
import { type Evaluated, textIn } from './evaluated';
import { backendOf, isMask, isShared, stepOf } from './noise';

const gaussian = /^(?:scaled )?normal$/;
const named = /noise|noisy|background|bkg|wiener|fluct|(?:^|_)(?:xi|dw|eta)(?:_|$)/i;

/** Only what goes by the name of noise, in a file that has a time step: weights and data are drawn from the same distribution. */
export function gaussianDrives(evaluated: Evaluated): Drive[] {
  const bySource = new Map<number, Drawn[]>();
  for (const each of evaluated.facts.drawn) {
    const { draw } = each.value;
    if (!draw || !gaussian.test(draw.distribution) || !named.test(each.name) || isMask(each)) continue;
    bySource.set(draw.source, [...(bySource.get(draw.source) ?? []), each]);
  }
  return [...bySource.values()].flatMap((stages) => driveOf(evaluated, stages) ?? []);
}

function driveOf(evaluated: Evaluated, stages: readonly Drawn[]): Drive | null {
  const last = stages[stages.length - 1];
  const spread = last?.value.draw?.variance;
  const dt = last && stepOf(evaluated, last.span.file);
  if (!last || !spread || !dt?.span) return null;
  const { file } = last.span;
  const perMs = (poly: Poly): Poly => scalePoly(poly, divide(one, dt.ms));
  const variance = perMs(spread);
  const target = last.within === '' ? 'the script' : last.within;
  return {
    id: `${file}#${target}/${last.name}`,
    backend: backendOf(evaluated, file),
    file,
    target,
    source: last.name,
    kind: 'noise',
    flows: false,
    partial: false,
    span: last.span,
    stages: stages.map((each) => each.span),
    weightSpan: last.span,
    standalone: last.standalone,
    dead: last.dead,
    sources: null,
    rateHz: null,
    weight: null,
    factors: [],
    spans: { sources: null, rate: null },
    unit: null,
    mean: perMs(last.value.poly),
    power: variance,
    variance,
    membraneMv: null,
    kernel: { shape: 'unknown', tau: null },
    shared: isShared(last.value),
    receptors: [],
    keys: [],
    steps: [
      ...stepsOf(last.value, textIn(evaluated)),
      { text: 'normal, in each step: mean', value: formatPoly(last.value.poly), span: last.span },
      { text: 'its variance', value: formatPoly(spread), span: last.span },
      { text: 'time step', value: `${figureOf(dt.ms)} ms`, span: dt.span },
      { text: 'variance per ms: variance / dt', value: formatPoly(variance) },
    ],
    assumed: [],
    made: [],
  };
}

const figureOf = (ms: Parameters<typeof toNumber>[0]): string => String(toNumber(ms));
