// What a drive does to the free membrane: the area of its kernel, the mean current, and where the membrane would settle without a threshold.
import { fromFloat } from '../evaluate/numbers';
import { asConstant, multiplyPolys, onePoly, type Poly, scalePoly } from '../evaluate/poly';
import { type Num } from '../evaluate/value';
import { type Network, type Population, type Role } from '../network/network';
import { rational, toNumber } from '../units/rational';
import { type Drive } from './drive';

/** What a unit event carries over time: ∫ of its kernel, in ms; null where it is not known. */
export function areaMs({ shape, tau, rise }: Drive['kernel']): Poly | null {
  if (shape === 'delta') return onePoly;
  if (!tau || shape === 'unknown') return null;
  const ms = tau.quantity ? scalePoly(tau.poly, rational(1000)) : tau.poly;
  if (shape === 'exponential') return ms;
  if (shape === 'biexponential') return biexponentialArea(ms, rise ?? null);
  // An alpha function that peaks at its weight.
  return multiplyPolys(ms, fromFloat(Math.E).poly);
}

/** It peaks at its weight too: ∫ (e^(−t/decay) − e^(−t/rise)) over the height that this comes to. */
function biexponentialArea(decay: Poly, rise: Num | null): Poly | null {
  const riseMs = rise && asConstant(rise.quantity ? scalePoly(rise.poly, rational(1000)) : rise.poly);
  const decayMs = asConstant(decay);
  if (!riseMs || !decayMs) return null;
  const [fast, slow] = [toNumber(riseMs), toNumber(decayMs)];
  if (!(fast > 0) || !(slow > fast)) return null;
  const peakMs = ((fast * slow) / (slow - fast)) * Math.log(slow / fast);
  return fromFloat((slow - fast) / (Math.exp(-peakMs / slow) - Math.exp(-peakMs / fast))).poly;
}

/** The mean current, in the drive's unit: events per ms × weight × area; of a constant current the current itself. */
export function meanCurrent(drive: Drive): Poly | null {
  if (drive.flows) return drive.mean;
  if (drive.kernel.shape === 'delta') return null;
  const area = areaMs(drive.kernel);
  return drive.mean && area && multiplyPolys(drive.mean, area);
}

/** The drive with the mean that it alone brings, by the membrane of its target: current × τ_m / C_m, or jumps per ms × τ_m. */
export function onMembrane(drive: Drive, networks: readonly Network[]): Drive {
  const population = networks
    .flatMap((each) => each.populations)
    .find((each) => each.name === drive.target && each.span.file !== '');
  const membraneMs = population && roleValue(population, 'membraneTime');
  if (!population || membraneMs === null || membraneMs === undefined || drive.kind === 'recurrent') return drive;
  if (drive.kernel.shape === 'delta' && drive.unit === 'mV') {
    const mean = numberOf(drive.mean);
    return mean === null ? drive : { ...drive, membraneMv: mean * membraneMs };
  }
  // A constant drive may be given as the voltage that it amounts to.
  if (drive.flows && drive.unit === 'mV') return { ...drive, membraneMv: numberOf(drive.mean) };
  const current = drive.unit === 'pA' ? numberOf(meanCurrent(drive)) : null;
  const capacityPf = roleValue(population, 'capacity');
  if (current === null || capacityPf === null || capacityPf === 0) return drive;
  return { ...drive, membraneMv: (current * membraneMs) / capacityPf };
}

const numberOf = (poly: Poly | null): number | null => {
  const exact = poly && asConstant(poly);
  return exact ? toNumber(exact) : null;
};

function roleValue({ params }: Population, role: Role): number | null {
  return Object.values(params).find((each) => each.role === role)?.value ?? null;
}
