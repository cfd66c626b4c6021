// `spikelint drive`: what every input path amounts to, and whether the same path is the same in every script.
import type { DriveReport } from '../../core/drive/report';
import { drivesMarkdown } from '../../core/drive/markdown';
import type { Placed } from '../../protocol/placed';
import type { Arguments } from '../arguments';
import { type Command, exitCodes } from '../command';
import type { Io } from '../io';
import { jsonText } from '../json';
import { type Places, placeText } from '../places';
import { Problem } from '../problem';
import { readDrives } from '../drives';
import { strengthJson, strengthLines } from '../strengths';
import { type Style, styleFor } from '../style';
import { table } from '../table';

type Report = Placed<DriveReport>;
type Drive = Report['drives'][number];
type Comparison = Report['comparisons'][number];

const command: Command = {
  name: 'drive',
  operands: '[paths…]',
  least: 0,
  most: Infinity,
  summary: 'what every input path amounts to, and whether it is the same in every script',
  description: [
    'Finds the input paths of NEST, PyNN, Brian2, NetPyNE and GeNN scripts, of array code, and of SONATA’s configuration files: noise, Poisson generators, constant currents, background populations. Each is multiplied out exactly: ' +
      'sources × rate × weight as it arrives, after every scaling, loop and call between files; mean and variance per ms.',
    'Paths that are the same thing in several places (they draw on the same stored key, feed the population of the same name, or are grouped in spikelint.json) are compared: exact ratios, and every change of one ' +
      'number that makes them equal, each checked by deriving again. A path that the given arguments never take is shown as such.',
    'Projections and inputs of populations that are called alike are also held against each other by what the membrane makes of them: one event’s size in mV, and the shift of the mean in mV per Hz of its sources.',
    'The exit code is 0 where all that is compared is equal, and 1 where something is not.',
  ],
  options: [
    {
      name: 'reference',
      value: 'FILE',
      help: 'the file, or the drive’s id, that is right; else "reference" in spikelint.json or a "# spikelint: reference" comment says it',
    },
    {
      name: 'format',
      value: 'FORMAT',
      help: 'how the result is written',
      choices: ['text', 'json', 'markdown'],
      byDefault: 'text',
    },
  ],
  examples: [
    'spikelint drive models.py nest_model.py spynnaker_model.py',
    'spikelint drive . --reference train/models.py',
    'spikelint drive examples/background --format markdown > drives.md',
  ],
  run,
};

export default command;

async function run(given: Arguments, io: Io): Promise<number> {
  const { report, places, failed } = await readDrives(given.operands, given.text('reference'), io);
  if (given.operands.length > 0 && report.drives.length === 0 && failed) throw new Problem('no file could be read');
  const format = given.text('format');
  if (format === 'json') io.out.write(jsonText(asJson(report, places)));
  else if (format === 'markdown')
    io.out.write(
      drivesMarkdown(report, {
        place: (span) => placeText(places.of(span as Drive['span'])),
        name: (drive) => nameOf(drive as Drive, places),
      }),
    );
  else io.out.write(asText(report, places, styleFor(io, io.out)));
  if (failed) return exitCodes.failed;
  return report.comparisons.every((each) => each.equal) ? exitCodes.clean : exitCodes.findings;
}

const nameOf = (drive: Pick<Drive, 'span' | 'target' | 'source'>, places: Places): string =>
  `${places.of(drive.span).file}#${drive.target}/${drive.source}`;

function asJson({ drives, comparisons, strengths }: Report, places: Places): object {
  const ids = new Map(drives.map((each) => [each.id, idOf(each, drives, places)]));
  const id = (of: string): string => ids.get(of) ?? of;
  return {
    drives: drives.map(({ span, steps, ...each }) => ({
      ...each,
      id: id(each.id),
      ...places.of(span),
      steps: steps.map(({ text, value, span: at }) => ({ text, value, ...(at && places.of(at)) })),
    })),
    comparisons: comparisons.map(({ members, reference, ...each }) => ({
      ...each,
      reference: id(reference),
      members: members.map(({ fixes, blame, ...member }) => ({
        ...member,
        ...(blame && { blame: places.of(blame) }),
        id: id(member.id),
        fixes: fixes.map(({ title, safety, preferred, edits }) => ({
          ...{ title, safety, preferred: preferred === true },
          edits: edits.map(({ span, newText }) => ({ ...places.of(span), newText })),
        })),
      })),
    })),
    strengths: strengths.map((each) => strengthJson(each, places)),
  };
}

