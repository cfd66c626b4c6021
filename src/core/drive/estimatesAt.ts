// What a hover tells of an estimate: the population whose name or creation is pointed at, or one event of the weight or connection there.
import { type Span } from '../text';
import { predictionText, shareText, sizeText } from './estimateWords';
import { type EventSize, eventSizes } from './eventSize';
import { type Field } from './field';
import { predict, type Prediction } from './meanfield';

export interface Pointed {
  readonly file: string;
  readonly offset: number;
  /** The name there; null where there is none. */
  readonly word: string | null;
  /** The text of the file. */
  readonly text: string;
}

const linesAtMost = 4;

/** Sentences, with names in backticks; none where nothing is estimated. */
export function estimatesAt(fields: readonly Field[], pointed: Pointed): string[] {
  const sizes = fields.flatMap(sizesOf).filter((each) => each.weightSpan && holds(each.weightSpan, pointed));
  if (sizes.length > 0) return told(sizes.map(sizeSentence));
  for (const field of fields) {
    const named = field.cells.filter(({ name, membrane }) => membrane && name === pointed.word);
    const made = field.cells.filter(({ span, membrane }) => membrane && isCallee(span, pointed));
    const cells = named.length > 0 ? named : made;
    if (cells.length === 0) continue;
    const names = new Set(cells.map(({ name }) => name));
    return told(
      predictionsOf(field)
        .filter(({ name }) => names.has(name))
        .map(predictionSentence),
    );
  }
  return told(
    fields
      .flatMap(sizesOf)
      .filter(({ span }) => isCallee(span, pointed))
      .map(sizeSentence),
  );
}

function told(sentences: readonly string[]): string[] {
  const different = [...new Set(sentences)];
  const left = different.length - linesAtMost;
  return left > 0 ? [...different.slice(0, linesAtMost), `and ${left} more`] : different;
}

const predictions = new WeakMap<Field, readonly Prediction[]>();
const events = new WeakMap<Field, readonly EventSize[]>();

/** A report is asked again and again while the mouse moves. */
function predictionsOf(field: Field): readonly Prediction[] {
  const known = predictions.get(field) ?? predict(field);
  predictions.set(field, known);
  return known;
}

function sizesOf(field: Field): readonly EventSize[] {
  const known = events.get(field) ?? eventSizes(field);
  events.set(field, known);
  return known;
}

const holds = (span: Span, { file, offset }: Pointed): boolean =>
  span.file === file && span.start <= offset && offset <= span.end;

/** On what is called, not on its arguments: those have hovers of their own. */
function isCallee(span: Span, pointed: Pointed): boolean {
  if (!holds(span, pointed)) return false;
  const open = pointed.text.slice(span.start, span.end).indexOf('(');
  return open > 0 && pointed.offset <= span.start + open;
}

const sizeSentence = (size: EventSize): string =>
  `one event of \`${size.source}\` at \`${size.target}\`: ${[sizeText(size), shareText(size)].filter((each) => each !== null).join(', ')}`;

const predictionSentence = (each: Prediction): string => `\`${each.name}\`: ${predictionText(each)}`;
