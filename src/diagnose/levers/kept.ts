// The part of the membrane that a model in steps keeps: more of it where too little happens, less where too much does.
import { isTooLittle, type Lever, listed, namesOf } from '../lever';
import { type Target } from '../modify';
import { figure } from '../numbers';
import { isFedNumbers } from '../wiring';

/** Times the time constant. */
const factors = [1.5, 2, 3, 5, 10];

const lever: Lever = {
  id: 'kept',
  cures: ['silent', 'sparse', 'runaway', 'attention-collapsed'],
  *changes({ network, afflicted, kind }) {
    const [first] = afflicted;
    const from = first?.stepping?.kept ?? null;
    if (from === null || !(from > 0 && from < 1) || !afflicted.every((each) => isFedNumbers(network, each))) return;
    const names = namesOf(afflicted);
    const up = isTooLittle(kind);
    for (const factor of factors) {
      const power = up ? 1 / factor : factor;
      const changed = (kept: number): number => Number((kept ** power).toPrecision(3));
      const targets: Target[] = [];
      const populations = network.populations.map((each) => {
        const { stepping, params } = each;
        const kept = stepping?.kept ?? null;
        if (!names.has(each.name) || !stepping || kept === null || !(kept > 0 && kept < 1)) return each;
        const span = params['alpha']?.span;
        if (span) targets.push({ span, from: kept, to: changed(kept) });
        return { ...each, stepping: { ...stepping, kept: changed(kept) } };
      });
      const to = changed(from);
      yield {
        network: { ...network, populations },
        targets,
        title: `Let ${listed(afflicted)} keep ${figure(to)} of the membrane in each step`,
        change: `part kept by ${listed(afflicted)}: ${figure(from)} → ${figure(to)}`,
        size: Math.log10(factor),
      };
    }
  },
};

export default lever;
