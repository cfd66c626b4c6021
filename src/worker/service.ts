// What the worker does, whichever thread it runs in: one function per request.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { silence } from '../core/configIgnore';
import { estimatesAt } from '../core/drive/estimatesAt';
import { createLinter, type Linter } from '../core/lint';
import { loadGrammar } from '../core/python/grammar';
import { rules } from '../core/rules';
import { tryTrial } from '../diagnose/live/trials';
import { type Recording, type SourceDocument, type WorkerMethods } from '../protocol/analysis';
import { type Handlers, type RequestContext } from '../protocol/peer';
import { type Control } from '../sim/recording';
import { createDiagnosing } from './diagnosing';
import { toolsIn } from './openData';
import { simulateInPair } from './pair';
import { partnerIn } from './partnerBundle';
import { Placer } from './placing';
import { Probing } from './probing';
import { createReading } from './reading';
import { withReferredFiles } from './referredFiles';
import { createWeighing } from './weights';

async function loadLinter(assets: string): Promise<Linter> {
  const [runtime, python] = await Promise.all(
    ['tree-sitter.wasm', 'tree-sitter-python.wasm'].map((name) => readFile(join(assets, name))),
  );
  if (!runtime || !python) throw new Error('The Python grammar is missing.');
  return createLinter(await loadGrammar(runtime, python));
}

/** The buffers of a recording that can be handed over: whole, unshared and each only once. */
function buffersOf(recording: Recording): ArrayBuffer[] {
  const arrays = [recording.times, recording.ids, ...recording.traces.map((trace) => trace.values)];
  const whole = arrays.filter(({ buffer, byteLength }) => buffer.byteLength === byteLength).map(({ buffer }) => buffer);
  return [...new Set(whole)].filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer);
}

function placerFor(documents: readonly SourceDocument[]): Placer {
  const texts = new Map(documents.map(({ file, text }) => [file, text]));
  return new Placer((file) => texts.get(file));
}

/** @param assets the folder with the grammars' WASM files */
export function createService(assets: string): Handlers<WorkerMethods> {
  const partner = partnerIn(assets);
  const tools = toolsIn(assets);
  const probing = new Probing(tools, partner);
  let loading: Promise<Linter> | undefined;
  const linter = (): Promise<Linter> =>
    (loading ??= loadLinter(assets).catch((error: unknown) => {
      loading = undefined; // so that the next request tries again
      throw error;
    }));
  return {
    ...createReading(tools),
    ...createDiagnosing(tools, linter),
    ...createWeighing(tools, linter),

    async lint({ documents, context, projects }) {
      const reports = (await linter()).lint(documents, { context, projects });
      const placer = placerFor([...context, ...documents]);
      return reports.map((report) => placer.place(report));
    },

    async explain({ document, offset, context, projects }) {
      const explanation = (await linter()).explain(document, offset, { context, projects });
      return explanation && placerFor([...context, document]).place(explanation);
    },

    tryLive: ({ figures, trial }) => tryTrial(figures, trial),

    estimate: ({ fields, pointed }) => estimatesAt(fields, pointed),

    async drives({ documents, context, projects, folders = [], ...wanted }) {
      const own = await linter();
      const report = await withReferredFiles(tools, folders, (files) =>
        files.settled((readers) => own.drives(documents, { context, projects, ...readers, ...wanted })),
      );
      return placerFor([...context, ...documents]).place(report);
    },

    silence({ document, rule, start, end, project }) {
      const fix = silence({ rule, span: { file: document.file, start, end } }, document, project);
      return fix && placerFor(project ? [document, project] : [document]).place(fix);
    },

    rules: () => rules.map(({ id, severity, summary, documentation }) => ({ id, severity, summary, documentation })),

    async networks({ document, context, projects, folders = [] }) {
      const own = await linter();
      const { networks, error } = await withReferredFiles(tools, folders, (files) =>
        files.settled((readers) => own.networks(document, { context, projects, ...readers })),
      );
      return { networks: placerFor([...context, document]).place(networks), error: error ?? null };
    },

    async probe({ network, options }, context) {
      const timed = { ...options, now: () => performance.now() };
      const recording = await simulateInPair(network, timed, controlOf(context), partner);
      context.handOver(...buffersOf(recording));
      return recording;
    },

    async examine(params, context) {
      const placer = placerFor([...params.context, params.document]);
      const examined = await probing.examine(await linter(), params, placer, controlOf(context));
      context.handOver(...buffersOf(examined.recording));
      return examined;
    },

    async scriptNumbers(params, context) {
      return probing.scriptNumbers(await linter(), params, controlOf(context));
    },

    async write(params) {
      return probing.write(await linter(), params, placerFor([...params.context, params.document]));
    },

    remedies: ({ run }, context) => probing.remedies(run, controlOf(context)),
  };
}

/** Progress goes out in hundredths. */
function controlOf(context: RequestContext<number>): Control {
  let reported = 0;
  return {
    cancelled: () => context.cancelled(),
    progress(fraction) {
      if (fraction - reported < 0.01) return;
      reported = fraction;
      context.progress(fraction);
    },
  };
}
