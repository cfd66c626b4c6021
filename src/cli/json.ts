// JSON as every command writes it: the version first, two spaces, one line break at the end.

/** Grows when a key loses its name or its meaning; new keys leave it as it is. */
export const jsonVersion = 1;

/** NaN and infinities are no JSON: they become null. */
export const jsonText = (content: object): string =>
  `${JSON.stringify({ version: jsonVersion, ...content }, null, 2)}\n`;
