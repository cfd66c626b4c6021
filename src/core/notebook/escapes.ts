// How much JSON text a number of characters of a string was written with.

/** @param start where the string's content begins @param characters UTF-16 units of its value @returns UTF-16 units of the text */
export function writtenLength(text: string, start: number, characters: number): number {
  let at = start;
  for (let count = 0; count < characters; count++) {
    if (text.charCodeAt(at) !== 0x5c) at++;
    else at += text[at + 1] === 'u' ? 6 : 2;
  }
  return at - start;
}
