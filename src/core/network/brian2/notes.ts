// What a Brian 2 script does to its network while it runs, or between two runs, and to some neurons only: no part of the Network, and said so.
import { type ApiCall } from '../../evaluate/facts';
import { constantOf } from '../../evaluate/numbers';
import { type Thing, type Value } from '../../evaluate/value';
import { modelOf, wholeOf } from '../../brian/model';
import { textOf } from '../../brian/parts';
import { AllSettings, type Change } from '../../brian/settings';
import { toNumber } from '../../units/rational';
import { callsOf } from '../read';

export type Assume = (what: string, value: string, why: string) => void;

const nameOf = (of: Thing): string =>
  textOf(of, 'variable') ?? textOf(wholeOf(of), 'variable') ?? (of.type === 'brian2.Synapses' ? 'synapses' : 'neurons');

/** `run(0*ms)` only prepares what comes. */
const takesTime = (call: ApiCall): boolean =>
  call.backend === 'brian2' && call.what === 'run' && constantOf(call.args.get('duration'))?.n !== 0n;

const isDelay = (name: Value | undefined): boolean => name?.kind === 'text' && /(?:^| )delay$/.test(name.value);

/** All calls where nothing is run. */
export function beforeFirstRun(calls: readonly ApiCall[]): readonly ApiCall[] {
  const first = calls.findIndex(takesTime);
  return first < 0 ? calls : calls.slice(0, first);
}

/** What the script sets between its runs, and when; none where it is not known how long each run takes. */
export function changesBetweenRuns(calls: readonly ApiCall[]): readonly Change[] {
  const last = calls.findLastIndex(takesTime);
  const changes: Change[] = [];
  let [atS, sets]: [number, ApiCall[]] = [0, []];
  for (const call of calls.slice(0, last + 1)) {
    if ((call.what === 'set' || call.what === 'names') && atS > 0) sets.push(call);
    if (!takesTime(call)) continue;
    const [duration, times] = [constantOf(call.args.get('duration')), call.times ? constantOf(call.times) : null];
    if (!duration || !times || toNumber(times) !== 1) return [];
    if (sets.length > 0) changes.push({ atS, settings: new AllSettings(sets) });
    [atS, sets] = [atS + toNumber(duration), []];
  }
  return changes;
}

export function noteWhatRunsChange(calls: readonly ApiCall[], groups: readonly Thing[], assume: Assume): void {
  for (const what of ['regularly', 'on event'] as const) {
    for (const call of callsOf(calls, 'brian2', what)) {
      const [of, code] = [call.args.get('of'), call.args.get('code')];
      if (of?.kind !== 'thing') continue;
      // What is run regularly for neurons is a part of their equations.
      const known = groups.includes(wholeOf(of)) || (what === 'regularly' && of.type === 'brian2.Synapses');
      if (known) continue;
      const text = code?.kind === 'text' ? `\`${code.value.trim()}\`` : 'its code';
      const name = what === 'regularly' ? 'run_regularly' : 'run_on_event';
      assume(`${name} of ${nameOf(of)}`, 'no effect', `a probe does not run ${text}`);
    }
  }
  if (callsOf(calls, 'brian2', 'operation').length > 0)
    assume(
      'network operations',
      'no effect',
      'a probe does not run their Python code; run_regularly with a text, or a TimedArray, says the like in a form that is run',
    );
  const changes = changesBetweenRuns(calls);
  const first = calls.findIndex(takesTime);
  const between = first < 0 ? [] : calls.slice(first, calls.findLastIndex(takesTime));
  const changed = callsOf(between, 'brian2', 'set').flatMap((each) => {
    const [of, name] = [each.args.get('of'), each.args.get('name')];
    // What is set of neurons is set in the run, where its time is known.
    const known = of?.kind === 'thing' && changes.some(({ settings }) => settings.allOf(of).length > 0);
    const isRun = known && /^brian2\.(?:PoissonGroup|Synapses)$/.test(wholeOf(of).type) && !isDelay(name);
    if (known && (groups.includes(wholeOf(of)) || isRun)) return [];
    return of?.kind === 'thing' && name?.kind === 'text' ? [`${nameOf(of)}.${name.value}`] : [];
  });
  for (const each of callsOf(between, 'brian2', 'names')) {
    const [of, names] = [each.args.get('of'), each.args.get('names')];
    if (of?.kind !== 'thing' || names?.kind !== 'table') continue;
    const isRun = groups.includes(of) || /^brian2\.(?:PoissonGroup|Synapses)$/.test(of.type);
    if (isRun && changes.some(({ settings }) => settings.renamedOf(of).size > 0)) continue;
    changed.push(...[...names.entries.keys()].map((name) => `${name} of ${nameOf(of)}`));
  }
  for (const each of new Set(changed)) assume(each, 'as in the first run', 'the script sets it anew between its runs');
}

/** Why a script that makes something makes no network that could be read; null where nothing of it is seen. */
export function whyNoNetwork(calls: readonly ApiCall[]): string | null {
  const made = callsOf(calls, 'brian2', 'create').flatMap((each) => {
    const of = each.args.get('made');
    return of?.kind === 'thing' ? [of] : [];
  });
  const cable = made.find(({ type }) => type === 'brian2.SpatialNeuron');
  if (cable)
    return `${nameOf(cable)} is a SpatialNeuron: point neurons are simulated here, a cable only by Brian 2 itself`;
  const source = made.find(({ type }) => /^brian2\.(?:PoissonGroup|SpikeGeneratorGroup)$/.test(type));
  return source
    ? `all that it makes are sources of spikes, as ${nameOf(source)} is: there is no neuron that they could reach`
    : null;
}

/** Equations start part by part where a part is a subgroup; other models have one value for all. */
export function notePartlySet(group: Thing, settings: AllSettings, byEquations: boolean, assume: Assume): void {
  const { variables } = modelOf(group);
  for (const { of, name, whole } of settings.allOf(group))
    if (!whole && variables.has(name) && !(byEquations && of !== group && wholeOf(of) === group))
      assume(`${nameOf(group)}.${name}`, 'not set', 'the script sets it for some of the neurons only');
}
