// The diagnostic as headings, paragraphs, tables and plots: what both reports show, whatever they are written in.
import { type Span } from '../../../core/text';
import { type Diagnosis, type ModelDescription, type Summary } from '../diagnosis';
import { figure, percent } from '../words';

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Curve {
  readonly name: string;
  readonly x: readonly number[];
  /** NaN where there is none. */
  readonly y: readonly number[];
}

export interface Plot {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly curves: readonly Curve[];
  readonly logarithmic?: boolean;
}

export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
  readonly tables: readonly Table[];
  readonly plots: readonly Plot[];
}

const range = (of: Summary | null): string =>
  of === null ? '–' : typeof of === 'number' ? figure(of) : `${figure(of.min)} to ${figure(of.max)}`;

export function sectionsOf(of: Diagnosis): Section[] {
  return [verdicts(of), ...model(of), data(of), ...inputs(of), ...weights(of), ...learnable(of), ...history(of)];
}

const words = {
  good: 'good',
  minimum: 'enough',
  below: 'not met',
  undefined: 'no value',
  unknown: 'not known',
} as const;

const verdicts = ({ metrics }: Diagnosis): Section => ({
  title: 'Verdicts',
  lines: [],
  plots: [],
  tables: [
    {
      head: ['metric', 'current', 'minimum', 'good', 'verdict', ''],
      rows: metrics.map((each) => [
        each.name,
        `${typeof each.current === 'string' ? each.current : figure(each.current)}${each.current === null || each.unit === null ? '' : ` ${each.unit}`}`,
        each.minimum,
        each.good,
        words[each.verdict],
        each.note,
      ]),
    },
  ],
});

function data({ data: of, roles }: Diagnosis): Section {
  const [trials, bins, neurons] = of.shape;
  const types = of.byType.map((each) => [
    each.type,
    String(each.neurons),
    figure(each.mean),
    figure(each.std),
    figure(each.psthTemporalStd),
  ]);
  return {
    title: 'Data',
    lines: [
      `${trials} trials × ${bins} time bins${of.binMs === null ? '' : ` of ${figure(of.binMs)} ms`} × ${neurons} neurons.`,
      ...(of.mask
        ? [
            `${of.mask.validBins} of ${of.mask.allBins} bins count (${percent(of.mask.validBins / of.mask.allBins)}), with a mean of ${figure(of.mask.mean)} sp/s; ${of.mask.emptyTrials} trials have none.`,
          ]
        : []),
    ],
    plots: [],
    tables: [
      {
        head: ['rates', 'sp/s'],
        rows: [
          ['mean', figure(of.mean)],
          ['std', figure(of.std)],
          ['range', `${figure(of.min)} to ${figure(of.max)}`],
          ['99th percentile', figure(of.p99)],
          [`above ${of.outliers.threshold}`, `${of.outliers.count} values (${percent(of.outliers.fraction)})`],
          [`a clip at ${of.clip.percentile} %`, `at ${figure(of.clip.threshold)}, changes ${of.clip.count} values`],
          ['PSTH over time, mean over neurons', figure(of.psthTemporalStd)],
          ['PSTH over neurons, mean over time', figure(of.psthNeuronStd)],
        ],
      },
      ...(types.length > 0 ? [{ head: ['type', 'neurons', 'mean', 'std', 'PSTH over time'], rows: types }] : []),
      {
        head: ['taken for', 'array', 'because'],
        rows: roles.map(({ role, paths, because }) => [role, paths.join(', '), because]),
      },
    ],
  };
}

function inputs({ inputs: of }: Diagnosis): Section[] {
  if (!of) return [];
  const rows = of.channels.map((each) => [
    each.name,
    figure(each.mean),
    figure(each.std),
    percent(each.nonzero),
    each.dead ? 'dead' : '',
  ]);
  const lines = [
    `${of.shape.join(' × ')}; mean ${figure(of.mean)}, std ${figure(of.std)}, from ${figure(of.min)} to ${figure(of.max)}.`,
  ];
  return [{ title: 'Inputs', lines, plots: [], tables: [{ head: ['channel', 'mean', 'std', 'nonzero', ''], rows }] }];
}

