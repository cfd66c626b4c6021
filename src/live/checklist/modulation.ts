// Judges neuromodulators (levels, and whether they ever move) and attention against the runbook's σ < 0.01 and weight > 0.9.
import type { Readings } from '../state';
import { type Course, type ModulatorName, modulatorNames } from '../values';
import { answerTo, counted, type Evidence, figure, type Item, origin, percent, unknown } from './evidence';
import { againstFrozenModulators, issues } from './solutions';

const frozen = { verdict: 'fault', issue: issues.modulators, solutions: againstFrozenModulators } as const;

const modulators: Item = {
  id: 'neuromodulators',
  item: 'Check the neuromodulator levels',
  from: ['modulators', 'modulatorCourses', 'injections'],
  judge(evidence) {
    const known = answerTo(evidence, 'modulators');
    if (!known) {
      const injected = evidence.logs?.injections;
      if (injected && injected.count > 0)
        return {
          ...{ verdict: 'good', value: injected.count, text: `${counted(injected.count, 'injection')} in the log` },
          because: `the last is in line ${injected.last?.line}: ${injected.last?.text}`,
        };
      return unknown(evidence, 'modulators', 'no route tells the levels of neuromodulators');
    }
    const { levels, meaning } = known;
    const present = modulatorNames.filter((name) => levels[name] !== undefined);
    const text = present
      .map((name) => `${name} ${figure(levels[name] as number)}${meaning[name] ? ` (${meaning[name]})` : ''}`)
      .join(', ');
    const plain = { value: text, text };
    const where = origin(evidence, 'modulators');
    const outside = present.find((name) => meaning[name] === undefined && !isLevel(levels[name] as number));
    if (outside !== undefined)
      return {
        ...plain,
        verdict: 'fault',
        because: `${outside} is ${figure(levels[outside] as number)}: a level lies between 0 and 1${where}`,
      };
    const moves = movement(evidence, present);
    if (moves === 'frozen') {
      const schedule = answerTo(evidence, 'injections');
      const nothing = schedule?.length === 0 ? '; nothing is scheduled to be injected' : '';
      return { ...frozen, ...plain, because: `none of them moved from one sample to the next${nothing}${where}` };
    }
    if (moves === 'unknown')
      return {
        ...plain,
        verdict: 'unknown',
        because: `they lie where levels lie; whether they move takes a second look or a trace${where}`,
      };
    return { ...plain, verdict: 'good', because: `they lie where levels lie, and they move${where}` };
  },
};

const isLevel = (value: number): boolean => value >= 0 && value <= 1;

const fewest = 10;

/** By traces of many samples where there are some, else by an earlier look. */
function movement(evidence: Evidence, present: readonly ModulatorName[]): 'moving' | 'frozen' | 'unknown' {
  const courses = answerTo(evidence, 'modulatorCourses');
  const long = present.flatMap((name) => {
    const course = courses?.[name];
    return course && course.values.length >= fewest ? [course] : [];
  });
  if (long.length > 0 && long.some(moved)) return 'moving';
  const before = levelsIn(evidence.earlier);
  const now = answerTo(evidence, 'modulators')?.levels ?? {};
  if (before) {
    const both = present.filter((name) => before[name] !== undefined);
    if (both.some((name) => before[name] !== now[name])) return 'moving';
    // Two looks that agree are few for a verdict: traces have to agree with them.
    if (long.length > 0) return 'frozen';
    return 'unknown';
  }
  return long.length === present.length && long.length > 0 ? 'frozen' : 'unknown';
}

function moved({ values }: Course): boolean {
  const known = values.filter(Number.isFinite);
  const [first = 0] = known;
  return known.some((each) => Math.abs(each - first) > 1e-9 * Math.max(1, Math.abs(first)));
}

const levelsIn = (readings: Readings | undefined): Readonly<Partial<Record<ModulatorName, number>>> | null =>
  readings?.modulators?.value?.levels ?? null;

/** The runbook's limits. */
const collapsedBelow = 0.01;
const winnerAbove = 0.9;

const attention: Item = {
  id: 'attention',
  item: 'Verify the attention weights',
  from: ['attention'],
  judge(evidence) {
    const known = answerTo(evidence, 'attention');
    if (!known) return unknown(evidence, 'attention', 'no route tells attention weights');
    const { mean, sd, min, max } = known.figures;
    if (sd === null && max === null)
      return unknown(evidence, 'attention', 'neither their spread nor the largest is told');
    const parts = [
      mean === null ? null : `mean ${figure(mean)}`,
      sd === null ? null : `σ ${figure(sd)}`,
      min === null || max === null ? null : `${figure(min)} … ${figure(max)}`,
    ].filter((each) => each !== null);
    const plain = { value: sd ?? max, text: parts.join(', ') };
    if (sd !== null && sd < collapsedBelow) {
      // Over n keys the mean is 1/n: among many keys a small σ is no collapse while weights differ by half of that and more.
      if (mean !== null && mean > 0 && mean < 0.02 && sd > 0.5 * mean)
        return {
          ...plain,
          verdict: 'good',
          because: `σ is below 0.01 because each looks at about ${figure(1 / mean)} others; it is ${percent(sd / mean)} of the mean`,
        };
      return {
        ...plain,
        verdict: 'fault',
        issue: 'Attention collapse',
        because: `σ is below the runbook’s 0.01: everything is looked at alike`,
      };
    }
    if (max !== null && max > winnerAbove)
      return {
        ...plain,
        verdict: 'warning',
        issue: 'Winner-take-all attention',
        because: `a weight of ${figure(max)} is above the runbook’s 0.9: one is looked at and the others are not${shareOf(known.heads)}`,
      };
    return {
      ...plain,
      verdict: 'good',
      because: `σ is at least 0.01 and no weight is above 0.9${origin(evidence, 'attention')}`,
    };
  },
};

/** How many of the rows have a winner. */
function shareOf(heads: readonly (readonly (readonly number[])[])[]): string {
  const rows = heads.flat();
  if (rows.length === 0) return '';
  const won = rows.filter((row) => row.some((each) => each > winnerAbove)).length;
  return ` (${won} of ${rows.length} rows)`;
}

export const modulationItems = { modulators, attention };
