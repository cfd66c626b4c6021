// What answers say of neuromodulators: levels, courses, the map over layers, and what was injected when.
import { plain } from '../secret';
import {
  type Course,
  type Injection,
  type ModulatorCourses,
  type ModulatorLevels,
  type ModulatorMap,
  type ModulatorName,
  modulatorNames,
} from '../values';
import { anyNumber, at, find, finite, isFields, numbers, readTimes, rows, textAt, unitAt } from './reading';
import { readCourse } from './recordings';

const spellings: Readonly<Record<ModulatorName, RegExp>> = {
  DA: /^(?:da|dopamine|dopa)(?:levels?)?$/,
  ACh: /^(?:ach|acetylcholine)(?:levels?)?$/,
  NE: /^(?:ne|na|norepinephrine|noradrenaline)(?:levels?)?$/,
  '5-HT': /^(?:5ht|ht5|ht|serotonin|sht)(?:levels?)?$/,
};

export function modulatorOf(name: string): ModulatorName | null {
  const bare = name.toLowerCase().replace(/[^a-z\d]/g, '');
  return modulatorNames.find((each) => spellings[each].test(bare)) ?? null;
}

const levelNames = ['level', 'current_level', 'current', 'value', 'concentration', 'tonic_level', 'tonic'];

export function readLevels(json: unknown): ModulatorLevels | null {
  const own = [find(json, ['levels', 'neuromodulators', 'state', 'neuromod_levels', 'current_levels']), json].find(
    (each) => isFields(each) && Object.keys(each).some((key) => modulatorOf(key) !== null),
  );
  const entries: [string, unknown][] = isFields(own)
    ? Object.entries(own)
    : listOf(json).flatMap((each): [string, unknown][] => {
        const name = textAt(
          each,
          'name',
          'nt',
          'type',
          'nt_type',
          'neuromodulator',
          'modulator',
          'key',
          'id',
          'symbol',
        );
        return name === null ? [] : [[name, each]];
      });
  const levels: Partial<Record<ModulatorName, number>> = {};
  const baseline: Partial<Record<ModulatorName, number>> = {};
  const others: Record<string, number> = {};
  for (const [key, value] of entries) {
    const name = modulatorOf(key);
    const level = finite(value) ?? (isFields(value) ? finite(at(value, levelNames)) : null);
    if (level === null) continue;
    if (name === null) {
      if (typeof value === 'number') others[plain(key)] = level;
      continue;
    }
    levels[name] = level;
    const rest = isFields(value) ? finite(at(value, ['baseline', 'resting', 'tonic_baseline'])) : null;
    if (rest !== null) baseline[name] = rest;
  }
  return Object.keys(levels).length === 0 ? null : { levels, meaning: {}, baseline, others };
}

/** One entry for each, bare or under a name. */
function listOf(json: unknown): readonly unknown[] {
  if (Array.isArray(json)) return json as unknown[];
  const listed = find(json, ['levels', 'neuromodulators', 'modulators', 'neuromod_levels', 'items', 'values']);
  return Array.isArray(listed) ? (listed as unknown[]) : [];
}

/** The published service's orchestra: of dopamine and noradrenaline it tells what they do, not how much there is. */
export function readOrchestra(json: unknown): ModulatorLevels | null {
  if (!isFields(json) || !('dopamine_rpe' in json || 'norepinephrine' in json || 'serotonin_mood' in json)) return null;
  const levels: Partial<Record<ModulatorName, number>> = {};
  const meaning: Partial<Record<ModulatorName, string>> = {};
  const set = (name: ModulatorName, value: unknown, what?: string): void => {
    const level = finite(value);
    if (level === null) return;
    levels[name] = level;
    if (what !== undefined) meaning[name] = what;
  };
  set('DA', json['dopamine_rpe'], 'reward prediction error');
  const tonic = at(json['norepinephrine'], ['tonic_level']);
  if (tonic === undefined) set('NE', json['norepinephrine_gain'], 'arousal gain');
  else set('NE', tonic);
  set('ACh', at(json['acetylcholine'], ['encoding_level']), 'encoding level');
  set('5-HT', at(json['serotonin'], ['current_mood']) ?? json['serotonin_mood'], 'mood');
  if (Object.keys(levels).length === 0) return null;
  const others = Object.fromEntries(
    ['inhibition_sparsity', 'effective_learning_rate'].flatMap((key) => {
      const value = finite(json[key]);
      return value === null ? [] : [[key.replaceAll('_', ' '), value]];
    }),
  );
  return { levels, meaning, baseline: {}, others };
}

/** One modulator's course, from a route that is about it alone. */
export const courseReader =
  (name: ModulatorName, ...names: readonly string[]) =>
  (json: unknown): ModulatorCourses | null => {
    const several = readCourses(json);
    if (several?.[name]) return several;
    const course = readCourse(json, [...names, 'trace', 'values', 'levels', 'history', 'data', 'concentration']);
    return course ? { [name]: course } : several;
  };

