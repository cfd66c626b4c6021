// The numbers that a script gives names to, as far as the network hangs on them: what can be turned where the network's parts don't say it all.
import { readGiven } from '../core/evaluate/settling';
import { type Network } from '../core/network/network';
import { type NameReport } from '../core/report';
import { reportOn, runAlike, type Script } from './script';

export interface ScriptNumber {
  /** As `--set` takes it. */
  readonly name: string;
  readonly value: number;
  /** As it stands behind the number: `mV`. */
  readonly unit: string | null;
  readonly line: number;
}

/** More are not tried: each costs one reading of the script. */
const mostTried = 60;
/** A factor that no number of a script survives unnoticed, whether it is rounded or not. */
const probingFactor = 'x2';

/** `name = 20`, `name: float = 2e-3 * second,`, `"name": 0.1`, up to the end of that value. */
const written =
  /^["']?(?:\s*:\s*[\w.[\]]+)?\s*[=:]\s*([-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(?:\s*\*\s*([A-Za-z][\w.]*))?\s*(?:[,;)\]}#\n]|$)/;

export interface Watch {
  progress?(fraction: number): void;
  cancelled?(): boolean;
}

export function scriptNumbers(script: Script, network: Network, watch: Watch = {}): ScriptNumber[] {
  const { text } = script.document;
  const found = candidates(text, reportOn(script)?.names ?? []).slice(0, mostTried);
  return found.filter(({ name }, at) => {
    watch.progress?.(at / found.length);
    return watch.cancelled?.() !== true && isFelt(script, network, name);
  });
}

function candidates(text: string, names: readonly NameReport[]): ScriptNumber[] {
  const byName = new Map<string, ScriptNumber | null>();
  for (const { name, kind, span } of names) {
    if (kind === 'key' || kind === 'attribute') continue;
    const match = written.exec(text.slice(span.end, span.end + 200));
    const value = Number(match?.[1]?.replaceAll('_', '') ?? NaN);
    if (Number.isNaN(value)) {
      // A name that elsewhere is worth something else: nobody can say which of them is meant.
      if (/^\s*=[^=]/.test(text.slice(span.end, span.end + 20))) byName.set(name, null);
      continue;
    }
    const known = byName.get(name);
    if (known === undefined) {
      const line = text.slice(0, span.start).split('\n').length;
      byName.set(name, value === 0 ? null : { name, value, unit: match?.[2] ?? null, line });
    } else if (known?.value !== value) byName.set(name, null);
  }
  return [...byName.values()].filter((each) => each !== null);
}

/** Whether the network is another one with twice of it. */
function isFelt({ linter, document, options, network: at }: Script, network: Network, name: string): boolean {
  const set = new Map([...(options.set ?? []), [name, readGiven(probingFactor)] as const]);
  try {
    const { networks } = linter.networks(document, { ...options, set });
    const other = networks[at];
    return other !== undefined && !runAlike(other, network);
  } catch {
    return false;
  }
}
