// Reads settings of the environment: `NAME=value` lines of an .env file, the exports of a shell script, and a Dockerfile's `ENV` and `ARG`.
import { addEntry, type ConfigDocument, type ConfigMap, type ConfigScalar } from './tree';

const line = /^([ \t]*(?:export[ \t]+)?)([A-Za-z_]\w*)=([^\r\n]*)$/gm;
const exported = /^([ \t]*export[ \t]+)([A-Za-z_]\w*)=([^\r\n]*)$/gm;
const number = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

export const readEnv = (text: string): ConfigDocument => read(text, line, false);

/** Only what is exported: other variables are the script's own, and may be set again. */
export const readShell = (text: string): ConfigDocument => read(text, exported, true);

const instruction = /^([ \t]*(?:ENV|ARG)[ \t]+)((?:[^\n\\]|\\\r?\n|\\.)*)/gim;
const pair = /([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:[^\s\\]|\\.)*)/g;

/** Values may go on over lines that end in a backslash; `ENV NAME value` is the old way to write one. */
export function readDocker(text: string): ConfigDocument {
  const root: ConfigMap = { kind: 'map', start: 0, end: text.length, comment: null, entries: [] };
  const add = (key: string, keyStart: number, rest: string, start: number): void =>
    addEntry(root, new Set(), { key, keyStart, keyEnd: keyStart + key.length, value: scalar(rest, start) });
  for (const match of text.matchAll(instruction)) {
    const [, before = '', body = ''] = match;
    const at = match.index + before.length;
    const old = /^([A-Za-z_]\w*)[ \t]+([^\n]*)$/.exec(body);
    if (old?.[1] !== undefined && !body.includes('='))
      add(old[1], at, old[2] ?? '', at + body.length - (old[2] ?? '').length);
    else
      for (const each of body.matchAll(pair)) {
        const [, key = '', value = ''] = each;
        add(key, at + each.index, value, at + each.index + key.length + 1);
      }
  }
  return { root, error: null };
}

function read(text: string, pattern: RegExp, mayRepeat: boolean): ConfigDocument {
  const root: ConfigMap = { kind: 'map', start: 0, end: text.length, comment: null, entries: [] };
  const keys = new Set<string>();
  for (const match of text.matchAll(pattern)) {
    const [, before = '', key = '', rest = ''] = match;
    const keyStart = match.index + before.length;
    const keyEnd = keyStart + key.length;
    const value = scalar(rest, keyEnd + 1);
    addEntry(root, mayRepeat ? new Set() : keys, { key, keyStart, keyEnd, value });
  }
  return { root, error: null };
}

function scalar(rest: string, start: number): ConfigScalar {
  const quoted = /^(["'])(.*?)\1/.exec(rest);
  const bare = rest.replace(/(?:^|\s)#.*$/, '').trimEnd();
  const written = quoted?.[0] ?? bare;
  const plain = quoted?.[2] ?? bare;
  const comment = /(?:^|\s)#\s*(.*?)\s*$/.exec(rest.slice(written.length));
  const end = start + written.length;
  const at = comment ? end + comment.index : 0;
  return {
    ...{ kind: 'scalar', start, end, text: written, ...typed(plain) },
    comment: comment ? { start: at, end: start + rest.trimEnd().length, text: comment[1] ?? '' } : null,
  };
}

function typed(plain: string): Pick<ConfigScalar, 'type' | 'value'> {
  if (number.test(plain)) return { type: 'number', value: Number(plain) };
  if (/^(?:true|false)$/i.test(plain)) return { type: 'boolean', value: plain.toLowerCase() === 'true' };
  return { type: 'string', value: plain };
}
