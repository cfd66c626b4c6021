// What `spikelint probe` prints of a run: JSON by its schema, and text for people.
import { rateText } from '../core/drive/estimateWords';
import type { Prediction } from '../core/drive/meanfield';
import type { PlacedNetwork } from '../protocol/analysis';
import type { Placed } from '../protocol/placed';
import type { Examination } from '../diagnose/examine';
import type { Verdict } from '../diagnose/expected';
import type { Remedy, Row } from '../diagnose/remedies';
import type { Recording } from '../sim/recording';
import { predictionJson } from './estimates';
import { changesJson, changesText } from './probeChanges';
import { jsonText } from './json';
import { type Places, placeText } from './places';
import type { Style } from './style';
import { type Alignment, table } from './table';
import { count, figure } from './words';

/** With which of the file's networks it is of. */
export interface NumberedVerdict extends Verdict {
  readonly network: number;
}

export interface ProbeResult {
  /** Which of the file's networks was simulated, counted from 0, and how many there are. */
  readonly network: { readonly chosen: number; readonly count: number };
  readonly expectations: readonly Placed<NumberedVerdict>[];
  readonly recording: Recording;
  readonly examination: Placed<Examination>;
  /** Null where none were tried. */
  readonly remedies: readonly Placed<
    Pick<Remedy, 'title' | 'change' | 'cures' | 'leaves' | 'before' | 'after' | 'weights' | 'edits' | 'rule'>
  >[];
  readonly assumed: PlacedNetwork['assumed'];
  readonly notes: readonly string[];
  readonly predicted: readonly Prediction[];
}

export function probeJson(result: ProbeResult, places: Places): string {
  const { recording, examination, remedies, expectations, assumed, notes, predicted, network } = result;
  const { ms, dtMs, seed, timing } = recording;
  const { populations, inhibitoryShare, symptoms } = examination;
  return jsonText({
    ...{ network: network.chosen + 1, networks: network.count },
    ...{ ms, dt: dtMs, seed, populations, inhibitoryShare, predicted: predicted.map(predictionJson), symptoms },
    ...changesJson({ recording, attention: examination.attention }),
    remedies: remedies.map(({ edits, rule, title, change, cures, leaves, before, after, weights }) => ({
      ...{ title, change, cures, leaves, before, after },
      ...(weights && { weights }),
      edits: edits.map(({ span, newText }) => ({ ...places.of(span), newText: places.newText(span, newText) })),
      ...(rule === undefined ? {} : { rule }),
    })),
    expectations: expectations.map(({ expectation, network: of, population, value, met, message }) => ({
      network: of + 1,
      ...{ population, measure: expectation.measure, low: expectation.low, high: expectation.high },
      ...{ value, met, message, ...places.of(expectation.span) },
    })),
    ...{ assumed, notes, timing },
  });
}

/** What is left by rounding is nothing. */
const ratio = (value: number | null): string => figure(value !== null && Math.abs(value) < 1e-9 ? 0 : value);

const right: Alignment = 'right';

export function probeText(result: ProbeResult, shown: string, places: Places, style: Style): string {
  const { recording, examination, remedies, expectations, assumed, notes } = result;
  const { ms, dtMs, seed, timing } = recording;
  const [title = '', ...body] = figuresTable(result);
  const lines = [
    `${style.bold(shown)}: ${figure(ms, 6)} ms in steps of ${figure(dtMs)} ms, seed ${seed}`,
    ...['', style.bold(title), ...body],
  ];
  const { symptoms, attention, inhibitoryShare } = examination;
  if (inhibitoryShare !== null)
    lines.push('', `${figure(inhibitoryShare * 100)} % of the cells that have synapses inhibit`);
  lines.push(...changesText({ recording, attention }, style));
  if (symptoms.length > 0) lines.push('');
  for (const { kind, population, evidence } of symptoms)
    lines.push(`${style.yellow(kind)}: ${population}: ${evidence}`);
  if (remedies.length > 0) lines.push('', style.bold('What would help, each tried by simulation:'));
  const rated = new Set(examination.populations.flatMap(({ name, rated: figures }) => (figures ? [name] : [])));
  remedies.forEach((each, at) => lines.push(...remedyLines(each, at + 1, places, rated)));
  if (expectations.length > 0) lines.push('');
  for (const { met, message, expectation } of expectations) {
    const mark = met ? style.green('as expected') : style.red('not as expected');
    lines.push(`${mark}: ${message} (${placeText(places.of(expectation.span))})`);
  }
  const said = [...assumed.map(({ what, value, why }) => `${what}: ${value} assumed, ${why}`), ...notes];
  if (said.length > 0) lines.push('', ...said.map((each) => `note: ${each}`));
  const took = `${figure(timing.buildMs + timing.runMs)} ms`;
  lines.push('', style.dim(`${count(timing.steps, 'step')}, ${count(timing.events, 'synaptic event')} in ${took}`));
  return `${lines.join('\n')}\n`;
}

