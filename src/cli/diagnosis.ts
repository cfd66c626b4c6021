// The diagnostic as JSON and as text for a terminal.
import type { Advice, Diagnosis, ModelDescription, Summary } from '../diagnose/rate/diagnosis';
import { figure, percent } from '../diagnose/rate/words';
import type { Placed, Spot } from '../protocol/placed';
import { jsonText } from './json';
import { type PlaceJson, type Places, placeText } from './places';
import type { Style } from './style';
import { table } from './table';
import { wrap } from './wrap';

export type PlacedDiagnosis = Placed<Diagnosis>;

export function diagnosisJson(diagnosis: PlacedDiagnosis, places: Places): string {
  const { data, model, description, findings, weights, ...rest } = diagnosis;
  const at = (spot: Spot | null | undefined): PlaceJson | null => (spot ? places.of(spot) : null);
  return jsonText({
    ...rest,
    data,
    model: model && {
      ...model,
      match: model.match && {
        ...model.match,
        units: [...model.match.units],
        psths: {
          bins: model.match.psths.model.bins,
          neurons: model.match.psths.model.neurons,
          model: rounded(model.match.psths.model.values),
          target: rounded(model.match.psths.target.values),
        },
      },
    },
    description: description && {
      ...description,
      place: at(description.place),
      places: Object.fromEntries(
        Object.entries(description.places).map(([name, spot]) => [name, at(spot as Spot | null)]),
      ),
    },
    weights: weights.map(({ spectralRadius, ...each }) => ({
      ...each,
      ...(spectralRadius
        ? {
            spectralRadius: spectralRadius.value,
            spectralRadiusInterval: [spectralRadius.low, spectralRadius.high],
            spectralRadiusResidual: spectralRadius.residual,
          }
        : {}),
    })),
    findings: findings.map(({ place, ...each }) => ({ ...each, place: at(place) })),
  });
}

/** NaN is no JSON. */
const rounded = (values: ArrayLike<number>): (number | null)[] =>
  Array.from(values, (value) => (value - value === 0 ? Number(value.toPrecision(7)) : null));

const signs = { good: '✓', minimum: '~', below: '✗', undefined: '!', unknown: '?' } as const;

