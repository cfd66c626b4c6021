// What changes slowly in a run: weights that learn, neuromodulators, thresholds that follow a target rate. No DOM.
import { type Recording } from '../../../src/protocol/probe';
import { t } from '../../texts';

export interface Course {
  readonly name: string;
  readonly unit: string;
  readonly intervalMs: number;
  readonly values: Float64Array;
  /** What it is held against: a baseline, a target. */
  readonly aim: number | null;
}

export interface CourseGroup {
  readonly id: string;
  readonly title: string;
  readonly courses: readonly Course[];
}

/** Those that the recording has, in the order in which one asks. */
export function coursesOf({ learned = [], modulated = [], regulated = [] }: Recording): CourseGroup[] {
  const groups: CourseGroup[] = [
    {
      id: 'weights',
      title: t('mean weight'),
      courses: learned.map(({ source, target, weightUnit, course }) => ({
        name: `${source} → ${target}`,
        unit: weightUnit ?? '',
        intervalMs: course.intervalMs,
        values: course.mean,
        aim: null,
      })),
    },
    {
      id: 'modulators',
      title: t('neuromodulator'),
      courses: modulated.map(({ name, baseline, intervalMs, values }) => ({
        name,
        unit: '',
        intervalMs,
        values,
        aim: baseline,
      })),
    },
    {
      id: 'regulated-rate',
      title: t('spikes per step'),
      courses: regulated.map(({ population, target, intervalMs, rate }) => ({
        name: population,
        unit: '',
        intervalMs,
        values: rate,
        aim: target,
      })),
    },
    {
      id: 'thresholds',
      title: t('threshold'),
      courses: regulated.map(({ population, intervalMs, threshold }) => ({
        name: population,
        unit: '',
        intervalMs,
        values: threshold,
        aim: null,
      })),
    },
  ];
  return groups.filter(({ courses }) => courses.length > 0);
}
