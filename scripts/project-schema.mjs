// Writes docs/schemas/project.schema.json, by which `spikelint.json` completes as one types: its rules are the files of src/core/rules.
import { readdirSync, readFileSync } from 'node:fs';
import { inRoot } from './root.mjs';

export const schemaPath = 'docs/schemas/project.schema.json';

const text = (description) => ({ type: 'string', description });

/** Each rule's id with its summary, as they stand in the rule's own file. */
function rules() {
  const files = readdirSync(inRoot('src/core/rules')).filter((file) => /^(?!index\.)[^_].*\.ts$/.test(file));
  return files.sort().map((file) => {
    const source = readFileSync(inRoot(`src/core/rules/${file}`), 'utf8');
    const [, , summary = ''] = /\bsummary:\s*(['"`])((?:\\.|(?!\1)[^])*)\1/.exec(source) ?? [];
    return [file.replace(/\.ts$/, ''), { $ref: '#/$defs/level', description: summary.replace(/\\(.)/g, '$1') }];
  });
}

export function projectSchema() {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Spikelint’s project file, `spikelint.json`',
    description: 'What it says holds for all files of its folder and the folders in it.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: text('Where this schema stands, for editors that do not know Spikelint.'),
      reference: text('The file, or the id of the drive, that all others are compared with.'),
      groups: {
        description: 'Drives that are the same thing in several files, under a name of your choice.',
        type: 'object',
        additionalProperties: {
          type: 'array',
          items: text('A drive by its id, or as `file#target`.'),
        },
      },
      units: {
        description: 'The unit of a symbol, wherever its name is met: `{ "V_th": "mV" }`.',
        type: 'object',
        additionalProperties: text('A unit: `mV`, `pA`, `1/ms`, `uF/cm2`.'),
      },
      assume: {
        description:
          'What a name is to be taken for that the files do not tell: `{ "n_threads": 4, "V_rest": "-65 mV" }`.',
        type: 'object',
        additionalProperties: {
          description: 'A number, a number with its unit as a text, true or false.',
          type: ['number', 'string', 'boolean'],
        },
      },
      rules: {
        description: 'How severe each rule is, or that it is off.',
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(rules()),
      },
      ignore: {
        description:
          'Rules that say nothing of some files, which is how a JSON file is silenced: `{ "config/old.json": ["unread-key"], "legacy/": ["unit-mismatch"] }`.',
        type: 'object',
        additionalProperties: {
          description: 'For a file, a folder with a stroke at its end, or a pattern with `*` and `**`, from here on.',
          type: 'array',
          items: { $ref: '#/$defs/rule' },
        },
      },
    },
    $defs: {
      rule: { type: 'string', enum: rules().map(([id]) => id) },
      level: { type: 'string', enum: ['off', 'information', 'warning', 'error'] },
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
