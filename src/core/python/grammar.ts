// Loads the Python grammar from bytes: the one place of the core that has to wait, everything after it is synchronous.
import { Language, Parser } from 'web-tree-sitter';

export interface Grammar {
  readonly parser: Parser;
  /** Node type id → its name; an anonymous token (keyword, operator, bracket) has a leading space: ` +`, ` async`. */
  readonly typeNames: readonly string[];
}

let loaded: Promise<Grammar> | null = null;

/**
 * Once for a process: the runtime keeps its memory in module variables, and a second instance would pull it from under the first.
 *
 * @param runtimeWasm the bytes of `tree-sitter.wasm`
 * @param pythonWasm the bytes of `tree-sitter-python.wasm`
 */
export function loadGrammar(runtimeWasm: Uint8Array, pythonWasm: Uint8Array): Promise<Grammar> {
  loaded ??= load(runtimeWasm, pythonWasm);
  // A failed attempt may be tried again.
  loaded.catch(() => (loaded = null));
  return loaded;
}

async function load(runtimeWasm: Uint8Array, pythonWasm: Uint8Array): Promise<Grammar> {
  // The type names only what Emscripten takes as an ArrayBuffer; the bytes may be a window into a larger one.
  await Parser.init({ wasmBinary: runtimeWasm.slice().buffer });
  const language = await Language.load(pythonWasm);
  const parser = new Parser();
  parser.setLanguage(language);
  const typeNames: string[] = [];
  for (let id = 0; id < language.nodeTypeCount; id++) {
    const name = language.nodeTypeForId(id) ?? '';
    typeNames.push(language.nodeTypeIsNamed(id) ? name : ' ' + name);
  }
  return { parser, typeNames };
}
