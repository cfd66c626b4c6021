// Loads the Python grammar from bytes: the one place of the core that has to wait, everything after it is synchronous.
import { Language, Parser } from 'web-tree-sitter';

export interface Grammar {
  readonly parser: Parser;
  /** Node type id → its name; an anonymous token (keyword, operator, bracket) has a leading space: ` +`, ` async`. */
  readonly typeNames: readonly string[];
}

/** @param runtimeWasm the bytes of `tree-sitter.wasm` @param pythonWasm the bytes of `tree-sitter-python.wasm` */
export async function loadGrammar(runtimeWasm: Uint8Array, pythonWasm: Uint8Array): Promise<Grammar> {
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
