// The diagnostic of a rate network for a host: opens what it is given, reads the code, and closes everything again.
import { type Linter } from '../core/lint';
import { type DataFile, type Tools } from '../data/dataset';
import { DataError } from '../data/error';
import { diagnose } from '../diagnose/rate/diagnose';
import { type Diagnosis } from '../diagnose/rate/diagnosis';
import { type NamedFile, prepare } from '../diagnose/rate/prepare';
import { type DiagnoseParams, type NamedPlace } from '../protocol/diagnosis';
import { type Control } from '../sim/recording';
import { openPlace } from './openData';

/** Reading takes about this part of the time. */
const readingPart = 0.4;

export async function diagnoseFor(
  params: DiagnoseParams,
  linter: Linter,
  tools: Tools,
  { cancelled, progress }: Control,
): Promise<Diagnosis> {
  const opened: DataFile[] = [];
  const open = async ({ name, place }: NamedPlace): Promise<NamedFile> => {
    try {
      const file = await openPlace(place, tools);
      opened.push(file);
      return { name, file };
    } catch (cause) {
      throw new DataError(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  };
  const watch = (from: number, to: number) => ({
    progress: (part: number) => progress?.(from + (to - from) * part),
    ...(cancelled && { cancelled }),
  });
  try {
    const { code, mapping, set, seed } = params;
    const data = await open(params.data);
    const weights: NamedFile[] = [];
    for (const each of params.weights) weights.push(await open(each));
    const history = params.history && (await open(params.history));
    const subject = prepare(
      {
        data,
        mapping: new Map(mapping),
        weights,
        code: code && {
          linter,
          document: code.document,
          beside: code.beside,
          options: { context: code.context, projects: code.projects },
          model: code.model,
        },
        history,
        set: new Map(set),
        seed,
      },
      watch(0, readingPart),
    );
    return diagnose(subject, watch(readingPart, 1));
  } finally {
    for (const file of opened.reverse()) file.close();
  }
}
