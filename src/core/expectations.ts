// `# spikelint: expect rate 5..20 Hz`: what a probe is to find, on the line of a population or by its name; without either, of every population.
import { nearest } from './nearest';
import { type Network, type Population } from './network/network';
import { type Comment } from './python/syntax';
import { type LineIndex, type Span } from './text';
import { parseUnit } from './units/parse';
import { conversion, sameKind } from './units/unit';

export const measures = ['rate', 'cv', 'fano', 'synchrony'] as const;
export type Measure = (typeof measures)[number];

export interface Expectation {
  readonly measure: Measure;
  /** Null for every population of the file. */
  readonly population: string | null;
  /** Null where that end is open; rates in Hz, the others plain numbers. */
  readonly low: number | null;
  readonly high: number | null;
  /** As it is written. */
  readonly text: string;
  readonly span: Span;
}

/** What keeps an expectation from being followed. */
export interface Misreading {
  readonly message: string;
  readonly span: Span;
  /** What was probably meant in its place. */
  readonly meant: string | null;
}

export interface Expectations {
  readonly expected: readonly Expectation[];
  readonly misread: readonly Misreading[];
}

const marked = /#\s*spikelint:\s*expect\b[ \t]*([^#\n]*)/d;
const number = String.raw`[-+]?(?:\d+\.?\d*(?!\.\d)|\.\d+)(?:e[-+]?\d+)?`;
/** `5..20`, `5 to 20`, `5..`, `..20`, `> 5`, `<= 20`, and what follows as a unit. */
const ranges = [
  new RegExp(String.raw`^(?<low>${number})?\s*(?:\.\.|…|–|\bto\b)\s*(?<high>${number})?\s*(?<unit>.*)$`, 'i'),
  new RegExp(String.raw`^(?:>=?|≥)\s*(?<low>${number})\s*(?<unit>.*)$`, 'i'),
  new RegExp(String.raw`^(?:<=?|≤)\s*(?<high>${number})\s*(?<unit>.*)$`, 'i'),
];

export function readExpectations(
  file: string,
  comments: readonly Comment[],
  lines: LineIndex,
  networks: readonly Network[],
): Expectations {
  const expected: Expectation[] = [];
  const misread: Misreading[] = [];
  const populations = networks.flatMap((each) => each.populations);
  for (const comment of comments) {
    const match = marked.exec(comment.text);
    const body = match?.indices?.[1];
    if (!match || !body) continue;
    const placed = populationAt(file, lineSpokenOf(comment, comments, lines), lines, populations);
    for (const { text, at } of clauses(match[1] ?? '')) {
      const start = comment.start + body[0] + at;
      const read = clause(text, { file, start, end: start + text.length }, populations);
      if ('message' in read) misread.push(read);
      else expected.push({ ...read, population: read.population ?? placed });
    }
  }
  return { expected, misread };
}

/** Parted by commas and semicolons, each with where it begins; one empty clause stands for nothing being said. */
export function clauses(body: string): { text: string; at: number }[] {
  const found = [...body.matchAll(/[^,;]+/g)].flatMap(({ 0: part, index }) => {
    const text = part.trim();
    return text === '' ? [] : [{ text, at: index + part.indexOf(text) }];
  });
  return found.length > 0 ? found : [{ text: '', at: 0 }];
}

