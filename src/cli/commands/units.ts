// `spikelint units`: what each name of a file is worth, in which unit, and who says so.
import type { PlacedName, PlacedReport } from '../../protocol/analysis';
import { type Command, exitCodes, formatOption } from '../command';
import { jsonText } from '../json';
import { reportOnFile } from '../oneFile';
import { type Places, placeText } from '../places';
import { type Style, styleFor } from '../style';
import { shorten, table } from '../table';
import { count } from '../words';

const command: Command = {
  name: 'units',
  operands: 'FILE',
  least: 1,
  most: 1,
  summary: 'what unit each name has, and why; how much is known in per cent',
  description: [
    'Lists the numbers that a Python file or notebook binds to names, each with its unit, its value and the reason: a ' +
      '"# unit:" comment, a library’s documentation, a comment beside it, its name, or how it was computed.',
    'Of calls of known blocks it says what their parameters come to: time constants, steady states, rates under the given input, the ' +
      'window of a learning rule.',
    'Coverage is the part of the numbers whose unit is known. Below it stand the few names whose annotation would settle most of ' +
      'the rest, the code that is never reached, and what was too large to be followed.',
  ],
  options: [formatOption],
  examples: ['spikelint units model.py', 'spikelint units model.py --format json'],
  async run(given, io) {
    const json = given.text('format') === 'json';
    const { report, places, shown } = await reportOnFile(given.operands[0] ?? '', io, { derivations: true });
    const text = json ? asJson(report, places) : asText(report, shown, places, styleFor(io, io.out));
    io.out.write(text);
    return exitCodes.clean;
  },
};

export default command;

function asJson({ names, meanings, coverage, settling, dead, cuts }: PlacedReport, places: Places): string {
  return jsonText({
    names: names.map(
      ({ name, kind, span, unit, value, numeric, evidence, distribution, mean, variance, shape, ...more }) => ({
        name,
        kind,
        ...places.of(span),
        unit,
        value: plainNumber(value) ?? value,
        text: value,
        numeric,
        ...(distribution === undefined ? {} : { distribution, mean, variance }),
        ...(shape && { shape }),
        ...(more.form === undefined ? {} : { form: more.form }),
        ...(more.likely && { likely: more.likely }),
        evidence: evidence.map((each) => ({
          kind: each.kind,
          text: each.text,
          ...(each.span && places.of(each.span)),
        })),
        ...(more.steps && {
          steps: more.steps.map((each) => ({
            text: each.text,
            value: each.value,
            ...(each.span && places.of(each.span)),
          })),
        }),
      }),
    ),
    meanings: meanings.map(({ span, text, figure }) => ({ ...places.of(span), text, ...(figure && { figure }) })),
    coverage,
    settling,
    dead: dead.map(({ span, reason }) => ({ ...places.of(span), reason })),
    cuts,
  });
}

/** `87.8` and `1/3` as numbers; null for what is symbolic, a list or a text. */
function plainNumber(value: string | null): number | null {
  const match = /^(-?\d+(?:\.\d+)?(?:e[-+]?\d+)?)(?:\/(\d+))?$/i.exec(value ?? '');
  return match ? Number(match[1]) / Number(match[2] ?? 1) : null;
}

function asText(
  { names, meanings, coverage, settling, dead, cuts }: PlacedReport,
  shown: string,
  places: Places,
  style: Style,
): string {
  const numbers = names.filter(({ numeric }) => numeric);
  const lines = numbers.length === 0 ? [`${shown} binds no numbers to names.`] : namesTable(numbers, places, style);
  lines.push('', `coverage: the unit of ${percent(coverage)} of ${count(numbers.length, 'number')} is known`);
  const open = settling.filter(({ settles }) => settles > 0);
  if (open.length > 0) {
    const words = open.map(({ name, settles }) => `${name} (${settles})`).join(', ');
    lines.push(`most would be settled by a "# unit: …" comment on: ${words}`);
  }
  lines.push(...meaningLines(meanings, places, style));
  for (const each of dead) {
    lines.push(`never reached: ${placeText(places.of(each.span))}, ${each.reason}`);
  }
  for (const cut of cuts) lines.push(`not followed to the end: ${cut}`);
  return `${lines.join('\n')}\n`;
}

/** Of a call and of the name of what it calls the same is known; what one number comes to stands in the JSON and in the editor's hover. */
function meaningLines(meanings: PlacedReport['meanings'], places: Places, style: Style): string[] {
  const calls = meanings.filter(({ text, span }, at) => {
    const outer = meanings.slice(0, at).some((each) => each.text === text && each.span.start === span.start);
    return !outer && !/^`\w+` of `/.test(text);
  });
  const said = calls.flatMap(({ span, text, figure = [] }) => {
    const [first = '', ...more] = text.split('\n');
    const { line, cell, cellLine } = places.of(span);
    const at = cell === undefined ? String(line) : `${cell}:${cellLine ?? 1}`;
    return [`${at.padStart(4)}  ${first}`, ...[...more, ...figure.map((each) => `  ${each}`)].map((each) => `      ${each}`)];
  }); // prettier-ignore
  return said.length === 0 ? [] : ['', style.bold('what the parameters come to'), ...said, ''];
}

/** 99.9 % is not all of them. */
const percent = (part: number): string => `${part === 1 ? 100 : Math.min(99, Math.round(part * 100))} %`;

function namesTable(numbers: readonly PlacedName[], places: Places, style: Style): string[] {
  const rows = numbers.map(({ name, span, unit, value, distribution, mean, variance, evidence, form, likely }) => {
    const { line, cell, cellLine } = places.of(span);
    const spread =
      distribution === undefined ? null : `${distribution}, mean ${mean ?? '?'}, variance ${variance ?? '?'}`;
    return [
      cell === undefined ? String(line) : `${cell}:${cellLine ?? 1}`,
      shorten(name, 32),
      shorten(unit ?? (likely ? `${likely.unit}?` : '?'), 20),
      shorten(spread ?? value ?? '?', 36),
      [form, unit === null && likely ? likely.because : null, ...evidence.map(({ text }) => text)]
        .filter((each) => each !== undefined && each !== null)
        .join('; ') || 'nothing says its unit',
    ];
  });
  const [heading = '', ...body] = table([['line', 'name', 'unit', 'value', 'because'], ...rows], ['right']);
  return [style.bold(heading), ...body];
}
