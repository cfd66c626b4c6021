// Golden tests of the command line: each file in test/golden/ begins with a command and holds what it prints and its exit code.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { type Ran, run } from './_machine';

const folder = 'test/golden';
const models = join(folder, 'models');
/** `npm run golden` sets it: the files are then written anew, for the eye to compare. */
const update = process.env.SPIKELINT_UPDATE_GOLDEN === '1';

for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
  const path = join(folder, file);
  const expected = readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  const [command = ''] = expected.split('\n');
  test(`${file}: ${command}`, async () => {
    const [, program, ...words] = command.split(' ');
    assert.equal(program, 'spikelint', 'the first line is "$ spikelint …"');
    const got = shown(command, await run(words, { folder: models }));
    if (update) writeFileSync(path, got);
    else assert.equal(got, expected);
  });
}

function shown(command: string, { code, out, err }: Ran): string {
  const parts = [command, `exit ${code}`, out === '' ? '' : `── stdout\n${out}`, err === '' ? '' : `── stderr\n${err}`];
  return neutral(parts.filter(Boolean).join('\n').replace(/\n*$/, '\n'));
}

/** Without what differs from machine to machine (where the project lies, the last digits of long sums) and from day to day. */
function neutral(text: string): string {
  return (
    text
      .replaceAll(pathToFileURL(resolve(models)).href, 'file:///models')
      // The rules' pages have tests of their own; here they would only be in the way.
      .replace(/"(text|markdown)": "## .*"/g, '"$1": "…"')
      .replace(/-?\d+\.\d{7,}(?:e[-+]?\d+)?/g, (number) => String(Number(Number(number).toPrecision(6))))
  );
}
