// The quick fix that silences a finding in a configuration file: where it writes, that the file can still be read, and that the finding is gone.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { silence } from '../../../src/core/configIgnore';
import { parseConfig } from '../../../src/core/config/parse';
import { type SourceDocument } from '../../../src/core/lint';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();

const rulesIn = (document: SourceDocument, project?: SourceDocument): string[] =>
  linter
    .lint([document], { projects: project ? [project] : [] })
    .flatMap(({ findings }) => findings.map(({ rule }) => rule));

function silenced(
  document: SourceDocument,
  project: SourceDocument | null = null,
): { document: SourceDocument; project: SourceDocument | null } | null {
  const [finding] = linter.lint([document])[0]?.findings ?? [];
  assert.ok(finding, 'there is something to silence');
  const fix = silence(finding, document, project);
  const [edit] = fix?.edits ?? [];
  if (!edit) return null;
  const apply = (each: SourceDocument): SourceDocument =>
    each.file === edit.span.file
      ? { ...each, text: each.text.slice(0, edit.span.start) + edit.newText + each.text.slice(edit.span.end) }
      : each;
  return { document: apply(document), project: project && apply(project) };
}

describe('silencing a finding', () => {
  test('writes a comment behind the line in YAML and TOML', () => {
    for (const [file, text] of [
      ['net/a.yaml', 'tau_m: 20.0\ntau_m: 30.0\nv: 1\n'],
      ['net/a.toml', 'v = 1\nw = 2\nw = 3\n'],
    ] as const) {
      assert.deepEqual(rulesIn({ file, text }), ['duplicate-key']);
      const result = silenced({ file, text });
      assert.ok(result);
      assert.match(result.document.text, / {2}# spikelint: ignore\[duplicate-key\]\n/);
      assert.deepEqual(rulesIn(result.document), []);
    }
  });

  test('joins the comment that is there', () => {
    const text = 'tau_m: 20.0\ntau_m: 30.0  # spikelint: ignore[unread-key] of the editor\n';
    const result = silenced({ file: 'a.yaml', text });
    assert.equal(
      result?.document.text.split('\n')[1],
      'tau_m: 30.0  # spikelint: ignore[unread-key, duplicate-key] of the editor',
    );
  });

  test('uses // where JSON may have comments', () => {
    const file = 'net/spikelint.json';
    const result = silenced({ file, text: '{\n  "rulez": {}\n}\n' });
    assert.equal(result?.document.text, '{\n  "rulez": {}  // spikelint: ignore[unknown-setting]\n}\n');
    assert.deepEqual(rulesIn(result.document), []);
  });

  const json = { file: 'net/config/a.json', text: '{ "tau_m": 20.0, "tau_m": 30.0 }' };

  test('lists the rule in the project file where JSON may have none', () => {
    for (const text of [
      '',
      '{}',
      '{ "rules": { "mixed-units": "off" } }',
      '{\n  "ignore": {}\n}\n',
      '{ "ignore": { "b.json": ["unread-key"] } }',
      '{ "ignore": { "config/a.json": [] } }',
      '{ "ignore": { "config/a.json": ["unread-key"] }, "assume": { "n": 4 } }',
    ]) {
      const result = silenced(json, { file: 'net/spikelint.json', text });
      assert.ok(result?.project, text);
      assert.equal(result.document.text, json.text, 'the file itself stays as it is');
      assert.equal(parseConfig('json', result.project.text).error, null, result.project.text);
      JSON.parse(result.project.text);
      assert.deepEqual(rulesIn(json, result.project), [], result.project.text);
      assert.deepEqual(rulesIn(result.project), [], result.project.text);
    }
  });

  test('makes a project file that reads well', () => {
    assert.equal(
      silenced(json, { file: 'net/spikelint.json', text: '' })?.project?.text,
      '{\n  "ignore": {\n    "config/a.json": ["duplicate-key"]\n  }\n}\n',
    );
  });

  test('is not offered where there is no project, none above, or one that can not be read', () => {
    assert.equal(silenced(json), null);
    assert.equal(silenced(json, { file: 'other/spikelint.json', text: '' }), null);
    assert.equal(silenced(json, { file: 'net/spikelint.json', text: '{ "ignore": ' }), null);
    assert.equal(silenced(json, { file: 'net/spikelint.json', text: '[]' }), null);
  });

  test('writes the comment of a Python line as well', () => {
    const document = { file: 'a.py', text: 't_ms = 3.0\nd_sec = 4.0\nx = t_ms + d_sec\n' };
    const result = silenced(document);
    assert.ok(result);
    assert.deepEqual(rulesIn(result.document), []);
  });
});
