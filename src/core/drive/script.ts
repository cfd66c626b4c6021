// What of an evaluated script the drives need afterwards.
import { drivesOf } from './derive';
import { type Drive } from './drive';
import { type Evaluated } from './evaluated';
import { type Field, fieldsOf } from './field';
import { type Stored, storedIn } from './stored';
import { type Strength, strengthsOf } from './strength';

/** What is kept of an evaluation: a folder of scripts must not be held in memory whole. */
export interface ReadScript {
  readonly file: string;
  /** The texts it was read from: its own and those of what it imported. */
  readonly texts: ReadonlyMap<string, string>;
  readonly drives: readonly Drive[];
  readonly stored: readonly Stored[];
  /** What reaches its populations, for what is expected of them. */
  readonly fields: readonly Field[];
  /** What its projections and inputs do to the membranes. */
  readonly strengths: readonly Strength[];
  /** The files that say of themselves that they are right. */
  readonly references: readonly string[];
}

const marked = /#\s*spikelint:\s*reference\b/;

export function readScript(evaluated: Evaluated): ReadScript {
  const { file, modules } = evaluated;
  const references = [...modules].filter(([, { module }]) => module.comments.some(({ text }) => marked.test(text)));
  const texts = new Map([...modules].map(([name, { module }]) => [name, module.text]));
  const drives = drivesOf(evaluated);
  const fields = fieldsOf(evaluated.networks, drives);
  return {
    file,
    texts,
    drives: drives.map((each) => withReason(each, texts)),
    stored: storedIn(evaluated.facts),
    fields,
    strengths: strengthsOf(file, fields),
    references: references.map(([name]) => name),
  };
}

const named = /`(?:not )?(?:[\w.]*\.)?_*(\w+)`/;

/** Where the argument stands that keeps a path from being taken: `use_decoded_noise=True`. */
function withReason(drive: Drive, texts: ReadonlyMap<string, string>): Drive {
  const name = drive.dead === null ? null : named.exec(drive.dead)?.[1];
  if (name === null || name === undefined) return drive;
  const pattern = new RegExp(`\\b_*${name}\\s*(?::\\s*bool\\s*)?=\\s*(?:True|False)\\b`);
  for (const [file, text] of texts) {
    const match = pattern.exec(text);
    if (!match) continue;
    const span = { file, start: match.index, end: match.index + match[0].length };
    const step = { text: `never taken: ${drive.dead ?? ''}`, value: match[0], span };
    return { ...drive, steps: [...drive.steps, step] };
  }
  return drive;
}