export function diagnosisText(of: PlacedDiagnosis, places: Places, style: Style, columns: number): string {
  const lines: string[] = [];
  const title = (text: string): void => void lines.push('', style.bold(text));
  const rows = (cells: readonly (readonly string[])[], indent = '  '): void =>
    void lines.push(
      ...table(cells, ['left', 'right', 'right', 'right', 'right', 'right', 'right']).map((line) => indent + line),
    );
  lines.push(style.bold(of.files.data));
  for (const { role, paths, because } of of.roles) lines.push(`  ${role}: ${paths.join(', ')} (${because})`);
  title('Data');
  lines.push(...dataLines(of).map((line) => `  ${line}`));
  if (of.inputs) {
    title('Inputs');
    lines.push(
      `  ${of.inputs.shape.join(' × ')}, mean ${figure(of.inputs.mean)}, std ${figure(of.inputs.std)}, ${figure(of.inputs.min)} to ${figure(of.inputs.max)}`,
    );
    rows([
      ['channel', 'mean', 'std', 'nonzero', ''],
      ...of.inputs.channels.map((each) => [
        each.name,
        figure(each.mean),
        figure(each.std),
        percent(each.nonzero),
        each.dead ? style.red('dead') : '',
      ]),
    ]);
  }
  title('Model');
  if (of.description) lines.push(...modelLines(of.description as ModelDescription).map((line) => `  ${line}`));
  if (of.description?.place) lines.push(`  ${placeText(places.of(of.description.place as Spot))}`);
  if (of.noModel !== null) lines.push(`  ${of.noModel}`);
  if (of.model) lines.push(...behaviourLines(of).map((line) => `  ${line}`));
  if (of.weights.length > 0) {
    title('Weights');
    rows([
      ['', 'shape', 'min', 'max', 'std', 'spectral radius', 'Dale'],
      ...of.weights.map((each) => [
        each.name,
        each.shape.join(' × '),
        figure(each.min),
        figure(each.max),
        figure(each.std),
        each.spectralRadius
          ? `${figure(each.spectralRadius.value, 5)} ± ${figure((each.spectralRadius.high - each.spectralRadius.low) / 2, 1)}`
          : '',
        each.dale ? `${each.dale.violations} violations` : '',
      ]),
    ]);
  }
  if (of.learnable) {
    title('Can it be learnt at all?');
    lines.push(
      `  ${of.learnable.verdict}: PSTH correlation of linear read-outs on trials that were not fitted, over bins that a quarter of them reach`,
    );
    rows([
      ...of.learnable.readouts.map((each) => [`${each.of} (${each.judged} trials)`, figure(each.correlation)]),
      ['half of the trials against the other', figure(of.learnable.ceiling)],
    ]);
  }
  if (of.history) {
    title('Training history');
    rows([
      ['', 'first', 'least', 'in epoch', 'greatest', 'last', 'trend'],
      ...of.history.series.map((each) => [
        each.name,
        figure(each.first),
        figure(each.min),
        figure(each.minEpoch),
        figure(each.max),
        figure(each.last),
        each.trend ?? '',
      ]),
    ]);
  }
  title('Verdicts');
  const colour = {
    good: style.green,
    minimum: style.yellow,
    below: style.red,
    undefined: style.red,
    unknown: style.dim,
  };
  const unit = (each: string | null): string => (each === null ? '' : ` ${each}`);
  for (const line of table([
    ['', 'metric', 'current', 'minimum', 'good', ''],
    ...of.metrics.map((each) => [
      signs[each.verdict],
      each.name,
      `${typeof each.current === 'string' ? each.current : figure(each.current)}${each.current === null ? '' : unit(each.unit)}`,
      each.minimum,
      each.good,
      each.note,
    ]),
  ])) {
    const verdict = of.metrics.find((each) => line.startsWith(signs[each.verdict]));
    lines.push(`  ${verdict ? colour[verdict.verdict](line) : line}`);
  }
  title('Findings');
  for (const each of of.findings) lines.push(...findingLines(each as Placed<Advice>, places, style, columns));
  if (of.findings.length === 0) lines.push('  none');
  title('Next');
  of.next.forEach((step, i) => lines.push(...wrap(`${i + 1}. ${step}`, columns, '  ')));
  for (const note of of.notes) lines.push(...wrap(`note: ${note}`, columns));
  return `${lines.join('\n')}\n`;
}

function findingLines(each: Placed<Advice>, places: Places, style: Style, columns: number): string[] {
  const colour = { problem: style.red, warning: style.yellow, note: style.blue };
  const place = each.place ? ` (${placeText(places.of(each.place))})` : '';
  return [
    `  ${colour[each.severity](each.severity)} ${style.bold(each.title)} [${each.id}]${place}`,
    ...wrap(each.evidence, columns, '      '),
    ...wrap(`→ ${each.change}`, columns, '      '),
    ...wrap(`because ${each.why}`, columns, '      '),
  ];
}

function dataLines({ data }: PlacedDiagnosis): string[] {
  const { shape, binMs, mean, std, min, max, p99, outliers, clip, psthTemporalStd, psthNeuronStd, byType, mask } = data;
  return [
    `${shape[0]} trials × ${shape[1]} time bins${binMs === null ? '' : ` of ${figure(binMs)} ms`} × ${shape[2]} neurons`,
    `mean ${figure(mean)} sp/s, std ${figure(std)}, ${figure(min)} to ${figure(max)}, 99th percentile ${figure(p99)}`,
    `above ${outliers.threshold} sp/s: ${outliers.count} (${percent(outliers.fraction)}); a clip at ${clip.percentile} % (${figure(clip.threshold)} sp/s) would change ${clip.count}`,
    `PSTH: std over time ${figure(psthTemporalStd)} (mean over neurons), over neurons ${figure(psthNeuronStd)} (mean over time)`,
    ...byType.map(
      (each) => `${each.type}: ${each.neurons} neurons, mean ${figure(each.mean)} sp/s, std ${figure(each.std)}`,
    ),
    ...(mask
      ? [
          `counting bins: ${mask.validBins} of ${mask.allBins} (${percent(mask.validBins / mask.allBins)}), mean ${figure(mask.mean)} sp/s there; ${mask.emptyTrials} trials have none`,
        ]
      : []),
  ];
}

