// The diagnostic for a host: opens the files, reads the model, and keeps nothing afterwards.
import { type Linter } from '../core/lint';
import { type Tools } from '../data/dataset';
import { type Diagnosis } from '../diagnose/rate/diagnosis';
import { diagnose } from '../diagnose/rate/diagnose';
import { type NamedFile, prepare } from '../diagnose/rate/prepare';
import { htmlReport } from '../diagnose/rate/report/html';
import { markdownReport } from '../diagnose/rate/report/markdown';
import {
  type DiagnoseParams,
  type DiagnosticMethods,
  type NamedPlace,
  type PlacedDiagnosis,
} from '../protocol/diagnostic';
import { type Handlers, type RequestContext } from '../protocol/peer';
import { openPlace } from './openData';
import { Placer } from './placing';

/** The part of the work that reading the files is. */
const reading = 0.4;

export function createDiagnosing(tools: Tools, linter: () => Promise<Linter>): Handlers<DiagnosticMethods> {
  return {
    async diagnose(params, context) {
      const opened: { close(): void }[] = [];
      const open = async ({ name, place }: NamedPlace): Promise<NamedFile> => {
        const file = await openPlace(place, tools);
        opened.unshift(file);
        return { name, file };
      };
      try {
        const weights: NamedFile[] = [];
        for (const each of params.weights) weights.push(await open(each));
        const history = params.history && (await open(params.history));
        const data = await open(params.data);
        const loaded = params.code && (await linter());
        return run(params, { data, weights, history, linter: loaded }, context);
      } finally {
        for (const each of opened) each.close();
      }
    },

    diagnosticReport: ({ diagnosis, format }) =>
      (format === 'html' ? htmlReport : markdownReport)(diagnosis as unknown as Diagnosis),
  };
}

interface Files {
  readonly data: NamedFile;
  readonly weights: readonly NamedFile[];
  readonly history: NamedFile | null;
  readonly linter: Linter | null;
}

function run(
  { code, roles, set, seed }: DiagnoseParams,
  { linter, ...files }: Files,
  context: RequestContext<number>,
): PlacedDiagnosis {
  let told = 0;
  const progress = (fraction: number): void => {
    if (fraction - told < 0.01) return;
    told = fraction;
    context.progress(fraction);
  };
  const cancelled = (): boolean => context.cancelled();
  const read =
    code && linter
      ? {
          linter,
          document: code.document,
          beside: code.context,
          options: { context: code.context, projects: code.projects },
          model: code.model,
        }
      : null;
  const given = { ...files, code: read, mapping: new Map(roles), set: new Map(set), seed };
  const subject = prepare(given, { progress: (part) => progress(reading * part), cancelled });
  const found = diagnose(subject, { progress: (part) => progress(reading + (1 - reading) * part), cancelled });
  const texts = new Map(
    [...(code?.context ?? []), ...(code ? [code.document] : [])].map(({ file, text }) => [file, text]),
  );
  return new Placer((file) => texts.get(file)).place(found);
}
