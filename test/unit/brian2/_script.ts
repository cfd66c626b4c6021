// Reads a Brian 2 script's network and paths as the linter does.
import { backends } from '../../../src/core/backends';
import { Libraries } from '../../../src/core/evaluate/library';
import { libraries } from '../../../src/core/evaluate/libraries/index';
import { runModule, runRest } from '../../../src/core/evaluate/module';
import { Run } from '../../../src/core/evaluate/run';
import { unitOf } from '../../../src/core/evaluate/claim';
import { asConstant, formatPoly } from '../../../src/core/evaluate/poly';
import { type Network } from '../../../src/core/network/network';
import { type Given, type Path } from '../../../src/core/network/paths';
import { parseModule } from '../../../src/core/python/parse';
import { formatUnit } from '../../../src/core/units/format';
import { toFraction } from '../../../src/core/units/rational';
import { readBrian2 } from '../../../src/core/network/brian2';
import { readBrian2Paths } from '../../../src/core/network/brian2/paths';
import { grammar } from '../_grammar';

export function read(text: string): { networks: readonly Network[]; paths: readonly Path[] } {
  const run = new Run({
    libraries: new Libraries([...libraries, ...backends.map((each) => each.library)]),
    findModule: () => null,
  });
  run.entry = 'model.py';
  const loaded = run.load({ file: 'model.py', module: parseModule(grammar, `from brian2 import *\n${text}`) });
  runModule(run, loaded);
  runRest(run, loaded);
  return { networks: readBrian2(run.facts.calls), paths: readBrian2Paths(run.facts.calls) };
}

export function networkOf(text: string): Network {
  const [network] = read(text).networks;
  if (!network) throw new Error('no network');
  return network;
}

/** `1/10000 V`: the exact number in SI, or in symbols. */
export function exact(given: Pick<Given, 'value'> | null): string {
  if (!given) return '?';
  const { poly, claim, quantity } = given.value;
  const constant = asConstant(poly);
  const unit = quantity ? unitOf(claim) : null;
  return `${constant ? toFraction(constant) : formatPoly(poly)}${unit ? ` ${formatUnit(unit)}` : ''}`;
}

/** One line per path: what there is to compare. */
export const line = (path: Path): string =>
  [
    `${path.kind} ${path.source} → ${path.target}${path.receptor === null ? '' : `.${path.receptor}`}`,
    `${exact(path.sources)} × ${exact(path.rate)} × ${exact(path.weight)}`,
    `${path.kernel.shape}${path.kernel.tau ? ` ${exact({ value: path.kernel.tau })}` : ''}`,
    path.shared === null ? '' : path.shared ? 'shared' : 'independent',
  ]
    .filter((each) => each !== '')
    .join(', ');
