// Remedies that were tried: changes of a sick network, each simulated, of which those are kept that cure it without making it sick otherwise.
import { type Expectation } from '../core/expectations';
import { type Edit } from '../core/finding';
import { type Network } from '../core/network/network';
import { type Control, type Recording, type SimulateOptions } from '../sim/recording';
import { simulate } from '../sim/simulate';
import { type Examination, examine, type Figures, type Moved } from './examine';
import { type Case, type Change, isTooLittle, type Lever } from './lever';
import { levers } from './levers/index';
import { findLiterals } from './literals';
import { isFedNumbers } from './wiring';
import { reportOn, rewritten, runAlike, type Script } from './script';
import { symptoms as kinds } from './symptoms/index';

export type Row = Pick<Figures, 'name' | 'rateHz' | 'cvIsi' | 'fano' | 'synchrony'>;

export interface Remedy {
  readonly title: string;
  /** What becomes what. */
  readonly change: string;
  /** The kind of symptom that it cures. */
  readonly cures: string;
  /** Symptoms that stay. */
  readonly leaves: readonly { readonly kind: string; readonly population: string }[];
  readonly before: readonly Row[];
  readonly after: readonly Row[];
  /** Where weights learn: their means with the change, at first and at last. */
  readonly weights?: readonly Moved[];
  /** How to write it; empty where no number of the script stands for it. */
  readonly edits: readonly Edit[];
  /** The rule whose finding proposed it. */
  readonly rule?: string;
  /** The network as it was tried, and with which step. */
  readonly network: Network;
  readonly dtMs?: number;
}

export interface Sick {
  readonly network: Network;
  readonly options: SimulateOptions;
  readonly recording: Recording;
  readonly examination: Examination;
  readonly expectations?: readonly Expectation[];
  /** Where there is one, fixes of its findings are tried, and changes are looked up in it. */
  readonly script?: Script;
}

/** Neuron steps and events that may be spent: some three seconds. */
const affordable = 5e8;
/** Runs of this share of it are made in full; longer ones are shortened. */
const shareOfOne = 1 / 16;
const shortestMs = 100;
const mostFixes = 12;
const mostRemedies = 8;
/** A changed network that takes so long, as where it runs away, is no cure. */
const longestRunMs = 3000;

/** Rates that are clearly neither too low nor too high. */
const livelyHz = 0.5;
const calmHz = 100;
const calmPerStep = 0.25;
const livelyPerStep = 0.02;

/** Symptoms of a change that went too far; the others may come and go on the way. */
const opposites: ReadonlySet<string> = new Set(['silent', 'runaway', 'saturated']);

/** Symptoms that any rate can have. */
const notOfRates: ReadonlySet<string> = new Set(['learning-not-engaged', 'modulator-frozen', 'attention-collapsed']);

export function findRemedies(sick: Sick, control: Control = {}): Remedy[] {
  return new Trial(sick, control).run();
}

class Trial {
  private readonly options: SimulateOptions;
  private readonly found: { remedy: Remedy; size: number }[] = [];
  private spent = 0;
  private before: Examination;
  private kind = '';

  constructor(
    private readonly sick: Sick,
    private readonly control: Control,
  ) {
    const { recording, options } = sick;
    const work = workOf(recording);
    const part = Math.min(1, (affordable * shareOfOne) / Math.max(1, work));
    const ms = Math.max(Math.min(shortestMs, recording.ms), Math.floor(recording.ms * part));
    this.options = { ...options, ms };
    this.before = sick.examination;
  }

  run(): Remedy[] {
    const { sick, options } = this;
    if (sick.examination.symptoms.length === 0) return [];
    if (options.ms < sick.recording.ms) {
      const shorter = this.tryOut(sick.network);
      if (!shorter) return [];
      this.before = shorter;
    }
    const fixed = this.tryFixes();
    const treated = treatedKinds(this.before);
    treated.forEach((kind, i) => {
      this.kind = kind;
      for (const each of fixed) this.keep(each);
      const chosen = levers.filter((each: Lever) => each.cures.includes(kind));
      chosen.forEach((lever, k) => {
        this.control.progress?.((i + k / chosen.length) / treated.length);
        this.pull(lever);
      });
    });
    return this.found
      .sort((one, other) => one.size - other.size)
      .slice(0, mostRemedies)
      .map(({ remedy }) => remedy);
  }

  /** What the linter would change in the file: likelier to be the cause than any other number. */
  private tryFixes(): Kept[] {
    const { script, network } = this.sick;
    const findings = (script && reportOn(script)?.findings) ?? [];
    const fixes = findings.flatMap(({ rule, fixes: own }) => own.map((fix) => ({ rule, ...fix }))).slice(0, mostFixes);
    return fixes.flatMap(({ rule, title, edits }) => {
      const changed = script && !this.isOver() ? rewritten(script, edits) : null;
      if (!changed || runAlike(changed, network)) return [];
      const after = this.tryOut(changed);
      return after ? [{ title, change: title, edits, rule, network: changed, size: 0, after }] : [];
    });
  }

  private pull(lever: Lever): void {
    const sick = this.case();
    for (const change of lever.changes(sick)) {
      if (this.isOver()) return;
      const after = this.tryOut(change.network, change.dtMs);
      // Further on there is only more of it.
      if (!after || this.isOvershot(after)) return;
      if (!this.isCured(after)) continue;
      this.keep(this.written(change, after));
      return;
    }
  }