/** Several at once: lists by name beside their times, or one entry per time. */
export function readCourses(json: unknown): ModulatorCourses | null {
  const found: Partial<Record<ModulatorName, Course>> = {};
  const own = Array.isArray(json)
    ? (json as unknown[])
    : find(json, ['traces', 'trace', 'history', 'samples', 'timeline']);
  if (Array.isArray(own) && own.length > 0 && (own as unknown[]).every(isFields)) {
    const entries = own as Readonly<Record<string, unknown>>[];
    const times = readTimes(
      entries.map((each) => at(each, ['timestamp', 'time', 't', 'step']) ?? NaN),
      unitAt(json),
    );
    const keys = new Set(entries.slice(0, 5).flatMap((each) => Object.keys(each)));
    for (const key of keys) {
      const name = modulatorOf(key);
      if (name === null) continue;
      const values = entries.map((each) => anyNumber(each[key]) ?? NaN);
      if (values.some(Number.isFinite)) found[name] = timed(times, values);
    }
    return Object.keys(found).length > 0 ? found : null;
  }
  for (const holder of [json, own, find(json, ['levels', 'data'])]) {
    if (!isFields(holder)) continue;
    const unit = unitAt(json);
    const stamps = find(json, ['timestamps', 'times', 'time', 't', 'steps']);
    for (const [key, value] of Object.entries(holder)) {
      const name = modulatorOf(key) ?? modulatorOf(key.replace(/_?(?:trace|history|values)$/i, ''));
      if (name === null || found[name]) continue;
      const values = numbers(value);
      if (values) {
        const times = Array.isArray(stamps) && stamps.length === values.length ? readTimes(stamps, unit) : null;
        found[name] = timed(times, values);
      } else if (isFields(value) || Array.isArray(value)) {
        const course = readCourse(value, ['trace', 'values', 'history', 'levels']);
        if (course) found[name] = course;
      }
    }
  }
  return Object.keys(found).length > 0 ? found : null;
}

const timed = (read: ReturnType<typeof readTimes>, values: number[]): Course =>
  read?.times.every(Number.isFinite) === true
    ? { ...read, values }
    : { times: values.map((_, i) => i), values, unit: 'index' };

const mostCells = 100_000;

export function readMap(json: unknown): ModulatorMap | null {
  const own = find(json, ['layers', 'blocks']);
  if (isFields(own)) {
    const rowsOf = Object.entries(own).filter((entry): entry is [string, Readonly<Record<string, unknown>>] =>
      isFields(entry[1]),
    );
    const columns = modulatorNames.filter((name) =>
      rowsOf.some(([, each]) => Object.keys(each).some((key) => modulatorOf(key) === name)),
    );
    if (rowsOf.length === 0 || columns.length === 0) return null;
    const values = rowsOf.map(([, each]) =>
      columns.map((name) => finite(Object.entries(each).find(([key]) => modulatorOf(key) === name)?.[1])),
    );
    return { rows: rowsOf.map(([name]) => plain(name)), columns, values };
  }
  const grid = rows(find(json, ['values', 'heatmap', 'matrix', 'data', 'z']));
  const width = grid?.[0]?.length ?? 0;
  if (!grid || width === 0 || grid.length * width > mostCells) return null;
  const labels = (names: readonly string[], length: number): string[] => {
    const said = find(json, names);
    return Array.isArray(said) && said.length === length
      ? said.map((each) => plain(String(each)))
      : Array.from({ length }, (_, i) => String(i));
  };
  return {
    rows: labels(['rows', 'neuromodulators', 'nts', 'nt_types', 'y', 'labels', 'modulators'], grid.length),
    columns: labels(['columns', 'timestamps', 'times', 'layers', 'x', 'blocks', 'steps'], width),
    values: grid.map((row) => row.map((each) => (Number.isFinite(each) ? each : null))),
  };
}

const mostInjections = 1000;

export function readInjections(json: unknown): Injection[] | null {
  const own = Array.isArray(json)
    ? (json as unknown[])
    : find(json, ['schedule', 'injections', 'events', 'traces', 'injection_schedule', 'injection_points']);
  if (!Array.isArray(own)) return null;
  const unit = unitAt(json);
  const found = (own as unknown[]).slice(-mostInjections).map((each): Injection | null => {
    if (typeof each === 'string')
      return { modulator: modulatorOf(each) ?? plain(each), at: null, unit: 'index', amount: null, event: null };
    const name = textAt(each, 'nt', 'nt_type', 'neuromodulator', 'modulator', 'type', 'name', 'target');
    if (!isFields(each) || name === null) return null;
    const stamp = at(each, ['timestamp', 'time', 't', 'at', 'step', 'time_ms', 'scheduled_at']);
    const steps = at(each, ['step']) !== undefined && at(each, ['timestamp', 'time', 't', 'time_ms']) === undefined;
    const time = stamp === undefined ? null : readTimes([stamp], steps ? 'step' : unit);
    return {
      modulator: modulatorOf(name) ?? name,
      at: time?.times[0] ?? null,
      unit: time?.unit ?? 'index',
      amount: finite(at(each, ['amount', 'level', 'value', 'dose', 'delta'])),
      event: textAt(each, 'event', 'trigger', 'event_type', 'source', 'reason', 'cause'),
    };
  });
  return found.every((each) => each !== null) ? found : null;
}
