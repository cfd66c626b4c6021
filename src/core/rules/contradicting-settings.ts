// One setting of the environment with two values in two files of a project.
import { setsEnvironment } from '../environment/files';
import { isNumber, isTruth } from '../environment/facts';
import { environmentIn, isSubstituted } from '../environment/settings';
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'contradicting-settings',
  severity: 'information',
  summary: 'Two files of a project set one number or switch of the environment to different values.',
  documentation: `
## What it does
Compares the numbers and switches that \`.env\`, the main compose file, Dockerfiles and shell scripts set under the same name, and notes those that differ.

## Why it matters
Which of them holds depends on how the service is started: a compose file's \`environment\` goes before its \`env_file\`, both before what the image sets, and a shell's export before all that
is read from files. A learning rate that was changed in the other file has no effect.

## Example
\`\`\`env title=.env
T4DM_STDP_LEARNING_RATE=0.01
\`\`\`

\`\`\`yaml title=compose.yaml
services:
  t4dm:
    environment:
      T4DM_STDP_LEARNING_RATE: 0.001
\`\`\`

## Use instead
\`\`\`env title=.env
T4DM_STDP_LEARNING_RATE=0.01
\`\`\`

\`\`\`yaml title=compose.yaml
services:
  t4dm:
    env_file: .env
\`\`\`

Files for other occasions (\`.env.test\`, \`compose.prod.yaml\`, examples) are there to differ, and so are ports, hosts, paths and what says how much is logged.
`,
  checkConfig: function* ({ file, format, document, environment: { others } }) {
    if (others.length === 0 || isVariant(file) || !setsEnvironment(file)) return;
    for (const { name, nameSpan, value, span } of environmentIn(file, format, document.root)) {
      if (ofThePlace.test(name) || isSubstituted(value)) continue;
      const other = others.find(
        (each) =>
          each.name === name &&
          !isVariant(each.span.file) &&
          isBeside(file, each.span.file) &&
          differs(value, each.value),
      );
      if (!other) continue;
      yield {
        rule: rule.id,
        severity: 'information',
        message: `\`${name}\` is ${value} here and ${other.value} in ${nameOf(other.span.file)}: which of them holds depends on how the service is started.`,
        span: span.end > span.start ? span : nameSpan,
        related: [{ message: `${other.value} here`, span: other.span }],
        fixes: [],
      };
    }
  },
};

export default rule;

const nameOf = (file: string): string => decodeURIComponent(file.slice(file.lastIndexOf('/') + 1));

/** Made for another occasion than the main one. */
const isVariant = (file: string): boolean =>
  /\.(?:example|sample|template|dist|test|testing|ci|dev|development|local|prod|production|staging|override|full|minimal|worker|gpu|cpu)\b/i.test(
    nameOf(file),
  ) || /(?:^|[._-])(?:example|sample|test|ci|dev|prod|staging|override|full)(?:[._-]|$)/i.test(nameOf(file));

/** What differs from place to place. */
const ofThePlace = /PORT|HOST|URL|URI|WORKERS|THREADS|DIR|PATH|LOG|DEBUG|VERBOS|TEST|CACHE|TIMEOUT|DEVICE|PYTHON/;

/** In one folder, or one of them in a folder above. */
function isBeside(a: string, b: string): boolean {
  const [one, other] = [a, b].map((each) => each.slice(0, each.lastIndexOf('/') + 1)) as [string, string];
  return one.startsWith(other) || other.startsWith(one);
}

/** Numbers by their value, switches by what they say; texts are not compared. */
function differs(a: string, b: string): boolean {
  if (isSubstituted(b)) return false;
  if (isNumber(a) && isNumber(b)) return Number(a) !== Number(b);
  return isTruth(a) && isTruth(b) && isOn(a) !== isOn(b);
}

const isOn = (value: string): boolean => /^(?:1|on|t|true|y|yes)$/i.test(value.trim());