  private case(): Case {
    const names = new Set(
      this.before.symptoms.filter(({ kind }) => kind === this.kind).map(({ population }) => population),
    );
    const { network, recording } = this.sick;
    const afflicted = network.populations.filter(({ name }) => names.has(name));
    return { network, kind: this.kind, afflicted, dtMs: recording.dtMs };
  }

  /** The change with its edits, where the text has a number for it. */
  private written({ title, change, size, network, dtMs, targets }: Change, after: Examination): Kept {
    const plain: Kept = { title, change, size, network, edits: [], after, ...(dtMs === undefined ? {} : { dtMs }) };
    const rewriting = this.sick.script && targets.length > 0 ? findLiterals(this.sick.script, network, targets) : null;
    if (!rewriting) return plain;
    const { edits } = rewriting;
    if (rewriting.exact) return { ...plain, edits };
    // The number stands for more than was changed: it is a remedy only if that cures too.
    const instead = this.tryOut(rewriting.network, dtMs);
    return instead && this.isCured(instead) ? { ...plain, edits, network: rewriting.network, after: instead } : plain;
  }

  private keep({ size, after, ...rest }: Kept): void {
    if (!this.isCured(after) || this.found.some(({ remedy }) => remedy.title === rest.title)) return;
    const leaves = after.symptoms.map(({ kind, population }) => ({ kind, population }));
    const remedy = {
      ...rest,
      cures: this.kind,
      leaves,
      before: rows(this.before),
      after: rows(after),
      ...weights(after),
    };
    this.found.push({ remedy, size: leaves.length > 0 ? size + 10 : size });
  }

  /** Gone, and nothing new in its place; what was as expected still is. */
  private isCured(examination: Examination): boolean {
    const { symptoms, expectations } = examination;
    const had = new Set(this.before.symptoms.map(({ kind, population }) => `${kind} ${population}`));
    if (symptoms.some(({ kind, population }) => kind === this.kind || !had.has(`${kind} ${population}`))) return false;
    if (!this.isComfortable(examination)) return false;
    return this.before.expectations.every(({ met }, i) => !met || expectations[i]?.met === true);
  }

  /** Not only just over the line: a rate that is expected, or one that nobody would look twice at. */
  private isComfortable({ populations, expectations }: Examination): boolean {
    if (notOfRates.has(this.kind)) return true;
    return this.case().afflicted.every((population) => {
      const own = expectations.filter(
        ({ expectation, population: name }) => expectation.measure === 'rate' && name === population.name,
      );
      const rateHz = populations.find(({ name }) => name === population.name)?.rateHz ?? 0;
      if (own.length > 0) return own.every(({ met }) => met);
      const perStep = (rateHz * this.sick.recording.dtMs) / 1000;
      const isCalm = population.stepping?.unit === null ? perStep <= calmPerStep : rateHz <= calmHz;
      if (!isTooLittle(this.kind) || !isCalm) return isCalm;
      return isFedNumbers(this.sick.network, population) ? perStep >= livelyPerStep : rateHz >= livelyHz;
    });
  }

  private isOvershot({ symptoms }: Examination): boolean {
    return symptoms.some(
      ({ kind, population }) =>
        isTooLittle(kind) !== isTooLittle(this.kind) &&
        opposites.has(kind) &&
        !this.before.symptoms.some((each) => each.kind === kind && each.population === population),
    );
  }

  /** Null where it can't be simulated, or not in a reasonable time. */
  private tryOut(network: Network, dtMs = this.options.dtMs): Examination | null {
    const { now = () => 0 } = this.options;
    const startMs = now();
    const cancelled = (): boolean => this.control.cancelled?.() === true || now() - startMs > longestRunMs;
    try {
      const options = dtMs === undefined ? this.options : { ...this.options, dtMs };
      const recording = simulate(network, options, { cancelled });
      this.spent += workOf(recording);
      const wholeMs = recording.ms > this.options.ms - 2 * recording.dtMs;
      return wholeMs ? examine(network, recording, this.sick.expectations) : null;
    } catch {
      return null;
    }
  }

  private isOver(): boolean {
    return this.spent > affordable || this.control.cancelled?.() === true;
  }
}

interface Kept {
  readonly title: string;
  readonly change: string;
  readonly size: number;
  readonly edits: readonly Edit[];
  readonly rule?: string;
  readonly network: Network;
  readonly dtMs?: number;
  readonly after: Examination;
}

/** Gravest first; want of balance is cured with what it makes of the network. */
function treatedKinds({ symptoms }: Examination): string[] {
  const found = new Set(symptoms.map(({ kind }) => kind));
  const ordered = [...kinds].sort((one, other) => one.order - other.order).map(({ kind }): string => kind);
  const present = ordered.filter((kind) => found.has(kind));
  return present.length > 1 ? present.filter((kind) => kind !== 'unbalanced') : present;
}

const rows = ({ populations }: Examination): Row[] =>
  populations.map(({ name, rateHz, cvIsi, fano, synchrony }) => ({ name, rateHz, cvIsi, fano, synchrony }));

const weights = ({ weights: moved }: Examination): { weights?: readonly Moved[] } =>
  moved.length > 0 ? { weights: moved } : {};

const workOf = ({ timing, populations }: Recording): number =>
  timing.steps * populations.reduce((sum, { size }) => sum + size, 0) + timing.events;