function model(of: Diagnosis): Section[] {
  const { description, model: behaviour, noModel } = of;
  if (!description || !behaviour)
    return noModel === null ? [] : [{ title: 'Model', lines: [`${noModel}.`], plots: [], tables: [] }];
  const { rates, match, temporalStd } = behaviour;
  const both = (spread: { mean: number; std: number }): string => `${figure(spread.mean, 4)} ± ${figure(spread.std)}`;
  const rows = [
    ['with the input', `${both(rates.actual)} sp/s`],
    ['without input', `${both(rates.zero)} sp/s`],
    ['with ten times the input', `${both(rates.tenfold)} sp/s`],
    ['input modulation of the mean', percent(behaviour.modulation)],
    ['change of each unit and step by the input', percent(behaviour.inputEffect)],
    [
      'spread over time, model against data',
      `${figure(temporalStd.model)} against ${figure(temporalStd.target)} sp/s (${percent(temporalStd.ratio)})`,
    ],
    ...(match
      ? [
          ['PSTH correlation', `${figure(match.correlation)} on ${match.trials} trials`],
          ['mean, model against data', `${figure(match.modelMean)} against ${figure(match.targetMean)} sp/s`],
          ['read-out scale that matches the mean', figure(match.readoutScale)],
        ]
      : []),
  ];
  const dynamics: string[][] = [
    [
      'units',
      `${description.units}${description.excitatory === null ? '' : ` (${description.excitatory} excitatory, ${description.inhibitory ?? 0} inhibitory)`}`,
    ],
    ...(description.form === 'other'
      ? [['a step', 'gates, products or several layers: run as the code has it']]
      : leakyRows(description)),
    ['signs enforced (Dale’s law)', description.dale ? 'yes' : 'no'],
  ];
  return [
    {
      title: 'Model',
      lines: [
        `${description.name}, with ${description.trained ? 'the weights of the checkpoint' : 'initial weights'}.`,
      ],
      plots: match ? psthPlots(of) : [],
      tables: [
        { head: [`rates on ${behaviour.trials} trials`, ''], rows },
        { head: ['dynamics', ''], rows: dynamics },
      ],
    },
  ];
}

const mostNeurons = 11;

function psthPlots({ model: behaviour, data: { binMs } }: Diagnosis): Plot[] {
  const match = behaviour?.match;
  if (!match) return [];
  const { model: own, target } = match.psths;
  const width = binMs ?? 1;
  const x = Array.from({ length: own.bins }, (_, bin) => bin * width);
  const axis = binMs === null ? 'bin' : 'ms';
  const meanAt = ({ values, neurons }: typeof own, bin: number): number => {
    let sum = 0;
    for (let neuron = 0; neuron < neurons; neuron++) sum += values[bin * neurons + neuron] as number;
    return sum / neurons;
  };
  const curve = (name: string, at: (bin: number) => number): Curve => ({ name, x, y: x.map((_, bin) => at(bin)) });
  const all: Plot = {
    title: 'PSTH, mean of all neurons',
    x: axis,
    y: 'sp/s',
    curves: [curve('data', (bin) => meanAt(target, bin)), curve('model', (bin) => meanAt(own, bin))],
  };
  const each = Array.from({ length: Math.min(mostNeurons, own.neurons) }, (_, neuron): Plot => ({
    title: `neuron ${neuron}, unit ${match.units[neuron] ?? neuron}`,
    x: axis,
    y: 'sp/s',
    curves: [
      curve('data', (bin) => target.values[bin * own.neurons + neuron] as number),
      curve('model', (bin) => own.values[bin * own.neurons + neuron] as number),
    ],
  }));
  return [all, ...each];
}

