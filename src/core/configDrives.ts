// The input paths of a circuit that configuration files describe, as the drives of a script are read.
import { backends } from './backends/index';
import { configFormat, parseConfig } from './config/parse';
import { nodeAt } from './config/tree';
import { type FindData } from './dataFiles';
import { type Evaluated } from './drive/evaluated';
import { makeFacts } from './evaluate/facts';
import { type RunOptions } from './evaluate/run';
import { type SourceDocument } from './report';

export function evaluatedConfig(
  document: SourceDocument,
  find: RunOptions['findConfig'] = () => null,
  data: FindData = () => null,
): Evaluated {
  const format = configFormat(document.file);
  const root = format && parseConfig(format, document.text).root;
  const read = root
    ? backends.flatMap((each) => each.readConfig?.({ file: document.file, root, find, data }) ?? [])
    : [];
  return {
    file: document.file,
    facts: makeFacts(),
    modules: new Map(),
    paths: read.flatMap(({ paths }) => paths),
    networks: read.flatMap(({ network }) => network ?? []),
  };
}

/** A file that another one is put together of is read with that one: a circuit alone does not say what comes in from outside. */
export function outermostConfigs(documents: readonly SourceDocument[]): readonly SourceDocument[] {
  const parts = new Set<string>();
  const circuits = documents.filter((document) => {
    const format = configFormat(document.file);
    const root = format && parseConfig(format, document.text).root;
    if (root?.kind !== 'map') return true;
    const folder = document.file.slice(0, document.file.lastIndexOf('/') + 1);
    for (const key of ['network', 'simulation']) {
      const named = nodeAt(root, [key]);
      if (named?.kind !== 'scalar' || typeof named.value !== 'string') continue;
      const name = named.value.slice(named.value.lastIndexOf('/') + 1);
      if (`${folder}${name}` !== document.file) parts.add(`${folder}${name}`);
    }
    return true;
  });
  return circuits.filter(({ file }) => !parts.has(file));
}
