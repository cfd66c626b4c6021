// Probes for a host: reads a document's network, runs and examines it, and tries remedies of a run that it still knows.
import { type Linter } from '../core/lint';
import { type Network } from '../core/network/network';
import { type Tools } from '../data/dataset';
import { findRemedies, type Sick } from '../diagnose/remedies';
import { aboutOf } from '../diagnose/about';
import { examine } from '../diagnose/examine';
import { scriptNumbers, type ScriptNumber } from '../diagnose/scriptNumbers';
import { type Script } from '../diagnose/script';
import { turning, write } from '../diagnose/writing';
import {
  type Examined,
  type ExamineParams,
  type PlacedRemedy,
  type Recording,
  type TurnedParams,
  type Written,
} from '../protocol/analysis';
import { SimulationError } from '../sim/simulate';
import { type Control } from '../sim/recording';
import { simulateInPair } from './pair';
import { type Placer } from './placing';
import { withReferredFiles } from './referredFiles';

/** Runs that remedies may still be asked for: one panel or two, and the tests of a file. */
const mostKept = 8;

interface Kept {
  readonly sick: Sick & { readonly script: Script };
  readonly folders: readonly string[];
  readonly placer: Placer;
}

export class Probing {
  private readonly kept = new Map<number, Kept>();
  private next = 1;

  /** @param partner the bundle of a second worker for large networks; null where there is none */
  constructor(
    private readonly tools: Tools,
    private readonly partner: string | null,
  ) {}

  async examine(linter: Linter, params: ExamineParams, placer: Placer, control: Control): Promise<Examined> {
    const { document, context, projects, folders = [], network: index, options, turned = {} } = params;
    const read = { context, projects, set: turning(turned) };
    const { networks, expectations, error, unknownNames } = await withReferredFiles(this.tools, folders, (files) =>
      files.settled((readers) => linter.networks(document, { ...read, ...readers })),
    );
    const network = networks[index];
    if (!network) throw new SimulationError(error ?? 'the file builds no such network');
    const timed = { ...options, now: () => performance.now() };
    const recorded = await simulateInPair(network, timed, control, this.partner);
    const lost = unknownNames.map((name) => `there is no ${name} any more: it stays as the script has it`);
    const recording = { ...recorded, notes: [...recorded.notes, ...lost] };
    const examination = examine(network, recording, expectations);
    const script = { linter, document, options: read, network: index };
    const run = this.next++;
    this.kept.set(run, {
      sick: { network, options: timed, recording: withoutSpikes(recording), examination, expectations, script },
      folders,
      placer,
    });
    for (const old of this.kept.keys()) if (this.kept.size > mostKept) this.kept.delete(old);
    const about = recording.populations.map(({ name }) => aboutOf(network, name));
    return { run, recording, examination: placer.place(examination), about };
  }

  scriptNumbers(linter: Linter, params: Omit<TurnedParams, 'turned'>, control: Control): Promise<ScriptNumber[]> {
    const { document, network, folders = [], ...options } = params;
    return this.withScript({ linter, document, options, network }, folders, (script, read) =>
      read ? scriptNumbers(script, read, control) : [],
    );
  }

  async write(linter: Linter, params: TurnedParams, placer: Placer): Promise<Written> {
    const { document, network, turned, folders = [], ...options } = params;
    const { edits, exact } = await this.withScript({ linter, document, options, network }, folders, (script) =>
      write(script, turned),
    );
    return { edits: placer.place(edits), exact };
  }

  async remedies(run: number, control: Control): Promise<PlacedRemedy[]> {
    const kept = this.kept.get(run);
    if (!kept) throw new SimulationError('the run is no longer known; run the probe again');
    const { sick, folders, placer } = kept;
    const found = await this.withScript(sick.script, folders, (script) => findRemedies({ ...sick, script }, control));
    return found.map((remedy) => ({ ...remedy, edits: placer.place(remedy.edits) }));
  }

  /** The script is read many times over: each time from the same open files of numbers. */
  private withScript<T>(
    script: Script,
    folders: readonly string[],
    use: (script: Script, read: Network | undefined) => T,
  ): Promise<T> {
    const { linter, document, options, network } = script;
    return withReferredFiles(this.tools, folders, async (files) => {
      const { networks } = await files.settled((readers) => linter.networks(document, { ...options, ...readers }));
      return use({ ...script, options: { ...options, ...files.readers } }, networks[network]);
    });
  }
}

/** The spikes are handed over to the host; remedies need no more than how long and how much work it was. */
const withoutSpikes = (recording: Recording): Recording => ({
  ...recording,
  times: new Float64Array(0),
  ids: new Uint32Array(0),
  traces: [],
});