function weights({ weights: all }: Diagnosis): Section[] {
  if (all.length === 0) return [];
  const rows = all.map((each) => [
    each.name,
    each.shape.join(' × '),
    figure(each.min),
    figure(each.max),
    figure(each.std),
    each.spectralRadius
      ? `${figure(each.spectralRadius.value, 5)} (${figure(each.spectralRadius.low, 6)} to ${figure(each.spectralRadius.high, 6)})`
      : '',
    each.dale ? `${each.dale.violations} of ${each.dale.mixed} units` : '',
    each.rowBalance ? figure(each.rowBalance.mean) : '',
  ]);
  return [
    {
      title: 'Weights',
      lines: [],
      plots: [],
      tables: [
        { head: ['', 'shape', 'min', 'max', 'std', 'spectral radius', 'Dale violations', 'E/I per unit'], rows },
      ],
    },
  ];
}

function learnable({ learnable: of }: Diagnosis): Section[] {
  if (!of) return [];
  const rows = of.readouts.map((each) => [
    each.of,
    String(each.regressors),
    String(each.judged),
    figure(each.correlation),
  ]);
  const lines = [
    'PSTH correlation of linear read-outs, fitted by least squares on half of the trials and judged on the others.',
  ];
  return [
    {
      title: `Can it be learnt at all? ${of.verdict}`,
      lines,
      plots: [],
      tables: [
        {
          head: ['read-out of', 'regressors', 'judged trials', 'correlation'],
          rows: [...rows, ['half of the trials against the other', '', '', figure(of.ceiling)]],
        },
      ],
    },
  ];
}

function history({ history: of }: Diagnosis): Section[] {
  if (!of) return [];
  const rows = of.series.map((each) => [
    each.name,
    figure(each.first),
    figure(each.min),
    figure(each.max),
    figure(each.last),
    each.trend ?? '',
  ]);
  const curves = of.series.map(({ name, curve, trend }) => ({
    name,
    x: curve.map(([epoch]) => epoch),
    y: curve.map(([, value]) => value),
    isLoss: trend !== null,
  }));
  const losses = curves.filter(({ isLoss }) => isLoss);
  const scores = curves.filter(({ isLoss }) => !isLoss);
  const plots = [
    ...(losses.length > 0
      ? [
          {
            title: 'losses',
            x: 'epoch',
            y: '',
            curves: losses,
            logarithmic: losses.every(({ y }) => y.every((value) => !(value <= 0))),
          },
        ]
      : []),
    ...(scores.length > 0 ? [{ title: 'scores', x: 'epoch', y: '', curves: scores }] : []),
  ];
  return [
    {
      title: 'Training history',
      lines: [],
      plots,
      tables: [{ head: ['', 'first', 'least', 'greatest', 'last', 'trend'], rows }],
    },
  ];
}

/** `model.py:12`, of a place whose line is known. */
export function placeOf(place: (Span & { readonly line?: number }) | null | undefined): string {
  if (!place || place.line === undefined) return '';
  return `${place.file.slice(place.file.lastIndexOf('/') + 1)}:${place.line}`;
}

/** Names of code keep their first letter. */
export const capital = (text: string): string =>
  /^[a-z]+[\s,’]/.test(text) ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;

/** What a network is told by whose step is a leak, a function and a product. */
const leakyRows = (description: ModelDescription): string[][] => [
  ['activation', description.activation],
  ['kept of the state in a step', range(description.kept)],
  ['time constant, step', `${range(description.tauMs)} ms, ${figure(description.dtMs)} ms`],
  ['sent back into the recurrence', `× ${range(description.insideScale)} + ${range(description.insideBaseline)}`],
  [
    'put out',
    description.outsideScale === null
      ? '–'
      : `× ${range(description.outsideScale)} + ${range(description.outsideBaseline)}`,
  ],
  [
    'loop gain, at most and where the units are',
    `${figure(description.loopGain.most)}, ${figure(description.loopGain.atOperatingPoint)}`,
  ],
  ['noise in a step', range(description.noiseSd)],
];
