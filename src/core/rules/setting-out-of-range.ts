// A setting of the environment whose value is not what its reader takes: no number, outside of its bounds, in another unit.
import { t4dmSums } from '../backends/facts/t4dmSettings';
import { boundsInWords, type Environment, isInBounds, isNumber, isTruth, type SettingFact } from '../environment/facts';
import { environmentIn, isSubstituted, type Setting } from '../environment/settings';
import { type Finding, type Fix } from '../finding';
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'setting-out-of-range',
  severity: 'warning',
  summary: 'A setting of the environment has a value that its reader does not take.',
  documentation: `
## What it does
Reads the settings of \`.env\` files, shell scripts, Dockerfiles and compose files, and holds each value against what is known of its reader: a number where \`float(os.environ[…])\`
stands, true or false where the text is compared with "true", the bounds of a pydantic field, and T4DM's own fields for names that begin with \`T4DM_\`.

## Why it matters
At best the service does not start. At worst it reads a percentage as a share, seconds as milliseconds, or anything that is not "true" as false.

## Example
\`\`\`env title=.env
T4DM_HEBBIAN_LEARNING_RATE=10
\`\`\`

## Use instead
\`\`\`env title=.env
T4DM_HEBBIAN_LEARNING_RATE=0.1
\`\`\`

What is put together when the file is used (\`\${RATE:-0.1}\`) is not judged.
`,
  last: true,
  checkConfig: function* (context) {
    const { file, format, document, environment, raised } = context;
    const settings = environmentIn(file, format, document.root);
    const said = new Set(raised.map(({ span }) => span.start));
    for (const setting of settings) {
      const fact = environment.facts.get(setting.name);
      if (fact && !isSubstituted(setting.value) && !said.has(setting.span.start)) yield* judge(setting, fact);
    }
    yield* sums(settings, environment);
  },
};

export default rule;

const report = ({ span }: Setting, message: string, fact: SettingFact | null, fixes: readonly Fix[] = []): Finding => ({
  rule: rule.id,
  severity: 'warning',
  message,
  span,
  related: fact?.span ? [{ message: 'read here', span: fact.span }] : [],
  fixes,
});

function* judge(setting: Setting, fact: SettingFact): Iterable<Finding> {
  const { name, value } = setting;
  const bounds = boundsInWords(fact);
  if (fact.choices && !fact.choices.includes(value)) {
    yield report(setting, `\`${name}\` is \`${value}\`: it takes ${bounds ?? ''}.`, fact);
    return;
  }
  if (fact.kind === 'boolean' && !isTruth(value)) {
    yield report(setting, `\`${name}\` is \`${value}\`: it takes true or false.`, fact);
    return;
  }
  if (fact.kind !== 'number' && fact.kind !== 'integer') return;
  if (!isNumber(value)) {
    const [, amount, unit] = /^([-+]?[\d.]+(?:e[-+]?\d+)?)\s*([A-Za-zµ%]+)$/i.exec(value.trim()) ?? [];
    const why = unit === undefined ? '' : `; leave out the unit \`${unit}\``;
    if (/^(?:none|null|inf|infinity|nan)$/i.test(value.trim())) return;
    yield report(setting, `\`${name}\` is \`${value}\`: it takes ${fact.kind === 'integer' ? 'a whole number' : 'a number'}${bounds === null ? '' : `, ${bounds}`}${amount === undefined ? '' : why}.`, fact); // prettier-ignore
    return;
  }
  const number = Number(value);
  if (!isInBounds(number, fact))
    yield report(setting, `\`${name}\` is ${value}, outside of ${bounds ?? 'its bounds'}${meant(setting, number, fact)?.words ?? ''}.`, fact, fixesFor(setting, number, fact)); // prettier-ignore
  else if (fact.kind === 'integer' && !/^[-+]?\d+(?:\.0*)?$/.test(value.trim()))
    yield report(setting, `\`${name}\` is ${value}: it takes a whole number.`, fact);
}

/** What the number would be in the unit that the name says, or as a share, where that lies within the bounds. */
function meant({ name }: Setting, value: number, fact: SettingFact): { value: number; words: string } | null {
  const ways: { factor: number; words: (value: number) => string }[] = [];
  if (/_MS$/.test(name)) ways.push({ factor: 1000, words: (now) => `${value} s are ${now} ms` });
  if (/_(?:S|SEC|SECS|SECONDS)$/.test(name))
    ways.push({ factor: 1e-3, words: (now) => `${value} ms are ${now} s` }, { factor: 60, words: (now) => `${value} minutes are ${now} s` }); // prettier-ignore
  if (fact.most !== undefined && fact.most <= 1) ways.push({ factor: 0.01, words: (now) => `${value} % are ${now}` });
  for (const { factor, words } of ways) {
    const now = Number((value * factor).toPrecision(12));
    const isWhole = fact.kind !== 'integer' || Number.isInteger(now);
    if (now !== 0 && isWhole && isInBounds(now, fact)) return { value: now, words: `; ${words(now)}` };
  }
  return null;
}

function fixesFor(setting: Setting, value: number, fact: SettingFact): Fix[] {
  const other = meant(setting, value, fact);
  if (!other) return [];
  const newText = String(other.value);
  return [{ title: `Write ${newText}`, safety: 'unsafe', edits: [{ span: setting.span, newText }] }];
}

/** Weights of which T4DM asks that they sum up to 1; those that are not set here have their defaults. */
function* sums(settings: readonly Setting[], { facts }: Environment): Iterable<Finding> {
  for (const group of t4dmSums) {
    const here = settings.filter(({ name }) => group.includes(name));
    const [first] = here;
    const values = group.map((name) => here.find((each) => each.name === name)?.value ?? facts.get(name)?.standard);
    const isKnown = values.every((each) => each !== undefined && isNumber(each));
    const sum = values.reduce((all, each) => all + Number(each), 0);
    if (!first || !isKnown || Math.abs(sum - 1) <= 0.001) continue;
    const others = group.length - here.length;
    yield report(
      first,
      `The weights ${group.map((each) => `\`${each}\``).join(', ')} sum up to ${Number(sum.toPrecision(4))}${others > 0 ? `, with the defaults of the ${others === 1 ? 'one' : others} that ${others === 1 ? 'is' : 'are'} not set here` : ''}: T4DM asks for 1 and does not start.`,
      facts.get(first.name) ?? null,
    );
  }
}
