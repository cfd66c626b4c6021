// `spikelint network`: the network that a script builds, as it was read out of its text.
import { type EventSize, eventSizes, sizesIn } from '../../core/drive/eventSize';
import { predict } from '../../core/drive/meanfield';
import type { PlacedNetwork, PlacedReport } from '../../protocol/analysis';
import { chooseNetwork, networkOption } from '../chosenNetwork';
import { type Command, exitCodes, formatOption, setOption } from '../command';
import { eventRows, gathered, predictionJson, predictionRow, sizeJson } from '../estimates';
import { jsonText } from '../json';
import {
  amountText,
  inputJson,
  optional,
  plasticityText,
  quantityJson,
  ruleJson,
  ruleText,
  windowText,
} from '../networkWords';
import { networksOnFile } from '../oneFile';
import { type Places, placeText } from '../places';
import { type Style, styleFor } from '../style';
import { table } from '../table';
import { count } from '../words';

const command: Command = {
  name: 'network',
  operands: 'FILE',
  least: 1,
  most: 1,
  summary: 'the network that a script builds: populations, projections, inputs',
  description: [
    'Reads a model’s script or configuration, without executing it, and shows its populations with their models and parameters, the ' +
      'projections between them, their inputs, the time step and the duration, and what had to be assumed.',
    'A folder of SONATA’s stands for the circuit or simulation configuration in it.',
    'A value that only the running script would know is shown in symbols, or as "?".',
  ],
  options: [formatOption, networkOption, setOption],
  examples: ['spikelint network brunel.py', 'spikelint network brunel.py --format json'],
  async run(given, io) {
    const { report, shown, places } = await networksOnFile(given.operands[0] ?? '', given.texts('set'), io);
    const { networks, fields } = report;
    const wanted = given.text('network');
    const only = wanted === undefined ? null : chooseNetwork(report, { wanted }, shown);
    const many = networks.map((network, i) => ({
      ...{ network, field: fields[i] ?? null },
      number: networks.length > 1 ? `network ${i + 1} of ${networks.length}, ` : '',
    }));
    const estimated = many.filter((_each, i) => only === null || i === only);
    if (given.text('format') === 'json')
      io.out.write(jsonText({ networks: estimated.map((each) => networkJson(each, places)) }));
    else if (networks.length === 0)
      io.out.write(
        `${shown} builds no network that Spikelint can read${report.unread === undefined ? '' : ` (${report.unread})`}.\n`,
      );
    else io.out.write(estimated.map((each) => networkText(each, places, styleFor(io, io.out))).join('\n'));
    return exitCodes.clean;
  },
};

export default command;

interface Estimated {
  /** Where there are several, which of them it is. */
  readonly number: string;
  readonly network: PlacedNetwork;
  readonly field: PlacedReport['fields'][number] | null;
}

function networkJson({ network, field }: Estimated, places: Places): object {
  const sizes = field ? sizesIn(network, field) : new Map<unknown, EventSize>();
  const psp = (of: object): object | null => {
    const size = sizes.get(of);
    return size ? sizeJson(size) : null;
  };
  return {
    backend: network.backend,
    dt: quantityJson(network.dtMs),
    duration: optional(network.durationMs),
    populations: network.populations.map(({ name, size, model, dynamics, params, span }) => ({
      name,
      size,
      model,
      dynamics,
      params: Object.fromEntries(
        Object.entries(params).map(([key, { role, list, byDefault, span: at, ...quantity }]) => [
          key,
          {
            ...quantityJson(quantity),
            ...(list && { list }),
            ...(role && { role }),
            byDefault: byDefault === true,
            ...(at && places.of(at)),
          },
        ]),
      ),
      ...places.of(span),
    })),
    projections: network.projections.map((each) => {
      const { pre, post, rule, weight, delay, receptor, synapses, span } = each;
      const { autapses, multapses, synapse, plasticity } = each;
      return {
        ...{ pre, post, rule: ruleJson(rule), weight: quantityJson(weight), delay: quantityJson(delay), receptor },
        ...(synapses === undefined ? {} : { synapses }),
        ...(autapses === undefined ? {} : { autapses }),
        ...(multapses === undefined ? {} : { multapses }),
        ...(synapse === undefined ? {} : { synapse }),
        ...(plasticity && { plasticity }),
        psp: psp(each),
        ...places.of(span),
      };
    }),
    inputs: network.inputs.map((each) => {
      const { kind, count: sources, rateHz, target, weight, delay, receptor, shared, span } = each;
      return {
        ...{ kind, count: sources, rateHz: rateHz?.value ?? null, rate: optional(rateHz), target },
        ...{ weight: quantityJson(weight), delay: optional(delay), receptor, shared },
        ...inputJson(each),
        psp: psp(each),
        ...places.of(span),
      };
    }),
    recorded: (network.recorded ?? []).map(({ target, variables, span }) => ({
      ...{ target, variables },
      ...places.of(span),
    })),
    predicted: field ? predict(field).map(predictionJson) : [],
    assumed: network.assumed,
  };
}

function networkText({ network, number, field }: Estimated, places: Places, style: Style): string {
  const { backend, dtMs, durationMs, populations, projections, inputs, assumed } = network;
  const lines = [`${number}${style.bold(backend)}: dt ${dtMs.text}, duration ${durationMs?.text ?? 'not known'}`];
  const section = (title: string, rows: readonly (readonly string[])[]): void => {
    if (rows.length > 0) lines.push('', style.bold(title), ...table(rows).map((line) => `  ${line}`));
  };
  section(
    'populations',
    populations.map(({ name, size, model, span }) => [
      ...[name, size === null ? '? neurons' : count(size, 'neuron'), model],
      style.dim(placeText(places.of(span))),
    ]),
  );
  for (const { name, params } of populations) section(`parameters of ${name}`, parameterRows(params));
  section(
    'projections',
    projections.map(({ pre, post, rule, weight, delay, receptor, plasticity, span }) => [
      ...[`${pre} → ${post}`, ruleText(rule), `weight ${weight.text}`, `delay ${delay.text}`, receptor ?? ''],
      plasticityText(plasticity),
      style.dim(placeText(places.of(span))),
    ]),
  );
  section(
    'inputs',
    inputs.map((input) => [
      ...[`${input.kind === 'unknown' ? (input.source ?? '?') : input.kind} → ${input.target}`, amountText(input)],
      ...[`weight ${input.weight.text}`, windowText(input), input.shared ? 'the same events for all' : ''],
      style.dim(placeText(places.of(input.span))),
    ]),
  );
  if (field) {
    section('one event', eventRows(eventSizes(field)));
    section('expected, by a mean-field estimate', gathered(predict(field).map(predictionRow)));
  }
  section(
    'assumed',
    assumed.map(({ what, value, why }) => [what, value, why]),
  );
  return `${lines.join('\n')}\n`;
}

/** What the script gives stands first; the backend's own values are marked. */
function parameterRows(params: PlacedNetwork['populations'][number]['params']): string[][] {
  const rows = Object.entries(params).map(([key, { text, byDefault }]) => ({
    key,
    text,
    byDefault: byDefault === true,
  }));
  rows.sort((a, b) => Number(a.byDefault) - Number(b.byDefault));
  return rows.map(({ key, text, byDefault }) => [key, text, byDefault ? 'by default' : '']);
}
