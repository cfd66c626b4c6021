// A setting of the environment that nobody reads, and whose name is a letter or two away from one that is read.
import { environmentIn } from '../environment/settings';
import { editDistance, nearest } from '../nearest';
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'misspelt-setting',
  severity: 'warning',
  summary: 'A setting of the environment is read by nobody, and nearly has the name of one that is.',
  documentation: `
## What it does
Holds the names that an \`.env\` file, a shell script, a Dockerfile or a compose file sets against those that the code of the project reads (\`os.environ\`, \`os.getenv\`, classes
of settings with a prefix), and for names that begin with \`T4DM_\` against T4DM's own; reports those that differ from one of them by a letter or two.

## Why it matters
Nothing complains about a setting that nobody reads. The default holds, and the file says otherwise.

## Example
\`\`\`env title=.env
T4DM_STDP_LEARNIG_RATE=0.01
\`\`\`

## Use instead
\`\`\`env title=.env
T4DM_STDP_LEARNING_RATE=0.01
\`\`\`

Where both names are set, or no name is near, nothing is said: other programs read the same file.
`,
  checkConfig: function* ({ file, format, document, environment: { facts } }) {
    if (facts.size === 0) return;
    const settings = environmentIn(file, format, document.root);
    const set = new Set(settings.map(({ name }) => name));
    for (const { name, nameSpan } of settings) {
      if (facts.has(name)) continue;
      const meant = nearest(
        name,
        [...facts.keys()].filter((each) => isNear(name, each)),
      );
      const fact = meant === null ? undefined : facts.get(meant);
      if (meant === null || !fact || set.has(meant)) continue;
      yield {
        rule: rule.id,
        severity: 'warning',
        message: `\`${name}\` is read by nobody; did you mean \`${meant}\`, which is known from ${fact.source}?`,
        span: nameSpan,
        related: fact.span ? [{ message: 'read here', span: fact.span }] : [],
        fixes: [{ title: `Rename to \`${meant}\``, safety: 'unsafe', edits: [{ span: nameSpan, newText: meant }] }],
      };
    }
  },
};

export default rule;

/** The same words but for one with a slip in it, or the same letters with another underscore. */
function isNear(name: string, known: string): boolean {
  if (name.replaceAll('_', '') === known.replaceAll('_', '')) return true;
  const [own, other] = [name.split('_'), known.split('_')];
  if (own.length !== other.length || own.length < 2) return false;
  const differing = own.flatMap((word, i) => (word === other[i] ? [] : [{ word, meant: other[i] ?? '' }]));
  const [only] = differing;
  return differing.length === 1 && only !== undefined && isSlip(only.word, only.meant);
}

/** Short words that differ in a letter are words of their own: MIN and MAX, PRE and PRO, HOST and PORT. */
function isSlip(word: string, meant: string): boolean {
  if (isSwapped(word, meant)) return true;
  const shortest = Math.min(word.length, meant.length);
  return shortest >= 5 && editDistance(word, meant) <= (shortest >= 8 ? 2 : 1);
}

/** Two neighbouring letters the other way round. */
function isSwapped(word: string, meant: string): boolean {
  const at = [...word].findIndex((letter, i) => letter !== meant[i]);
  return (
    word.length === meant.length &&
    word.length >= 4 &&
    at >= 0 &&
    word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2) === meant
  );
}
