// What `spikelint drive` prints for people: the comparisons, then every path with its steps.
import { predictionText } from '../core/drive/estimateWords';
import { type Drive, nameOf, type Report } from './driveJson';
import { type Places, placeText } from './places';
import { strengthLines } from './strengths';
import type { Style } from './style';
import { table } from './table';

type Comparison = Report['comparisons'][number];
type Member = Comparison['members'][number];

export function drivesText({ drives, comparisons, strengths }: Report, places: Places, style: Style): string {
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
    const parts = differences(member);
    if (parts !== '') lines.push(`  ${own}: ${parts}`);
    for (const fix of member.fixes) {
      const [edit] = fix.edits;
      lines.push(
        `  ${own}: ${fix.title}${fix.preferred === true ? ' – preferred' : ''}${edit ? ` ${style.dim(placeText(places.of(edit.span)))}` : ''}`,
      );
    }
  }
  return lines;
}

/** What a rung of the ladder is called. */
const rungNames: Readonly<Record<Drive['ladder'][number]['role'], string>> = {
  stored: 'the number it starts with',
  scaling: 'the scaling',
  normalisation: 'the gap from leak to threshold',
  conversion: 'the conversion of units',
  weight: 'the weight',
  noise: 'the noise',
  sources: 'the number of sources',
  rate: 'the rate',
  mean: 'the mean',
  kernel: 'the area of the kernel',
  current: 'the mean current',
  capacity: 'what the membrane makes of it',
  membrane: 'where an event brings the membrane',
};

/** `differs in the scaling × 100 and the number of sources × 1/10`. */
function differences({ differs }: Member): string {
  const told = (evened: boolean): string =>
    differs
      .filter((each) => each.evened === evened)
      .map(({ role, ratio }) => `${rungNames[role]} × ${ratio}`)
      .join(' and ');
  const [real, even] = [told(false), told(true)];
  return [real && `differs in ${real}`, even && `evens out ${even}`].filter(Boolean).join('; ');
}

/** `10·W/vsc ÷ 10 × vsc = W pA × 10 × 10 Hz = 0.1·W pA/ms`. */
const ladderText = (drive: Drive): string =>
  drive.ladder.map(({ operator, amount }, i) => (i === 0 ? amount : `${operator} ${amount}`)).join(' ');

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
  if (drive.ladder.length > 2) lines.push(`  ${ladderText(drive)}`);
  const totals = [
    mean && `mean ${mean.text}`,
    variance && (kind === 'noise' || variance.value !== 0) ? `variance ${variance.text}` : null,
    drive.sd && (kind === 'noise' || drive.sd.value !== 0) ? `σ ${drive.sd.text}` : null,
    current && `mean ${current.unit === 'nS' ? 'conductance' : 'current'} ${current.text}`,
    drive.membrane && `free membrane mean ${drive.membrane.text}`,
  ].filter(Boolean);
  if (totals.length > 0) lines.push(`  ${style.bold(totals.join(', '))}`);
  if (drive.expected) lines.push(`  expected of ${drive.target}: ${predictionText(drive.expected)}`);
  for (const each of assumed) lines.push(`  assumed: ${each.what} = ${each.value} (${each.why})`);
  return lines;
}

const recurrentRow = (drive: Drive, places: Places, style: Style): string[] => [
  `${drive.source} → ${drive.target}`,
  `${drive.sources?.text ?? '?'} synapses`,
  `weight ${drive.weight?.text ?? '?'}`,
  style.dim(placeText(places.of(drive.span))),
];
