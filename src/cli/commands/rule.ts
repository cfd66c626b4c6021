// `spikelint rule`: the list of rules, or the documentation of one.
import { type Command, exitCodes, formatOption } from '../command';
import { jsonText } from '../json';
import { renderMarkdown } from '../markdown';
import { nearest } from '../../core/nearest';
import { UsageProblem } from '../problem';
import { styleFor } from '../style';
import { table } from '../table';

const command: Command = {
  name: 'rule',
  operands: '[ID]',
  least: 0,
  most: 1,
  summary: 'the rules, or the documentation of one',
  description: [
    'Without an ID lists all rules. With one prints what the rule does, why it matters, an example, and what to write instead.',
  ],
  options: [formatOption],
  examples: ['spikelint rule', 'spikelint rule unit-mismatch'],
  async run(given, io) {
    const { rules } = await import('../../core/rules/index');
    const [id] = given.operands;
    const chosen = rules.filter((rule) => id === undefined || rule.id === id);
    if (id !== undefined && chosen.length === 0) {
      const meant = nearest(
        id,
        rules.map((rule) => rule.id),
      );
      throw new UsageProblem(`there is no rule "${id}"${meant === null ? '' : `; is "${meant}" meant?`}`);
    }
    const style = styleFor(io, io.out);
    const [only] = chosen;
    if (given.text('format') === 'json') {
      const pages = chosen.map(({ id, severity, summary, documentation }) => ({
        id,
        severity,
        summary,
        documentation,
      }));
      io.out.write(jsonText({ rules: pages }));
    } else if (id !== undefined && only) {
      const title = `${style.bold(only.id)} (${only.severity} at its worst)\n${only.summary}\n\n`;
      io.out.write(title + renderMarkdown(only.documentation, style, io.out.columns));
    } else {
      const rows = chosen.map((rule) => [rule.id, rule.severity, rule.summary]);
      io.out.write(`${table(rows).join('\n')}\n`);
    }
    return exitCodes.clean;
  },
};

export default command;
