// A key of a configuration file that the code that opens it never reads.
import { ConfigUse } from '../config/keys';
import { type Finding } from '../finding';
import { mentionsIn, type Rule, type RuleContext } from '../rule';

const rule: Rule = {
  id: 'unread-key',
  severity: 'information',
  summary: 'A key of a configuration file is read by nothing.',
  documentation: `
## What it does
Where a script opens a configuration file and reads its keys one by one, names the keys that neither it nor what it imports asks for.

## Why it matters
A parameter that nothing reads looks as if it were in force. Often it is an old name, and the model runs with a default.

## Example
\`\`\`json title=run.json
{
  "rate": 8.0,
  "seed": 42,
  "inhibition": 5.0
}
\`\`\`
\`\`\`python
import json

def main():
    with open("run.json") as file:
        config = json.load(file)
    print(config["rate"], config["seed"])

if __name__ == "__main__":
    main()
\`\`\`

## Use instead
\`\`\`json title=run.json
{
  "rate": 8.0,
  "seed": 42
}
\`\`\`
\`\`\`python
import json

def main():
    with open("run.json") as file:
        config = json.load(file)
    print(config["rate"], config["seed"])

if __name__ == "__main__":
    main()
\`\`\`

A map that is handed on as a whole, or gone through key by key, is taken to be read. Other scripts may read the file too: this speaks of
scripts that are run, and of what they import.
`,
  check,
};

export default rule;

function* check(context: RuleContext): Iterable<Finding> {
  const { facts, file, loaded } = context;
  // A module may be there for others, which are not at hand; a script that is run is its own reader.
  const isScript = loaded.module.text.includes('__main__') || facts.calls.some((each) => each.what === 'run');
  if (!isScript || facts.cuts.size > 0) return;
  const use = new ConfigUse(facts, mentionsIn(context));
  for (const config of facts.openedConfigs.values()) {
    if (config.span.file !== file) continue;
    const unread = use.parts(config).flatMap((part) => use.unread(part));
    const [first] = unread;
    if (!first) continue;
    const name = config.file.slice(config.file.lastIndexOf('/') + 1);
    const keys = unread.slice(0, 6).map(({ key }) => `\`${key}\``);
    const more = unread.length > keys.length ? ` and ${unread.length - keys.length} more` : '';
    yield {
      rule: rule.id,
      severity: 'information',
      message: `Nothing reads ${keys.join(', ')}${more} of \`${name}\`.`,
      span: config.span,
      related: unread.slice(0, 20).map(({ key, keyStart, keyEnd }) => ({
        message: `\`${key}\` stands here`,
        span: { file: config.file, start: keyStart, end: keyEnd },
      })),
      fixes: [],
    };
  }
}
