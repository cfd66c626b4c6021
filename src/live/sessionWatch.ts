// One session that is watched: its last state, put together from looks of which each brings a part, its history, and the checklist.
import { judge } from './checklist/checklist';
import type { ChecklistItem } from './checklistItem';
import { complete } from './derive';
import { demonstration } from './routes';
import type { SessionUpdate } from './series';
import { SessionHistory } from './sessionHistory';
import type { Reading, Readings, SessionState, Trouble } from './state';
import { type ModulatorCourses, modulatorNames, type Question } from './values';

/** So many samples of the stream stand for a trace where the service keeps none. */
const mostSamples = 60;
const fewestSamples = 30;
const mostRates = 200;

export class SessionWatch {
  state: SessionState | null = null;
  history = new SessionHistory();
  name: string | null = null;
  /** Judged when somebody asks: what nobody looks at costs nothing. */
  private judged: readonly ChecklistItem[] | null = null;
  private troubles = new Map<string, Trouble>();

  constructor(readonly session: string | null) {}

  /** @returns whether the service started again */
  take(seen: SessionState, round: number, nowMs: number): boolean {
    const before = own(this.state?.readings ?? {});
    const asked = new Set(Object.values(seen.readings).flatMap((reading: Reading<unknown>) => reading.from));
    // What went wrong stays until the same route is asked again.
    for (const route of asked) this.troubles.delete(route);
    for (const trouble of seen.troubles) if (trouble.route !== null) this.troubles.set(trouble.route, trouble);
    const readings = complete({ ...before, ...better(own(seen.readings), before) });
    const merged = readings.modulatorCourses && before.modulatorCourses ? courses(readings, before) : readings;
    this.state = { session: this.session, readings: merged, troubles: [...this.troubles.values()] };
    this.name = merged.sessions?.value?.current ?? this.session ?? this.name;
    const again = this.history.take(merged, round, nowMs);
    this.judged = null;
    return again;
  }

  get checklist(): readonly ChecklistItem[] {
    const { state, history } = this;
    if (!state) return judge({ state: null });
    const rates = history.seriesOf('spikeRate').last(mostRates).values;
    this.judged ??= judge({ state: { ...state, readings: this.withSeen(state.readings) }, rates });
    return this.judged;
  }

  since(round: number): ReturnType<SessionHistory['since']> {
    return this.history.since(round);
  }

  update(round: number, fresh: boolean): SessionUpdate {
    const { session, name, checklist, history } = this;
    const { series, histograms } = (fresh ? null : history.since(round)) ?? history.whole();
    const state = this.state ?? { session, readings: {}, troubles: [] };
    return {
      session,
      name,
      state,
      checklist,
      series,
      histograms,
      spikes: history.spikes.since(fresh ? 0 : round),
    };
  }

  /** What the stream itself has seen of the modulators, for the question whether they move. */
  private withSeen(readings: Readings): Readings {
    if (readings.modulatorCourses?.value || !readings.modulators?.value) return readings;
    // Of a model that stands still nothing moves, and nothing is wrong with that.
    const rates = this.history.seriesOf('spikeRate').last(mostSamples).values;
    if (rates.length < fewestSamples || rates.every((each) => each === rates[0])) return readings;
    const value: ModulatorCourses = Object.fromEntries(
      modulatorNames.flatMap((name) => {
        if (readings.modulators?.value?.levels[name] === undefined) return [];
        return [[name, { ...this.history.seriesOf(name).last(mostSamples), unit: 'epoch' }]];
      }),
    );
    const seen: Reading<ModulatorCourses> = {
      ...{ value, raw: '', from: readings.modulators.from, derived: 'as it was seen so far', atMs: 0, notes: [] },
    };
    return { ...readings, modulatorCourses: seen };
  }
}

/** What was not understood, or is of a demonstration only, does not take the place of what was known better. */
function better(now: Readings, before: Readings): Readings {
  const isDemo = (reading: Reading<unknown>): boolean => reading.notes.includes(demonstration);
  const all = Object.entries(now) as [Question, Reading<unknown>][];
  return Object.fromEntries(
    all.filter(([question, reading]) => {
      const old = before[question] as Reading<unknown> | undefined;
      if (old === undefined || old.value === null) return true;
      return reading.value !== null && (!isDemo(reading) || isDemo(old));
    }),
  );
}

/** Without what was worked out: it is worked out anew. */
const own = (readings: Readings): Readings =>
  Object.fromEntries(
    (Object.entries(readings) as [Question, Reading<unknown>][]).filter(([, { derived }]) => derived === null),
  );

/** Traces come from several routes, of which a look asks one. */
function courses(readings: Readings, before: Readings): Readings {
  const [now, old] = [readings.modulatorCourses, before.modulatorCourses];
  if (!now?.value || !old?.value || now === old) return readings;
  const value = { ...old.value, ...now.value };
  return { ...readings, modulatorCourses: { ...now, value, from: [...new Set([...old.from, ...now.from])] } };
}
