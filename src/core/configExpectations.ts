// What a configuration file expects of a probe: in its comments, or in an entry of its own where the format has none.
import { type ConfigNode, nodeAt, walkConfig } from './config/tree';
import { clause, clauses, type Expectation, type Expectations, type Misreading } from './expectations';
import { type Network } from './network/network';

/** `"_spikelint": {"expect": "E rate 5..20 Hz, I rate ..50 Hz"}`, or a list of such texts: for formats without comments. */
const key = ['_spikelint', 'expect'] as const;
const inConfig = /(?:#|\/\/)\s*spikelint:\s*expect\b[ \t]*([^\n]*)/dg;

/** Of a configuration file: in its comments, and in the entry that stands for them in JSON. */
export function readConfigExpectations(
  file: string,
  text: string,
  root: ConfigNode | null,
  networks: readonly Network[],
): Expectations {
  const expected: Expectation[] = [];
  const misread: Misreading[] = [];
  const populations = networks.flatMap((each) => each.populations);
  const read = (body: string, from: number): void => {
    for (const { text: words, at } of clauses(body)) {
      const start = from + at;
      const found = clause(words, { file, start, end: start + words.length }, populations);
      if ('message' in found) misread.push(found);
      else expected.push(found);
    }
  };
  const texts = textsIn(root);
  for (const match of text.matchAll(inConfig)) {
    const from = match.indices?.[1]?.[0];
    const isText = texts.some(({ start, end }) => start <= match.index && match.index < end);
    if (from !== undefined && !isText) read(match[1] ?? '', from);
  }
  const entry = nodeAt(root, key);
  for (const node of entry?.kind === 'list' ? entry.items : entry ? [entry] : []) {
    if (node.kind !== 'scalar' || typeof node.value !== 'string')
      misread.push({
        message: 'What is expected is a text, as in `"rate 5..20 Hz"`.',
        span: { file, start: node.start, end: node.end },
        meant: null,
      });
    else read(node.value, node.start + Math.max(0, node.text.indexOf(node.value)));
  }
  return { expected, misread };
}

function textsIn(root: ConfigNode | null): { readonly start: number; readonly end: number }[] {
  const texts: { start: number; end: number }[] = [];
  if (root)
    walkConfig(root, (node) => {
      if (node.kind === 'scalar' && node.type === 'string') texts.push(node);
      return undefined;
    });
  return texts;
}