/** With what an estimate predicts and the balance of excitation and inhibition, where there is any. */
function figuresTable(result: ProbeResult): string[] {
  const { populations } = result.examination;
  const rates = populations.filter(({ rated }) => rated !== undefined);
  const firing = populations.filter(({ rated }) => rated === undefined);
  const blank = rates.length > 0 && firing.length > 0 ? [''] : [];
  return [...(firing.length > 0 ? firingTable(result, firing) : []), ...blank, ...ratesTable(rates)];
}

/** Units that send a rate and don't fire. */
function ratesTable(populations: ProbeResult['examination']['populations']): string[] {
  if (populations.length === 0) return [];
  const titles = ['population', 'units', 'mean rate', 'sd over time', 'sd over units', 'lowest unit', 'highest unit'];
  const rows = populations.map(({ name, size, rated }) => [
    ...[name, String(size)],
    ...[rated?.mean, rated?.overTime, rated?.overUnits, rated?.lowest, rated?.highest].map((each) =>
      ratio(each ?? null),
    ),
  ]);
  return table([titles, ...rows], ['left', ...titles.slice(1).map(() => right)]);
}

function firingTable(
  { recording, predicted }: ProbeResult,
  populations: ProbeResult['examination']['populations'],
): string[] {
  const estimates = new Map(
    predicted.flatMap(({ name, rateHz }) => (rateHz === null ? [] : [[name, rateText(rateHz)]])),
  );
  const estimated = (text: string): string[] => (estimates.size > 0 ? [text] : []);
  const balanced = (text: string): string[] => (populations.some(({ balance }) => balance !== null) ? [text] : []);
  const heading = ['population', 'neurons', 'spikes', 'rate', ...estimated('predicted'), 'CV', 'Fano', 'synchrony'];
  const titles = [...heading, 'membrane', ...balanced('E : I')];
  const rows = populations.map(({ name, size, spikes, rateHz, cvIsi, fano, synchrony, vMean, vSd, balance }) => {
    const trace = recording.traces.find(({ population, isMembrane }) => population === name && isMembrane);
    const unit = trace === undefined || trace.unit === '' ? '' : ` ${trace.unit}`;
    const shares = balance && `${figure(balance.excitatory)} : ${figure(balance.inhibitory)} ${balance.unit}`;
    return [
      ...[name, String(size), String(spikes), `${figure(rateHz)} Hz`, ...estimated(estimates.get(name) ?? '–')],
      ...[ratio(cvIsi), ratio(fano), ratio(synchrony)],
      vMean === null ? '–' : `${figure(vMean)} ± ${figure(vSd)}${unit}`,
      ...balanced(shares ?? '–'),
    ];
  });
  return table([titles, ...rows], ['left', ...titles.slice(1).map(() => right)]);
}

function remedyLines(
  { title, change, rule, before, after, edits, leaves, weights, cures }: ProbeResult['remedies'][number],
  at: number,
  places: Places,
  rated: ReadonlySet<string>,
): string[] {
  const from = rule === undefined ? '' : ` [${rule}]`;
  const where = edits.map(({ span }) => placeText(places.of(span))).join(', ');
  const what = change === title ? '' : `: ${change}`;
  const left = leaves.map(({ kind, population }) => `${population} stays ${kind}`).join(', ');
  return [
    `  ${at}. ${title}${from}${where === '' ? '' : ` (${where})`}`,
    ...(what === '' ? [] : [`     ${change}`]),
    `     ${cures === 'learning-not-engaged' ? moves(weights) : rates(before, after, rated)}${left === '' ? '' : `; ${left}`}`,
  ];
}

/** `E → I 0.5 → 0.43 nS`. */
const moves = (weights: ProbeResult['remedies'][number]['weights']): string =>
  (weights ?? [])
    .map(
      ({ source, target, before, after, weightUnit }) =>
        `weights of ${source} → ${target} ${figure(before)} → ${figure(after)}${weightUnit === null ? '' : ` ${weightUnit}`}`,
    )
    .join(', ');

const namedAtMost = 6;

/** `E 0 Hz → 8.2 Hz, I 0 Hz → 9.1 Hz`: of many populations those that change the most. */
function rates(before: readonly Row[], after: readonly Row[], rated: ReadonlySet<string>): string {
  const pairs = before.flatMap((one) => {
    const other = after.find(({ name }) => name === one.name);
    return other ? [{ one, other, moved: Math.abs(other.rateHz - one.rateHz) }] : [];
  });
  const shown =
    pairs.length <= namedAtMost ? pairs : [...pairs].sort((a, b) => b.moved - a.moved).slice(0, namedAtMost);
  // Units that send a rate have the script's own unit for it.
  const unit = (name: string): string => (rated.has(name) ? '' : ' Hz');
  return shown
    .map(
      ({ one, other }) =>
        `${one.name} ${figure(one.rateHz)}${unit(one.name)} → ${figure(other.rateHz)}${unit(one.name)}`,
    )
    .join(', ');
}
