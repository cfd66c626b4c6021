// The code asks a configuration file for a key that is not there.
import { ConfigUse } from '../config/keys';
import { partKey } from '../evaluate/facts';
import { type Finding } from '../finding';
import { mentionsIn, type Rule, type RuleContext } from '../rule';

const rule: Rule = {
  id: 'missing-key',
  severity: 'warning',
  summary: 'The code reads a key that the configuration file does not have.',
  documentation: `
## What it does
Follows the configuration files that a script opens, and reports keys that it asks for and the file does not hold: where the file has the
same parameter under another name that nothing reads, or where the script would stop with a KeyError.

## Why it matters
\`config.get('tau_membrane', 10.0)\` never complains. If the file says \`tau_m\`, whoever changes it there changes nothing.

## Example
\`\`\`json title=neuron.json
{
  "tau_m": 20.0,
  "v_rest": -65.0
}
\`\`\`
\`\`\`python
import json
with open("neuron.json") as file:
    config = json.load(file)
tau = config.get("tau_membrane", 10.0)
rest = config["v_rest"]
\`\`\`

## Use instead
\`\`\`json title=neuron.json
{
  "tau_m": 20.0,
  "v_rest": -65.0
}
\`\`\`
\`\`\`python
import json
with open("neuron.json") as file:
    config = json.load(file)
tau = config.get("tau_m", 10.0)
rest = config["v_rest"]
\`\`\`

A key with a default that has no counterpart in the file is optional, and no fault. What stands in a \`try\`, or in a branch that may not be
taken, is not reported.
`,
  check,
};

export default rule;

function* check(context: RuleContext): Iterable<Finding> {
  const { facts, file } = context;
  if (facts.openedConfigs.size === 0) return;
  const use = new ConfigUse(facts, mentionsIn(context));
  for (const read of facts.keyReads.values()) {
    if (read.found || read.span.file !== file) continue;
    const meant = use.meant(read);
    const isLost = facts.lostParts.has(partKey(read.part));
    if (!meant && (read.hasDefault || isLost)) continue;
    const name = read.part.file.slice(read.part.file.lastIndexOf('/') + 1);
    const isBeside = folderOf(read.part.file) === folderOf(file);
    const has = meant ? `it has \`${meant.key}\`, which nothing reads` : 'reading it stops the script';
    const at = meant
      ? { file: read.part.file, start: meant.keyStart, end: meant.keyEnd }
      : facts.openedConfigs.get(read.part.file)?.span;
    const written = context.textOf(read.span);
    const quoted = [`"${read.key}"`, `'${read.key}'`].find((each) => written.includes(each));
    const start = read.span.start + (quoted === undefined ? 0 : written.indexOf(quoted));
    const span = quoted === undefined ? read.span : { file, start, end: start + quoted.length };
    yield {
      rule: rule.id,
      severity: isBeside ? 'warning' : 'information',
      message: `\`${name}\` has no key \`${read.key}\`: ${has}${meant && read.hasDefault ? ', and the default holds' : ''}.`,
      span,
      related: at ? [{ message: meant ? `\`${meant.key}\` stands here` : 'the file is opened here', span: at }] : [],
      fixes:
        meant && quoted !== undefined
          ? [
              {
                title: `Read \`${meant.key}\``,
                safety: 'unsafe',
                edits: [{ span, newText: quoted.charAt(0) + meant.key + quoted.charAt(0) }],
              },
            ]
          : [],
    };
  }
}

const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));