const range = (of: Summary | null): string =>
  of === null ? '–' : typeof of === 'number' ? figure(of) : `${figure(of.min)} to ${figure(of.max)}`;

function modelLines(of: ModelDescription): string[] {
  const types = of.excitatory === null ? '' : ` (${of.excitatory} excitatory, ${of.inhibitory ?? 0} inhibitory)`;
  const gains = of.loopGain;
  const scaled = (scale: Summary | null, baseline: Summary | null): string => `× ${range(scale)} + ${range(baseline)}`;
  const name = `${of.name}: ${of.units} units${types}, ${of.channels} inputs, ${of.trained ? 'weights from the checkpoint' : 'initial weights'}`;
  const given = `arguments: ${of.arguments.map(({ name, value, from }) => `${name}=${String(value)} (${from})`).join(', ')}`;
  if (of.form === 'other')
    return [
      name,
      `its steps have gates, products or several layers: run as its own forward pass has it, without one time constant or loop gain to tell${of.dale ? '; Dale’s law enforced by signs' : ''}`,
      given,
    ];
  return [
    name,
    `${of.form === 'current' ? `x ← ${range(of.kept)}·x + ${range(of.recurrentGain)}·(W r + W_in u), r = ${of.activation}(x)` : `r ← ${range(of.kept)}·r + ${range(of.recurrentGain)}·${of.activation}(W r + W_in u)`}${of.tauMs === null ? '' : `, τ ${range(of.tauMs)} ms`}${of.dtMs === null ? '' : `, dt ${figure(of.dtMs)} ms`}`,
    `${of.dale ? 'Dale’s law enforced by signs' : 'no signs enforced'}; noise ${range(of.noiseSd)} a step; sent back ${scaled(of.insideScale, of.insideBaseline)}${of.outsideScale === null ? '' : `, put out ${scaled(of.outsideScale, of.outsideBaseline)}`}`,
    `loop gain ${figure(gains.most)} at the steepest, ${figure(gains.atOperatingPoint)} where the units are (mean slope ${figure(gains.slope)})`,
    given,
  ];
}

function behaviourLines({ model }: PlacedDiagnosis): string[] {
  if (!model) return [];
  const { rates, match } = model;
  const both = ({ mean, std }: { mean: number; std: number }): string => `${figure(mean, 4)} ± ${figure(std)}`;
  return [
    `rates on ${model.trials} trials: ${both(rates.actual)} sp/s with the input, ${both(rates.zero)} without, ${both(rates.tenfold)} with ten times it`,
    `input modulation ${percent(model.modulation)}; each unit and step changes by ${percent(model.inputEffect)} of the mean`,
    `spread over time ${figure(model.temporalStd.model)} sp/s against ${figure(model.temporalStd.target)} in the data (${percent(model.temporalStd.ratio)})`,
    ...(match
      ? [
          `PSTH on ${match.trials} trials, units paired ${match.pairing}: correlation ${figure(match.correlation)} (${figure(match.wellSampled.correlation)} over the ${match.wellSampled.bins} bins that a quarter of them reach), mean ${figure(match.modelMean)} against ${figure(match.targetMean)} sp/s, spread over time ${figure(match.modelSpread)} against ${figure(match.targetSpread)}`,
          `a read-out scale of ${figure(match.readoutScale)} would match the mean${match.fit ? `; least squares gives ${figure(match.fit.scale)} · r + ${figure(match.fit.baseline)}` : ''}`,
        ]
      : []),
  ];
}
