// Keeps the key out of everything that is shown: wherever it turns up in a text, dots stand for it.

/** Shorter ones would blacken half of every text; a service that takes such a key has no secret. */
const shortest = 4;

export function scrubber(key: string | undefined): (text: string) => string {
  if (key === undefined || key.length < shortest) return (text) => text;
  const forms = new Set([key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1)]);
  return (text) => [...forms].reduce((left, form) => left.replaceAll(form, '•••'), text);
}

/** What a service sends is shown on terminals: control characters and line breaks have no business there. */
export const plain = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();

const longest = 200;

export function shortened(text: string, most = longest): string {
  const one = plain(text);
  return one.length <= most ? one : `${one.slice(0, most - 1)}…`;
}

/** Whether a word is likelier a key than the address, file or session that was asked for. */
export function looksLikeKey(word: string): boolean {
  if (/^(?:x-)?api-?key\s*[:=]/i.test(word) || /^bearer\s/i.test(word)) return true;
  if (/^(?:sk|pk|key|tok|t4dm|ghp|gho|xox[abp])[-_][\w-]{12,}$/i.test(word)) return true;
  if (/[/\\.:\s]/.test(word)) return false;
  return /^[\w+=~-]{24,}$/.test(word) && /\d/.test(word) && /[a-z]/i.test(word);
}
