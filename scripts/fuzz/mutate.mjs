// Spoils Python text on purpose, the same way for the same seed: what people have in the editor while they type, and worse.

/** A small generator of 32-bit numbers (mulberry32). @param {number} seed @returns {() => number} numbers in [0, 1) */
export function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const token = /[A-Za-z_]\w*|\d[\w.]*|\s+|"[^"\n]*"|'[^'\n]*'|[-+*/=<>!&|^%@:]{1,3}|./gsu;

const junk = [
  '(', ')', '[', ']', '{', '}', '"""', "'", ':', ',', '\\', '\t', '\n', '\n    ', '# unit: mV', '# [pA]', '# unit: ?', '# spikelint: ignore[',
  'lambda x: x', '*', '**', '**-1', ' if x else ', ' for x in y', 'async ', 'await ', 'yield ', 'return', 'def f(', 'class A(A):', 'import *',
  'from . import x', '1e999', '0x', '10**10**10', '1/0', '-', '~', ':=', '...', 'f"{x!r:>{w}}"', 'print "a", b', 'exec "x"', '%matplotlib inline', '!ls',
  'µ', 'é', '\u{1f600}', '\u0000', '\ufeff', '\r', '\u2028', 'x = x + x', 'x *= x', 'self', 'super().__init__()', 'globals().update(x)', 'np.zeros(0)', '[0]', '[-1]', '[:, None]',
  'while True:\n    x = x * x\n', 'match x:\n    case [a, *b]:\n        pass\n', 'try:\n    pass\nexcept* E:\n    pass\n', 'type X = int', 'with a as b, c as d:\n    pass\n',
]; // prettier-ignore

/** @param {string} text @param {() => number} random @returns {string} */
function spoilOnce(text, random) {
  const pick = (/** @type {number} */ count) => Math.floor(random() * count);
  switch (pick(8)) {
    case 0:
      return onTokens(text, (tokens) => tokens.splice(pick(tokens.length), 1 + pick(3)));
    case 1:
      return onTokens(text, (tokens) => {
        const from = pick(tokens.length);
        tokens.splice(pick(tokens.length), 0, ...tokens.slice(from, from + 1 + pick(12)));
      });
    case 2:
      return onTokens(text, (tokens) => {
        const [a, b] = [pick(tokens.length), pick(tokens.length)];
        [tokens[a], tokens[b]] = [tokens[b] ?? '', tokens[a] ?? ''];
      });
    case 3:
      return onLines(text, (lines) => {
        const [from, length] = [pick(lines.length), 1 + pick(6)];
        lines.splice(pick(lines.length), 0, ...lines.splice(from, length));
      });
    case 4:
      return onLines(text, (lines) => {
        const at = pick(lines.length);
        lines[at] = random() < 0.5 ? '    ' + (lines[at] ?? '') : (lines[at] ?? '').slice(1);
      });
    case 5:
      return random() < 0.5 ? text.slice(0, pick(text.length + 1)) : text.slice(pick(text.length + 1));
    case 6:
      return onLines(text, (lines) => lines.splice(pick(lines.length), 1 + pick(4)));
    default: {
      const at = pick(text.length + 1);
      return text.slice(0, at) + (junk[pick(junk.length)] ?? '') + text.slice(at);
    }
  }
}

/** @param {string} text @param {(tokens: string[]) => unknown} change */
function onTokens(text, change) {
  const tokens = text.match(token) ?? [];
  change(tokens);
  return tokens.join('');
}

/** @param {string} text @param {(lines: string[]) => unknown} change */
function onLines(text, change) {
  const lines = text.split('\n');
  change(lines);
  return lines.join('\n');
}

/** @param {string} text @param {number} seed @returns {string} */
export function mutate(text, seed) {
  const random = generator(seed);
  let result = text;
  const times = 1 + Math.floor(random() * 6);
  for (let i = 0; i < times; i++) result = spoilOnce(result, random);
  return result;
}
