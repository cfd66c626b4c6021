// Finds the word that a misspelt one was probably meant to be.

/** Null where nothing is near enough. */
export function nearest(word: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const each of known) {
    const distance = editDistance(word.toLowerCase(), each.toLowerCase());
    if (distance < least) [best, least] = [each, distance];
  }
  return best;
}

/** The one known word of which this is a slip of the pen: a letter too many, too few, wrong, or two exchanged; null where it may be another word. */
export function slipOf(word: string, known: readonly string[]): string | null {
  if (word.length < 4) return null;
  const letters = [...word].sort().join('');
  const near = [...new Set(known)].filter((each) => {
    if (each.length < 4 || each.replace(/\d/g, '') === word.replace(/\d/g, '')) return false;
    const distance = editDistance(word, each);
    return distance === 1 || (distance === 2 && (letters === [...each].sort().join('') || word.length > 8));
  });
  return near.length === 1 ? (near[0] ?? null) : null;
}

/** How many letters have to be put in, left out or replaced (Levenshtein). */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