/** The id with the file as the user calls it; a second one of that name keeps its number. */
function idOf(drive: Drive, all: readonly Drive[], places: Places): string {
  const name = nameOf(drive, places);
  const same = all.filter((each) => nameOf(each, places) === name);
  const at = same.indexOf(drive);
  return at > 0 ? `${name} ${at + 1}` : name;
}

function asText({ drives, comparisons, strengths }: Report, places: Places, style: Style): string {
  if (drives.length === 0) return 'No input path was found.\n';
  const lines: string[] = [];
  for (const each of comparisons) lines.push(...comparisonText(each, drives, places, style), '');
  lines.push(...strengthLines(strengths, places, style));
  const external = drives.filter((each) => each.kind !== 'recurrent');
  const recurrent = drives.filter((each) => each.kind === 'recurrent');
  for (const each of external) lines.push(...driveText(each, places, style), '');
  if (recurrent.length > 0)
    lines.push(
      style.bold('recurrent'),
      ...table(recurrent.map((each) => recurrentRow(each, places, style))).map((line) => `  ${line}`),
      '',
    );
  return `${lines.join('\n').trimEnd()}\n`;
}

const amounts = (drive: Drive, onMembrane: boolean): string[] =>
  onMembrane
    ? [`free membrane mean ${drive.membrane?.text ?? '?'}`, `mean ${drive.mean?.text ?? '?'}`]
    : [`mean ${drive.mean?.text ?? '?'}`, `variance ${drive.variance?.text ?? '?'}`];

function comparisonText(
  { name, because, reference, declared, equal, members }: Comparison,
  drives: readonly Drive[],
  places: Places,
  style: Style,
): string[] {
  const lines = [`${style.bold(name)}: ${equal ? style.green('equal') : style.yellow('not equal')} (they ${because})`];
  const byId = new Map(drives.map((each) => [each.id, each]));
  const rows = members.flatMap((member) => {
    const drive = byId.get(member.id);
    if (!drive) return [];
    const role = member.id !== reference ? '' : declared ? 'reference' : 'compared with';
    const dead = drive.live ? '' : 'never taken';
    return [
      [
        nameOf(drive, places),
        ...amounts(drive, member.compared === 'membrane'),
        `× ${member.meanRatio ?? '?'}`,
        member.compared === 'membrane' ? '' : `variance × ${member.varianceRatio ?? '?'}`,
        [role, dead].filter(Boolean).join(', '),
      ],
    ];
  });
  lines.push(...table(rows).map((line) => `  ${line}`));
  for (const member of members) {
    const drive = byId.get(member.id);
    if (!drive) continue;
    const own = nameOf(drive, places);
    if (!drive.live) lines.push(`  ${own} is never taken: ${drive.because ?? ''}`);
    if (member.sharing !== undefined) lines.push(`  ${own}: ${member.sharing}`);
    for (const fix of member.fixes) {
      const [edit] = fix.edits;
      lines.push(
        `  ${own}: ${fix.title}${fix.preferred === true ? ' – preferred' : ''}${edit ? ` ${style.dim(placeText(places.of(edit.span)))}` : ''}`,
      );
    }
  }
  return lines;
}

function driveText(drive: Drive, places: Places, style: Style): string[] {
  const { backend, kind, live, because, mean, variance, current, steps, assumed, receptors } = drive;
  const to = receptors.length > 1 ? `, for each of ${receptors.length} receptors` : '';
  const lines = [
    `${style.bold(nameOf(drive, places))} ${style.dim(`${backend} ${kind}${to}, ${placeText(places.of(drive.span))}`)}`,
  ];
  if (!live) lines.push(`  never taken: ${because ?? ''}`);
  const rows = steps.map(({ text, value, span }) => [
    text,
    '=',
    value,
    span ? style.dim(placeText(places.of(span))) : '',
  ]);
  lines.push(...table(rows).map((line) => `  ${line}`));
  const totals = [
    mean && `mean ${mean.text}`,
    variance && (kind === 'noise' || variance.value !== 0) ? `variance ${variance.text}` : null,
    current && `mean ${current.unit === 'nS' ? 'conductance' : 'current'} ${current.text}`,
    drive.membrane && `free membrane mean ${drive.membrane.text}`,
  ].filter(Boolean);
  if (totals.length > 0) lines.push(`  ${style.bold(totals.join(', '))}`);
  for (const each of assumed) lines.push(`  assumed: ${each.what} = ${each.value} (${each.why})`);
  return lines;
}

const recurrentRow = (drive: Drive, places: Places, style: Style): string[] => [
  `${drive.source} → ${drive.target}`,
  `${drive.sources?.text ?? '?'} synapses`,
  `weight ${drive.weight?.text ?? '?'}`,
  style.dim(placeText(places.of(drive.span))),
];
