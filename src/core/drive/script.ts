// What of an evaluated script the drives need afterwards.
import { drivesOf } from './derive';
import { type Drive } from './drive';
import { type Evaluated } from './evaluated';
import { type Stored, storedIn } from './stored';

/** What is kept of an evaluation: a folder of scripts must not be held in memory whole. */
export interface ReadScript {
  readonly file: string;
  /** The texts it was read from: its own and those of what it imported. */
  readonly texts: ReadonlyMap<string, string>;
  readonly drives: readonly Drive[];
  readonly stored: readonly Stored[];
  /** The files that say of themselves that they are right. */
  readonly references: readonly string[];
}

const marked = /#\s*spikelint:\s*reference\b/;

export function readScript(evaluated: Evaluated): ReadScript {
  const { file, modules } = evaluated;
  const references = [...modules].filter(([, { module }]) => module.comments.some(({ text }) => marked.test(text)));
  return {
    file,
    texts: new Map([...modules].map(([name, { module }]) => [name, module.text])),
    drives: drivesOf(evaluated),
    stored: storedIn(evaluated.facts),
    references: references.map(([name]) => name),
  };
}

