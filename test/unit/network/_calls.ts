// Evaluates a script and hands out the simulator calls it makes, for what is read from them.
import { backends } from '../../../src/core/backends/index';
import { type ApiCall } from '../../../src/core/evaluate/facts';
import { Libraries } from '../../../src/core/evaluate/library';
import { libraries } from '../../../src/core/evaluate/libraries/index';
import { runModule, runRest } from '../../../src/core/evaluate/module';
import { constantOf } from '../../../src/core/evaluate/numbers';
import { formatPoly } from '../../../src/core/evaluate/poly';
import { Run } from '../../../src/core/evaluate/run';
import { type Given, type Path } from '../../../src/core/network/paths';
import { parseModule } from '../../../src/core/python/parse';
import { toText } from '../../../src/core/units/rational';
import { grammar } from '../_grammar';

const known = new Libraries([...libraries, ...backends.map((each) => each.library)]);

export function callsOf(text: string): readonly ApiCall[] {
  const run = new Run({ libraries: known, findModule: () => null });
  const loaded = run.load({ file: 'model.py', module: parseModule(grammar, text) });
  run.entry = 'model.py';
  runModule(run, loaded);
  runRest(run, loaded);
  return run.facts.calls;
}

/** `0.01 µS`, exactly; null where there is none. */
export function shown(given: Given | null): string | null {
  if (!given) return null;
  const exact = constantOf(given.value);
  const number = exact ? toText(exact) : formatPoly(given.value.poly);
  return given.unit === null ? number : `${number} ${given.unit}`;
}

/** A path in one line: kind, source → target, sources × rate × weight, kernel, shared or not. */
export function lineOf(path: Path): string {
  const tau = (value: Path['kernel']['tau']): string =>
    value ? (shown({ value, unit: 'ms', span: path.span }) ?? '') : '?';
  const kernel =
    path.kernel.shape === 'biexponential'
      ? `biexponential ${tau(path.kernel.rise ?? null)}, ${tau(path.kernel.tau)}`
      : path.kernel.tau
        ? `${path.kernel.shape} ${tau(path.kernel.tau)}`
        : path.kernel.shape;
  const parts = [path.sources, path.rate, path.weight].map((each) => shown(each) ?? '-');
  const heard = path.shared === null ? '' : path.shared ? ', shared' : ', independent';
  return `${path.kind} ${path.source} → ${path.target}: ${parts.join(' × ')}, ${kernel}${heard}`;
}
