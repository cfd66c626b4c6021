// Every rule's own page: its example raises the rule, and what it says to use instead does not.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rules } from '../../../src/core/rules';
import { type Rule } from '../../../src/core/rule';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();

/** The blocks under a heading that can be linted by themselves: they import what they use. */
function blocksUnder(documentation: string, heading: string): { file: string; text: string }[] {
  const section = new RegExp(`## ${heading}\\n([\\s\\S]*?)(?=\\n## |$)`).exec(documentation)?.[1] ?? '';
  return [...section.matchAll(/```(\w+)(?: title=(\S+))?\n([\s\S]*?)```/g)].map((each) => ({
    file: each[2] ?? (each[1] === 'python' ? 'model.py' : `config.${each[1] ?? ''}`),
    text: each[3] ?? '',
  }));
}

/** A page's blocks belong together: a script and the configuration that it reads. */
const raises = (rule: Rule, blocks: readonly { file: string; text: string }[]): boolean =>
  [...linter.lint(blocks), linter.drives(blocks, { fixes: false })].some(({ findings }) =>
    findings.some((each) => each.rule === rule.id),
  );

/** A block that takes its simulator for granted is an excerpt, not a script. */
const isWhole = ({ text }: { text: string }): boolean =>
  !/\b(?:sim|nest|snn|np|torch)\./.test(text) || /^\s*(?:import|from) /m.test(text);

describe('the documentation of rules', () => {
  for (const rule of rules as readonly Rule[]) {
    test(rule.id, () => {
      const examples = blocksUnder(rule.documentation, 'Example');
      const instead = blocksUnder(rule.documentation, 'Use instead');
      assert.ok(examples.length > 0 && instead.length > 0, 'has both');
      const text = (blocks: typeof examples): string => blocks.map((each) => each.text).join('\n');
      if (examples.every(isWhole)) assert.ok(raises(rule, examples), `the example raises it:\n${text(examples)}`);
      if (instead.every(isWhole)) assert.ok(!raises(rule, instead), `what to use instead does not:\n${text(instead)}`);
    });
  }
});
