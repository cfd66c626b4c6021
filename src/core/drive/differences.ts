// On which rungs of the ladder two drives part: where the way of the one multiplies by something else than the way of the other.
import { asConstant, dividePolys, keyOf, onePoly, type Poly } from '../evaluate/poly';
import { isOne, toNumber } from '../units/rational';
import { ratioText } from './compare';
import { type Drive } from './drive';
import { ladderOf, type LadderStep, productOfRoles, type RungRole } from './ladder';

export interface Difference {
  readonly role: RungRole;
  /** What this rung multiplies by, over what it multiplies by on the reference's way: exact. */
  readonly ratio: string;
  /** True where other rungs of the same part make up for it: ten sources of 10 Hz are one of 100 Hz. */
  readonly evened: boolean;
}

/** What has to agree as a whole: the weight that arrives, the events, and what one of them does. */
const parts: readonly (readonly RungRole[])[] = [
  ['stored', 'scaling', 'normalisation', 'conversion'],
  ['sources', 'rate'],
  ['kernel', 'capacity'],
];

export function differencesOf(drive: Drive, reference: Drive): Difference[] {
  if (drive === reference) return [];
  const [own, other] = [ladderOf(drive), ladderOf(reference)];
  const alike = drive.unit === reference.unit && drive.flows === reference.flows;
  if (!alike) return byMembrane(own, other);
  return parts.flatMap((roles) => {
    if (![own, other].every((steps) => isComplete(steps, roles))) return [];
    const whole = ratioOf(own, other, roles);
    const evened = whole !== null && isUnit(whole);
    return roles.flatMap((role) => {
      const ratio = ratioOf(own, other, [role]);
      return ratio === null || isUnit(ratio) ? [] : [{ role, ratio: ratioText(ratio) ?? '?', evened }];
    });
  });
}

/** A jump in mV and a current in pA have no factor in common but the events, and where they bring the membrane. */
function byMembrane(own: readonly LadderStep[], other: readonly LadderStep[]): Difference[] {
  const roles: readonly RungRole[] = ['sources', 'rate'];
  const events = [own, other].every((steps) => isComplete(steps, ['rate'])) ? ratioOf(own, other, roles) : null;
  const ends = [own, other].map((steps) => steps.find(({ rung }) => rung.role === 'membrane')?.rung.magnitude ?? null);
  const [here, there] = ends;
  if (here === null || here === undefined || !there) return [];
  const whole = here / there;
  const byEvents = events && asConstant(events);
  const found: Difference[] = [];
  const rest = byEvents ? whole / toNumber(byEvents) : whole;
  if (events && byEvents && !isUnit(events))
    found.push(
      ...roles.flatMap((role): Difference[] => {
        const ratio = ratioOf(own, other, [role]);
        return ratio === null || isUnit(ratio) ? [] : [{ role, ratio: ratioText(ratio) ?? '?', evened: false }];
      }),
    );
  if (Math.abs(rest - 1) > 1e-6)
    found.push({ role: 'membrane', ratio: String(Number(rest.toPrecision(6))), evened: false });
  return found;
}

/** Where one of the two ways has no such part at all, there is nothing to hold it against. */
const isComplete = (steps: readonly LadderStep[], roles: readonly RungRole[]): boolean =>
  steps.some(({ rung, poly }) => poly !== null && roles.includes(rung.role));

function ratioOf(own: readonly LadderStep[], other: readonly LadderStep[], roles: readonly RungRole[]): Poly | null {
  const [a, b] = [productOfRoles(own, roles), productOfRoles(other, roles)];
  return keyOf(a) === keyOf(b) ? onePoly : dividePolys(a, b);
}

const sameWithin = 1e-9;

function isUnit(ratio: Poly): boolean {
  const exact = asConstant(ratio);
  return exact !== null && (isOne(exact) || Math.abs(toNumber(exact) - 1) < sameWithin);
}
