// JSON as Python writes it: bare NaN and Infinity, which JSON doesn't know, are taken for the words that they are.

export interface Parsed {
  readonly value: unknown;
  /** How many NaN and infinities there were. */
  readonly strange: number;
}

const tokens = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;

/** Throws what JSON.parse throws where the text is no JSON even so. */
export function parseJson(text: string): Parsed {
  try {
    return { value: JSON.parse(text) as unknown, strange: 0 };
  } catch (error) {
    let strange = 0;
    const quoted = text.replace(tokens, (token) => {
      if (token.startsWith('"')) return token;
      strange++;
      return `"${token}"`;
    });
    if (strange === 0) throw error;
    return { value: JSON.parse(quoted) as unknown, strange };
  }
}

/** Whether a text that is no JSON would be one if it went on: it was cut off. */
export function isCutOff(text: string): boolean {
  const depth = { open: 0, inString: false };
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (depth.inString) {
      if (letter === '\\') i++;
      else if (letter === '"') depth.inString = false;
    } else if (letter === '"') depth.inString = true;
    else if (letter === '{' || letter === '[') depth.open++;
    else if (letter === '}' || letter === ']') depth.open--;
  }
  return /^\s*[[{"]/.test(text) && (depth.inString || depth.open > 0);
}