export function clause(text: string, span: Span, populations: readonly Population[]): Expectation | Misreading {
  const wrong = (message: string, piece = text, meant: string | null = null): Misreading => {
    const start = span.start + Math.max(0, text.indexOf(piece));
    return { message, span: { ...span, start, end: start + piece.length }, meant };
  };
  const what = new RegExp(
    String.raw`^(.*?)(?:^|\s)(${measures.join('|')})(?:\s+(?:of|in)\s+(.*?))?(?=\s|$)\s*(.*)$`,
    'i',
  );
  const found = what.exec(text);
  const measure = measures.find((each) => each === found?.[2]?.toLowerCase());
  if (!found || !measure) return wrong(...unknownMeasure(text));
  const name = (found[1] || found[3] || '').replace(/^["'`]|["'`]$/g, '').trim();
  const [population, rest] = splitName(name, found[4] ?? '', populations);
  if (population !== null && populations.length > 0 && !populations.some((each) => each.name === population)) {
    const names = populations.map((each) => each.name);
    const meant = nearest(population, names);
    const known = meant === null ? `there are ${names.join(', ')}.` : `did you mean \`${meant}\`?`;
    return wrong(`There is no population \`${population}\`: ${known}`, population, meant);
  }
  const range = rangeOf(measure, rest);
  if (typeof range === 'string') return wrong(range, rest === '' ? text : rest);
  return { measure, population, ...range, text, span };
}

/** `rate of E 5..20 Hz`: the name ends where the range begins. */
function splitName(name: string, rest: string, populations: readonly Population[]): [string | null, string] {
  if (name === '') return [null, rest.trim()];
  const longer = populations.find((each) => `${name} ${rest}`.startsWith(`${each.name} `));
  if (longer && longer.name.length > name.length)
    return [longer.name, `${name} ${rest}`.slice(longer.name.length).trim()];
  return [name, rest.trim()];
}

function unknownMeasure(text: string): [message: string, piece: string, meant: string | null] {
  const all = `${measures.slice(0, -1).join(', ')} or ${measures.at(-1) ?? ''}`;
  const word = text.split(/\s+/).find((each) => nearest(each, measures) !== null) ?? text.split(/\s+/)[0] ?? '';
  if (word === '')
    return [`Nothing is expected here: name ${all} and a range, as in \`expect rate 5..20 Hz\`.`, text, null];
  const meant = nearest(word, measures);
  const hint = meant === null ? `a probe measures ${all}` : `did you mean \`${meant}\`?`;
  return [`\`${word}\` is nothing that can be expected: ${hint}${meant === null ? '.' : ''}`, word, meant];
}

/** The range's ends, or what is wrong with it. */
function rangeOf(measure: Measure, text: string): Pick<Expectation, 'low' | 'high'> | string {
  const groups = ranges.map((each) => each.exec(text)?.groups).find((each) => each !== undefined);
  if (!groups || (groups.low === undefined && groups.high === undefined))
    return `A range is missing: write it as \`${measure} ${measure === 'rate' ? '5..20 Hz' : '0.5..1.5'}\`, with \`..20\` or \`5..\` where one end is open.`;
  const factor = unitFactor(measure, (groups.unit ?? '').trim());
  if (typeof factor === 'string') return factor;
  const end = (given: string | undefined): number | null => (given === undefined ? null : Number(given) * factor);
  const [low, high] = [end(groups.low), end(groups.high)];
  if (low !== null && high !== null && low > high) return `The range is empty: ${low} is above ${high}.`;
  return { low, high };
}

function unitFactor(measure: Measure, text: string): number | string {
  if (text === '') return 1;
  if (measure !== 'rate') return `\`${measure}\` has no unit: leave out \`${text}\`.`;
  if (/^(?:spikes?|sp)\s*(?:\/\s*s(?:ec(?:ond)?)?|per second)$/i.test(text)) return 1;
  const [given, hz] = [parseUnit(text), parseUnit('Hz')];
  if (!given || !hz || !sameKind(given, hz)) return `\`${text}\` is no unit of a rate: write Hz.`;
  const { n, d } = conversion(given, hz);
  return Number(n) / Number(d);
}

/** A comment on its own speaks of the next line that is none. */
function lineSpokenOf(comment: Comment, comments: readonly Comment[], lines: LineIndex): number {
  let line = lines.lineAt(comment.start);
  if (!comment.ownLine) return line;
  const taken = new Set(comments.filter(({ ownLine }) => ownLine).map(({ start }) => lines.lineAt(start)));
  while (taken.has(line)) line++;
  return line;
}

/** The only population that is made on the line. */
function populationAt(file: string, line: number, lines: LineIndex, populations: readonly Population[]): string | null {
  const here = populations.filter(
    ({ span }) =>
      span.file === file &&
      lines.lineAt(span.start) <= line &&
      line <= lines.lineAt(Math.max(span.start, span.end - 1)),
  );
  const names = [...new Set(here.map(({ name }) => name))];
  return names.length === 1 ? (names[0] ?? null) : null;
}
