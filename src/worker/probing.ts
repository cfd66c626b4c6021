// Probes for a host: reads a document's network, runs and examines it, and tries remedies of a run that it still knows.
import { type Linter } from '../core/lint';
import { findRemedies, type Sick } from '../diagnose/remedies';
import { aboutOf } from '../diagnose/about';
import { examine } from '../diagnose/examine';
import { scriptNumbers, type ScriptNumber } from '../diagnose/scriptNumbers';
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

/** Runs that remedies may still be asked for: one panel or two, and the tests of a file. */
const mostKept = 8;

interface Kept {
  readonly sick: Sick;
  readonly placer: Placer;
}

export class Probing {
  private readonly kept = new Map<number, Kept>();
  private next = 1;

  /** @param partner the bundle of a second worker for large networks; null where there is none */
  constructor(private readonly partner: string | null) {}

  async examine(linter: Linter, params: ExamineParams, placer: Placer, control: Control): Promise<Examined> {
    const { document, context, projects, network: index, options, turned = {} } = params;
    const read = { context, projects, set: turning(turned) };
    const { networks, expectations, error, unknownNames } = linter.networks(document, read);
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
      placer,
    });
    for (const old of this.kept.keys()) if (this.kept.size > mostKept) this.kept.delete(old);
    const about = recording.populations.map(({ name }) => aboutOf(network, name));
    return { run, recording, examination: placer.place(examination), about };
  }

  scriptNumbers(linter: Linter, { document, network, ...options }: Omit<TurnedParams, 'turned'>, control: Control) {
    const read = linter.networks(document, options).networks[network];
    const script = { linter, document, options, network };
    return read ? scriptNumbers(script, read, control) : ([] as ScriptNumber[]);
  }

  write(linter: Linter, { document, network, turned, ...options }: TurnedParams, placer: Placer): Written {
    const { edits, exact } = write({ linter, document, options, network }, turned);
    return { edits: placer.place(edits), exact };
  }

  remedies(run: number, control: Control): PlacedRemedy[] {
    const kept = this.kept.get(run);
    if (!kept) throw new SimulationError('the run is no longer known; run the probe again');
    return findRemedies(kept.sick, control).map((remedy) => ({ ...remedy, edits: kept.placer.place(remedy.edits) }));
  }
}

/** The spikes are handed over to the host; remedies need no more than how long and how much work it was. */
const withoutSpikes = (recording: Recording): Recording => ({
  ...recording,
  times: new Float64Array(0),
  ids: new Uint32Array(0),
  traces: [],
});
